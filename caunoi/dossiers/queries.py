"""Reads of dossiers. Every one checks permission; all return frozen dataclasses (`shapes`)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from caunoi.core.actor import Actor
from caunoi.dossiers.shapes import (
    ActionView,
    AttachedComponent,
    Channel,
    DossierRow,
    DossierView,
    DueLeft,
    FileContent,
    FilingProgress,
    Page,
    PublicStatus,
    QueueCounts,
    QueueState,
    ReceivingChoice,
    SectionProgress,
    Status,
    TimelineEntry,
)

__all__ = [
    "ActionView",
    "AttachedComponent",
    "Channel",
    "DossierRow",
    "DossierView",
    "DueLeft",
    "FileContent",
    "FilingProgress",
    "Page",
    "PublicStatus",
    "QueueCounts",
    "QueueState",
    "ReceivingChoice",
    "SectionProgress",
    "Status",
    "TimelineEntry",
    "available_actions",
    "by_code",
    "dossier",
    "file_content",
    "filing_progress",
    "mine",
    "public_status",
    "queue",
    "queue_counts",
    "receiving_choices",
    "timeline",
]


def dossier(dossier_id: UUID, *, actor: Actor, now: datetime) -> DossierView:
    """One dossier. Raises DossierNotFound when there is none or `actor` may not see it."""
    raise NotImplementedError


def by_code(code: str, *, actor: Actor, now: datetime) -> DossierView:
    """The same, by its code."""
    raise NotImplementedError


def mine(*, actor: Actor, now: datetime) -> list[DossierRow]:
    """The signed-in citizen's dossiers and drafts, newest first."""
    raise NotImplementedError


def queue(
    *,
    agency_id: UUID,
    actor: Actor,
    now: datetime,
    state: str = QueueState.ALL,
    page: int = 1,
    size: int = 50,
    text: str = "",
) -> Page[DossierRow]:
    """An agency's dossiers that wait for a step, the nearest due date first; `all` also shows finished ones.

    `text` narrows to a code or an applicant's name (without diacritics). Raises NotPermitted for a person who has no
    role in the agency.
    """
    raise NotImplementedError


def queue_counts(*, agency_id: UUID, actor: Actor, now: datetime) -> QueueCounts:
    """How many dossiers wait in each pile, and how many are late. One statement beside the permission's."""
    raise NotImplementedError


def timeline(dossier_id: UUID, *, actor: Actor, now: datetime) -> list[TimelineEntry]:
    """What happened to the dossier, oldest first, read from the journal."""
    raise NotImplementedError


def available_actions(dossier_id: UUID, *, actor: Actor, now: datetime) -> list[ActionView]:
    """What `actor` may do now with this dossier, and why not otherwise."""
    raise NotImplementedError


def filing_progress(dossier_id: UUID, *, actor: Actor, now: datetime) -> FilingProgress:
    """How far a draft is, section by section."""
    raise NotImplementedError


def file_content(dossier_id: UUID, file_id: UUID, *, actor: Actor, now: datetime) -> FileContent:
    """A component, the receipt or the result. Raises DossierNotFound when the file is not this dossier's."""
    raise NotImplementedError


def receiving_choices(text: str, *, on: date, limit: int = 10) -> list[ReceivingChoice]:
    """Agencies of communes whose name fits `text` (without diacritics) where a dossier may be filed on `on`."""
    raise NotImplementedError


def public_status(code: str, *, now: datetime) -> PublicStatus:
    """Where a dossier stands, for anybody who knows its code; nothing personal."""
    raise NotImplementedError

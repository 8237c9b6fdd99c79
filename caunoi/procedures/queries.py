"""Reads of the catalogue."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from caunoi.procedures.shapes import CaseView, ComponentView, Fee, Limit, ProcedureEntry, ProcedureView

__all__ = [
    "CaseView",
    "ComponentView",
    "Fee",
    "Limit",
    "ProcedureEntry",
    "ProcedureView",
    "entry",
    "fields",
    "listing",
    "procedure",
    "search",
    "version",
]


def procedure(code: str, *, on: date) -> ProcedureView:
    """The version in force on `on`. Raises ProcedureNotFound."""
    raise NotImplementedError


def version(version_id: UUID) -> ProcedureView:
    """One version, in force or not: what a dossier was filed under."""
    raise NotImplementedError


def entry(code: str, *, on: date) -> ProcedureEntry:
    """The published entry of any procedure in the catalogue, whether or not it can be filed here."""
    raise NotImplementedError


def search(text: str, *, on: date, limit: int = 20) -> list[ProcedureEntry]:
    """Entries whose code, name or field holds every word of `text`, with or without diacritics; filable ones first."""
    raise NotImplementedError


def listing(*, on: date, field: str | None = None) -> list[ProcedureEntry]:
    """All entries, filable ones first, then by field and name."""
    raise NotImplementedError


def fields() -> list[tuple[str, int]]:
    """The fields of the catalogue with how many procedures each has."""
    raise NotImplementedError

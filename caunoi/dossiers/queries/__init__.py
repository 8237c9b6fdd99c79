"""Reads of dossiers. Every one checks permission; all return frozen dataclasses (`shapes`)."""

from caunoi.dossiers.queries.filing import filing_progress, receiving_choices
from caunoi.dossiers.queries.lists import mine, queue, queue_counts
from caunoi.dossiers.queries.public import public_status, public_timeline
from caunoi.dossiers.queries.reading import available_actions, by_code, dossier, file_content, timeline
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
    "public_timeline",
    "queue",
    "queue_counts",
    "receiving_choices",
    "timeline",
]

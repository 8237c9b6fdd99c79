"""Reads of dossiers. Every one checks permission; all return frozen dataclasses (`shapes`)."""

from caunoi.dossiers.papers.payment_receipts import payment_receipt_pdf
from caunoi.dossiers.queries.actions import available_actions
from caunoi.dossiers.queries.behind import Behind, behind
from caunoi.dossiers.queries.choosing import chosen
from caunoi.dossiers.queries.counter import CounterKnown, known_at_counter, most_received
from caunoi.dossiers.queries.diagrams import diagram
from caunoi.dossiers.queries.fees import FeeDue, fee_due_of, fees_due
from caunoi.dossiers.queries.filing import (
    case_choices,
    competent_choices,
    filing_progress,
    known_answers,
    linked_suggestions,
    quote,
    receiving_choices,
    reliefs,
    reusable_papers,
)
from caunoi.dossiers.queries.following import filed_with, followed, followed_many
from caunoi.dossiers.queries.late import late_now
from caunoi.dossiers.queries.lists import find, helped, mine, queue, queue_counts
from caunoi.dossiers.queries.page import DossierPage, page, page_of
from caunoi.dossiers.queries.prefilling import EarlierAnswer, earlier_answers
from caunoi.dossiers.queries.previews import record_preview
from caunoi.dossiers.queries.public import public_status, public_timeline
from caunoi.dossiers.queries.ratings import OfficerRating, officer_ratings
from caunoi.dossiers.queries.reading import by_code, dossier, file_content, timeline
from caunoi.dossiers.queries.registers import register
from caunoi.dossiers.queries.requests import control_slip, control_slip_file, rating, requests, results
from caunoi.dossiers.queries.store import my_papers, my_results, result_by_sha
from caunoi.dossiers.queries.today import DoneToday, done_today
from caunoi.dossiers.queries.watching import looks, wall
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
    QueuePage,
    QueueState,
    ReceivingChoice,
    SectionProgress,
    Status,
    TimelineEntry,
)
from caunoi.dossiers.shapes_filing import (
    CaseChoice,
    CounterPaper,
    CounterPerson,
    LinkedSuggestion,
    Origin,
    Priority,
    ReusablePaper,
    Support,
)
from caunoi.dossiers.shapes_late import LateAgency, LateDossier, LateOfficer, LateView, Reminding
from caunoi.dossiers.shapes_lists import Load, LookView, RecordStatus, StoredPaper, StoredResult, WallDay, WallView
from caunoi.dossiers.shapes_settling import BulkOutcome, ControlLine, RatingView, RequestView, ResultView

__all__ = [
    "ActionView",
    "AttachedComponent",
    "Behind",
    "BulkOutcome",
    "CaseChoice",
    "Channel",
    "ControlLine",
    "CounterKnown",
    "CounterPaper",
    "CounterPerson",
    "DoneToday",
    "DossierPage",
    "DossierRow",
    "DossierView",
    "DueLeft",
    "EarlierAnswer",
    "FeeDue",
    "FileContent",
    "FilingProgress",
    "LateAgency",
    "LateDossier",
    "LateOfficer",
    "LateView",
    "LinkedSuggestion",
    "Load",
    "LookView",
    "OfficerRating",
    "Origin",
    "Page",
    "Priority",
    "PublicStatus",
    "QueueCounts",
    "QueuePage",
    "QueueState",
    "RatingView",
    "ReceivingChoice",
    "RecordStatus",
    "Reminding",
    "RequestView",
    "ResultView",
    "ReusablePaper",
    "SectionProgress",
    "Status",
    "StoredPaper",
    "StoredResult",
    "Support",
    "TimelineEntry",
    "WallDay",
    "WallView",
    "available_actions",
    "behind",
    "by_code",
    "case_choices",
    "chosen",
    "competent_choices",
    "control_slip",
    "control_slip_file",
    "diagram",
    "done_today",
    "dossier",
    "earlier_answers",
    "fee_due_of",
    "fees_due",
    "file_content",
    "filed_with",
    "filing_progress",
    "find",
    "followed",
    "followed_many",
    "helped",
    "known_answers",
    "known_at_counter",
    "late_now",
    "linked_suggestions",
    "looks",
    "mine",
    "most_received",
    "my_papers",
    "my_results",
    "officer_ratings",
    "page",
    "page_of",
    "payment_receipt_pdf",
    "public_status",
    "public_timeline",
    "queue",
    "queue_counts",
    "quote",
    "rating",
    "receiving_choices",
    "record_preview",
    "register",
    "reliefs",
    "requests",
    "result_by_sha",
    "results",
    "reusable_papers",
    "timeline",
    "wall",
]

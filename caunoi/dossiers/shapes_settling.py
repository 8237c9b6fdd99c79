"""What settlement's queries and operations return: requests, control slip, results, ratings, bulk. Public."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class BulkOutcome:
    """Of many: the codes of those done, and of each other one its code and why not."""

    done: list[str]
    failed: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class RequestView:
    """Something asked while it was settled, with its answer: `kind` as in the journal, `title` in words.

    `items` are (what it is about, what is wanted); the applicant does not see consultations. `open`: no
    answer yet; `late`: its own deadline passed without one.
    """

    id: UUID
    kind: str
    title: str
    asked_at: datetime
    asked_role: str
    asked_agency: str
    to_agency: str
    reason: str
    items: list[tuple[str, str]]
    raw_items: list[dict[str, str]]
    due_at: datetime | None
    open: bool
    late: bool
    answered_at: datetime | None
    answer: str
    outcome: str
    amount: int | None
    file_id: UUID | None
    exception_reason: str = ""


@dataclass(frozen=True, slots=True)
class ControlLine:
    """Form 06: who had the dossier, from when to when, by when it was to be done; `within` is None while it is open."""

    step: str
    step_name: str
    holder: str
    agency_name: str
    person_name: str
    opened_at: datetime
    closed_at: datetime | None
    due_at: datetime | None
    within: bool | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class RatingView:
    """The applicant's scores by indicator, with their comment."""

    scores: dict[int, int]
    comment: str
    rated_at: datetime


@dataclass(frozen=True, slots=True)
class ResultView:
    """One signed record of the dossier: `status` is `valid`, `replaced` or `revoked`, with its reason."""

    id: UUID
    result_id: str
    name: str
    number: str
    agency_id: UUID | None
    agency_name: str
    signed_at: datetime | None
    status: str
    status_name: str
    status_reason: str
    status_at: datetime | None
    file_id: UUID | None

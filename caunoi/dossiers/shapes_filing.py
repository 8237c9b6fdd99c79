"""What is given to file a dossier, and what is shown before it is filed. Public."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class Priority(StrEnum):
    """Whom a counter serves first (Decree 61/2018/NĐ-CP art. 17; kept by 118/2025/NĐ-CP)."""

    ELDERLY = "elderly"
    DISABLED = "disabled"
    PREGNANT = "pregnant"
    MERIT = "merit"


class Origin:
    """How a component came: on paper only, digitised here, from an earlier paper, from an earlier result."""

    PAPER, DIGITISED, EARLIER_PAPER, EARLIER_RESULT = 0, 1, 2, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterPerson:
    """The person before an officer, as their identity paper says. Without a number a new account is made."""

    full_name: str
    personal_id: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterPaper:
    """One component handed in at a counter: counts of originals and copies, and one of

    `pages` (names and bytes of scans; several pictures become one PDF), `result_id` (a record the applicant has),
    `component_row_id` (a paper they handed in before), or nothing: it stays on paper.
    """

    component_id: str
    originals: int = 0
    copies: int = 0
    pages: tuple[tuple[str, bytes], ...] = ()
    result_id: UUID | None = None
    component_row_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """Who helped to file, and for which agency; they decide nothing."""

    person_id: UUID
    agency_id: UUID


@dataclass(frozen=True, slots=True)
class ReusablePaper:
    """Something the applicant has already that may stand for a component: one tick and nothing is handed in twice.

    `kind` is `result` (reuse_result takes `id`) or `paper` (reuse_component does); `on` is when it was signed or handed
    in; `origin_code` the code of the dossier that it comes from.
    """

    kind: str
    id: UUID
    component_id: str
    title: str
    file_id: UUID
    on: date
    origin_code: str
    agency_name: str


@dataclass(frozen=True, slots=True)
class CaseChoice:
    """A case of the procedure with the channels on which it can be filed, and its limit in words on each."""

    id: str
    name: str
    summary: str
    limits: dict[str, str]


@dataclass(frozen=True, slots=True)
class LinkedSuggestion:
    """A procedure that people often need next, because it asks for what this one gives."""

    procedure_code: str
    procedure_name: str
    component_title: str
    can_file: bool


def as_priority(text: str) -> str:
    """The priority as it is kept; empty when there is none. Raises ValueError for an unknown one."""
    return Priority(text).value if text else ""


def chosen(values: Collection[str]) -> list[str]:
    """Each value once, in order."""
    return list(dict.fromkeys(values))

"""What this room's queries return. Public."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit; `unit` is `working_days`, `calendar_days`, `working_hours` or `same_day`."""

    value: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class Fee:
    """What is paid, in đồng; `note` says when something else applies."""

    amount: Decimal
    note: str = ""


@dataclass(frozen=True, slots=True)
class CaseView:
    """One case of a procedure, with its limit and fee per channel (`direct`, `post`, `online`)."""

    id: str
    name: str
    limits: dict[str, Limit]
    fees: dict[str, Fee]


@dataclass(frozen=True, slots=True)
class ComponentView:
    """One paper of the dossier: `name` as the portal words it, `title` in short, `condition` says when it is needed.

    `group` is `submitted` (handed in) or `presented` (shown, not kept).
    """

    id: str
    code: str
    name: str
    title: str
    group: str
    originals: int
    copies: int
    required: bool
    condition: str
    channels: tuple[str, ...]
    from_form: bool = False
    """The filled online form itself: nothing to upload."""


@dataclass(frozen=True, slots=True)
class ProcedureView:
    """A version that can be filed, with texts in the language in force."""

    code: str
    version_id: UUID
    name: str
    summary: str
    field: str
    level: str
    competent_kind: str
    online_level: str
    cases: list[CaseView]
    components: list[ComponentView]
    form: dict[str, Any]
    process_code: str
    results: list[dict[str, str]]
    legal_basis: list[str]
    pause_mode: str
    decision_ref: str
    effective_from: date
    effective_to: date | None
    unsure: bool
    unsure_notes: list[str]
    source_url: str


@dataclass(frozen=True, slots=True)
class ProcedureEntry:
    """One line of the published catalogue; `can_file` says whether a version in force can be filed here."""

    code: str
    name: str
    field: str
    agency_text: str
    limits_text: str
    results_text: str
    source_url: str
    source_updated: str
    unsure: bool
    can_file: bool

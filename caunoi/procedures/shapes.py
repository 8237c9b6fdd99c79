"""What this room's queries return. Public; shared between callers, so never changed by them."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as made
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit; `unit` is `working_days`, `calendar_days`, `working_hours` or `same_day`."""

    value: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class FeeStep:
    """A step of a scale: pages up to and with number `upto` (None: all that follow) cost `amount` đồng each."""

    amount: int
    upto: int | None = None


@dataclass(frozen=True, slots=True)
class FeeRule:
    """One thing that is paid, in đồng. `kind`:

    `fixed` (`amount`), `per_unit` (`amount` times the answer `unit_field`, or its number of entries, less `included`),
    `scale` (`steps` over `pages_field`, at most `cap_per_copy`, times `copies_field`; over each entry of the group
    `items_field` when it has one), `provincial` (set by the people's council of the province; per `unit_field` if any).
    `table` is a DMN decision table over the answers that gives `amount` (times `unit_field` if any).
    With `optional_field` it is paid only when that answer equals `optional_equals`.
    """

    id: str
    kind: str
    name: str
    reference: str
    amount: int | None = None
    unit: str = ""
    unit_field: str = ""
    included: int = 0
    steps: tuple[FeeStep, ...] = ()
    cap_per_copy: int | None = None
    pages_field: str = ""
    copies_field: str = ""
    items_field: str = ""
    table: str = ""
    optional_field: str = ""
    optional_equals: Any = None
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Relief:
    """A reduction by `percent` for those who fulfil `needs`, in force on `[since, until)`.

    Empty `channels` or `fees` (ids of fee rules) mean all.
    """

    id: str
    name: str
    percent: int
    needs: str
    reference: str
    since: date | None = None
    until: date | None = None
    channels: tuple[str, ...] = ()
    fees: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FeeLine:
    """One line of what is paid: `unit_amount` times `quantity`; amounts are None when not known here."""

    id: str
    name: str
    quantity: int
    amount: int | None
    reference: str
    unsure: bool = False
    unit_amount: int | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class ReliefView:
    """The relief that was applied; `reduction` is what it takes off the known amounts, in đồng."""

    id: str
    name: str
    percent: int
    reference: str
    reduction: int


@dataclass(frozen=True, slots=True)
class FeeView:
    """What is paid, in đồng. `total` is after relief, None when it is not known here: `note` then says why."""

    lines: list[FeeLine]
    relief: ReliefView | None
    total: int | None
    note: str


@dataclass(frozen=True, slots=True)
class CaseView:
    """One case of a procedure, with its limit and what is paid per channel (`direct`, `post`, `online`)."""

    id: str
    name: str
    limits: dict[str, Limit]
    fees: dict[str, list[FeeRule]]
    summary: str = ""


@dataclass(frozen=True, slots=True)
class ComponentView:
    """One paper of the dossier: `name` as the portal words it, `title` in short, `condition` says when it is needed.

    `group` is `submitted` (handed in) or `presented` (shown, not kept). `cases` are the cases that ask for it (empty:
    all). `accepts_result_of` are component codes of results that may stand for it.
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
    cases: tuple[str, ...] = ()
    accepts_result_of: tuple[str, ...] = ()
    name_cut: bool = False
    """The source cut the name; it ends with an ellipsis."""

    def asked_for(self, case_id: str, channel: str) -> bool:
        """Whether this case and channel ask for the paper at all."""
        return channel in self.channels and (not self.cases or case_id in self.cases)


@dataclass(frozen=True, slots=True)
class AgencyNeed:
    """An agency that the process calls by a word: an agency of this kind and level, whose name begins so if given."""

    kind: str
    level: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Variant:
    """That a province (code) applies a version in a way of its own, by which text."""

    province: str
    reference: str
    unsure: bool


@dataclass(frozen=True, slots=True)
class ProcedureView:
    """A version that can be filed, with texts in the language in force.

    `competent_name` is the beginning of the competent agency's Vietnamese name where the kind is not enough ("Sở Tư
    pháp"). `results` have `id`, `name`, `form`, `component_code` (kind of paper, may be empty) and `step` (of the
    process, where it is signed; may be empty). `supplement_days` are working days to answer a request for supplement.
    `province` is set when the texts are those of a province's variant, `variant_reference` is then its text.
    """

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
    decision_on: date | None = None
    life_events: tuple[str, ...] = ()
    competent_name: str = ""
    online_note: str = ""
    supplement_days: int | None = None
    agencies: dict[str, AgencyNeed] = made(default_factory=dict)
    reliefs: list[Relief] = made(default_factory=list)
    province: str = ""
    variant_reference: str = ""
    variants: tuple[Variant, ...] = ()

    def case(self, case_id: str) -> CaseView:
        """The case with this id; the first one when there is none."""
        return next((case for case in self.cases if case.id == case_id), self.cases[0])


@dataclass(frozen=True, slots=True)
class ProcedureEntry:
    """One line of the published catalogue; `can_file` says whether a version in force can be filed here.

    `name` is in the language in force where a version has it, else in Vietnamese; `name_language` says which.
    """

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
    name_language: str = "vi"
    levels: tuple[str, ...] = ()
    life_events: tuple[str, ...] = ()
    unsure_notes: tuple[str, ...] = ()
    """Why it is unsure, for those who manage the catalogue; in Vietnamese."""


@dataclass(frozen=True, slots=True)
class EntryPage:
    """A page of entries: page `number` of `pages`, `total` entries in all."""

    entries: list[ProcedureEntry]
    number: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class LifeEvent:
    """An event of life under which procedures are found; `count` is how many."""

    code: str
    name: str
    text: str
    count: int


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One published version of a procedure, for those who manage the catalogue.

    `origin` is `files` or `office`; the persons are those of the draft by which the office published it. `province`:
    whose variant it brought. `abolished`: its end is an abolition, by the decision `abolished_by`.
    """

    id: UUID
    effective_from: date
    effective_to: date | None
    revision: int
    decision_ref: str
    superseded: bool
    unsure: bool
    unsure_notes: list[str]
    digest: str
    origin: str = "files"
    published_at: datetime | None = None
    made_by: UUID | None = None
    checked_by: UUID | None = None
    checked_at: datetime | None = None
    decided_by: UUID | None = None
    decided_at: datetime | None = None
    province: str = ""
    abolished: bool = False
    abolished_by: str = ""

    def in_force(self, on: date) -> bool:
        """Whether the version is in force on a day, `[effective_from, effective_to)`."""
        return self.effective_from <= on and (self.effective_to is None or on < self.effective_to)

"""What this room's queries return: frozen, complete, with texts in the language in force. Public."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import IntEnum, StrEnum
from typing import Any, Generic, TypeVar
from uuid import UUID

T = TypeVar("T")


class Status(IntEnum):
    """The national portal's ten statuses; 0 is a draft that nobody but its author sees."""

    DRAFT = 0
    NEW = 1
    ACCEPTED = 2
    REFUSED = 3
    IN_PROCESS = 4
    SUPPLEMENT = 5
    PAYMENT = 6
    WITHDRAWN = 7
    STOPPED = 8
    DONE = 9
    RETURNED = 10


class Channel(StrEnum):
    """How a dossier is filed: at the counter, by post, online."""

    DIRECT = "direct"
    POST = "post"
    ONLINE = "online"


class QueueState(StrEnum):
    """The piles of an agency's work.

    `mine`: assigned to me or free for a role of mine; `free`: nobody examines it yet; `unit`: everything open; `soon`:
    due today or on the next working day; `late`; `held`: waits for the applicant or is stopped; by what is to be done
    next; `all`: every dossier, also done ones.
    """

    MINE = "mine"
    FREE = "free"
    UNIT = "unit"
    SOON = "soon"
    LATE = "late"
    HELD = "held"
    TO_RECEIVE = "to_receive"
    TO_EXAMINE = "to_examine"
    TO_SIGN = "to_sign"
    TO_RETURN = "to_return"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class DueLeft:
    """How much of the limit is left, in the limit's own unit; negative when late.

    `state` is `ok`, `soon` (a quarter of the limit or less, or the due day itself), `late`, `paused` (while
    something is waited for) or `done` (no clock runs any more).
    """

    value: Decimal
    unit: str
    state: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class AttachedComponent:
    """One component of the procedure on this dossier: `name` in the portal's words, `title` in short.

    `attached` says whether it was handed in; one that stays on paper (`origin` 0) has no `file_id`. `group` is
    `submitted` or `presented` (shown at the counter). `originals` and `copies` are what the procedure asks, `handed_*`
    what came; `origin` is 0 to 3 as in Circular 01/2018 (None: not attached).
    """

    component_id: str
    code: str
    name: str
    title: str
    required: bool
    file_id: UUID | None
    file_name: str = ""
    condition: str = ""
    group: str = ""
    originals: int = 0
    copies: int = 0
    attached: bool = False
    origin: int | None = None
    handed_originals: int = 0
    handed_copies: int = 0
    source_id: UUID | None = None
    attached_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class DossierView:
    """A dossier as its applicant and the officers who settle it see it."""

    id: UUID
    code: str
    version: int
    status: int
    status_name: str
    step: str
    procedure_code: str
    procedure_name: str
    procedure_version_id: UUID
    channel: str
    channel_name: str
    applicant_id: UUID
    applicant_name: str
    applicant_phone: str
    answers: dict[str, Any]
    form: dict[str, Any]
    components: list[AttachedComponent]
    receiving_agency_id: UUID
    receiving_agency_name: str
    competent_agency_id: UUID
    competent_agency_name: str
    unit_id: UUID | None
    province_code: str
    case_name: str
    limit_text: str
    result: dict[str, Any]
    result_name: str
    refusal_reason: str
    return_note: str
    created_at: datetime
    submitted_at: datetime | None
    received_at: datetime | None
    due_at: datetime | None
    due_left: DueLeft
    finished_at: datetime | None
    returned_at: datetime | None
    receipt_file_id: UUID | None
    result_file_id: UUID | None
    case_id: str = ""
    applicant_personal_id: str = ""
    applicant_address: str = ""
    priority: str = ""
    priority_name: str = ""
    filed_by_id: UUID | None = None
    supporter_id: UUID | None = None
    support_agency_id: UUID | None = None
    support_agency_name: str = ""
    agencies: dict[str, UUID] = field(default_factory=dict)
    """The process's further words for agencies (`police` ...), with the agency of each."""
    fee: dict[str, Any] = field(default_factory=dict)
    """As computed when it was filed: `lines`, `relief`, `total`, `note`; empty for a draft (see `queries.quote`)."""
    fee_due: int | None = None
    """In đồng; None while it is not known."""
    fee_state: str = "none"
    """`none`, `due`, `paid` or `waived`."""
    reliefs: list[str] = field(default_factory=list)
    return_way: str = "online"
    return_address: str = ""
    first_due_at: datetime | None = None
    """The date of the first receipt slip; `due_at` is the one in force."""
    paused_at: datetime | None = None
    """Since when the limit does not count."""
    result_number: str = ""
    linked_to_id: UUID | None = None
    corrects_id: UUID | None = None
    non_territorial: bool = False
    """Received elsewhere than where it is decided."""


@dataclass(frozen=True, slots=True)
class DossierRow:
    """One line of a list. In a pile of work also what waits: `item_id` and what follows it."""

    id: UUID
    code: str
    version: int
    status: int
    status_name: str
    step: str
    procedure_code: str
    procedure_name: str
    applicant_name: str
    channel: str
    receiving_agency_id: UUID
    competent_agency_id: UUID
    created_at: datetime
    submitted_at: datetime | None
    received_at: datetime | None
    due_at: datetime | None
    due_left: DueLeft
    finished_at: datetime | None
    receiving_agency_name: str = ""
    competent_agency_name: str = ""
    priority: str = ""
    priority_name: str = ""
    specialist_id: UUID | None = None
    item_id: UUID | None = None
    item_kind: str = ""
    """`step`, `consultation` or `waiting`."""
    item_step: str = ""
    item_step_name: str = ""
    item_role: str = ""
    actions: tuple[str, ...] = ()
    assignee_id: UUID | None = None
    assignee_name: str = ""
    held: bool = False
    opened_at: datetime | None = None
    step_due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a list; `number` counts from 1."""

    rows: list[T]
    number: int
    size: int
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // self.size))


@dataclass(frozen=True, slots=True)
class QueueCounts:
    """How much is in each pile of an agency's open work, by the names of QueueState; over 1,000 is told as 1,001."""

    mine: int
    free: int
    unit: int
    soon: int
    late: int
    held: int
    to_receive: int
    to_examine: int
    to_sign: int
    to_return: int


@dataclass(frozen=True, slots=True)
class QueuePage:
    """One page of a list that is read onward only; `next` is the cursor of the following page, empty on the last."""

    rows: list[DossierRow]
    size: int
    next: str = ""
    counts: QueueCounts | None = None
    procedures: tuple[tuple[str, str], ...] = ()
    """With counts: codes and names of the procedures of which the agency has open work, by name."""


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One thing that happened; `by` says in what capacity (a role and an agency, or the applicant)."""

    at: datetime
    kind: str
    title: str
    by: str


@dataclass(frozen=True, slots=True)
class ActionView:
    """One operation that this actor might do now; `reason` says why not when it is not allowed.

    Codes: `edit`, `submit` (applicant); `accept`, `refuse`, `submit_for_signature`, `return_to_specialist`, `sign`,
    `hand_over`, `assign` (officers), each the name of the operation.
    """

    code: str
    title: str
    allowed: bool
    reason: str


@dataclass(frozen=True, slots=True)
class SectionProgress:
    """One group of questions (one screen) of the form of a draft."""

    id: str
    title: str
    fields: list[str]
    state: str
    """`empty`, `started` (something is missing or wrong) or `complete`."""
    problems: dict[str, str]


@dataclass(frozen=True, slots=True)
class FilingProgress:
    """How far a draft is: what `submit` would still refuse."""

    sections: list[SectionProgress]
    missing_components: list[AttachedComponent]
    ready: bool


@dataclass(frozen=True, slots=True)
class ReceivingChoice:
    """An agency where a dossier may be filed, with the unit that it serves."""

    agency_id: UUID
    code: str
    name: str
    unit_id: UUID | None
    unit_name: str
    province_code: str
    province_name: str


@dataclass(frozen=True, slots=True)
class FileContent:
    """A file of a dossier, for somebody who may read it."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class PublicStatus:
    """What anybody who knows the code may see: no name, no answers."""

    code: str
    status: int
    status_name: str
    procedure_code: str
    procedure_name: str
    received_on: date | None
    due_at: datetime | None
    due_left: DueLeft
    finished_at: datetime | None
    record_status: str = ""
    """`valid`; `revoked` or `replaced` when none of its signed records stands any more; empty while there is none."""

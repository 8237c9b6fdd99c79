"""What this room writes to the journal: codes, numbers and dates, with every dimension that a measure needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from caunoi.core.journal import Event


@dataclass(frozen=True, kw_only=True)
class DossierEvent(Event):
    """What every entry says: which dossier, procedure, case, channel and agencies, and in what role it was done."""

    subject_kind: ClassVar[str] = "dossier"

    code: str
    procedure: str
    case: str
    channel: str
    receiving_agency: UUID
    competent_agency: UUID
    role: str


@dataclass(frozen=True, kw_only=True)
class Submitted(DossierEvent):
    """Filed by the applicant, or for them (`role`, `assisted`); `due_on` is provisional until it is received.

    `non_territorial`: received elsewhere than it is decided. `reused`: components not handed in twice. `fee` in đồng
    after `relief`, None while not known; `owes`: something is to be paid, known or not.
    """

    kind: ClassVar[str] = "dossier.submitted"

    due_on: date
    components: int
    digitised: int
    reused: int = 0
    non_territorial: bool = False
    assisted: bool = False
    support_agency: UUID | None = None
    linked: bool = False
    fee: int | None = None
    relief: str = ""
    owes: bool | None = None


@dataclass(frozen=True, kw_only=True)
class Clocked(DossierEvent):
    """An entry that settlement is counted by: the limit applied, the dates of receipt and of the end of the limit."""

    received_on: date
    due_on: date
    limit_value: Decimal
    limit_unit: str


@dataclass(frozen=True, kw_only=True)
class Accepted(Clocked):
    """Received at the counter: status 2, the clock runs. `online_service`: the procedure can be filed online."""

    kind: ClassVar[str] = "dossier.accepted"

    components: int
    digitised: int
    online_service: bool | None = None


@dataclass(frozen=True, kw_only=True)
class Forwarded(DossierEvent):
    """Handed to the competent agency; `by` is the latest moment that the law allows."""

    kind: ClassVar[str] = "dossier.forwarded"

    by: datetime


@dataclass(frozen=True, kw_only=True)
class Assigned(DossierEvent):
    """The specialist who examines was named."""

    kind: ClassVar[str] = "dossier.assigned"

    assignee: UUID


@dataclass(frozen=True, kw_only=True)
class Examined(DossierEvent):
    """Examined, and a drafted result put before the leader."""

    kind: ClassVar[str] = "dossier.examined"


@dataclass(frozen=True, kw_only=True)
class ReturnedToSpecialist(DossierEvent):
    """The leader did not sign."""

    kind: ClassVar[str] = "dossier.returned_to_specialist"


@dataclass(frozen=True, kw_only=True)
class Signed(Clocked):
    """The result was signed: settled. `digital_result`: it is a signed electronic record.

    `components`, of which there are `digitised` (not on paper only) and `reused` (not handed in twice).
    """

    kind: ClassVar[str] = "dossier.signed"

    finished_on: date
    on_time: bool
    digital_result: bool
    components: int | None = None
    digitised: int | None = None
    reused: int | None = None


@dataclass(frozen=True, kw_only=True)
class HandedOver(DossierEvent):
    """The applicant has the result; `way`: `counter`, `online` or `post`."""

    kind: ClassVar[str] = "dossier.handed_over"

    returned_on: date
    way: str


@dataclass(frozen=True, kw_only=True)
class Ended(DossierEvent):
    """It ended without a result. `after_receipt`: it had been received, so it counts as settled; else no dates.

    `clock_ran`: the limit counted until now; when it did not (paused), the end of the clock is told by what paused it.
    """

    after_receipt: bool
    received_on: date | None
    due_on: date | None
    finished_on: date
    on_time: bool | None
    clock_ran: bool


@dataclass(frozen=True, kw_only=True)
class Refused(Ended):
    """Not received at the counter, or refused after examination, which settles it."""

    kind: ClassVar[str] = "dossier.refused"


@dataclass(frozen=True, kw_only=True)
class Withdrawn(Ended):
    """The applicant took it back: settled without a result, never late."""

    kind: ClassVar[str] = "dossier.withdrawn"


@dataclass(frozen=True, kw_only=True)
class Paused(DossierEvent):
    """The limit stops counting; `due_on` is the deadline that was in force. Dates are None before receipt.

    `clock_ran` is false when it was paused already (a supplement that became a stop).
    """

    received_on: date | None
    due_on: date | None
    clock_ran: bool


@dataclass(frozen=True, kw_only=True)
class SupplementRequested(Paused):
    """Asked to complete it. `notice_in_time`: within the law's working days (art. 19.4); `again`: not the first."""

    kind: ClassVar[str] = "dossier.supplement_requested"

    items: int
    answer_by: date
    notice_in_time: bool
    again: bool


@dataclass(frozen=True, kw_only=True)
class PaymentRequested(Paused):
    """The applicant is asked to pay; `amount` in đồng. `first`: no fee was due before; `filed_on`: day of filing."""

    kind: ClassVar[str] = "dossier.payment_requested"

    amount: int
    first: bool | None = None
    filed_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Stopped(Paused):
    """Settlement stands still. `cause`: `decided` by an officer, or `supplement_expired`."""

    kind: ClassVar[str] = "dossier.stopped"

    cause: str


@dataclass(frozen=True, kw_only=True)
class Unpaused(DossierEvent):
    """The limit counts again; `due_on` is the deadline from now on, `paused_hours` the office hours that passed."""

    received_on: date | None
    due_on: date | None
    paused_hours: Decimal
    restarted: bool


@dataclass(frozen=True, kw_only=True)
class SupplementAnswered(Unpaused):
    """The applicant answered completely."""

    kind: ClassVar[str] = "dossier.supplement_answered"


@dataclass(frozen=True, kw_only=True)
class Paid(Unpaused):
    """Paid what was asked for beside the filing; the limit counts again. `first`: nothing was paid before."""

    kind: ClassVar[str] = "dossier.paid"

    amount: int
    method: str
    first: bool | None = None
    filed_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class FeeRecorded(DossierEvent):
    """A fee due at filing was paid; no clock was stopped for it. `first`: nothing was paid before."""

    kind: ClassVar[str] = "dossier.fee_recorded"

    amount: int
    method: str
    first: bool | None = None
    filed_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class FeeDueAgain(DossierEvent):
    """A receipt of the same day was taken back: the fee is due again; what was settled meanwhile stays."""

    kind: ClassVar[str] = "dossier.fee_due_again"

    amount: int


@dataclass(frozen=True, kw_only=True)
class FeeReturned(DossierEvent):
    """Everything paid was given back."""

    kind: ClassVar[str] = "dossier.fee_returned"

    amount: int


@dataclass(frozen=True, kw_only=True)
class Resumed(Unpaused):
    """A stop ended."""

    kind: ClassVar[str] = "dossier.resumed"


@dataclass(frozen=True, kw_only=True)
class Extended(DossierEvent):
    """Apology and new date (art. 19.9); `days_before`: calendar days between the apology and the old date."""

    kind: ClassVar[str] = "dossier.extended"

    received_on: date
    old_due_on: date
    due_on: date
    days_before: int


@dataclass(frozen=True, kw_only=True)
class Consulted(DossierEvent):
    """Another agency is asked beside the process (art. 19.5)."""

    kind: ClassVar[str] = "dossier.consulted"

    agency: UUID
    answer_by: date


@dataclass(frozen=True, kw_only=True)
class ConsultationAnswered(DossierEvent):
    """The agency that was asked has answered; `assignee`: who had asked."""

    kind: ClassVar[str] = "dossier.consultation_answered"

    agency: UUID
    outcome: str
    on_time: bool
    assignee: UUID | None


@dataclass(frozen=True, kw_only=True)
class ConsultationSilent(DossierEvent):
    """No answer came in time (art. 19.5b); `assignee`: who had asked and is told."""

    kind: ClassVar[str] = "dossier.consultation_silent"

    agency: UUID
    assignee: UUID | None


@dataclass(frozen=True, kw_only=True)
class Transferred(DossierEvent):
    """Another agency decides from now on (art. 18.3)."""

    kind: ClassVar[str] = "dossier.transferred"

    from_agency: UUID
    to_agency: UUID


@dataclass(frozen=True, kw_only=True)
class StepDone(DossierEvent):
    """A step of the process between examination and signature was done (a check, a field check)."""

    kind: ClassVar[str] = "dossier.step_done"

    step: str
    agency: UUID
    outcome: str
    within_limit: bool | None


@dataclass(frozen=True, kw_only=True)
class Reassigned(DossierEvent):
    """What waited for one officer waits for a colleague."""

    kind: ClassVar[str] = "dossier.reassigned"

    assignee: UUID
    from_person: UUID


@dataclass(frozen=True, kw_only=True)
class ResultSigned(DossierEvent):
    """One of several results was signed; the dossier goes on."""

    kind: ClassVar[str] = "dossier.result_signed"

    result: str
    agency: UUID


@dataclass(frozen=True, kw_only=True)
class ResultReplaced(DossierEvent):
    """A wrong result gave way to its correction, of the dossier `by`."""

    kind: ClassVar[str] = "dossier.result_replaced"

    result: str
    by: UUID


@dataclass(frozen=True, kw_only=True)
class ResultRevoked(DossierEvent):
    """A result is not valid any more."""

    kind: ClassVar[str] = "dossier.result_revoked"

    result: str


@dataclass(frozen=True, kw_only=True)
class ErrorReported(DossierEvent):
    """The applicant says that the result is wrong."""

    kind: ClassVar[str] = "dossier.error_reported"


@dataclass(frozen=True, kw_only=True)
class ResultKept(DossierEvent):
    """The agency answered that the result is right."""

    kind: ClassVar[str] = "dossier.result_kept"


@dataclass(frozen=True, kw_only=True)
class CorrectionStarted(DossierEvent):
    """A wrong result is being corrected, in the dossier `by`."""

    kind: ClassVar[str] = "dossier.correction_started"

    by: UUID


@dataclass(frozen=True, kw_only=True)
class DueSoon(DossierEvent):
    """Three quarters of the limit have passed; `assignee`: whose it is now, if anybody's."""

    kind: ClassVar[str] = "dossier.due_soon"

    due_on: date
    assignee: UUID | None


@dataclass(frozen=True, kw_only=True)
class Overdue(DossierEvent):
    """The limit passed and it is not settled."""

    kind: ClassVar[str] = "dossier.overdue"

    due_on: date


@dataclass(frozen=True, kw_only=True)
class Reminded(DossierEvent):
    """Somebody who watches over the work reminded those who have it (`whom`) that it is late."""

    kind: ClassVar[str] = "dossier.reminded"

    due_on: date
    days_late: int
    whom: list[UUID]


@dataclass(frozen=True, kw_only=True)
class Rated(DossierEvent):
    """The applicant's scores by indicator; those not scored are None (Circular 01/2018/TT-VPCP art. 13).

    `satisfied`: no indicator was scored 0.
    """

    kind: ClassVar[str] = "dossier.rated"

    scores: dict[int, int]
    specialist: UUID | None
    satisfied: bool | None = None

"""What this room writes to the journal: codes, numbers and dates, with every dimension that a measure needs."""

from caunoi.dossiers.events.base import Clocked, DossierEvent
from caunoi.dossiers.events.ending import Ended, HandedOver, Rated, Refused, Signed, Withdrawn
from caunoi.dossiers.events.filing import Accepted, Assigned, Forwarded, Reassigned, Submitted, Transferred
from caunoi.dossiers.events.pausing import (
    DueSoon,
    Extended,
    Overdue,
    Paused,
    Reminded,
    Resumed,
    Stopped,
    SupplementAnswered,
    SupplementRequested,
    Unpaused,
)
from caunoi.dossiers.events.paying import FeeDueAgain, FeeRecorded, FeeReturned, Paid, PaymentRequested
from caunoi.dossiers.events.results import (
    CorrectionStarted,
    ErrorReported,
    ResultKept,
    ResultReplaced,
    ResultRevoked,
    ResultSigned,
)
from caunoi.dossiers.events.working import (
    ConsultationAnswered,
    ConsultationSilent,
    Consulted,
    Examined,
    ReturnedToSpecialist,
    StepDone,
)

__all__ = [
    "Accepted",
    "Assigned",
    "Clocked",
    "ConsultationAnswered",
    "ConsultationSilent",
    "Consulted",
    "CorrectionStarted",
    "DossierEvent",
    "DueSoon",
    "Ended",
    "ErrorReported",
    "Examined",
    "Extended",
    "FeeDueAgain",
    "FeeRecorded",
    "FeeReturned",
    "Forwarded",
    "HandedOver",
    "Overdue",
    "Paid",
    "Paused",
    "PaymentRequested",
    "Rated",
    "Reassigned",
    "Refused",
    "Reminded",
    "ResultKept",
    "ResultReplaced",
    "ResultRevoked",
    "ResultSigned",
    "Resumed",
    "ReturnedToSpecialist",
    "Signed",
    "StepDone",
    "Stopped",
    "Submitted",
    "SupplementAnswered",
    "SupplementRequested",
    "Transferred",
    "Unpaused",
    "Withdrawn",
]

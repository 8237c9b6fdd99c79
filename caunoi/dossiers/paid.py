"""What money means for a dossier: called by the payments room in the transaction that receives it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from caunoi.core.actor import System
from caunoi.dossiers.errors import DossierNotFound, NothingToPay, WrongAmount, WrongStep
from caunoi.dossiers.events import FeeDueAgain, FeeReturned
from caunoi.dossiers.models import Dossier
from caunoi.dossiers.operations.acting import dimensions, locked, note, save
from caunoi.dossiers.operations.payments import record_received
from caunoi.payments.handlers import Handler, on_paid
from caunoi.payments.shapes import Paid

SERVICE = System("payments")


def start() -> None:
    """Register; once, when the program starts."""
    on_paid("dossier", Handler(lock=lock, paid=paid, undone=undone, returned=returned))


def lock(dossier_id: UUID) -> None:
    """Lock the dossier's row before the order's; one statement."""
    Dossier.objects.select_for_update().filter(id=dossier_id).values_list("id").first()


def paid(payment: Paid, now: datetime) -> bool:
    """The fee is paid and the dossier goes on; False when it has no use for it (withdrawn, refused, paid already)."""
    try:
        with transaction.atomic():
            record_received(
                dossier_id=payment.subject_id, amount=payment.amount, method=payment.method, receipt=payment.receipt,
                actor=SERVICE, now=now,
            )  # fmt: skip
    except (DossierNotFound, NothingToPay, WrongAmount, WrongStep):
        return False
    return True


def undone(dossier_id: UUID, now: datetime) -> None:
    """A receipt was taken back: the fee is due again. A dossier that went on is not called back."""
    dossier = locked(dossier_id)
    dossier.fee_state, dossier.fee_paid_at = "due", None
    save(dossier, action="fee_due_again", role="system", now=now, fields=["fee_state", "fee_paid_at"])
    note(FeeDueAgain(**dimensions(dossier, "system"), amount=dossier.fee_due or 0), dossier, actor=SERVICE, now=now)


def returned(dossier_id: UUID, now: datetime) -> None:
    """Everything that was paid was given back."""
    dossier = locked(dossier_id)
    dossier.fee_state = "refunded"
    save(dossier, action="fee_returned", role="system", now=now, fields=["fee_state"])
    note(FeeReturned(**dimensions(dossier, "system"), amount=dossier.fee_due or 0), dossier, actor=SERVICE, now=now)

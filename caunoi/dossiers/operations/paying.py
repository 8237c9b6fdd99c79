"""A dossier's fee as an order to pay: opened when somebody wants to pay it, paid online, told when it is paid."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from caunoi.core.actor import Actor
from caunoi.core.subjects import SubjectRef
from caunoi.dossiers.errors import DossierNotFound, NothingToPay
from caunoi.dossiers.models import Dossier
from caunoi.dossiers.operations.acting import locked, wrong_step
from caunoi.dossiers.policies import is_applicant
from caunoi.dossiers.rules.beside import WHEN
from caunoi.payments import operations as payments
from caunoi.payments.policies import RECEIVERS
from caunoi.payments.shapes import AttemptView, OrderView
from caunoi.people.policies import holds_role


@transaction.atomic
def open_payment(*, dossier_id: UUID, actor: Actor, now: datetime) -> OrderView:
    """The order to pay what is due on a dossier, made when there is none yet; the same again gives the same one.

    By its applicant, or by a cashier or counter officer of the receiving agency. Raises DossierNotFound, NothingToPay,
    WrongStep (withdrawn, refused or returned).
    """
    dossier = locked(dossier_id)
    agency_id = dossier.receiving_agency_id
    if not (is_applicant(dossier, actor) or holds_role(actor, agency_id=agency_id, roles=RECEIVERS, now=now)):
        raise DossierNotFound
    if dossier.fee_state != "due":
        raise NothingToPay
    if dossier.status not in WHEN["record_payment"]:
        raise wrong_step(dossier, "record_payment")
    return open_for(dossier, actor=actor, now=now)


def begin_payment(
    *, dossier_id: UUID, provider: str, return_url: str, key: str, actor: Actor, now: datetime
) -> AttemptView:
    """Begin to pay online what is due; the applicant goes to `redirect_url`. Never inside a transaction.

    Raises what `open_payment` and `payments.begin_attempt` raise.
    """
    order = open_payment(dossier_id=dossier_id, actor=actor, now=now)
    return payments.begin_attempt(
        order_id=order.id, provider=provider, return_url=return_url, key=key, actor=actor, now=now
    )


def open_for(dossier: Dossier, *, actor: Actor, now: datetime) -> OrderView:
    """The same, for a dossier that is locked and owes; nothing is checked."""
    return payments.open_order(
        subject=SubjectRef("dossier", dossier.id), subject_code=dossier.code or "", payer_id=dossier.applicant_id,
        agency_id=dossier.receiving_agency_id, amount=dossier.fee_due, lines=_lines(dossier), unit_id=dossier.unit_id,
        province=dossier.province, actor=actor, now=now,
    )  # fmt: skip


def close_for(dossier: Dossier, *, actor: Actor, now: datetime) -> None:
    """Nothing is owed any more: the dossier ended. One statement, none without a fee due."""
    if dossier.fee_state == "due":
        payments.cancel_order(subject=SubjectRef("dossier", dossier.id), actor=actor, now=now)


def _lines(dossier: Dossier) -> list[dict[str, Any]]:
    """What the fee is made of as it was computed, the relief as a line below nought; none when another sum is asked."""
    fee = dossier.fee
    if not fee or fee.get("total") != dossier.fee_due:
        return []
    names = ("id", "name", "quantity", "amount", "reference")
    lines = [{name: line.get(name) for name in names} for line in fee.get("lines", [])]
    relief = fee.get("relief")
    if relief:
        lines.append({
            "id": relief["id"], "name": relief["name"], "quantity": 1, "amount": -relief["reduction"],
            "reference": relief["reference"],
        })  # fmt: skip
    return lines

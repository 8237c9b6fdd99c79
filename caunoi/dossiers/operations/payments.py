"""A fee is asked for while it is settled, or paid at any time."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from caunoi.core.actor import Actor, Person
from caunoi.core.clock import local_date
from caunoi.core.ids import new_id
from caunoi.core.subjects import SubjectRef
from caunoi.dossiers import texts
from caunoi.dossiers.errors import NothingToPay, UnknownMethod, WrongAmount
from caunoi.dossiers.events import DossierEvent, FeeRecorded, Paid, PaymentRequested
from caunoi.dossiers.models import Dossier, DossierRequest
from caunoi.dossiers.operations.acting import dimensions, note, reason_of, save
from caunoi.dossiers.operations.answer_supplement import RUNNING
from caunoi.dossiers.operations.beside import Beside, beside
from caunoi.dossiers.operations.paying import open_for
from caunoi.dossiers.operations.waiting import end_wait, wait_for
from caunoi.dossiers.policies import require_person
from caunoi.dossiers.shapes import DossierView, Status
from caunoi.dossiers.views_of import dossier_view
from caunoi.payments import operations as payments

METHODS = ("cash", "transfer", "card", "online")
_LARGEST = 10_000_000_000


@transaction.atomic
def request_payment(
    *,
    dossier_id: UUID,
    amount: int,
    reason: str,
    actor: Actor,
    now: datetime,
    expected_version: int | None = None,
) -> DossierView:
    """The applicant must pay `amount` đồng before it goes on; status 6, the limit pauses.

    Raises WrongAmount for what is no amount, ReasonNeeded and what `at_step` raises.
    """
    text = reason_of(reason)
    if not 0 < amount <= _LARGEST:
        raise WrongAmount(due="1–10.000.000.000", given=texts.money(amount))
    waiting = wait_for("payment", dossier_id, actor=actor, now=now, expected_version=expected_version)
    dossier = waiting.dossier
    asked = DossierRequest(
        id=new_id(),
        dossier=dossier,
        kind="payment",
        asked_at=now,
        asked_by=require_person(actor),
        asked_role=waiting.role,
        asked_agency_id=waiting.agency_id,
        reason=text,
        pauses=True,
        amount=amount,
    )
    said = waiting.go(asked, status=Status.PAYMENT)
    asked.save(force_insert=True)
    first = dossier.fee_state == "none"
    dossier.fee_due, dossier.fee_state = amount, "due"
    fields = ["status", "step", "paused_at", "specialist_id", "fee_due", "fee_state"]
    save(dossier, action="request_payment", role=waiting.role, now=now, fields=fields)
    open_for(dossier, actor=actor, now=now)
    event = PaymentRequested(
        **dimensions(dossier, waiting.role), **said, amount=amount, first=first, filed_on=_filed_on(dossier)
    )
    note(event, dossier, actor=actor, now=now)
    return dossier_view(dossier, now=now)


@transaction.atomic
def record_payment(
    *,
    dossier_id: UUID,
    amount: int,
    method: str,
    actor: Actor,
    now: datetime,
    receipt: str = "",
    expected_version: int | None = None,
) -> DossierView:
    """The fee was paid: `cash`, `transfer`, `card` or `online`; `receipt` is the receipt's number.

    An amount that was not known at filing (a province's fee) is known from now on. By an officer who saw it paid
    elsewhere; what is paid here comes by `caunoi.payments`. When the dossier waited for it, it goes on. Raises
    UnknownMethod, NothingToPay, WrongAmount, and what `beside` raises.
    """
    if method not in METHODS:
        raise UnknownMethod(method=method)
    view = record_received(
        dossier_id=dossier_id, amount=amount, method=method, actor=actor, now=now, receipt=receipt,
        expected_version=expected_version,
    )  # fmt: skip
    payments.cancel_order(subject=SubjectRef("dossier", dossier_id), actor=actor, now=now)
    return view


def record_received(
    *,
    dossier_id: UUID,
    amount: int,
    method: str,
    actor: Actor,
    now: datetime,
    receipt: str = "",
    expected_version: int | None = None,
) -> DossierView:
    """The same, inside the transaction in which the money was received; the order is the caller's."""
    act = beside(
        dossier_id, action="record_payment", actor=actor, now=now, expected_version=expected_version, system=True
    )
    dossier = act.dossier
    if dossier.fee_state != "due":
        raise NothingToPay
    if not 0 < amount <= _LARGEST or dossier.fee_due not in (None, amount):
        raise WrongAmount(due=texts.money(dossier.fee_due or 0), given=texts.money(amount))
    dossier.fee_due = amount
    event = _paid(act, amount, method, receipt, actor, now)
    dossier.fee_state, dossier.fee_paid_at = "paid", now
    save(
        dossier,
        action="record_payment",
        role=act.role,
        now=now,
        fields=[*RUNNING, "fee_due", "fee_state", "fee_paid_at"],
    )
    note(event, dossier, actor=actor, now=now)
    return dossier_view(dossier, now=now)


def _paid(act: Beside, amount: int, method: str, receipt: str, actor: Actor, now: datetime) -> DossierEvent:
    dossier = act.dossier
    asked = _asked(dossier)
    money: dict[str, Any] = {
        "amount": amount, "method": method, "first": dossier.fee_paid_at is None, "filed_on": _filed_on(dossier),
    }  # fmt: skip
    if asked is None:
        return FeeRecorded(**dimensions(dossier, act.role), **money)
    said = end_wait(dossier, act.items, asked, kind="payment", actor=actor, now=now)
    asked.answered_at, asked.outcome, asked.answer = now, method, receipt.strip()[:200]
    asked.answered_by = actor.person_id if isinstance(actor, Person) else None
    asked.save(update_fields=["answered_at", "outcome", "answer", "answered_by"])
    return Paid(**dimensions(dossier, act.role), **said, **money)


def _filed_on(dossier: Dossier) -> date | None:
    return local_date(dossier.submitted_at) if dossier.submitted_at else None


def _asked(dossier: Dossier) -> DossierRequest | None:
    if dossier.status != Status.PAYMENT:
        return None
    return DossierRequest.objects.filter(dossier_id=dossier.id, kind="payment", answered_at=None).first()

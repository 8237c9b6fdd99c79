"""Granted refunds of online payments are sent to their services, again until they answer; never twice."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import transaction

from caunoi.payments import providers
from caunoi.payments.errors import ProviderFault, UnknownProvider
from caunoi.payments.models import Refund
from caunoi.payments.operations.asking import SERVICE
from caunoi.payments.operations.refunding import finish, locked_refund
from caunoi.payments.providers.base import RefundStatus
from caunoi.payments.rules.waiting import next_wait

_log = logging.getLogger(__name__)


def send_refunds_due(*, now: datetime, limit: int = 100) -> int:
    """Send what is granted and due; returns how many ended. Never inside a transaction.

    A refund's reference makes sending it again harmless: the service gives the money back once.
    """
    ended = 0
    for _ in range(limit):
        refund = _claimed(now)
        if refund is None:
            break
        attempt = refund.receipt.attempt
        assert attempt is not None
        try:
            answer = providers.provider(attempt.provider).refund(
                refund.reference, payment=attempt.reference, amount=refund.amount
            )
        except (ProviderFault, UnknownProvider) as error:
            _log.warning("refund %s was not answered: %s", refund.reference, error)
            continue
        ended += _apply(refund, answer, now)
    return ended


@transaction.atomic
def _claimed(now: datetime) -> Refund | None:
    rows = Refund.objects.select_for_update(skip_locked=True, of=("self",)).select_related("receipt__attempt")
    refund = rows.filter(ask_at__lte=now, state="sent").order_by("ask_at").first()
    if refund is not None:
        refund.asked += 1
        refund.ask_at = now + next_wait(refund.asked)
        refund.save(update_fields=["asked", "ask_at"])
    return refund


@transaction.atomic
def _apply(sent: Refund, answer: RefundStatus, now: datetime) -> bool:
    order, refund = locked_refund(sent.id)
    if refund.state != "sent" or answer.state not in ("done", "failed"):
        return False
    finish(order, refund, done=answer.state == "done", answer=answer.reason, actor=SERVICE, now=now)
    return True

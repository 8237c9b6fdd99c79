"""A service tells what happened: believed when its signature holds, kept once, settled in the same transaction."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from caunoi.core.ids import new_id
from caunoi.payments import providers
from caunoi.payments.errors import BadNotice
from caunoi.payments.models import Attempt, ProviderNotice
from caunoi.payments.operations.asking import apply_to
from caunoi.payments.operations.taking import locked_order
from caunoi.payments.providers.base import CURRENCY, Notice
from caunoi.payments.shapes import LIVE, NoticeOutcome

LARGEST_BODY = 64_000
_REFUSED_KEPT = 1000
"""How many notifications with a wrong signature are kept in a day: anybody may send them."""
_log = logging.getLogger(__name__)


def receive_notice(*, provider: str, headers: Mapping[str, str], body: bytes, now: datetime) -> NoticeOutcome:
    """Take a notification. `headers` by lower-case name. What is wrong with it is the outcome, kept, and nothing else.

    A sum or currency other than asked is not believed from the notification alone: the service is asked. Raises
    UnknownProvider.
    """
    service = providers.provider(provider)
    try:
        if len(body) > LARGEST_BODY or b"\\u0000" in body:
            raise BadNotice("malformed", "too large, or holds what is no text")
        notice = service.parse_notice(headers, body)
    except BadNotice as error:
        return _refuse(provider, error.outcome, body, now)
    try:
        return _take(provider, notice, now)
    except IntegrityError as error:  # the same one at the same moment: by now it is there
        if "provider_notice_once" not in str(error):
            raise
        return _take(provider, notice, now)


@transaction.atomic(durable=True)
def _take(provider: str, notice: Notice, now: datetime) -> NoticeOutcome:
    known = ProviderNotice.objects.filter(provider=provider, notice_id=notice.id[:80]).first()
    if known is not None:
        if known.body == notice.body:
            return NoticeOutcome("repeated", notice.reference)
        return _keep_reused(provider, notice, now)
    outcome = _outcome(provider, notice, now)
    ProviderNotice.objects.create(
        id=new_id(), provider=provider, notice_id=notice.id[:80], reference=notice.reference[:40], body=notice.body,
        outcome=outcome, came_at=now,
    )  # fmt: skip
    return NoticeOutcome(outcome, notice.reference, outcome not in ("unknown_reference",))


def _outcome(provider: str, notice: Notice, now: datetime) -> str:
    found = Attempt.objects.filter(provider=provider, reference=notice.reference).only("order_id").first()
    if found is None:
        return "unknown_reference"
    order = locked_order(found.order_id)
    attempt = Attempt.objects.select_for_update().get(id=found.id)
    attempt.order = order
    before, status = attempt.state, notice.status
    if before == "succeeded":
        return "repeated"
    if status.state == "succeeded" and status.currency != CURRENCY:
        return _doubt(attempt, "wrong_currency", now)
    if status.state == "succeeded" and status.amount != attempt.amount:
        return _doubt(attempt, "wrong_amount", now)
    apply_to(order, attempt, status, now=now)
    if attempt.state == "succeeded":
        return "late" if before not in LIVE else "settled"
    return attempt.state if attempt.state != "started" else "pending"


def _doubt(attempt: Attempt, outcome: str, now: datetime) -> str:
    """Let the job ask the service itself, now."""
    attempt.ask_at = now
    attempt.save(update_fields=["ask_at"])
    return outcome


def _keep_reused(provider: str, notice: Notice, now: datetime) -> NoticeOutcome:
    said = json.dumps(notice.body, sort_keys=True).encode()
    _keep(provider, f"{notice.id[:60]}#{hashlib.sha256(said).hexdigest()[:16]}", notice.body, "id_reused", now)
    return NoticeOutcome("id_reused", notice.reference, taken=False)


def _refuse(provider: str, outcome: str, body: bytes, now: datetime) -> NoticeOutcome:
    """Keep that it came, without its content: it may be anybody's."""
    digest = hashlib.sha256(body).hexdigest()
    _log.warning("notification of %s refused: %s, %d bytes, sha256 %s", provider, outcome, len(body), digest)
    recent = ProviderNotice.objects.filter(provider=provider, outcome=outcome, came_at__gt=now - timedelta(days=1))
    if recent.count() < _REFUSED_KEPT:
        _keep(provider, f"refused:{digest}"[:80], {"bytes": len(body), "sha256": digest}, outcome, now)
    return NoticeOutcome(outcome, taken=False)


def _keep(provider: str, notice_id: str, body: dict[str, object], outcome: str, now: datetime) -> None:
    row = ProviderNotice(
        id=new_id(), provider=provider, notice_id=notice_id, body=body, outcome=outcome, came_at=now
    )  # fmt: skip
    ProviderNotice.objects.bulk_create([row], ignore_conflicts=True)

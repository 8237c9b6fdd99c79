"""Send what waits."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import override

from caunoi.messages.channels import Channel, channels
from caunoi.messages.errors import NotDelivered
from caunoi.messages.models import Delivery
from caunoi.messages.templates import Text, fill
from caunoi.people import queries as people
from caunoi.people.errors import UnknownAccount

ATTEMPTS = 12
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=4)


def deliver_due(*, now: datetime, limit: int = 200) -> int:
    """Send deliveries that are due, each in a transaction of its own; returns how many were sent.

    Its row is locked while it is sent, so two workers never send the same one. A carrier that is down costs the first
    of its deliveries an attempt and the others nothing: they stay due, and the next run finds out again. What was tried
    is asked again after 30 s, 1 min, 2 min ... at most 4 h, twelve times in all (more than a day).
    """
    sent, down = 0, set[str]()
    for _ in range(limit):
        with transaction.atomic():
            row = (
                Delivery.objects.select_for_update(skip_locked=True, of=("self",))
                .select_related("notice")
                .filter(state="waiting", next_at__lte=now)
                .exclude(channel__in=down)
                .order_by("next_at")
                .first()
            )
            if row is None:
                break
            try:
                _send(row)
            except (NotDelivered, UnknownAccount, OSError) as error:
                _not_sent(row, error, now)
                if _is_away(error):
                    down.add(row.channel)
            else:
                row.attempts, row.state, row.sent_at, row.error = row.attempts + 1, "sent", now, ""
                sent += 1
            row.save(update_fields=["attempts", "state", "error", "next_at", "sent_at"])
    return sent


def _not_sent(row: Delivery, error: Exception, now: datetime) -> None:
    """When it is tried again, or that it never is."""
    row.attempts += 1
    final = getattr(error, "final", False) or isinstance(error, UnknownAccount) or row.attempts >= ATTEMPTS
    row.state = "failed" if final else "waiting"
    row.error = f"{type(error).__name__}: {error}"[:300]
    row.next_at = now + min(FIRST_WAIT * 2 ** (row.attempts - 1), LONGEST_WAIT)


def _is_away(error: Exception) -> bool:
    """Whether the carrier itself could not be reached, so that the next delivery would fare no better."""
    return isinstance(error, OSError)


def _send(row: Delivery) -> None:
    carrier: Channel | None = channels().get(row.channel)
    if carrier is None:
        raise NotDelivered(f"no channel {row.channel}", final=True)
    person = people.account(row.notice.person_id)
    address = carrier.address(person)
    if not address:
        raise NotDelivered("no address", final=True)
    text = fill(row.notice.template, row.notice.params, language=person.language)
    with override(person.language):
        link = f"{settings.BASE_URL}{row.notice.link}" if row.notice.link else ""
    body = f"{text.body}\n\n{link}" if link else text.body
    carrier.send(address, Text(text.subject, body), notice_id=row.notice_id)

"""Sending events: what is due is taken first and committed, then sent, then what came of it is written down.

A process that dies in between leaves the delivery to be tried again when its lease ends: an event arrives at least
once, and always with the same id.

A subscriber that is away gets what waited in the order in which it happened: a delivery that is due is only the alarm,
and everything older that found nobody there goes before it. An event that the subscriber refused waits by itself.
"""

from __future__ import annotations

import json
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from uuid import UUID

import httpx
from django.conf import settings
from django.db import transaction
from django.db.models import Q

from caunoi.core import journal
from caunoi.core.actor import System
from caunoi.exchange.events import SubscriptionPaused
from caunoi.exchange.models import Delivery, Subscription
from caunoi.exchange.rules.webhooks import PAUSE_AFTER, fault_of_url, may_reach, next_wait, signature

LEASE = timedelta(minutes=1)
MISSED = 100
"""How many older events go before the one that is due, at most, in one run."""
AWAY = frozenset({429, 502, 503, 504})
"""Answers of a subscriber, or of what stands before it, that say nothing about the event."""
TIMEOUT = httpx.Timeout(10.0, connect=5.0)
_USER_AGENT = "CauNoi-Webhooks/1"


@dataclass(frozen=True, slots=True)
class _Outcome:
    """An HTTP status, or why there is none."""

    status: int | None
    error: str = ""

    @property
    def good(self) -> bool:
        return self.status is not None and 200 <= self.status < 300

    @property
    def away(self) -> bool:
        """Nobody is there who could take any event; another answer is about this one."""
        return self.status is None or self.status in AWAY


def send_due(*, now: datetime, limit: int = 100) -> int:
    """Send what is due, at most `limit`, and what waited for the same subscribers; how many were tried.

    Each call to the outside is outside any transaction. A subscriber that is away is asked once.
    """
    alarms: dict[UUID, list[Delivery]] = {}
    for row in _take(now, limit):
        alarms.setdefault(row.subscription_id, []).append(row)
    return sum(_send_to_one(rows, now) for rows in alarms.values())


def _send_to_one(due: list[Delivery], now: datetime) -> int:
    """To one subscriber, in order, until it turns out to be away; how many were tried."""
    tried = 0
    left = {row.pk: row for row in due}
    for row in sorted([*due, *_missed(due)], key=lambda row: row.position):
        tried += 1
        outcome = _send(row, now)
        if outcome.away:
            for alarm in left.values():
                _write_down(alarm, outcome, now)
            break
        left.pop(row.pk, None)
        _write_down(row, outcome, now)
    return tried


def _missed(due: list[Delivery]) -> Iterable[Delivery]:
    """What is older than the youngest of `due`, and found nobody there."""
    rows = Delivery.objects.select_related("subscription__machine").filter(
        Q(last_status=None) | Q(last_status__in=AWAY), subscription_id=due[0].subscription_id, state="waiting",
        position__lt=max(row.position for row in due),
    )  # fmt: skip
    return rows.exclude(pk__in=[row.pk for row in due]).order_by("position")[:MISSED]


@transaction.atomic
def _take(now: datetime, limit: int) -> list[Delivery]:
    rows = Delivery.objects.select_for_update(of=("self",), skip_locked=True).select_related("subscription__machine")
    due = rows.filter(
        state="waiting", next_at__lte=now, subscription__paused_at=None, subscription__closed_at=None
    ).order_by("next_at", "position")
    found = list(due[:limit])
    Delivery.objects.filter(pk__in=[row.pk for row in found]).update(next_at=now + LEASE)
    return found


def _send(row: Delivery, now: datetime) -> _Outcome:
    body = json.dumps(row.body, ensure_ascii=False, separators=(",", ":")).encode()
    timestamp = int(now.timestamp())
    headers = {
        "content-type": "application/json",
        "user-agent": _USER_AGENT,
        "webhook-id": str(row.pk),
        "webhook-timestamp": str(timestamp),
        "webhook-signature": signature(row.subscription.secret, str(row.pk), timestamp, body),
    }
    try:
        return _post(row.subscription.url, headers, body)
    except (httpx.HTTPError, OSError, ValueError) as error:
        return _Outcome(None, f"{type(error).__name__}: {error}"[:300])


def _post(url: str, headers: dict[str, str], body: bytes) -> _Outcome:
    """To the very address that was checked: a name that answers otherwise a moment later gets nothing."""
    if fault := fault_of_url(url, development=settings.DEVELOPMENT):
        return _Outcome(None, f"address refused: {fault}")
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    networks, development = settings.WEBHOOK_NETWORKS, settings.DEVELOPMENT
    if not found or not all(may_reach(a, networks=networks, development=development) for a in found):
        return _Outcome(None, "address refused: private network")
    address = f"[{found[0]}]" if ":" in found[0] else found[0]
    target = httpx.URL(url).copy_with(netloc=f"{address}:{port}".encode())
    named = {**headers, "host": parts.netloc}
    with httpx.Client(timeout=TIMEOUT, follow_redirects=False, trust_env=False) as client:
        request = client.build_request(
            "POST", target, headers=named, content=body, extensions={"sni_hostname": host, "timeout": TIMEOUT.as_dict()}
        )
        answer = client.send(request, stream=True)
        answer.close()
    return _Outcome(answer.status_code, "" if 200 <= answer.status_code < 300 else f"HTTP {answer.status_code}")


@transaction.atomic
def _write_down(row: Delivery, outcome: _Outcome, now: datetime) -> None:
    to = Subscription.objects.select_for_update().get(pk=row.subscription_id)
    row.attempts += 1
    row.last_status, row.last_error = outcome.status, outcome.error
    if outcome.good:
        row.state, row.delivered_at, row.next_at = "delivered", now, None
        to.failing_since = None
    else:
        wait = next_wait(row.attempts)
        row.state, row.next_at = ("waiting", now + wait) if wait else ("failed", None)
        to.failing_since = to.failing_since or now
        _pause_after_long(to, row.subscription.machine_id, row.subscription.machine.agency_id, now)
    fields = ["attempts", "last_status", "last_error", "state", "delivered_at", "next_at"]
    row.save(update_fields=fields)
    to.save(update_fields=["failing_since", "paused_at"])


def _pause_after_long(to: Subscription, machine_id: UUID, agency_id: UUID, now: datetime) -> None:
    if to.paused_at is None and to.failing_since is not None and now - to.failing_since >= PAUSE_AFTER:
        to.paused_at = now
        event = SubscriptionPaused(subscription=to.pk, paused=True)
        place = journal.Place(agency_id=agency_id)
        journal.append(event, subject_id=machine_id, actor=System("webhooks"), now=now, place=place)

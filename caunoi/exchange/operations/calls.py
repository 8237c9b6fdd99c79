"""Around every call of a machine: who calls, whether it may again this minute, what was answered before."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from allauth.idp.oidc.adapter import get_adapter
from allauth.idp.oidc.models import Token
from django.db import connection, transaction

from caunoi.core.actor import Person
from caunoi.core.clock import VIETNAM
from caunoi.exchange.errors import BadToken, KeyInProgress, KeyReused, NoMembership, ScopeMissing, TokenExpired
from caunoi.exchange.models import Call, IdempotentRequest, Machine
from caunoi.exchange.shapes import Allowance, Caller, Replay
from caunoi.people import queries as people

KEPT = timedelta(hours=24)
ABANDONED = timedelta(minutes=1)
"""A request that got no answer in this time died with its process: the same key may try again."""
CALLS_KEPT = timedelta(days=30)
_TAKE = """INSERT INTO exchange_idempotentrequest (machine_id, key, fingerprint, made_at)
    VALUES (%(machine)s, %(key)s, %(fingerprint)s, %(now)s) ON CONFLICT DO NOTHING"""
_COUNT = """UPDATE exchange_machine SET
    minute_calls = CASE WHEN minute_at = %(minute)s THEN minute_calls + 1 ELSE 1 END, minute_at = %(minute)s
    WHERE id = %(id)s RETURNING minute_calls, per_minute"""


def caller_of(token: str, *, now: datetime) -> Caller:
    """Who calls with this access token; three statements. Raises BadToken, TokenExpired, NoMembership.

    The role is looked up at the time of the call: a membership that ended, ended for the machine too.
    """
    found = Token.objects.filter(type=Token.Type.ACCESS_TOKEN, hash=get_adapter().hash_token(token)).first()
    if found is None:
        raise BadToken
    if found.expires_at is not None and found.expires_at <= now:
        raise TokenExpired(at=f"{found.expires_at.astimezone(VIETNAM):%H:%M %d/%m/%Y}")
    row = Machine.objects.filter(client_id=found.client_id, closed_at=None).first()
    if row is None:
        raise BadToken
    held = people.memberships(row.person_id, at=now)
    serves = next((m for m in held if m.agency_id == row.agency_id and m.role == row.role), None)
    if serves is None:
        raise NoMembership
    scopes = frozenset(found.get_scopes()) & frozenset(row.scopes)
    return Caller(row.pk, row.person_id, row.agency_id, row.role, serves.id, scopes, row.name)


def actor_of(caller: Caller) -> Person:
    """The caller as every operation knows its actors."""
    return Person(caller.person_id, role=caller.role, agency_id=caller.agency_id, membership_id=caller.membership_id)


def require_scope(caller: Caller, scope: str) -> None:
    """Raise ScopeMissing, which names the scope, unless the token has it."""
    if scope not in caller.scopes:
        raise ScopeMissing(scope=scope, held=", ".join(sorted(caller.scopes)) or "-")


def count_call(machine_id: UUID, *, now: datetime) -> Allowance:
    """One more call in this minute, counted in the database over all processes; one statement."""
    minute = now.replace(second=0, microsecond=0)
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, {"minute": minute, "id": machine_id})
        calls, limit = cursor.fetchone() or (1, 1)
    reset = 60 - now.second
    return Allowance(limit, max(0, limit - calls), reset, exceeded=calls > limit)


def record_call(
    machine_id: UUID, *, method: str, path: str, status: int, code: str, milliseconds: int, now: datetime
) -> None:
    """Keep that it called, for the administrator's page; one statement."""
    Call.objects.create(
        machine_id=machine_id, method=method[:10], path=path[:200], status=status, code=code[:60],
        milliseconds=milliseconds, at=now,
    )  # fmt: skip


def begin_once(machine_id: UUID, *, key: str, fingerprint: str, now: datetime) -> Replay | None:
    """Take the key for this request, committed before anything is done; or what was answered to it before.

    One statement for a key that nobody used. Raises KeyReused when the key was another request's, KeyInProgress while
    the first one is still being answered.
    """
    if _taken(machine_id, key, fingerprint, now):
        return None
    with transaction.atomic():
        row = IdempotentRequest.objects.select_for_update().filter(machine_id=machine_id, key=key).first()
        if row is None:  # freed in this moment
            raise KeyInProgress(key=key)
        if row.made_at <= now - KEPT:
            row.fingerprint, row.status, row.answer = fingerprint, None, None
        elif row.fingerprint != fingerprint:
            raise KeyReused(key=key)
        elif row.status is not None:
            return Replay(row.status, row.answer or {})
        elif row.made_at > now - ABANDONED:
            raise KeyInProgress(key=key)
        row.made_at = now
        row.save(update_fields=["fingerprint", "status", "answer", "made_at"])
    return None


def _taken(machine_id: UUID, key: str, fingerprint: str, now: datetime) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, {"machine": machine_id, "key": key, "fingerprint": fingerprint, "now": now})
        return bool(cursor.rowcount)


def end_once(machine_id: UUID, *, key: str, begun: datetime, status: int, answer: dict[str, Any]) -> None:
    """Keep what was answered, in the transaction of what was done.

    Raises KeyInProgress when the key was given to another request meanwhile (this one stalled for long): it does it.
    """
    rows = IdempotentRequest.objects.filter(machine_id=machine_id, key=key, made_at=begun, status=None)
    if not rows.update(status=status, answer=answer):
        raise KeyInProgress(key=key)


def free_once(machine_id: UUID, *, key: str, begun: datetime) -> None:
    """A failure of ours, or a refusal that may pass: the key may try again. What was kept after all stays kept.

    A commit whose confirmation was lost with the connection raises in the caller, and yet it was done.
    """
    IdempotentRequest.objects.filter(machine_id=machine_id, key=key, made_at=begun, status=None).delete()


def remove_old(*, now: datetime) -> int:
    """Forget keys after a day, calls after thirty, tokens when they expired; how many rows."""
    gone = IdempotentRequest.objects.filter(made_at__lt=now - KEPT).delete()[0]
    gone += Call.objects.filter(at__lt=now - CALLS_KEPT).delete()[0]
    return gone + int(Token.objects.filter(expires_at__lt=now - KEPT).delete()[0])

"""Remind those who have late dossiers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.dossiers.errors import NotOverseer
from caunoi.dossiers.events import Reminded
from caunoi.dossiers.models import WorkItem
from caunoi.dossiers.operations.acting import dimensions, locked, note, open_items
from caunoi.dossiers.overseeing import REMINDERS, Oversight, oversight
from caunoi.dossiers.policies import standing
from caunoi.dossiers.queries.late import reminded_since, start_of_day
from caunoi.dossiers.shapes_late import Reminding
from caunoi.people import queries as people

MOST = 200
_COLLEAGUES = 10


def remind(*, dossier_ids: Iterable[UUID], actor: Actor, now: datetime) -> Reminding:
    """Tell whoever has each late dossier that it is late; once a day for a dossier, whoever reminds.

    By a head, leader or manager of the agency where it waits, or a leader of its province. Each dossier is a
    transaction of its own, at most MOST of them. Told is the one it is assigned to, else those of its role.
    Raises NotOverseer before anything is written.
    """
    seen = oversight(actor, now=now)
    if not seen.may_remind:
        raise NotOverseer
    outcome = Reminding([], [], [])
    for dossier_id in list(dict.fromkeys(dossier_ids))[:MOST]:
        with transaction.atomic():
            _remind(dossier_id, seen, outcome, actor, now)
    return outcome


def _remind(dossier_id: UUID, seen: Oversight, outcome: Reminding, actor: Actor, now: datetime) -> None:
    dossier = locked(dossier_id)
    today = start_of_day(now)
    late = [
        item
        for item in open_items(dossier_id)
        if not item.held and item.step != "return" and item.due_at is not None and item.due_at < today
    ]
    if any(item.agency_id not in seen.may_remind for item in late):
        raise NotOverseer
    code = dossier.code or ""
    if not late or dossier.due_at is None:
        outcome.not_late.append(code)
        return
    if reminded_since([dossier_id], today):
        outcome.already.append(code)
        return
    event = Reminded(
        **dimensions(dossier, _role(actor, now)), due_on=local_date(dossier.due_at),
        days_late=(local_date(now) - local_date(dossier.due_at)).days, whom=_whom(late, now),
    )  # fmt: skip
    note(event, dossier, actor=actor, now=now)
    outcome.told.append(code)


def _role(actor: Actor, now: datetime) -> str:
    chosen = getattr(actor, "role", None)
    held = {role for _, role in standing(actor, now=now).held if role in REMINDERS}
    return chosen if chosen in held else min(held)


def _whom(late: list[WorkItem], now: datetime) -> list[UUID]:
    found: list[UUID] = []
    for item in late:
        if item.assignee_id:
            found.append(item.assignee_id)
        else:
            found += [m.person_id for m in people.members(item.agency_id, at=now, role=item.role)[:_COLLEAGUES]]
    return list(dict.fromkeys(found))

"""Voices that an agency owes an answer to, and answers that are owed to it."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.core.subjects import SubjectRef
from caunoi.tasks.shapes import Owed
from caunoi.voices.models import Voice
from caunoi.voices.policies import require_reader_of, visible
from caunoi.voices.shapes import State

MOST, SOON = 200, 3
PAGE = "desk:voice"
"""The page of a voice; its only argument is the id."""


def owed(agency_id: UUID, *, actor: Actor, now: datetime) -> list[Owed]:
    """Open voices that the agency holds, the earliest first, at most 200; kind `voice`. Raises NotYourVoices."""
    who = require_reader_of(agency_id, actor, now=now)
    return _owed(Voice.objects.filter(visible(who), holder_id=agency_id, state=State.OPEN), now)


def owed_to(agency_id: UUID, *, actor: Actor, now: datetime) -> list[Owed]:
    """Open voices that the agency raised and somebody holds. Raises NotYourVoices."""
    who = require_reader_of(agency_id, actor, now=now)
    rows = Voice.objects.filter(visible(who), author_agency_id=agency_id, state=State.OPEN)
    return _owed(rows.exclude(holder_id=None), now)


def _owed(rows: QuerySet[Voice], now: datetime) -> list[Owed]:
    today = local_date(now)
    return [
        Owed(
            kind="voice", subject=SubjectRef("voice", row.pk), title=row.title, due_on=row.due_on,
            state=_state(row.due_on, today), holder_id=row.holder_id, to_id=row.author_agency_id or row.holder_id,
            person_id=row.person_id, url_name=PAGE, url_args=(str(row.pk),),
        )
        for row in rows.order_by("due_on", "id")[:MOST]
        if row.holder_id is not None
    ]  # fmt: skip


def _state(due_on: date | None, today: date) -> str:
    left = (due_on - today).days if due_on else SOON + 1
    return "late" if left < 0 else "soon" if left <= SOON else "open"

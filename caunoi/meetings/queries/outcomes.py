"""What became of a meeting: every question with its answer or its task, who owes what by when, as it stands today."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.meetings.errors import MeetingNotFound
from caunoi.meetings.models import Meeting
from caunoi.meetings.policies import READERS, Standing, standing
from caunoi.meetings.queries.meetings import minutes_id, seen
from caunoi.meetings.rules.states import HELD, OPEN_QUESTIONS, OVER
from caunoi.meetings.shapes import OutcomeView, Owing, TaskToday
from caunoi.meetings.viewing import conclusion_views, lines, names, question_views, readable, today_of, with_points


def outcome(meeting_id: UUID, *, actor: Actor, now: datetime) -> OutcomeView:
    """The outcome with the tasks as they stand today, for the host and for every invited point, while the meeting runs
    and ever after; the same number of statements for one question and for hundreds. Raises MeetingNotFound.
    """
    who = standing(actor, now=now)
    row = seen(meeting_id, who, counted=True)
    if row.state not in HELD | OVER:
        raise MeetingNotFound
    return _outcome(row, who, now)


def carried(meeting_id: UUID, *, actor: Actor, now: datetime) -> OutcomeView | None:
    """The outcome of the meeting before, with which this one opens; None for the first of its kind.

    Whoever sees this meeting sees it, so that points that were not there before know what is open. Raises
    MeetingNotFound.
    """
    who = standing(actor, now=now)
    row = seen(meeting_id, who)
    if row.previous_id is None:
        return None
    before = with_points(Meeting.objects.filter(pk=row.previous_id)).get()
    found = _outcome(before, who, now)
    seen_too = Meeting.objects.filter(who.visible, pk=before.pk).exists()
    return found if seen_too else replace(found, minutes_file_id=None)


def _outcome(row: Meeting, who: Standing, now: datetime) -> OutcomeView:
    asked = row.questions.exclude(state="withdrawn")
    questions = list(readable(asked, who.agencies(READERS)).order_by("number"))
    conclusions = list(row.conclusions.order_by("number"))
    today = today_of([*questions, *conclusions], local_date(now))
    (line,) = lines([row], who, names([row.agency_id]))
    states = Counter(one.state for one in questions)
    return OutcomeView(
        line=line, questions=question_views(questions, who, today), conclusions=conclusion_views(conclusions, today),
        owes=_owes(today.values()), unanswered=sum(states[one] for one in OPEN_QUESTIONS), signed_at=row.signed_at,
        minutes_file_id=minutes_id(row, who), states=dict(states),
    )  # fmt: skip


def _owes(found: Iterable[TaskToday]) -> tuple[Owing, ...]:
    """By agency, the one with the earliest open deadline first."""
    of: dict[UUID, list[TaskToday]] = {}
    for one in sorted(found, key=lambda one: (not one.is_open, one.due_on, one.title)):
        of.setdefault(one.agency_id, []).append(one)
    return tuple(Owing(agency_id, many[0].agency_name, tuple(many)) for agency_id, many in of.items())

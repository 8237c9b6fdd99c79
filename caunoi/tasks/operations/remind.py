"""Reminders before and after a deadline."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from caunoi.core.actor import System
from caunoi.core.clock import local_date
from caunoi.core.ids import new_id
from caunoi.core.journal import append_many
from caunoi.people import queries as people
from caunoi.tasks.events import TaskReminded
from caunoi.tasks.keeping import place_of, said
from caunoi.tasks.models import Reminder, Task
from caunoi.tasks.policies import MANAGERS, PREPARERS
from caunoi.tasks.rules.states import STEPS, reminder

CLOCK = System("tasks.clock")
BATCH = 1000


def remind_due(*, now: datetime) -> int:
    """Remind who is responsible, or who stands in for them, 7, 3 and 1 days before, and daily when overdue; how many.

    When who is responsible serves in the lead agency no more, its heads and leaders are told instead. Each is told once
    however often this runs, and however many run at once. What waits for the issuer to verify and samples are not
    reminded of. A transaction for each thousand tasks.
    """
    horizon = local_date(now) + timedelta(days=max(STEPS))
    waiting = Task.objects.filter(stage="open", is_sample=False, due_on__lte=horizon)
    ids = list(waiting.order_by("due_on", "id").values_list("pk", flat=True))
    return sum(_remind(ids[start : start + BATCH], now) for start in range(0, len(ids), BATCH))


@transaction.atomic
def _remind(ids: Sequence[UUID], now: datetime) -> int:
    """At most ten statements, whatever their number. The rows are locked: what is closed meanwhile is left alone."""
    rows = Task.objects.select_for_update(of=("self",)).select_related("origin").filter(pk__in=ids, stage="open")
    today = local_date(now)
    due = _due(list(rows.order_by("due_on", "id")), today)
    whom = _whom([row for row, _ in due], now)
    made, entries = [], []
    for row, days in due:
        told = whom(row)
        if told:  # an agency that nobody serves in any more is looked at again the next time
            first = told[0].person_id
            made.append(Reminder(id=new_id(), task=row, due_on=row.due_on, days=days, person_id=first, told_at=now))
        left = (row.due_on - today).days
        for one in told:
            event = TaskReminded(
                **said(row), days_left=left, assignee=one.person_id, stand_in=one.stand_in, vacant=one.vacant
            )
            entries.append((event, row.pk, place_of(row)))
    Reminder.objects.bulk_create(made)
    append_many(entries, actor=CLOCK, now=now)
    return len(entries)


@dataclass(frozen=True, slots=True)
class _Told:
    person_id: UUID
    stand_in: bool = False
    vacant: bool = False


def _whom(rows: Sequence[Task], now: datetime) -> Callable[[Task], list[_Told]]:
    """Who is told of each of the tasks; two statements, and three when somebody has left."""
    persons = {row.person_id for row in rows if row.person_id is not None}  # only samples have none
    deputies, served = people.deputies(persons, at=now), people.agencies_served(persons, at=now)

    def serves(row: Task) -> bool:
        return row.person_id is not None and row.lead_agency_id in served.get(row.person_id, frozenset())

    vacant = {row.lead_agency_id for row in rows if not serves(row)}
    heads = people.serving(vacant, roles=MANAGERS, otherwise=PREPARERS, at=now) if vacant else {}

    def whom(row: Task) -> list[_Told]:
        if not serves(row) or row.person_id is None:
            return [_Told(one, vacant=True) for one in sorted(heads.get(row.lead_agency_id, ()))]
        deputy = deputies.get((row.person_id, row.lead_agency_id))
        return [_Told(deputy, stand_in=True) if deputy else _Told(row.person_id)]

    return whom


def _due(rows: list[Task], today: date) -> list[tuple[Task, int]]:
    """Which of the tasks are to be reminded of today, and as what."""
    told: dict[tuple[UUID, date], list[int]] = {}
    known = Reminder.objects.filter(task__in=rows).values_list("task_id", "due_on", "days")
    for task_id, due_on, days in known:
        told.setdefault((task_id, due_on), []).append(days)
    steps = (
        (row, reminder(due_on=row.due_on, set_on=row.due_set_on, today=today, told=told.get((row.pk, row.due_on), ())))
        for row in rows
    )
    return [(row, step) for row, step in steps if step is not None]

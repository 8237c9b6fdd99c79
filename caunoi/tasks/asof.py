"""Tasks as they stood at the end of a day, as expressions of the database: what `rules.states` says, set by set."""

from __future__ import annotations

from datetime import date

from django.db.models import (
    Case,
    CharField,
    Count,
    DateField,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    UUIDField,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from caunoi.tasks.models import Deadline, Report, Task, TaskAgency
from caunoi.tasks.rules.states import State
from caunoi.tasks.shapes import TaskCounts

COUNTED = (State.DONE_ON_TIME, State.DONE_LATE, State.OPEN_WITHIN, State.OPEN_OVERDUE)


def existing(on: date) -> QuerySet[Task]:
    """The tasks that had been assigned by the end of the day, each with its `state_at` and `due_at` of that day."""
    return Task.objects.filter(assigned_on__lte=on).annotate(due_at=_due(on)).annotate(state_at=_state(on))


def with_holder(rows: QuerySet[Task], on: date) -> QuerySet[Task]:
    """With `lead_at` and `person_at`: who led, and who was responsible, at the end of the day."""
    return rows.annotate(lead_at=lead(on), person_at=Subquery(_leads(on).values("person_id")[:1]))


def lead(on: date) -> Subquery:
    """The lead agency at the end of the day."""
    return Subquery(_leads(on).values("agency_id")[:1], output_field=UUIDField())


def taking_part(on: date, side: str) -> QuerySet[TaskAgency]:
    """The agencies on one side of `OuterRef("pk")` at the end of the day."""
    valid = Q(valid_to=None) | Q(valid_to__gt=on)
    return TaskAgency.objects.filter(valid, task=OuterRef("pk"), side=side, valid_from__lte=on)


def counted(rows: QuerySet[Task], key: Combinable) -> dict[str, TaskCounts]:
    """The four counts by a key, in one statement; cancelled tasks are in none."""
    grouped = rows.order_by().annotate(key=key).values("key")
    columns = {state.value: Count("pk", filter=Q(state_at=state.value)) for state in COUNTED}
    found = grouped.annotate(**columns).values_list("key", *columns)
    return {str(key): TaskCounts(*counts) for key, *counts in found if any(counts)}


def _leads(on: date) -> QuerySet[TaskAgency]:
    return taking_part(on, "lead").order_by("-valid_from", "-set_at", "-id")


def _due(on: date) -> Coalesce:
    changed = Deadline.objects.filter(task=OuterRef("pk"), set_on__lte=on).order_by("-set_at", "-id")
    return Coalesce(Subquery(changed.values("due_on")[:1]), F("first_due_on"), output_field=DateField())


def _state(on: date) -> Case:
    """The order of the cases is that of `rules.states.state_at`."""
    handed = Coalesce(_handed(on), Value(on), output_field=DateField())
    return Case(
        When(cancelled_on__lte=on, then=Value(State.CANCELLED.value)),
        When(verified_on__lte=on, completed_on__lte=F("due_on"), then=Value(State.DONE_ON_TIME.value)),
        When(verified_on__lte=on, then=Value(State.DONE_LATE.value)),
        When(due_at__gte=handed, then=Value(State.OPEN_WITHIN.value)),
        default=Value(State.OPEN_OVERDUE.value),
        output_field=CharField(),
    )


def _handed(on: date) -> Case:
    """The day on which what waited for the issuer at the end of the day had been handed in; none when nothing did."""
    waited = Q(decided_on=None) | Q(decided_on__gt=on)
    waiting = Report.objects.filter(waited, task=OuterRef("pk"), kind="submission", made_on__lte=on)
    return Case(
        When(completed_on__lte=on, then=F("completed_on")),
        default=Subquery(waiting.order_by("-made_at", "-id").values("made_on")[:1]),
        output_field=DateField(),
    )

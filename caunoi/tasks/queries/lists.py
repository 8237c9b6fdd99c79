"""Lists of tasks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db.models import Case, Count, Exists, F, Min, Q, QuerySet, Value, When

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.core.subjects import SubjectRef
from caunoi.tasks.asof import counted, existing, taking_part
from caunoi.tasks.models import Task, TaskOrigin
from caunoi.tasks.policies import require_reader_of, standing, visible
from caunoi.tasks.shapes import ALL, OriginView, Side, State, TaskCounts, TaskFilter, TaskPage
from caunoi.tasks.viewing import origin_view, readable, views
from caunoi.units import queries as units
from caunoi.units.rules.text import fold

MOST = 500
_SETTLED = Case(When(state_at__startswith="open_", then=0), default=1)
"""What is still to be done stands before what is done."""


def tasks_of(
    agency_id: UUID,
    *,
    side: Side,
    actor: Actor,
    now: datetime,
    as_of: date | None = None,
    only: TaskFilter = ALL,
    offset: int = 0,
    limit: int = 50,
) -> TaskPage:
    """The tasks that an agency leads, coordinates, follows or has issued, at the end of a day (today).

    Open ones first, each part by deadline. For its officers, and for those of an agency above it, who see what they
    may see. Raises NotYourTasks.
    """
    who = require_reader_of(agency_id, actor, now=now)
    on = as_of or local_date(now)
    rows = existing(on).filter(visible(who)).filter(_on_side(agency_id, side, on))
    return _page(rows, on, only, offset, limit, (_SETTLED, "due_at", "position", "id"))


def tallied(
    agency_id: UUID,
    *,
    side: Side,
    actor: Actor,
    now: datetime,
    of: Mapping[str, TaskFilter],
    as_of: date | None = None,
    only: TaskFilter = ALL,
) -> dict[str, int]:
    """How many of the agency's tasks are in each of several narrower lists, by their names; one statement for all.

    Of the filters in `of`, states, deadlines and `submitted` count; `only` says the rest. Raises NotYourTasks.
    """
    who = require_reader_of(agency_id, actor, now=now)
    on = as_of or local_date(now)
    rows = existing(on).filter(visible(who)).filter(_on_side(agency_id, side, on), _narrowed(only, on))
    named = rows.order_by().annotate(state=F("state_at"), due=F("due_at"))
    groups = named.values_list("state", "due", "stage").annotate(count=Count("pk"))
    found = dict.fromkeys(of, 0)
    for state, due_at, stage, count in groups:
        for name, one in of.items():
            found[name] += count * _fits(one, state, due_at, stage)
    return found


def _fits(only: TaskFilter, state: str, due_at: date, stage: str) -> bool:
    """What `_narrowed` and the states of a page say, of one row."""
    if only.states and State(state) not in only.states:
        return False
    if only.submitted and stage != "submitted":
        return False
    return (only.due_from is None or due_at >= only.due_from) and (only.due_to is None or due_at <= only.due_to)


def tasks_of_origin(
    subject: SubjectRef,
    *,
    actor: Actor,
    now: datetime,
    as_of: date | None = None,
    only: TaskFilter = ALL,
    offset: int = 0,
    limit: int = 50,
) -> TaskPage:
    """The tasks of a plan, a conclusion or a document (`OriginView.ref`) that the actor may see; by part and place."""
    on = as_of or local_date(now)
    rows = existing(on).filter(visible(standing(actor, now=now))).filter(of_origin(subject))
    return _page(rows, on, only, offset, limit, ("part", "position", "id"))


def origins(agency_id: UUID, *, actor: Actor, now: datetime) -> list[OriginView]:
    """What the tasks that the agency issued come from, the newest first, at most 500. Raises NotYourTasks."""
    who = require_reader_of(agency_id, actor, now=now)
    issued = Task.objects.filter(visible(who), issuer_id=agency_id).values("origin")
    rows = list(TaskOrigin.objects.filter(pk__in=issued).order_by("-issued_on", "number", "id")[:MOST])
    names = {one.id: one.name for one in units.agencies({row.issuer_id for row in rows}).values()}
    return [origin_view(row, names.get(row.issuer_id, "")) for row in rows]


def parts_of(subject: SubjectRef) -> list[str]:
    """The parts that the tasks of an origin are in, in the order of the document."""
    rows = Task.objects.filter(of_origin(subject)).exclude(part="").values("part").annotate(first=Min("position"))
    return [row["part"] for row in rows.order_by("first", "part")]


def of_origin(subject: SubjectRef) -> Q:
    """The tasks of an origin, by its own subject or by the origin's row."""
    if subject.kind == "task_origin":
        return Q(origin_id=subject.id)
    return Q(origin__subject_kind=subject.kind, origin__subject_id=subject.id)


def _on_side(agency_id: UUID, side: Side, on: date) -> Q:
    if side == Side.ISSUED:
        return Q(issuer_id=agency_id)
    return Q(Exists(taking_part(on, side.value).filter(agency_id=agency_id)))


def _page(
    rows: QuerySet[Task], on: date, only: TaskFilter, offset: int, limit: int, order: tuple[str | Case, ...]
) -> TaskPage:
    """One statement for the counts, three for the page."""
    narrowed = rows.filter(_narrowed(only, on))
    counts = counted(narrowed, Value("")).get("", TaskCounts())
    chosen = narrowed.filter(Q(state_at__in=[state.value for state in only.states])) if only.states else narrowed
    total = chosen.order_by().count()
    found = views(readable(chosen, on).order_by(*order)[offset : offset + min(limit, MOST)], on)
    return TaskPage(tuple(found), total, counts, offset, limit)


def _narrowed(only: TaskFilter, on: date) -> Q:
    """All that a filter says but the states: the counts by state are of what is left without them."""
    found = Q()
    for word in fold(only.text).split():
        found &= Q(search_key__contains=word)
    if only.origin is not None:
        found &= of_origin(only.origin)
    if only.part:
        found &= Q(part=only.part)
    if only.person_id is not None:
        found &= Q(Exists(taking_part(on, "lead").filter(person_id=only.person_id)))
    if only.agency_id is not None:
        found &= Q(Exists(taking_part(on, "lead").filter(agency_id=only.agency_id)))
    if only.due_from is not None:
        found &= Q(due_at__gte=only.due_from)
    if only.due_to is not None:
        found &= Q(due_at__lte=only.due_to)
    return found & Q(stage="submitted") if only.submitted else found


def states_of_origin(subject: SubjectRef, *, on: date) -> dict[UUID, str]:
    """The state of each task of what the system holds, by id; one statement.

    For the room that holds the origin and shows what became of it: it has made sure that the actor may see it.
    """
    return {row.pk: str(getattr(row, "state_at")) for row in existing(on).filter(of_origin(subject))}  # noqa: B009

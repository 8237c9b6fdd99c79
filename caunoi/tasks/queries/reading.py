"""One task."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.documents import queries as documents
from caunoi.documents.queries import FileView
from caunoi.tasks.asof import existing
from caunoi.tasks.errors import TaskNotFound
from caunoi.tasks.models import Evidence, Task
from caunoi.tasks.policies import (
    LEADERS,
    MANAGERS,
    PREPARERS,
    Standing,
    coordinates_for,
    is_holder,
    standing,
    visible,
)
from caunoi.tasks.shapes import HistoryLine, TaskDetail, TaskView
from caunoi.tasks.telling import lines_of
from caunoi.tasks.viewing import progress_views, readable, views
from caunoi.units import queries as units


def task(task_id: UUID, *, actor: Actor, now: datetime, as_of: date | None = None) -> TaskView:
    """The task at the end of a day (today). For officers of the agencies concerned. Raises TaskNotFound."""
    on = as_of or local_date(now)
    rows = readable(existing(on).filter(visible(standing(actor, now=now)), pk=task_id), on)
    found = views(rows, on)
    if not found:
        raise TaskNotFound
    return found[0]


def given(task_ids: Iterable[UUID], *, as_of: date) -> dict[UUID, TaskView]:
    """Tasks that a room gave, as they stood at the end of a day; three statements. Whom it shows them is its policy."""
    return {one.id: one for one in views(readable(existing(as_of).filter(pk__in=list(task_ids)), as_of), as_of)}


def detail(task_id: UUID, *, actor: Actor, now: datetime, as_of: date | None = None) -> TaskDetail:
    """All of the task, and what the actor may do with it now. Raises TaskNotFound.

    The same number of statements whatever the number of its parts and reports.
    """
    who = standing(actor, now=now)
    row = _seen(task_id, who)
    on = as_of or local_date(now)
    family = existing(on).filter(Q(pk=row.pk) | Q(pk=row.parent_id) | Q(parent_id=row.pk))
    found = {one.id: one for one in views(readable(family, on).order_by("due_on", "position", "id"), on)}
    if row.pk not in found:
        raise TaskNotFound
    reports = list(row.reports.filter(made_on__lte=on).order_by("-made_at", "-id"))
    coordinating, following = _beside(row, on)
    return TaskDetail(
        task=found[row.pk],
        coordinating=coordinating,
        following=following,
        parent=found.get(row.parent_id) if row.parent_id else None,
        children=tuple(one for one in found.values() if one.parent_id == row.pk),
        progress=tuple(progress_views(reports)),
        may=_may(row, who, now),
    )


def history(task_id: UUID, *, actor: Actor, now: datetime) -> list[HistoryLine]:
    """What happened to it, the oldest first. Raises TaskNotFound."""
    return lines_of(_seen(task_id, standing(actor, now=now)))


def evidence_file(task_id: UUID, file_id: UUID, *, actor: Actor, now: datetime) -> tuple[FileView, bytes]:
    """A file that was handed in with the task. Raises TaskNotFound."""
    row = _seen(task_id, standing(actor, now=now))
    if not Evidence.objects.filter(report__task=row, file_id=file_id).exists():
        raise TaskNotFound
    return documents.file(file_id), documents.content(file_id)


def _seen(task_id: UUID, who: Standing) -> Task:
    row = Task.objects.select_related("origin").filter(visible(who), pk=task_id).first()
    if row is None:
        raise TaskNotFound
    return row


def _beside(row: Task, on: date) -> tuple[tuple[tuple[UUID, str], ...], tuple[tuple[UUID, str], ...]]:
    """The coordinating and the following agencies at the end of the day, by name."""
    parts = row.agencies.exclude(side="lead").filter(valid_from__lte=on).exclude(valid_to__lte=on)
    sides: Sequence[tuple[str, UUID]] = list(parts.order_by("id").values_list("side", "agency_id"))
    names = {one.id: one.name for one in units.agencies({agency_id for _, agency_id in sides}).values()}

    def of(side: str) -> tuple[tuple[UUID, str], ...]:
        return tuple((agency_id, names.get(agency_id, "")) for one, agency_id in sides if one == side)

    return of("coordinating"), of("following")


def _may(row: Task, who: Standing, now: datetime) -> frozenset[str]:
    """Names of operations; what else they refuse (a child that is open ...) they say themselves."""
    may: set[str] = set()
    if row.stage not in ("open", "submitted"):
        return frozenset()
    may |= {"report_part"} if coordinates_for(who, row) else set()
    leader = who.holds(row.issuer_id, LEADERS)
    if row.stage == "open":
        may |= {"report_progress", "submit_for_closing"} if is_holder(who, row, now=now) else set()
        may |= {"change_deadline"} if leader else set()
    elif leader:
        handed_by = row.reports.filter(kind="submission", outcome="").values_list("made_by", flat=True).first()
        may |= {"return_task"} | ({"verify_closing"} if handed_by != who.person_id or handed_by is None else set())
    may |= {"cancel", "reassign", "reassign_agencies"} if leader else set()
    may |= {"reassign"} if who.holds(row.lead_agency_id, MANAGERS) else set()
    may |= {"place_under"} if who.holds(row.issuer_id, PREPARERS) else set()
    may |= {"assign_child"} if who.agencies(PREPARERS) & {row.issuer_id, row.lead_agency_id} else set()
    return frozenset(may)

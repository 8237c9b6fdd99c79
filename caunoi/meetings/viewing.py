"""Rows as others see them. Private to the room."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from caunoi.core.subjects import SubjectRef
from caunoi.meetings.models import AgendaItem, Conclusion, Meeting, Point, Question, Same
from caunoi.meetings.policies import READERS, Standing
from caunoi.meetings.rules.drafts import starts
from caunoi.meetings.shapes import (
    ConclusionView,
    ItemView,
    MeetingLine,
    PointCounts,
    PointView,
    QuestionView,
    TaskToday,
)
from caunoi.tasks import queries as tasks
from caunoi.tasks.shapes import TaskView
from caunoi.units import queries as units

Today = Mapping[UUID, TaskToday]


def names(ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """The agencies' names; one statement, none when there are none."""
    wanted = {one for one in ids if one}
    return {one.id: one.name for one in units.agencies(wanted).values()} if wanted else {}


def lines(rows: Sequence[Meeting], who: Standing, host_names: Mapping[UUID, str]) -> list[MeetingLine]:
    """Meetings of a list, which were read with `point_count`."""
    readers = who.agencies(READERS)
    return [
        MeetingLine(
            row.pk, row.code, row.title, row.agency_id, host_names.get(row.agency_id, ""), row.starts_at, row.ends_at,
            row.place, row.state, getattr(row, "point_count"),  # noqa: B009
            "host" if row.agency_id in readers else "point", row.is_sample,
        )
        for row in rows
    ]  # fmt: skip


def with_points(rows: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Meetings with what `lines` needs."""
    return rows.annotate(point_count=Count("points"))


def items(row: Meeting, found: Sequence[AgendaItem], agency_names: Mapping[UUID, str]) -> tuple[ItemView, ...]:
    """The agenda with the times at which its lines come."""
    begin = starts(row.started_at or row.starts_at, [one.minutes for one in found])
    return tuple(
        ItemView(
            one.pk, one.position, one.title, one.agency_id,
            agency_names.get(one.agency_id, "") if one.agency_id else "", one.minutes, one.notes, at,
        )
        for one, at in zip(found, begin, strict=True)
    )  # fmt: skip


def point_views(found: Iterable[Point], who: Standing) -> tuple[PointView, ...]:
    """Points, the actor's own marked."""
    readers = who.agencies(READERS)
    return tuple(
        PointView(
            one.pk, one.agency_id, one.name, one.contact_id, one.reply, one.expected, one.present, one.joined_at,
            one.left_at, one.note, one.agency_id in readers,
        )
        for one in found
    )  # fmt: skip


def point_counts(row: Meeting) -> PointCounts:
    """How many points there are and came; one statement."""
    came = Q(joined_at__isnull=False)
    found = row.points.aggregate(
        total=Count("pk"), yes=Count("pk", filter=Q(reply="yes")), no=Count("pk", filter=Q(reply="no")),
        here=Count("pk", filter=came & Q(left_at=None)), came=Count("pk", filter=came),
        people=Sum("present", filter=came, default=0),
    )  # fmt: skip
    return PointCounts(**found)


def today_of(rows: Iterable[Question | Conclusion], as_of: date) -> dict[UUID, TaskToday]:
    """The tasks of questions and conclusions as they stand at the end of a day; three statements, or none."""
    ids = [row.task_id for row in rows if row.task_id]
    return {key: _today(one) for key, one in tasks.given(ids, as_of=as_of).items()} if ids else {}


def _today(one: TaskView) -> TaskToday:
    return TaskToday(
        one.id, one.title, one.lead_agency_id, one.lead_agency_name, one.person_id, one.due_on, one.days_left,
        one.percent, str(one.state.value),
    )  # fmt: skip


def readable(rows: QuerySet[Question], own: frozenset[UUID]) -> QuerySet[Question]:
    """Questions with all that `question_views` needs; `own`: the actor's points' agencies."""
    said = Exists(Same.objects.filter(question=OuterRef("pk"), point__agency_id__in=own))
    return rows.select_related("point", "joined_to").annotate(said=said)


def question_views(rows: Iterable[Question], who: Standing, today: Today | None = None) -> tuple[QuestionView, ...]:
    """Questions as others see them; two statements more, however many."""
    found, readers = list(rows), who.agencies(READERS)
    if not found:
        return ()
    agency_names = names(row.agency_id for row in found)
    into = Question.objects.filter(joined_to__in=found).select_related("point").order_by("number")
    joined: dict[UUID, list[tuple[int, str]]] = {}
    for one in into:
        if one.joined_to_id:
            joined.setdefault(one.joined_to_id, []).append((one.number, one.point.name))
    return tuple(
        QuestionView(
            id=row.pk, number=row.number, text=row.text, topic=row.topic, point_id=row.point_id,
            point_name=row.point.name, asked_at=row.asked_at, state=row.state, same=row.same,
            said_same=getattr(row, "said"),  # noqa: B009
            mine=row.point.agency_id in readers, answer=row.answer, answered_at=row.answered_at,
            answered_by=row.answered_by, agency_id=row.agency_id,
            agency_name=agency_names.get(row.agency_id, "") if row.agency_id else "", due_on=row.due_on,
            task_id=row.task_id, task=(today or {}).get(row.task_id) if row.task_id else None,
            joined_number=row.joined_to.number if row.joined_to else None, joined=tuple(joined.get(row.pk, ())),
            subject=SubjectRef(row.subject_kind, row.subject_id) if row.subject_id else None,
        )
        for row in found
    )  # fmt: skip


def conclusion_views(rows: Iterable[Conclusion], today: Today | None = None) -> tuple[ConclusionView, ...]:
    """Conclusions; one statement for the names."""
    found = list(rows)
    agency_names = names(row.agency_id for row in found)
    return tuple(
        ConclusionView(
            row.pk, row.number, row.item_id, row.text, row.agency_id, agency_names.get(row.agency_id, ""),
            row.person_id, row.due_on, row.task_id, (today or {}).get(row.task_id),
        )
        for row in found
    )  # fmt: skip

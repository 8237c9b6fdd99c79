"""Many points, many questions, and several at once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from caunoi.core.ids import new_id
from caunoi.meetings import operations, queries
from caunoi.meetings.models import Point, Question
from caunoi.meetings.shapes import PointDraft
from caunoi.meetings.testing import assignment, draft, point_of, walked
from caunoi.meetings.tests.conftest import NOW, Land
from caunoi.units.testing import SINCE

COMMUNES, QUESTIONS = 178, 500


def communes(count: int) -> None:
    """Committees of communes of a province of its own."""
    model = apps.get_model("units", "Agency")
    model.objects.bulk_create(
        model(id=new_id(), code=f"000.{number:03d}.M9.H99", kind="peoples_committee", level="commune",
              name=f"Ủy ban nhân dân xã Mẫu {number:03d}", province_code="99", position=number, valid_from=SINCE)
        for number in range(count)
    )  # fmt: skip


def statements(act: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as seen:
        act()
    return len(seen)


def full(land: Land) -> UUID:
    """A running meeting with 500 questions of 25 points, one of them discussed."""
    communes(25)
    meeting_id = walked("draft", chair=land.chair, points=[], now=NOW)
    invited = [PointDraft(agency_id=land.one.id)]
    operations.invite(meeting_id=meeting_id, points=invited, communes_of="99", actor=land.chair, now=NOW)
    operations.start(meeting_id=meeting_id, actor=land.chair, now=NOW)
    points = list(Point.objects.filter(meeting_id=meeting_id).exclude(agency_id=land.one.id))
    Question.objects.bulk_create(
        Question(meeting_id=meeting_id, point=points[number % len(points)], number=number, position=number,
                 text=f"Câu hỏi thử số {number}", asked_at=NOW, asked_by=land.officer_one.person_id)
        for number in range(1, QUESTIONS + 1)
    )  # fmt: skip
    type(points[0].meeting).objects.filter(pk=meeting_id).update(questions_asked=QUESTIONS)
    operations.take(meeting_id=meeting_id, actor=land.chair, now=NOW)
    return meeting_id


def test_all_communes_of_a_province_are_invited_in_a_fixed_number_of_statements(land: Land) -> None:
    communes(COMMUNES)
    meeting_id = walked("draft", chair=land.chair, points=[], now=NOW)
    invited: list[int] = []

    def act() -> None:
        invited.append(operations.invite(meeting_id=meeting_id, communes_of="99", actor=land.chair, now=NOW))

    assert statements(act) <= 20
    view = queries.meeting(meeting_id, actor=land.chair, now=NOW)
    assert (invited, view.counts.total, view.line.points) == ([COMMUNES], COMMUNES, COMMUNES)


def test_looking_again_costs_three_statements_when_nothing_is_new(land: Land) -> None:
    meeting_id = full(land)
    view = queries.room(meeting_id, actor=land.officer_one, now=NOW)
    assert view is not None

    def look() -> object:
        return queries.room(meeting_id, since=view.revision, actor=land.officer_one, now=NOW)

    assert look() is None
    assert statements(look) <= 3
    point_id = point_of(meeting_id, land.one.id, land.officer_one, NOW)
    operations.join(point_id=point_id, present=4, actor=land.officer_one, now=NOW)
    assert look() is not None


def test_a_queue_of_500_is_read_50_at_a_time_by_a_fixed_number_of_statements(land: Land) -> None:
    meeting_id = full(land)
    first = queries.queue(meeting_id, actor=land.officer_one, now=NOW)
    last = queries.queue(meeting_id, page=99, actor=land.officer_one, now=NOW)
    assert (first.total, first.pages, len(first.questions), len(last.questions)) == (499, 10, 50, 49)
    assert [one.number for one in (first.questions[0], last.questions[-1])] == [2, 500]
    assert first.counts["now"] == 1
    small = walked("running", chair=land.chair, points=[land.one.id], now=NOW)
    point_id = point_of(small, land.one.id, land.officer_one, NOW)
    operations.ask(point_id=point_id, text="Một câu hỏi", actor=land.officer_one, now=NOW)
    for look in (queries.queue, queries.room, queries.outcome, queries.meeting):
        many = statements(lambda: look(meeting_id, actor=land.officer_one, now=NOW))  # noqa: B023
        few = statements(lambda: look(small, actor=land.officer_one, now=NOW))  # noqa: B023
        assert many <= few + 2, look.__name__
        assert many <= 18, look.__name__


def test_the_outcome_of_many_tasks_costs_as_much_as_that_of_one(land: Land) -> None:
    meeting_id = full(land)
    given = assignment(land.department.id, land.department_officer.person_id, NOW)
    ids = list(Question.objects.filter(meeting_id=meeting_id, state="waiting").values_list("pk", flat=True)[:20])

    def look() -> int:
        return queries.outcome(meeting_id, actor=land.chair, now=NOW).total

    operations.assign_question(question_id=ids[0], assignment=given, actor=land.chair, now=NOW)
    one = statements(look)
    for question_id in ids[1:]:
        operations.assign_question(question_id=question_id, assignment=given, actor=land.chair, now=NOW)
    assert (look(), statements(look)) == (20, one)


@pytest.mark.django_db(transaction=True)
def test_two_points_that_ask_at_once_get_two_numbers_and_nothing_is_lost(land: Land) -> None:
    meeting_id = walked("running", chair=land.chair, points=[land.one.id, land.two.id], now=NOW)
    points = [
        (point_of(meeting_id, agency.id, officer, NOW), officer)
        for agency, officer in ((land.one, land.officer_one), (land.two, land.officer_two))
    ]

    def ask(number: int) -> None:
        point_id, officer = points[number % 2]
        try:
            operations.ask(
                point_id=point_id, text=f"Câu hỏi cùng lúc {number}", actor=officer, now=NOW + timedelta(seconds=1)
            )
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(ask, range(12)))
    asked = queries.queue(meeting_id, actor=land.chair, now=NOW)
    assert sorted(one.number for one in asked.questions) == list(range(1, 13))
    assert len({one.text for one in asked.questions}) == 12


@pytest.mark.django_db(transaction=True)
def test_two_meetings_drafted_at_once_get_two_codes(land: Land) -> None:
    def make(_number: int) -> UUID:
        try:
            return operations.draft_meeting(agency_id=land.province.id, draft=draft(NOW), actor=land.preparer, now=NOW)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(make, range(6)))
    codes = {queries.meeting(one, actor=land.preparer, now=NOW).line.code for one in made}
    assert codes == {f"HN-260922-{number:04d}" for number in range(1, 7)}

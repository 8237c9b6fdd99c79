"""Reminders, notices and the calendar: who is told what, once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from icalendar import Calendar

from caunoi.core.actor import System
from caunoi.core.clock import local_date
from caunoi.core.journal.queries import entries_of, latest
from caunoi.core.testing import catch_up
from caunoi.messages import queries as messages
from caunoi.messages.templates import fill
from caunoi.people import operations as accounts
from caunoi.people import testing as people
from caunoi.tasks import operations, queries, testing
from caunoi.tasks.errors import CalendarNotFound, NotAnOfficer
from caunoi.tasks.notices import NOTICES
from caunoi.tasks.notifying import KINDS, reader
from caunoi.tasks.testing import Office, assigned

NOW = datetime(2026, 9, 22, 2, 0, tzinfo=UTC)
WHY = "Chờ văn bản hướng dẫn của bộ"


def later(**by: int) -> datetime:
    return NOW + timedelta(**by)


def reminded(days: int) -> list[tuple[int, str]]:
    """What was told on a day: days left, to whom."""
    before = len(latest(1000, kind="task.reminded"))
    count = operations.remind_due(now=later(days=days))
    entries = latest(1000, kind="task.reminded")[before:]
    assert len(entries) == count
    return [(entry.data["days_left"], entry.data["assignee"]) for entry in entries]


@pytest.mark.django_db
class TestReminders:
    def test_it_reminds_seven_three_and_one_days_before_and_every_day_after(self) -> None:
        place = testing.office(NOW)
        assigned(place, now=NOW, due_in=10)
        person = str(place.specialist.person_id)
        told = {day: found for day in range(13) if (found := reminded(day))}
        assert told == {3: [(7, person)], 7: [(3, person)], 9: [(1, person)], 11: [(-1, person)], 12: [(-2, person)]}
        assert reminded(12) == []

    def test_it_tells_the_stand_in_of_who_is_away(self) -> None:
        place = testing.office(NOW)
        assigned(place, now=NOW, due_in=10)
        accounts.report_absence(
            person_id=place.specialist.person_id, deputy_id=place.colleague.person_id, agency_id=place.ward.id,
            valid_from=later(days=2), valid_to=later(days=5), actor=place.specialist, now=NOW,
        )  # fmt: skip
        assert reminded(3) == [(7, str(place.colleague.person_id))]
        assert latest(1, kind="task.reminded")[0].data["stand_in"] is True
        assert reminded(7) == [(3, str(place.specialist.person_id))]

    def test_heads_are_told_of_the_task_of_somebody_who_left(self) -> None:
        place = testing.office(NOW)
        task = assigned(place, now=NOW, due_in=3)
        heads = {str(place.leader.person_id), str(place.head.person_id)}
        membership_id = place.specialist.membership_id
        assert membership_id is not None
        accounts.end_membership(membership_id=membership_id, at=later(days=1), actor=System("test"), now=NOW)
        assert reminded(0) == [(3, str(place.specialist.person_id))]
        found = reminded(2)
        assert {left for left, _person in found} == {1}
        assert {person for _left, person in found} == heads
        assert all(entry.data["vacant"] for entry in latest(2, kind="task.reminded"))
        assert reminded(2) == []
        operations.reassign(
            task_id=task.id, person_id=place.colleague.person_id, reason=WHY, actor=place.leader, now=later(days=2)
        )
        assert reminded(4) == [(-1, str(place.colleague.person_id))]

    def test_it_does_not_remind_of_what_is_handed_in_closed_or_a_sample(self) -> None:
        place = testing.office(NOW)
        handed, cancelled = assigned(place, now=NOW), assigned(place, now=NOW)
        operations.submit_for_closing(task_id=handed.id, words="Xong", actor=place.specialist, now=NOW)
        operations.cancel(task_id=cancelled.id, reason=WHY, actor=place.issuer_leader, now=NOW)
        assert reminded(11) == []

    def test_a_new_deadline_is_reminded_of_anew(self) -> None:
        place = testing.office(NOW)
        task = assigned(place, now=NOW, due_in=3)
        assert [left for left, _ in reminded(0)] == [3]
        operations.change_deadline(
            task_id=task.id, due_on=local_date(later(days=13)), reason=WHY, actor=place.issuer_leader, now=NOW
        )
        assert [left for left, _ in reminded(6)] == [7]

    def test_it_takes_the_same_statements_for_many_as_for_few(self) -> None:
        place = testing.office(NOW)

        def statements(day: int) -> int:
            with CaptureQueriesContext(connection) as caught:
                operations.remind_due(now=later(days=day))
            return sum("core_journal_append" not in query["sql"] for query in caught)

        assigned(place, now=NOW, due_in=1)
        few = statements(2)
        for _ in range(5):
            assigned(place, now=NOW, due_in=1)
        assert statements(3) == few


def subjects(actor: Any) -> list[str]:
    return [notice.subject for notice in reversed(messages.notices(actor=actor))]


class TestNotices:
    @pytest.fixture
    def place(self, transactional_db: None) -> Office:
        return testing.office(NOW)

    def test_each_is_told_what_concerns_them_once(self, place: Office) -> None:
        task = assigned(place, now=NOW)
        operations.change_deadline(
            task_id=task.id, due_on=local_date(later(days=20)), reason=WHY, actor=place.issuer_leader, now=NOW
        )
        operations.submit_for_closing(task_id=task.id, words="Xong", actor=place.specialist, now=later(days=21))
        operations.return_task(task_id=task.id, remark=WHY, actor=place.issuer_leader, now=later(days=21))
        operations.remind_due(now=later(days=22))
        operations.submit_for_closing(task_id=task.id, words="Xong", actor=place.specialist, now=later(days=22))
        operations.verify_closing(task_id=task.id, actor=place.issuer_leader, now=later(days=23))
        catch_up(reader())
        catch_up(reader())
        assert subjects(place.specialist) == [
            "Bạn được giao nhiệm vụ, hạn 02/10/2026",
            "Nhiệm vụ có hạn mới: 12/10/2026",
            "Báo cáo hoàn thành nhiệm vụ bị trả lại",
            "Nhiệm vụ quá hạn 2 ngày",
            "Nhiệm vụ đã được xác nhận hoàn thành",
        ]
        assert subjects(place.issuer_leader) == ["Có nhiệm vụ chờ xác nhận hoàn thành"] * 2
        newest = messages.notices(actor=place.specialist)[0]
        assert newest.link == f"/desk/tasks/{task.id}/"
        assert "15/TB-UBND" in newest.body

    def test_the_stand_in_is_told_for_whom(self, place: Office) -> None:
        assigned(place, now=NOW, due_in=3)
        accounts.report_absence(
            person_id=place.specialist.person_id, deputy_id=place.colleague.person_id, agency_id=place.ward.id,
            valid_from=NOW, valid_to=later(days=5), actor=place.specialist, now=NOW,
        )  # fmt: skip
        operations.remind_due(now=NOW)
        catch_up(reader())
        assert subjects(place.colleague) == ["Nhiệm vụ bạn làm thay còn 3 ngày là đến hạn"]

    @pytest.mark.parametrize("language", ["vi", "en", "th"])
    def test_every_notice_has_a_text_in_every_language(self, language: str) -> None:
        params = {"title": "T", "number": "N", "due": "D", "before": "B", "days": "3"}
        with override(language):
            texts = [fill(one.name, params, language=language) for one in NOTICES]
        assert all(text.subject and "T" in text.body for text in texts)

    def test_every_kind_it_follows_is_written(self) -> None:
        from caunoi.core.journal.events import registered_events

        assert set(registered_events()) >= KINDS


@pytest.mark.django_db
class TestCalendar:
    def test_it_shows_the_titles_of_own_open_tasks_and_nothing_else(self) -> None:
        place = testing.office(NOW)
        own = assigned(place, now=NOW, title="Cấp chữ ký số")
        done = assigned(place, now=NOW, title="Đã xong")
        operations.submit_for_closing(task_id=done.id, words="Xong", actor=place.specialist, now=NOW)
        token = operations.renew_calendar(actor=place.specialist, now=NOW)
        feed = queries.calendar_feed(token, now=NOW, base_url="https://example.test")
        calendar = Calendar.from_ical(feed)
        (event,) = calendar.walk("VEVENT")
        assert (str(event["SUMMARY"]), event.decoded("DTSTART")) == ("Cấp chữ ký số", own.due_on)
        assert str(event["URL"]) == f"https://example.test/desk/tasks/{own.id}/"
        assert "tổ công nghệ số" not in feed.decode().replace("\r\n ", "")

    def test_a_renewed_secret_ends_the_one_before(self) -> None:
        place = testing.office(NOW)
        first = operations.renew_calendar(actor=place.specialist, now=NOW)
        second = operations.renew_calendar(actor=place.specialist, now=later(days=1))
        with pytest.raises(CalendarNotFound):
            queries.calendar_feed(first, now=NOW)
        assert queries.calendar_feed(second, now=NOW)
        assert queries.has_calendar(actor=place.specialist) == later(days=1)
        operations.stop_calendar(actor=place.specialist, now=NOW)
        with pytest.raises(CalendarNotFound):
            queries.calendar_feed(second, now=NOW)
        kinds = [entry.kind for entry in entries_of("task_calendar", place.specialist.person_id)]
        assert kinds == ["task_calendar.renewed", "task_calendar.renewed", "task_calendar.stopped"]

    def test_only_officers_have_one_and_it_is_empty_when_they_left(self) -> None:
        place = testing.office(NOW)
        with pytest.raises(NotAnOfficer):
            operations.renew_calendar(actor=people.actor(people.citizen().id, at=NOW), now=NOW)
        assigned(place, now=NOW)
        token = operations.renew_calendar(actor=place.specialist, now=NOW)
        assert Calendar.from_ical(queries.calendar_feed(token, now=NOW)).walk("VEVENT")
        before = datetime(2020, 1, 1, tzinfo=UTC)
        assert not Calendar.from_ical(queries.calendar_feed(token, now=before)).walk("VEVENT")

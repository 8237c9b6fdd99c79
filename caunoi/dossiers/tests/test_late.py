"""What is late, seen and reminded of by those who watch over the work."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from caunoi.core.actor import Person
from caunoi.core.clock import VIETNAM
from caunoi.core.journal.queries import entries_of
from caunoi.dossiers import operations, queries, testing
from caunoi.dossiers.errors import NotOverseer
from caunoi.dossiers.notifying import tell
from caunoi.dossiers.shapes import DossierView
from caunoi.dossiers.testing import STAGES, Office, walk
from caunoi.messages import queries as messages

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 9, 22, 9, 0, tzinfo=VIETNAM)
ANSWERS = {**testing.ANSWERS, "child_birth_date": "2026-08-15"}


@pytest.fixture
def office(db: None) -> Office:
    return testing.office(NOW)


def late_birth(office: Office, days: int = 10) -> DossierView:
    """Accepted so many days ago; a birth is due the same day or the next."""
    return walk(office, "accepted", now=NOW, at=dict.fromkeys(STAGES, NOW - timedelta(days=days)), answers=ANSWERS)


def reminders(view: DossierView) -> list[dict[str, object]]:
    return [entry.data for entry in entries_of("dossier", view.id) if entry.kind == "dossier.reminded"]


class TestSeeing:
    def test_the_longest_late_comes_first_without_the_applicants_name(self, office: Office) -> None:
        walk(office, "accepted", now=NOW)
        newer, older = late_birth(office, 5), late_birth(office, 20)
        view = queries.late_now(actor=office.leader, now=NOW)
        assert [row.code for row in view.rows] == [older.code, newer.code]
        assert (view.total, [a.late for a in view.agencies]) == (2, [2])
        assert "Nguyễn Thị Mẫu" not in str(view.rows)

    def test_it_goes_on_from_page_to_page(self, office: Office) -> None:
        made = {late_birth(office, days).code for days in (5, 9, 15)}
        first = queries.late_now(actor=office.leader, now=NOW, size=2)
        second = queries.late_now(actor=office.leader, now=NOW, size=2, after=first.next)
        assert {row.code for row in (*first.rows, *second.rows)} == made
        assert (len(first.rows), len(second.rows), second.next) == (2, 1, "")

    def test_it_is_told_who_has_it_and_what_nobody_has(self, office: Office) -> None:
        taken, _free = late_birth(office), late_birth(office)
        operations.assign(dossier_id=taken.id, person_id=office.specialist.person_id, actor=office.head, now=NOW)
        view = queries.late_now(actor=office.leader, now=NOW)
        assert {(o.person_id, o.late) for o in view.officers} == {(office.specialist.person_id, 1), (None, 1)}
        one = queries.late_now(actor=office.leader, now=NOW, officer=str(office.specialist.person_id))
        assert [row.code for row in one.rows] == [taken.code]
        assert [row.holder_name for row in one.rows] == ["Nguyễn Văn Mẫu"]

    def test_only_those_who_watch_over_it_see_it(self, office: Office) -> None:
        late_birth(office)
        elsewhere = testing.office(NOW, ward_code="00070", name="Hoàn Kiếm")
        assert queries.late_now(actor=elsewhere.leader, now=NOW).total == 0
        for person in (office.specialist, office.counter, office.citizen):
            with pytest.raises(NotOverseer):
                queries.late_now(actor=person, now=NOW)
        with pytest.raises(NotOverseer):
            queries.late_now(actor=elsewhere.leader, now=NOW, agency_id=office.committee_id)

    def test_more_late_dossiers_cost_no_more_statements(self, office: Office) -> None:
        late_birth(office)
        with CaptureQueriesContext(connection) as few:
            queries.late_now(actor=office.leader, now=NOW)
        for days in (5, 6, 7):
            late_birth(office, days)
        with CaptureQueriesContext(connection) as many:
            queries.late_now(actor=office.leader, now=NOW)
        assert len(few) == len(many) <= 16


class TestReminding:
    def test_whoever_has_it_gets_a_notice_and_the_journal_says_so(self, office: Office) -> None:
        view = late_birth(office)
        operations.assign(dossier_id=view.id, person_id=office.specialist.person_id, actor=office.head, now=NOW)
        done = operations.remind(dossier_ids=[view.id], actor=office.leader, now=NOW)
        assert (done.told, done.already, done.not_late) == ([view.code], [], [])
        assert [r["whom"] for r in reminders(view)] == [[str(office.specialist.person_id)]]
        tell([entry for entry in entries_of("dossier", view.id) if entry.kind == "dossier.reminded"])
        told = messages.notices(actor=Person(office.specialist.person_id))
        assert [(n.link, view.code in n.subject) for n in told if "nhắc" in n.subject] == [
            (f"/desk/dossiers/{view.code}/", True)
        ]

    def test_it_is_not_done_twice_on_one_day_but_again_the_next(self, office: Office) -> None:
        view = late_birth(office)
        operations.remind(dossier_ids=[view.id], actor=office.leader, now=NOW)
        again = operations.remind(dossier_ids=[view.id], actor=office.head, now=NOW + timedelta(hours=6))
        assert (again.told, again.already) == ([], [view.code])
        assert queries.late_now(actor=office.leader, now=NOW).rows[0].reminded_today
        operations.remind(dossier_ids=[view.id], actor=office.leader, now=NOW + timedelta(days=1))
        assert len(reminders(view)) == 2

    def test_what_is_not_late_is_left_alone(self, office: Office) -> None:
        view = walk(office, "accepted", now=NOW)
        assert operations.remind(dossier_ids=[view.id], actor=office.leader, now=NOW).not_late == [view.code]
        assert reminders(view) == []

    def test_others_may_not(self, office: Office) -> None:
        view = late_birth(office)
        elsewhere = testing.office(NOW, ward_code="00070", name="Hoàn Kiếm")
        for person in (office.auditor, office.specialist, office.citizen, elsewhere.leader):
            with pytest.raises(NotOverseer):
                operations.remind(dossier_ids=[view.id], actor=person, now=NOW)
        assert reminders(view) == []

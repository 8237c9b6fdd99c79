"""The board says what `measures` says, for the right places and periods, to officers only."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date, datetime, timedelta
from io import StringIO
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from caunoi.board import periods
from caunoi.core.actor import Person
from caunoi.core.clock import VIETNAM, SystemClock
from caunoi.dossiers import testing
from caunoi.dossiers.testing import STAGES, Office, walk
from caunoi.measures import queries as measures
from caunoi.people import testing as people

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 9, 22, 9, 0, tzinfo=VIETNAM)
TODAY = NOW.date()
SESSION = 8
ANSWERS = {**testing.ANSWERS, "child_birth_date": "2026-07-15"}
As = Callable[[Person], Client]


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Requests come at NOW."""
    monkeypatch.setattr(SystemClock, "now", lambda _self: NOW)


@pytest.fixture
def office(db: None) -> Office:
    return testing.office(NOW)


@pytest.fixture
def signed_in() -> As:
    """A client on which the person is signed in, with the second factor that officers must have."""
    return lambda person: people.signed_in_officer(person.person_id)


@pytest.fixture
def settled(office: Office) -> Office:
    """Three births this month: one returned in time, one in process, one late; and one last month."""
    walk(office, "returned", now=NOW)
    walk(office, "accepted", now=NOW)
    for days in (8, 30):
        walk(office, "accepted", now=NOW, at=dict.fromkeys(STAGES, NOW - timedelta(days=days)), answers=ANSWERS)
    return office


class TestFigures:
    def test_the_ward_the_province_and_the_country_are_as_measured(self, settled: Office, signed_in: As) -> None:
        rows = signed_in(settled.leader).get("/board/").context["summary"]
        start, end = date(2026, 9, 1), date(2026, 9, 23)
        scopes = [("agency", str(settled.centre_id)), ("province", "01"), ("nation", "")]
        expected = [measures.settlement(scope=s, code_or_id=c, start=start, end=end, now=NOW) for s, c in scopes]
        assert [row.figures for row in rows] == expected
        ward = rows[0].figures
        assert (ward.received, ward.in_process, ward.done, ward.on_time, ward.late) == (3, 2, 1, 2, 1)

    def test_it_shows_them_on_the_page(self, settled: Office, signed_in: As) -> None:
        text = signed_in(settled.manager).get("/board/").content.decode()
        for expected in ("Trung tâm Phục vụ hành chính công phường Cửa Nam", "Cả nước", "66,7\u00a0%", "01/09/2026"):
            assert expected in text, expected
        assert "766/QĐ-TTg" in text

    def test_the_counter_and_the_committee_of_a_ward_see_the_same(self, settled: Office, signed_in: As) -> None:
        found = [signed_in(p).get("/board/").context["summary"][0] for p in (settled.counter, settled.auditor)]
        assert found[0] == found[1]

    def test_the_most_late_comes_first(self, settled: Office, signed_in: As) -> None:
        other = testing.office(NOW, ward_code="00070", name="Hoàn Kiếm")
        for _ in range(2):
            walk(other, "accepted", now=NOW, at=dict.fromkeys(STAGES, NOW - timedelta(days=8)), answers=ANSWERS)
        rows = signed_in(settled.leader).get("/board/").context["agencies"]
        assert [UUID(row.figures.code) for row in rows] == [other.centre_id, settled.centre_id]
        assert [row.own for row in rows] == [False, True]

    def test_it_costs_at_most_twelve_statements_beside_the_session(self, settled: Office, signed_in: As) -> None:
        client = signed_in(settled.leader)
        client.get("/board/")
        with CaptureQueriesContext(connection) as seen:
            client.get("/board/")
        assert len(seen) <= 12 + SESSION


class TestPeriods:
    def test_ready_made_periods(self) -> None:
        found = {kind: periods.span(kind, TODAY) for kind in ("month", "last_month", "year")}
        assert (found["month"].start, found["month"].last) == (date(2026, 9, 1), TODAY)
        assert (found["last_month"].start, found["last_month"].last) == (date(2026, 8, 1), date(2026, 8, 31))
        assert (found["year"].start, found["year"].last) == (date(2026, 1, 1), TODAY)
        january = periods.span("last_month", date(2026, 1, 31))
        assert (january.start, january.end) == (date(2025, 12, 1), date(2026, 1, 1))

    def test_it_counts_the_period_that_is_asked(self, settled: Office, signed_in: As) -> None:
        client = signed_in(settled.leader)
        received = {
            kind: client.get("/board/", {"period": kind}).context["summary"][0].figures.received
            for kind in ("month", "last_month", "year")
        }
        assert received == {"month": 3, "last_month": 1, "year": 4}
        own = {"period": "dates", "start": "2026-09-14", "end": "2026-09-14"}
        assert client.get("/board/", own).context["summary"][0].figures.received == 1

    @pytest.mark.parametrize(
        ("start", "end", "expected"),
        [
            ("2026-09-30", "2026-09-01", "Ngày đầu phải trước hoặc trùng ngày cuối."),
            ("2026-09-01", "2026-10-01", "Ngày cuối không được sau hôm nay."),
            ("2020-01-01", "2026-09-01", "Kỳ dài nhất là ba năm."),
            ("2026-02-30", "2026-09-01", "Ngày này không có trong lịch."),
            ("", "2026-09-01", "Hãy nhập ngày, tháng, năm."),
            ("abc", "x" * 50, "Hãy nhập đủ ngày, tháng, năm."),
        ],
    )
    def test_wrong_dates_are_said(self, settled: Office, signed_in: As, start: str, end: str, expected: str) -> None:
        client = signed_in(settled.leader)
        query = {"period": "dates", "start": start, "end": end}
        answer = client.get("/board/", query)
        assert answer.status_code == 422
        assert expected in answer.content.decode()
        assert client.get("/board/provinces.csv", query).status_code == 422

    def test_dates_before_the_measure_was_defined_are_said(self, settled: Office, signed_in: As) -> None:
        query = {"period": "dates", "start": "2020-01-01", "end": "2020-02-01"}
        answer = signed_in(settled.leader).get("/board/", query)
        assert answer.status_code == 422
        assert "chưa được quy định" in answer.content.decode()


class TestDownloads:
    @pytest.mark.parametrize(("name", "place"), [("provinces", "Thành phố Hà Nội"), ("agencies", "Trung tâm")])
    def test_a_table_opens_in_a_spreadsheet(self, settled: Office, signed_in: As, name: str, place: str) -> None:
        answer = signed_in(settled.leader).get(f"/board/{name}.csv")
        text = answer.content.decode()
        assert text.startswith("\ufeff")
        rows = list(csv.DictReader(StringIO(text[1:])))
        assert len(rows) == 1
        assert rows[0]["Nơi"].startswith(place)
        assert (rows[0]["Đã tiếp nhận"], rows[0]["Quá hạn"], rows[0]["Tỷ lệ đúng hạn"]) == ("3", "1", "0.6667")
        assert answer["Content-Disposition"].startswith("attachment")


class TestWhoMayNot:
    def test_it_needs_sign_in_and_an_agency(self, office: Office, signed_in: As) -> None:
        for page in ("/board/", "/board/provinces.csv", "/board/agencies.csv"):
            assert Client().get(page).status_code == 302, page
            assert signed_in(office.citizen).get(page).status_code == 403, page
            assert signed_in(office.leader).post(page).status_code == 405, page

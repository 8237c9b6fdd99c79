"""Settlement figures from entries of the journal, written here as the rooms above write them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any, ClassVar
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from caunoi.core.actor import System
from caunoi.core.clock import VIETNAM
from caunoi.core.ids import new_id
from caunoi.core.journal import Event, Place, append
from caunoi.measures import definitions, queries
from caunoi.measures.errors import EmptyPeriod, NotDefinedYet, UnknownScope
from caunoi.measures.rules.scoring import worked_out

START, END = date(2026, 9, 1), date(2026, 10, 1)
NOW = datetime(2026, 9, 22, 10, 0, tzinfo=VIETNAM)
HERE, THERE = new_id(), new_id()


@dataclass(frozen=True, kw_only=True)
class _Accepted(Event):
    subject_kind: ClassVar[str] = "dossier"
    received_on: date
    due_on: date


@dataclass(frozen=True, kw_only=True)
class _Signed(_Accepted):
    on_time: bool


@dataclass(frozen=True, kw_only=True)
class _Refused(_Signed):
    after_receipt: bool


@dataclass(frozen=True, kw_only=True)
class _Filed(Event):
    subject_kind: ClassVar[str] = "dossier"
    received_on: date
    due_on: date
    procedure: str
    case: str


# Their kinds are those of the rooms above; set here so that the types are not registered a second time.
_Accepted.kind, _Signed.kind, _Refused.kind = "dossier.accepted", "dossier.signed", "dossier.refused"
_Filed.kind = "dossier.accepted"


def dossier(
    received: date, due: date, *, signed: date | None = None, agency: UUID = HERE, province: str = "01"
) -> None:
    """One dossier's entries."""
    subject, place = new_id(), Place(agency_id=agency, province=province)
    write(_Accepted(received_on=received, due_on=due), subject, received, place)
    if signed:
        event = _Signed(received_on=received, due_on=due, on_time=signed <= due)
        write(event, subject, signed, place)


def write(event: Event, subject: UUID, on: date, place: Place) -> None:
    at = datetime(on.year, on.month, on.day, 9, 0, tzinfo=VIETNAM)
    with transaction.atomic():
        append(event, subject_id=subject, actor=System("test"), now=at, place=place)


def day(number: int) -> date:
    return date(2026, 9, number)


def ask(scope: str = "nation", code: str = "", **change: Any) -> queries.Settlement:
    period: dict[str, Any] = {"start": START, "end": END, "now": NOW} | change
    return queries.settlement(scope=scope, code_or_id=code, **period)


@pytest.fixture
def some(db: None) -> None:
    dossier(day(1), day(2), signed=day(2))  # on the day
    dossier(day(1), day(4), signed=day(2))  # early
    dossier(day(1), day(2), signed=day(3))  # late
    dossier(day(21), day(22))  # in process, due today
    dossier(day(18), day(21))  # in process, overdue
    dossier(day(2), day(3), signed=day(3), agency=THERE, province="79")
    dossier(date(2026, 8, 31), day(1), signed=day(1))  # of an earlier period


@pytest.mark.usefixtures("some")
class TestFigures:
    def test_on_time_is_done_in_time_and_in_process_within_the_limit(self) -> None:
        found = ask("province", "01")
        assert (found.received, found.done, found.in_process) == (5, 3, 2)
        assert (found.on_time, found.late, found.on_time_share) == (3, 2, 0.6)

    def test_the_parts_add_up_to_the_nation(self) -> None:
        nation, provinces = ask(), queries.by_province(start=START, end=END, now=NOW)
        assert [p.code for p in provinces] == ["01", "79"]
        assert nation.received == sum(p.received for p in provinces) == 6
        assert nation.on_time == sum(p.on_time for p in provinces)

    def test_agencies_of_a_province(self) -> None:
        (line,) = queries.by_agency("79", start=START, end=END, now=NOW)
        assert (line.code, line.received, line.on_time_share) == (str(THERE), 1, 1.0)
        assert ask("agency", str(HERE)) == queries.by_agency("01", start=START, end=END, now=NOW)[0]

    def test_an_open_dossier_grows_late_as_days_go_by(self) -> None:
        assert ask(now=NOW + timedelta(days=1)).late == ask().late + 1

    def test_one_statement_whatever_the_scope(self) -> None:
        with CaptureQueriesContext(connection) as captured:
            queries.by_province(start=START, end=END, now=NOW)
        assert len(captured) == 1

    def test_where_nothing_was_received_there_is_no_share(self) -> None:
        found = ask("province", "04")
        assert (found.received, found.on_time, found.on_time_share) == (0, 0, None)

    def test_a_refusal_after_receipt_settles_and_one_before_does_not_count(self) -> None:
        before = ask()
        subject, place = new_id(), Place(agency_id=HERE, province="01")
        write(_Accepted(received_on=day(5), due_on=day(6)), subject, day(5), place)
        write(_Refused(received_on=day(5), due_on=day(6), on_time=True, after_receipt=True), subject, day(6), place)
        early = _Refused(received_on=day(5), due_on=day(6), on_time=True, after_receipt=False)
        write(early, new_id(), day(5), place)
        after = ask()
        assert (after.received, after.done, after.on_time) == (before.received + 1, before.done + 1, before.on_time + 1)


@pytest.mark.django_db
def test_bad_questions_are_refused() -> None:
    with pytest.raises(UnknownScope):
        ask("planet")
    with pytest.raises(EmptyPeriod):
        ask(end=START)
    with pytest.raises(NotDefinedYet):
        ask(start=date(2020, 1, 1))


figures = st.integers(0, 10**6)


@given(st.lists(figures, min_size=4, max_size=4).map(sorted))
def test_on_time_and_late_always_make_what_was_received(values: list[int]) -> None:
    overdue, done_on_time, done, received = values
    overdue = min(overdue, received - done)
    measure = definitions.version("settlement", on=START)
    named = {"received": received, "done": done, "done_on_time": done_on_time, "overdue": overdue}
    counts: dict[str, Fraction | None] = {name: Fraction(value) for name, value in named.items()}
    out = worked_out(measure, counts)
    assert (out["on_time"] or 0) + (out["late"] or 0) == received
    assert 0 <= (out["on_time"] or 0) <= received
    assert out["on_time_share"] == (Fraction(out["on_time"] or 0, received) if received else None)


def test_what_was_received_is_counted_by_procedure_and_case(db: None) -> None:
    for day, procedure, case, province in (
        (date(2026, 9, 2), "1.001193", "normal", "01"), (date(2026, 9, 3), "1.001193", "normal", "01"),
        (date(2026, 9, 4), "1.004222", "other", "01"), (date(2026, 9, 5), "1.001193", "normal", "79"),
        (date(2026, 10, 1), "1.001193", "normal", "01"),
    ):  # fmt: skip
        entry = _Filed(received_on=day, due_on=day, procedure=procedure, case=case)
        write(entry, new_id(), day, Place(province=province))
    found = queries.received_by_procedure(start=START, end=END)
    assert found == {("1.001193", "normal"): 3, ("1.004222", "other"): 1}
    assert queries.received_by_procedure(start=START, end=END, province="79") == {("1.001193", "normal"): 1}
    with pytest.raises(EmptyPeriod):
        queries.received_by_procedure(start=END, end=START)

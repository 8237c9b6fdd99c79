"""Lists stay as fast with tens of thousands of dossiers as with ten: rows read are bounded, plans use indexes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django.plugin import DjangoDbBlocker

from caunoi.core.actor import Actor, Anonymous, Person
from caunoi.core.clock import VIETNAM
from caunoi.dossiers import operations, queries, testing
from caunoi.dossiers.errors import DossierNotFound, NotReader, SignInToFile
from caunoi.dossiers.models import Dossier, DossierLook, DossierResult
from caunoi.dossiers.queries import piles
from caunoi.dossiers.shapes import QueueState
from caunoi.dossiers.testing import Office, walk
from caunoi.people import testing as people

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 9, 22, 9, 0, tzinfo=VIETNAM)
MANY = 10_000
OPEN = 800
_FILL = """
    INSERT INTO dossiers_dossier
    SELECT r.* FROM dossiers_dossier d, generate_series(1, %(many)s) n,
    LATERAL jsonb_populate_record(d, jsonb_build_object(
        'id', gen_random_uuid(), 'code', d.code || '9' || n, 'submission_key', NULL,
        'applicant_name', 'Người Thứ ' || n, 'applicant_search', 'nguoi thu ' || n,
        'applicant_phone', '09' || lpad(n::text, 8, '0'),
        'step', CASE WHEN n <= %(open)s THEN d.step ELSE '' END,
        'status', CASE WHEN n <= %(open)s THEN d.status ELSE 10 END,
        'submitted_at', d.submitted_at - n * interval '1 minute',
        'received_at', d.received_at - n * interval '1 minute',
        'due_at', d.due_at + (n - 3000) * interval '1 minute')) r
    WHERE d.id = %(id)s"""
# The function stands in FROM: as `(f(...)).*` it would be called once for every column of every row.
_ITEMS = """
    INSERT INTO dossiers_workitem
    SELECT r.* FROM dossiers_workitem w, dossiers_dossier d, LATERAL jsonb_populate_record(w, jsonb_build_object(
        'id', gen_random_uuid(), 'dossier_id', d.id, 'due_at', d.due_at, 'opened_at', d.submitted_at,
        'closed_at', CASE WHEN d.step = '' THEN d.due_at END)) r
    WHERE w.dossier_id = %(id)s AND w.closed_at IS NULL AND d.id <> w.dossier_id"""


@pytest.fixture
def office(db: None) -> Office:
    return testing.office(NOW)


@pytest.fixture(scope="module")
def busy(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Office]:
    """Ten thousand dossiers at the committee, eight hundred of them open; made once, and undone after the last test."""
    with django_db_blocker.unblock():
        undo = transaction.atomic()
        undo.__enter__()
        office = testing.office(NOW)
        view = walk(office, "accepted", now=NOW)
        with connection.cursor() as cursor:
            cursor.execute(_FILL, {"id": view.id, "many": MANY, "open": OPEN})
            cursor.execute(_ITEMS, {"id": view.id})
            cursor.execute("ANALYZE dossiers_dossier")
            cursor.execute("ANALYZE dossiers_workitem")
    yield office
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        undo.__exit__(None, None, None)


def plan_nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for child in plan.get("Plans", []):
        yield from plan_nodes(child)


def read_by(captured: CaptureQueriesContext) -> tuple[int, set[str]]:
    """The rows that the captured reads touch in the big tables, and which of those were read from end to end."""
    rows, scanned = 0, set()
    for query in captured.captured_queries:
        if not query["sql"].lstrip(" (").startswith("SELECT") or "dossiers_" not in query["sql"]:
            continue
        with connection.cursor() as cursor:
            cursor.execute("EXPLAIN (ANALYZE, FORMAT JSON) " + query["sql"].replace("%", "%%"), [])
            (found,) = cursor.fetchone()
        found = json.loads(found) if isinstance(found, str) else found
        for node in plan_nodes(found[0]["Plan"]):
            if node.get("Relation Name", "") in ("dossiers_dossier", "dossiers_workitem"):
                touched = node["Actual Rows"] + node.get("Rows Removed by Filter", 0)
                rows += int(touched * node["Actual Loops"])
                if node["Node Type"] == "Seq Scan":
                    scanned.add(node["Relation Name"])
    return rows, scanned


WORK = [state for state in QueueState if state != QueueState.ALL]


class TestWithManyDossiers:
    def test_a_page_of_any_pile_reads_in_proportion_to_the_page(self, busy: Office) -> None:
        for pile in [*WORK, QueueState.ALL]:
            with CaptureQueriesContext(connection) as captured:
                page = queries.queue(agency_id=busy.committee_id, actor=busy.specialist, now=NOW, pile=pile, size=50)
            statements = len(captured)
            rows, scanned = read_by(captured)
            assert statements <= 8, pile
            assert not scanned, pile
            assert rows <= 400, (pile, rows)
            if pile in (QueueState.UNIT, QueueState.TO_EXAMINE, QueueState.MINE, QueueState.FREE, QueueState.ALL):
                assert len(page.rows) == 50, pile
                assert page.next

    def test_the_hundredth_page_costs_as_much_as_the_first(self, busy: Office) -> None:
        said: dict[str, Any] = {"agency_id": busy.committee_id, "actor": busy.specialist, "now": NOW, "size": 200}
        seen: set[Any] = set()
        after, last = "", datetime.min.replace(tzinfo=VIETNAM)
        while True:
            with CaptureQueriesContext(connection) as captured:
                page = queries.queue(**said, pile="unit", after=after)
            for row in page.rows:
                assert row.due_at is not None
                assert row.due_at >= last
                last = row.due_at
            seen |= {row.item_id for row in page.rows}
            after = page.next
            if not after:
                break
        rows, scanned = read_by(captured)
        assert (rows <= 1_000, scanned) == (True, set())
        assert len(seen) == OPEN + 1

    def test_counts_read_the_open_work_only(self, busy: Office) -> None:
        # Of ten thousand rows it is cheaper to read all; an index is there for when there are a million.
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
        with CaptureQueriesContext(connection) as captured:
            counts = queries.queue_counts(agency_id=busy.committee_id, actor=busy.specialist, now=NOW)
        rows, _ = read_by(captured)
        assert counts.unit == counts.to_examine == OPEN + 1
        assert rows <= OPEN + 1, rows

    def test_where_very_much_is_open_each_pile_is_counted_so_far_and_no_further(
        self, busy: Office, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        reader: dict[str, Any] = {"agency_id": busy.committee_id, "actor": busy.specialist, "now": NOW}
        exact = asdict(queries.queue_counts(**reader))
        monkeypatch.setattr(piles, "ENOUGH", 300)
        with CaptureQueriesContext(connection) as captured:
            counts = asdict(queries.queue_counts(**reader))
        assert counts == {pile: min(count, 301) for pile, count in exact.items()}
        assert max(exact.values()) > 301 > min(exact.values())
        assert read_by(captured)[0] <= 301 * (len(exact) + 1)

    @pytest.mark.parametrize("said", [{}, {"order": "newest"}, {"order": "name"}, {"procedure": testing.BIRTH}])
    def test_with_counts_a_page_still_takes_at_most_eight_statements(self, busy: Office, said: dict[str, str]) -> None:
        reader: dict[str, Any] = {"agency_id": busy.committee_id, "actor": busy.specialist, "now": NOW, **said}
        with CaptureQueriesContext(connection) as captured:
            page = queries.queue(**reader, pile="to_examine", with_counts=True)
        assert (len(captured) <= 8, len(page.rows)) == (True, 50)
        following = queries.queue(**reader, pile="to_examine", after=page.next)
        assert not {row.item_id for row in page.rows} & {row.item_id for row in following.rows}
        assert len(following.rows) == 50

    @pytest.mark.parametrize("text", ["nguoi thu 6543", "Người thứ 6543 ", "0900006543", "96543"])
    def test_one_of_them_is_found_by_what_a_person_can_say(self, busy: Office, text: str) -> None:
        with CaptureQueriesContext(connection) as captured:
            page = queries.find(text, actor=busy.counter, now=NOW)
        rows, scanned = read_by(captured)
        assert "Người Thứ 6543" in {row.applicant_name for row in page.rows}
        assert not scanned
        assert rows <= 1_100

    def test_a_name_that_thousands_have_is_answered_too(self, busy: Office) -> None:
        with CaptureQueriesContext(connection) as captured:
            page = queries.find("nguoi thu", actor=busy.counter, now=NOW)
        assert (len(page.rows), page.next) == (20, "more")
        assert read_by(captured)[0] <= 1_100

    def test_the_wall_reads_open_dossiers_only(self, busy: Office) -> None:
        with CaptureQueriesContext(connection) as captured:
            wall = queries.wall(busy.committee_id, actor=busy.head, now=NOW)
        assert wall.running == OPEN + 1
        assert (wall.late > 0, wall.due_today > 0) == (True, True)
        assert len(wall.urgent) == 20
        assert [row.due_at for row in wall.urgent] == sorted(row.due_at for row in wall.urgent if row.due_at)
        assert len(captured) <= 9
        assert read_by(captured)[0] <= 5 * OPEN

    def test_the_register_is_written_out_line_by_line(self, busy: Office) -> None:
        lines = queries.register(
            busy.centre_id, NOW.date() - timedelta(days=1), NOW.date(), actor=busy.manager, now=NOW
        )
        first = next(lines)
        rest = list(lines)
        assert first.received_at <= rest[-1].received_at
        # A minute lies between each two, and two days were asked for.
        assert len(rest) + 1 == 24 * 60 + 9 * 60 + 1


def _eventful(office: Office) -> str:
    """A dossier that was extended and assigned, with three agencies asked, one of which answered, and two records."""
    view = walk(office, "accepted", now=NOW)
    elsewhere = testing.office(NOW, ward_code="00004", name="Ba Đình")
    more = {"dossier_id": view.id, "actor": office.head, "now": NOW}
    operations.assign(person_id=office.specialist.person_id, **more)  # type: ignore[arg-type]
    day = (NOW + timedelta(days=1)).date()
    asked = [
        operations.consult(agency_id=agency, question="Có tranh chấp không?", due=day, **more)  # type: ignore[arg-type]
        for agency in (elsewhere.committee_id, elsewhere.centre_id, office.centre_id)
    ]
    operations.answer_consultation(
        request_id=asked[0], answer="Không có tranh chấp.", outcome="agree", actor=elsewhere.specialist, now=NOW
    )
    file_id = view.receipt_file_id
    Dossier.objects.filter(id=view.id).update(result_file_id=file_id)
    DossierResult.objects.bulk_create(
        DossierResult(
            dossier_id=view.id, owner_id=office.citizen.person_id, result_id=f"part{n}", agency_id=agency,
            number=str(n), signed_at=NOW, file_id=file_id, status="valid", status_at=NOW,
        )
        for n, agency in enumerate((office.committee_id, elsewhere.committee_id))
    )  # fmt: skip
    return view.code


class TestOneAmongMany:
    def test_a_page_with_all_that_can_be_on_it_takes_fifteen_statements(self, busy: Office) -> None:
        code = _eventful(busy)
        colleague = people.actor(people.officer(busy.committee_id, "specialist", second_factor=False).id, at=NOW)
        readers = (busy.specialist, busy.leader, busy.head, busy.counter, busy.auditor, busy.manager, colleague)
        for reader in readers:
            with CaptureQueriesContext(connection) as captured:
                page = operations.open_page(code=code, actor=reader, now=NOW)
            assert len(captured) <= 15, [query["sql"][:90] for query in captured.captured_queries]
            assert (len([r for r in page.requests if r.open]), len(page.results)) == (2, 2)
            assert {line.agency_name for line in page.control} >= {"Ủy ban nhân dân phường Ba Đình"}
        with CaptureQueriesContext(connection) as captured:
            queries.page(code, actor=busy.citizen, now=NOW)
        assert len(captured) <= 12


LISTS: dict[str, Callable[[Office, Actor], object]] = {
    "queue": lambda o, who: queries.queue(agency_id=o.centre_id, actor=who, now=NOW),
    "queue_counts": lambda o, who: queries.queue_counts(agency_id=o.centre_id, actor=who, now=NOW),
    "find": lambda o, who: queries.find("mau", actor=who, now=NOW, agency_id=o.centre_id),
    "wall": lambda o, who: queries.wall(o.centre_id, actor=who, now=NOW),
    "register": lambda o, who: queries.register(o.centre_id, NOW.date(), NOW.date(), actor=who, now=NOW),
}


class TestWhoMayReadLists:
    @pytest.mark.parametrize("name", LISTS)
    @pytest.mark.parametrize(
        "role", ["counter_officer", "specialist", "head_of_unit", "leader", "clerk", "centre_manager", "auditor"]
    )
    def test_readers_of_the_agency_do(self, office: Office, name: str, role: str) -> None:
        reader = Person(people.officer(office.centre_id, role, second_factor=False).id)
        LISTS[name](office, reader)

    @pytest.mark.parametrize("name", LISTS)
    def test_nobody_else_does(self, office: Office, name: str) -> None:
        strangers: list[Actor] = [
            Person(people.officer(office.centre_id, "support_staff", second_factor=False).id),
            Person(people.officer(office.centre_id, "administrator", second_factor=False).id),
            office.leader, office.auditor, office.citizen, Anonymous(),
        ]  # fmt: skip
        for stranger in strangers:
            with pytest.raises(NotReader):
                LISTS[name](office, stranger)

    def test_finding_shows_other_agencies_nothing(self, office: Office) -> None:
        view = walk(office, "submitted", now=NOW)
        elsewhere = testing.office(NOW, ward_code="00004", name="Ba Đình")
        assert queries.find(view.code, actor=office.counter, now=NOW).rows[0].code == view.code
        assert queries.find(view.code, actor=elsewhere.counter, now=NOW).rows == []
        assert queries.find("nguyen thi mau", actor=elsewhere.leader, now=NOW).rows == []

    def test_the_store_and_the_looks_need_a_signed_in_person(self, office: Office) -> None:
        for read in (queries.my_results, queries.my_papers, queries.mine, queries.helped):
            with pytest.raises(SignInToFile):
                read(actor=Anonymous(), now=NOW)


class TestLooks:
    def test_an_officers_look_is_kept_once_an_hour_for_the_applicant_to_see(self, office: Office) -> None:
        view = walk(office, "accepted", now=NOW)
        for minutes in (0, 10, 70):
            operations.record_look(dossier_id=view.id, actor=office.specialist, now=NOW + timedelta(minutes=minutes))
        operations.record_look(dossier_id=view.id, actor=office.citizen, now=NOW)
        found = queries.looks(view.id, actor=office.citizen, now=NOW)
        assert [(look.role_name, look.what_name, look.at) for look in found] == [
            ("chuyên viên", "Mở hồ sơ", NOW + timedelta(minutes=70)),
            ("chuyên viên", "Mở hồ sơ", NOW),
        ]
        assert found[0].agency_name == "Ủy ban nhân dân phường Cửa Nam"
        assert found[0].officer_name

    def test_nobody_but_the_applicant_reads_them_and_strangers_leave_none(self, office: Office) -> None:
        view = walk(office, "accepted", now=NOW)
        for stranger in (office.specialist, testing.citizen(NOW)):
            with pytest.raises(DossierNotFound):
                queries.looks(view.id, actor=stranger, now=NOW)
        with pytest.raises(DossierNotFound):
            operations.record_look(dossier_id=view.id, actor=testing.citizen(NOW), now=NOW)
        assert not DossierLook.objects.exists()

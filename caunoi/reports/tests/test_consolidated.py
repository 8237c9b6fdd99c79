"""The consolidated report of a round: its numbers, who is missing, its files; and the round before beside it."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from docx import Document

from caunoi.core.actor import System
from caunoi.core.clock import local_date
from caunoi.core.journal.queries import entries_of
from caunoi.documents.tests.pdf_text import text_of
from caunoi.plans.tests.cascading import target as plan_target
from caunoi.reports import operations, queries
from caunoi.reports.consolidating import comparing, making
from caunoi.reports.consolidating.composing import Material
from caunoi.reports.consolidating.shapes import ConsolidationView
from caunoi.reports.errors import NothingToConsolidate, NotTheConsolidator, RoundNotFound
from caunoi.reports.rules.rolling import moved
from caunoi.reports.shapes import RoundView
from caunoi.reports.tests.samples import AFTER, LATE, OPENED, Scene
from caunoi.tasks import operations as tasks
from caunoi.tasks import testing as task_testing

pytestmark = pytest.mark.django_db


def accepted(place: Scene, number: int = 3, whole: str = "1.250,5") -> RoundView:
    """A round to the ward and the department, of which the ward's report is accepted."""
    opened = place.open(place.ward, place.department, number=number, due_on=date(2026, 9, 20))
    operations.freeze(round_id=opened.id, actor=System("test"), now=AFTER)
    found = queries.reports_of_round(opened.id, actor=place.leader, now=AFTER)
    report = next(one for one in found if one.agency_id == place.ward.id)
    place.save(report.id, words="Đã làm xong việc", whole=whole, part="12")
    place.submit(report.id)
    operations.accept(report_id=report.id, actor=place.leader, now=AFTER)
    return opened


def test_nothing_is_made_of_nothing(place: Scene) -> None:
    opened = place.open()
    with pytest.raises(NothingToConsolidate):
        making.ask(round_id=opened.id, actor=place.checker, now=OPENED)


def test_only_who_prepares_for_the_opener_has_it_made_and_reads_it(place: Scene) -> None:
    opened = accepted(place)
    with pytest.raises((NotTheConsolidator, RoundNotFound)):
        making.ask(round_id=opened.id, actor=place.filler, now=LATE)
    with pytest.raises(RoundNotFound):
        making.consolidations(opened.id, actor=place.filler, now=LATE)


def test_both_files_hold_the_numbers_and_name_who_is_missing(place: Scene) -> None:
    opened = accepted(place)
    asked = making.ask(round_id=opened.id, actor=place.checker, now=LATE)
    assert (asked.state, asked.percent) == ("waiting", 0)
    made = making.make(asked.id, now=LATE)
    assert (made.state, made.percent, made.accepted, made.asked) == ("done", 100, 1, 2)
    files = {
        kind: making.consolidated_file(opened.id, made.id, kind=kind, actor=place.leader, now=LATE)
        for kind in ("pdf", "docx")
    }
    assert files["pdf"][0].sha256 == made.pdf_sha256
    document = Document(io.BytesIO(files["docx"][1]))
    cells = " ".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    words = " ".join(one.text for one in document.paragraphs)
    for text in (text_of(files["pdf"][1]), f"{words} {cells}"):
        assert "1.250,5" in text
        assert "Đã làm xong việc" in text
        assert f"{place.department.name} (chưa gửi, quá hạn)" in text
    assert entries_of("report_round", opened.id)[-1].kind == "report_round.consolidated"


def test_what_was_made_stays_as_it_is(place: Scene) -> None:
    opened = accepted(place)
    asked = making.ask(round_id=opened.id, actor=place.checker, now=LATE)
    first = making.make(asked.id, now=LATE)
    assert making.make(asked.id, now=LATE) == first


def paper_of(round_id: UUID, consolidation_id: UUID, place: Scene) -> str:
    """The words of its PDF."""
    _file, content = making.consolidated_file(round_id, consolidation_id, kind="pdf", actor=place.leader, now=LATE)
    return text_of(content)


@pytest.fixture
def no_job_left(transactional_db: None) -> Iterator[None]:
    """The table of jobs is not emptied after a test, and the next worker would find what this one asked for."""
    yield
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE task_name = 'reports.consolidate'")


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("no_job_left")
def test_two_runs_of_one_request_make_it_once(place: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = accepted(place)
    asked = making.ask(round_id=opened.id, actor=place.checker, now=LATE)
    material, others = making._material, list[ConsolidationView]()

    def second() -> None:
        others.append(making.make(asked.id, now=LATE))
        connection.close()

    def while_the_first_is_at_it(*given: Any) -> Material:
        other = threading.Thread(target=second)
        other.start()
        other.join()
        return material(*given)

    monkeypatch.setattr(making, "_material", while_the_first_is_at_it)
    made = making.make(asked.id, now=LATE)
    assert [one.state for one in others] == ["working"]
    assert made.state == "done"
    assert [entry.kind for entry in entries_of("report_round", opened.id)].count("report_round.consolidated") == 1
    assert making.make(asked.id, now=LATE) == made


def test_one_that_failed_may_be_made_again(place: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = accepted(place)
    asked = making.ask(round_id=opened.id, actor=place.checker, now=LATE)
    with monkeypatch.context() as broken:
        broken.setattr(making, "paper_docx", lambda _paper: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            making.make(asked.id, now=LATE)
    (failed,) = making.consolidations(opened.id, actor=place.leader, now=LATE)
    assert failed.state == "failed"
    assert making.make(asked.id, now=LATE).state == "done"


def test_it_says_how_the_openers_plans_and_the_agencies_tasks_stand(place: Scene) -> None:
    opened = accepted(place)
    plan_target(place.province.id, 900)
    for days in (30, -5):
        tasks.assign(
            origin=task_testing.origin(place.province.id),
            draft=task_testing.draft(place.ward.id, place.filler.person_id, local_date(OPENED) + timedelta(days=days)),
            actor=place.checker, now=OPENED - timedelta(days=20),
        )  # fmt: skip
    asked = making.ask(round_id=opened.id, actor=place.checker, now=LATE)
    making.make(asked.id, now=LATE)
    words = " ".join(paper_of(opened.id, asked.id, place).split())
    assert "Chính quyền số 0 1" in words
    assert f"{place.ward.name} 0 0 1 1" in words
    assert "Tổng số 0 0 1 1" in words


def test_a_number_of_a_table_is_named_by_its_row_and_column(place: Scene) -> None:
    cell = queries.form("mau", on=date(2026, 9, 1)).cell("people.b.w")
    assert cell is not None
    assert queries.form("mau", on=date(2026, 9, 1)).full_names(cell)["vi"] == "B, Nữ"


def test_a_round_is_compared_with_the_one_before(place: Scene) -> None:
    accepted(place, number=2, whole="1000")
    opened = accepted(place, whole="1250")
    before, changes = comparing.comparison(opened.id, actor=place.leader, now=LATE)
    assert before is not None
    found = {one.cell.code: (one.before, one.now, one.difference, one.share) for one in changes}
    assert found["whole"] == (Decimal(1000), Decimal(1250), Decimal(250), Decimal("0.25"))
    assert changes[0].cell.code == "whole"


def test_the_biggest_jump_comes_first() -> None:
    before = {"a": Decimal(100), "b": Decimal(10), "c": Decimal(0), "d": Decimal(1)}
    now = {"a": Decimal(110), "b": Decimal(30), "c": Decimal(1), "e": Decimal(5)}
    assert moved(before, now) == ["c", "b", "a"]

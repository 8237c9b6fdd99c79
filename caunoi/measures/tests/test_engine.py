"""What the engine counts is what the plain evaluator counts, at every moment and wherever the files end."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from caunoi.core.journal.queries import Entry, after
from caunoi.measures import engine, rolling
from caunoi.measures.lake import compaction, export, manifest, storage
from caunoi.measures.rules import evaluator
from caunoi.measures.rules.definition import FieldType, Figure, Filter, Term, Version
from caunoi.measures.tests.lake_entries import UNITS, some, write

pytestmark = pytest.mark.django_db
AT = datetime(2026, 10, 20, 9, 30, tzinfo=UTC)
START, END, TODAY = date(2026, 9, 1), date(2026, 10, 1), date(2026, 9, 22)
LEVELS = ("province", "commune", "department")


def where(field: str, type_: FieldType, op: Any, *values: Any, other: str = "") -> Filter:
    return Filter(field, type_, op, values, other)


def counted(id: str, *terms: Term, by: str = "received_on", **more: Any) -> Figure:
    return Figure(id=id, names={}, dated_by=by, terms=terms, **more)


ONLINE = where("channel", "text", "is", "online")
SETTLED = where("after_receipt", "boolean", "is", True)
FIGURES = (
    counted("received", Term("dossier.accepted")),
    counted("online", Term("dossier.accepted", (ONLINE,)), Term("dossier.signed", (ONLINE,), sign=-1)),
    counted("elsewhere", Term("dossier.accepted", (where("channel", "text", "not", "online", "post"),))),
    counted("done", Term("dossier.signed"), Term("dossier.refused", (SETTLED,))),
    counted("overdue", Term("dossier.accepted", past="due_on"), Term("dossier.signed", past="due_on", sign=-1)),
    counted("late", Term("dossier.signed", (where("finished_on", "date", "min", other="due_on"),))),
    counted("undecided", Term("dossier.accepted", (where("on_time", "boolean", "missing", True),))),
    counted("short", Term("dossier.accepted", (where("due_on", "date", "max", date(2026, 9, 20)),)), until_end=True),
    counted("rated", Term("dossier.rated"), by="occurred_on"),
    counted("parts", Term("dossier.accepted", sum="components"), Term("dossier.signed", sum="limit_value", sign=-1)),
    counted("common", Term("dossier.accepted"), Term("dossier.rated"), by="occurred_on", everywhere=True),
    Figure(id="procedures", names={}, distinct="procedure", of="online"),
    Figure(id="common_procedures", names={}, distinct="procedure", of="common"),
    Figure(id="units", names={}, distinct="unit_id", of="received"),
)
VERSION = Version(
    index="test", valid_from=date(2022, 1, 1), valid_to=None, reference="", levels=LEVELS,
    figures={figure.id: figure for figure in FIGURES}, groups=(), max=Fraction(0), digest="test",
    agency_by="competent_agency",
)  # fmt: skip


@pytest.fixture(autouse=True)
def lake(settings: Any, tmp_path: Path) -> Path:
    settings.LAKE = tmp_path / "lake"
    return tmp_path / "lake"


def count(**change: Any) -> engine.Cube:
    return engine.cube(VERSION, **{"start": START, "end": END, "today": TODAY, **change})


def truth(entries: list[Entry], *, version: Version = VERSION, **change: Any) -> evaluator.Counted:
    return evaluator.count(entries, version, **{"start": START, "end": END, "today": TODAY, **change})


def agrees(cube: engine.Cube, slow: evaluator.Counted) -> None:
    """Every figure of every unit is the same; a unit that the slow one does not name has nothing of its own."""
    for level in LEVELS:
        quick = cube.by(level)
        wanted = slow.at(level, keys=[*quick, "nobody"])
        for key, figures in wanted.items():
            found = quick.get(key) or cube.absent()
            assert {one: Fraction(number) for one, number in found.items()} == figures, (level, key)


def journal(upto: int = engine.END) -> list[Entry]:
    return [entry for entry in after(0, 10**6) if entry.id <= upto]


def test_it_agrees_with_the_evaluator_wherever_the_files_end_and_at_any_position() -> None:
    positions, chance = some(300), random.Random(7)
    for exported in (0, positions[130], positions[-1]):
        export.export_upto(exported, now=AT, chunk=100)
        agrees(count(), truth(journal()))
        for position in (*chance.sample(positions, 2), exported):
            found = count(position=position)
            assert found.position == position
            agrees(found, truth(journal(position)))


def test_days_periods_and_moments_of_the_past() -> None:
    positions, chance = some(300), random.Random(3)
    export.export_upto(positions[200], now=AT)
    for _ in range(3):
        start = START + timedelta(days=chance.randrange(-30, 30))
        period: dict[str, Any] = {
            "start": start,
            "end": start + timedelta(days=chance.randrange(1, 40)),
            "today": START + timedelta(days=chance.randrange(40)),
        }
        agrees(count(**period), truth(journal(), **period))
        moment = datetime(2026, 9, 1, tzinfo=UTC) + timedelta(minutes=chance.randrange(60 * 24 * 60))
        then = [entry for entry in journal() if entry.occurred_at <= moment]
        agrees(count(as_of=moment, **period), truth(then, **period))
    agrees(count(as_of=AT + timedelta(days=900)), truth(journal()))


def test_what_is_past_depends_on_today() -> None:
    write("dossier.accepted", AT, {"received_on": "2026-09-02", "due_on": "2026-09-10"})
    export.export_upto(write("dossier.rated", AT, {}), now=AT)
    overdue = {day: count(today=date(2026, 9, day)).by("province")["01"]["overdue"] for day in (9, 10, 11)}
    assert overdue == {9: 0, 10: 0, 11: 1}


def test_nothing_happened_yet() -> None:
    found = count()
    assert (found.position, found.by("province"), found.cells) == (0, {}, ())
    assert set(found.by("nation")[""].values()) == {0}


def test_another_geography_adds_up_and_counts_distinct_values_again() -> None:
    export.export_upto(some(200)[100], now=AT)
    found = count()
    units = {row.unit_id: row for row in journal() if row.unit_id}
    assert set(units) == set(UNITS)
    merged = found.by("commune", into={UNITS[0]: "new", UNITS[1]: "new", UNITS[2]: "other"})
    moved = {UNITS[0]: "new", UNITS[1]: "new", UNITS[2]: "other"}
    rows = [entry for entry in journal() if entry.unit_id in moved or not (entry.province or entry.unit_id)]
    from dataclasses import replace
    from uuid import UUID

    names = {"new": UUID(int=98), "other": UUID(int=99)}
    there = [
        replace(entry, unit_id=names[moved[entry.unit_id]], agency_id=None) if entry.unit_id else entry
        for entry in rows
    ]
    wanted = truth(there).at("commune")
    for key, unit in names.items():
        # distinct units are counted as recorded
        same = {one: Fraction(n) for one, n in merged[key].items() if one != "units"}
        assert same == {one: n for one, n in wanted[str(unit)].items() if one != "units"}


@pytest.mark.parametrize("fault", [storage.MISSING, storage.CUT, storage.ALTERED])
def test_a_broken_file_is_made_again_before_anything_is_counted(fault: str) -> None:
    from caunoi.measures.tests.test_lake import harm

    positions = some(100)
    export.export_upto(positions[-1], now=AT)
    harm(Path(storage.absolute(manifest.parts()[4].path)), fault)
    engine.forget()
    agrees(count(), truth(journal()))


def test_counts_of_the_closed_part_are_kept_until_the_files_change() -> None:
    positions = some(100)
    export.export_upto(positions[50], now=AT)
    first = count()
    with CaptureQueriesContext(connection) as captured:
        assert count().by("province") == first.by("province")
    assert len(captured) == 1
    compaction.compact(now=AT, few=1)
    export.export_upto(positions[-1], now=AT)
    assert count().by("province") == first.by("province")
    agrees(count(), truth(journal()))


def test_after_a_new_entry_only_that_is_counted_and_rolled_up(monkeypatch: pytest.MonkeyPatch) -> None:
    export.export_upto(some(200)[-1], now=AT)
    rolled: list[tuple[int, str]] = []
    original = rolling.roll

    def watched(counts: rolling.Counts, level: str, into: Any) -> rolling.Rolled:
        rolled.append((id(counts), level))
        return original(counts, level, into)

    monkeypatch.setattr(rolling, "roll", watched)
    first = count()
    for level in (*LEVELS, *LEVELS):
        first.by(level)
    assert rolled == [(id(first.counts), level) for level in LEVELS]
    rolled.clear()
    for province in ("01", "04"):
        write("dossier.accepted", AT, {"received_on": "2026-09-02", "channel": "online"}, province=province)
    with CaptureQueriesContext(connection) as captured:
        second = count()
    assert (len(captured), second.counts) == (1, first.counts)
    agrees(second, truth(journal()))
    assert rolled == [(id(second.more), level) for level in LEVELS]
    assert count().more is not second.more  # a transaction is open here: what it may take back is not kept


def test_an_open_transaction_sees_its_own_entries_and_leaves_none_behind() -> None:
    write("dossier.accepted", AT, {"received_on": "2026-09-02"})
    point = transaction.savepoint()
    write("dossier.accepted", AT, {"received_on": "2026-09-02"})
    assert count().by("nation")[""]["received"] == 2
    transaction.savepoint_rollback(point)
    assert count().by("nation")[""]["received"] == 1


def test_files_are_scanned_once_for_all_figures_and_levels(monkeypatch: pytest.MonkeyPatch) -> None:
    from caunoi.measures.lake import closed_part, schema
    from caunoi.measures.lake.connecting import connected

    export.export_upto(some(40)[-1], now=AT)
    scans, original = [], closed_part.relation

    def watched(*args: Any) -> str:
        scans.append(args)
        return original(*args)

    monkeypatch.setattr(closed_part, "relation", watched)
    for level in LEVELS:
        count().by(level)
    assert len(scans) == 1
    with connected() as duck:
        duck.execute(f"CREATE VIEW entries AS {original(manifest.parts(), schema.columns())}")
        ((_, plan),) = duck.execute(f"EXPLAIN {engine._statement(VERSION, START, END, TODAY)}").fetchall()
    assert plan.count("READ_PARQUET") == 1

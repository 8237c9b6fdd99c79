"""One definition gives the same figures on DuckDB, PostgreSQL and Spark as the plain evaluator, entry by entry."""

from __future__ import annotations

import importlib.util
import shutil
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from django.utils import timezone

from caunoi.core.journal.queries import after
from caunoi.measures import engine, other_engines
from caunoi.measures.cubes import Cube
from caunoi.measures.lake import export, manifest
from caunoi.measures.rules import evaluator
from caunoi.measures.rules.definition import Filter, Term
from caunoi.measures.rules.scoring import worked_out
from caunoi.measures.tests import golden

PERIOD: dict[str, Any] = {"start": golden.START, "end": golden.END, "today": golden.TODAY}
LEVELS = ("province", "commune", "department")


@pytest.fixture(autouse=True)
def lake(settings: Any, tmp_path: Path) -> None:
    settings.LAKE = tmp_path / "lake"


@pytest.fixture
def last(db: None) -> int:
    """The position of the journal's last entry."""
    return golden.journal()


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    if importlib.util.find_spec("pyspark") is None or not shutil.which("java"):
        pytest.fail("run scripts/test-tools.sh: this test needs Spark and a Java")
    session = other_engines.local_session(cores="2", memory="512m")
    yield session
    session.stop()


def agrees(cube: Cube, position: int) -> None:
    """Every figure of every unit is what reading the entries up to a position one by one gives."""
    version = golden.version()
    entries = [entry for entry in after(0, 10**6) if entry.id <= position]
    slow = evaluator.count(entries, version, **PERIOD)
    for level in LEVELS:
        quick = cube.by(level)
        wanted = slow.at(level, keys=quick)
        assert set(wanted) >= set(quick)
        for key, figures in wanted.items():
            counts = quick.get(key) or cube.absent()
            found = worked_out(version, {one: Fraction(number) for one, number in counts.items()})
            assert found == figures, (level, key)


def test_the_golden_definition_uses_every_construct() -> None:
    version = golden.version()
    terms = [term for figure in version.counted for term in figure.terms]
    filters = [one for term in terms for one in term.where]
    assert {one.op for one in filters} == set(get_args(get_type_hints(Filter)["op"]))
    assert {one.type for one in filters} >= {"text", "integer", "decimal", "boolean", "date"}
    assert {bool(one.other) for one in filters} == {True, False}
    assert {term.sign for term in terms} == {1, -1}
    for name in Term.__slots__:
        assert any(getattr(term, name) for term in terms), name
    for name in ("until_end", "everywhere", "terms", "distinct", "formula", "manual"):
        assert any(getattr(figure, name) for figure in version.figures.values()), name


def test_the_golden_journal_tells_all_its_figures_apart(last: int) -> None:
    counts = engine.cube(golden.version(), **PERIOD).by("nation")[""]
    assert all(counts.values())
    assert counts["online"] != counts["not_online"] != counts["received"]
    assert counts["procedures_left"] < counts["procedures"]


def test_duckdb_agrees_with_the_evaluator(last: int) -> None:
    export.export_upto(last - 60, now=timezone.now())
    agrees(engine.cube(golden.version(), **PERIOD), last)


def test_postgresql_agrees_with_the_evaluator(last: int) -> None:
    for position in (last, last - 60):
        agrees(other_engines.postgresql(golden.version(), **PERIOD, position=position), position)


@pytest.mark.slow
def test_spark_agrees_with_the_evaluator(last: int, session: Any) -> None:
    export.export_upto(last, now=timezone.now(), chunk=100)
    assert len(manifest.parts()) > 10
    agrees(other_engines.spark(golden.version(), session, **PERIOD), last)
    agrees(other_engines.spark(golden.version(), session, **PERIOD, position=last - 60), last - 60)


@pytest.mark.slow
def test_spark_counts_nothing_where_there_is_nothing(db: None, session: Any) -> None:
    cube = other_engines.spark(golden.version(), session, **PERIOD)
    assert cube.by("province") == {}

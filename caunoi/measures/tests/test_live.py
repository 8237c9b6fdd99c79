"""Entries committed by others while somebody counts and somebody exports."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from caunoi.core.testing import connect
from caunoi.measures import engine
from caunoi.measures.lake import export, manifest
from caunoi.measures.tests.lake_entries import SEEN, in_files, in_journal, some
from caunoi.measures.tests.test_engine import agrees, count, journal, truth

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime(2026, 10, 20, 9, 30, tzinfo=UTC)
_ACCEPTED = (
    "SELECT o_id FROM core_journal_append(%s, 'dossier.accepted', 'dossier', gen_random_uuid(), NULL, NULL, '01', "
    "'system:test', '{\"received_on\": \"2026-09-02\"}')"
)


@pytest.fixture(autouse=True)
def lake(settings: Any, tmp_path: Path) -> None:
    settings.LAKE = tmp_path / "lake"


@pytest.fixture
def other() -> Iterator[psycopg.Connection[Any]]:
    """Somebody else's connection, with a transaction of its own."""
    with connect() as another:
        yield another


def warmed() -> int:
    """What is received, once it is known which positions will never come: those of earlier tests."""
    while (found := count()).settled < found.position:
        connection.cursor().execute("SELECT pg_sleep(0.01)")
    return received()


def received() -> int:
    return int(count().by("nation")[""]["received"])


def test_an_entry_counts_as_soon_as_it_is_committed_by_one_statement() -> None:
    some(20)
    before = warmed()
    with connection.cursor() as cursor:
        cursor.execute(_ACCEPTED, [AT])
    with CaptureQueriesContext(connection) as captured:
        assert received() == before + 1
    assert len(captured) == 1
    assert captured[0]["sql"].count("core_journal") == 1


def test_an_entry_that_is_committed_after_later_ones_is_not_lost(other: psycopg.Connection[Any]) -> None:
    some(20)
    before = warmed()
    (early,) = other.execute(_ACCEPTED, [AT]).fetchone() or (0,)
    with connection.cursor() as cursor:
        cursor.execute(_ACCEPTED, [AT])
    found = count()
    assert (received(), found.settled) == (before + 1, early - 1)
    other.commit()
    found = count()
    assert received() == warmed() == before + 2
    agrees(found, truth(journal()))


def test_what_was_taken_back_leaves_a_gap_and_nothing_else(other: psycopg.Connection[Any]) -> None:
    some(5)
    before = warmed()
    other.execute(_ACCEPTED, [AT])
    with connection.cursor() as cursor:
        cursor.execute(_ACCEPTED, [AT])
    assert received() == before + 1
    other.rollback()
    assert received() == warmed() == before + 1


def test_the_open_part_goes_on_when_the_files_do() -> None:
    some(60)
    agrees(count(), truth(journal()))
    export.export_closed(now=AT, whole=True)
    some(30, seed=2)
    agrees(count(), truth(journal()))
    warmed()
    with CaptureQueriesContext(connection) as captured:
        count()
    assert len(captured) == 1


def test_a_snapshots_position_gives_the_same_later() -> None:
    some(50)
    position = engine.settled_position()
    then = count(position=position).by("commune")
    some(50, seed=9)
    assert count(position=position).by("commune") == then
    export.export_closed(now=AT, whole=True)
    assert count(position=position).by("commune") == then
    assert count(position=position, today=date(2027, 1, 1)).position == position


def test_two_exporters_at_once_write_every_entry_once() -> None:
    positions = some(120)
    started, failures = threading.Barrier(2), []

    def run() -> None:
        try:
            started.wait()
            export.export_upto(positions[-1], now=AT, chunk=40)
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert in_files(*SEEN) == in_journal(positions[-1])
    assert sum(part.rows for part in manifest.parts()) == len(positions)

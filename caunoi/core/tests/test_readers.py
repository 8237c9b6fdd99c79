"""Readers never skip an entry whose transaction committed late, and see none twice in effect."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator, Sequence

import pytest
from django.db import connection

from caunoi.core.ids import new_id
from caunoi.core.journal.queries import Entry
from caunoi.core.journal.readers import Reader
from caunoi.core.testing import catch_up, connect, last_position

WRITERS, ROUNDS = 12, 25
_APPEND = "SELECT o_id FROM core_journal_append(now(), 'test.raced', 'race', %s, NULL, NULL, '', 'system:test', '{}')"


class Killed(Exception):
    """Stands for the process dying in the middle of a batch."""


@pytest.fixture
def effects(transactional_db: None) -> Iterator[str]:
    """A table of effects without a unique index, so that a repetition would show."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE race_effect (entry_id bigint NOT NULL)")
    yield "race_effect"
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE race_effect")


def write_with_delays(seed: int, committed: list[int], started: threading.Barrier) -> None:
    chance = random.Random(seed)
    with connect() as own:
        started.wait()
        for _ in range(ROUNDS):
            ids = []
            for _ in range(chance.randint(1, 3)):
                row = own.execute(_APPEND, [new_id()]).fetchone()
                assert row is not None
                ids.append(row[0])
                own.execute("SELECT pg_sleep(%s)", [chance.random() * 0.01])
            if chance.random() < 0.15:
                own.rollback()
            else:
                own.commit()
                committed.extend(ids)


def test_readers_that_die_in_the_middle_see_every_late_commit_exactly_once(effects: str) -> None:
    committed: list[int] = []
    started = threading.Barrier(WRITERS + 1)
    writers = [threading.Thread(target=write_with_delays, args=(n, committed, started)) for n in range(WRITERS)]
    for writer in writers:
        writer.start()
    chance = random.Random(0)

    def handle(entries: Sequence[Entry]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany("INSERT INTO race_effect VALUES (%s)", [(e.id,) for e in entries])
        if chance.random() < 0.3:
            raise Killed

    def new_reader() -> Reader:
        return Reader(f"test-{id(effects)}", handle, kinds=frozenset({"test.raced"}), batch=7)

    started.wait()
    reader = new_reader()
    caught_up = 0
    while caught_up < 2:
        alive = any(w.is_alive() for w in writers)
        try:
            moved = reader.step()
        except Killed:
            reader, moved = new_reader(), 1  # a new process: nothing in memory survives
        settled = reader.fence.settled >= last_position()
        caught_up = 0 if alive or moved or not settled else caught_up + 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT entry_id FROM race_effect ORDER BY 1")
        seen = [row[0] for row in cursor.fetchall()]
    assert seen == sorted(committed)
    assert len(seen) > WRITERS * ROUNDS


def test_a_reader_waits_for_a_lower_position_that_is_not_committed_yet(effects: str) -> None:
    seen: list[int] = []
    reader = Reader("test-late", lambda entries: seen.extend(e.id for e in entries), kinds=frozenset({"test.raced"}))
    catch_up(reader)
    with connect() as slow, connect() as quick:
        early = slow.execute(_APPEND, [new_id()]).fetchone()
        late = quick.execute(_APPEND, [new_id()]).fetchone()
        quick.commit()
        before = len(seen)
        reader.run()
        assert seen[before:] == []
        slow.commit()
    assert early is not None
    assert late is not None
    catch_up(reader)
    assert seen[before:] == [early[0], late[0]]


def test_a_reader_goes_on_where_it_was(effects: str) -> None:
    seen: list[int] = []
    with connect() as writer:
        for _ in range(5):
            writer.execute(_APPEND, [new_id()])
    first = Reader("test-restart", lambda entries: seen.extend(e.id for e in entries))
    catch_up(first)
    assert len(seen) == 5
    again = Reader("test-restart", lambda entries: seen.extend(e.id for e in entries))
    catch_up(again)
    assert len(seen) == 5

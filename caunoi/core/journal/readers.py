"""Followers of the journal. Each has a name and a position and moves through all entries in order of position.

Positions are given before commit, so a lower position may become visible after a higher one. A reader therefore goes
only as far as the *fence*: a position below which nothing can appear any more. The fence costs no lock on writers:
`core_journal_append` takes its transaction's number before its position, so once every transaction that was running
when position L was the last one has ended, nothing at or below L is still to come.

The position moves in the same transaction as the handler's effects: a reader killed in the middle repeats the batch as
a whole, and nothing is seen twice in effect.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.db import connection, transaction

from caunoi.core.journal.queries import COLUMNS, Entry, entry_from_row

Handler = Callable[[Sequence[Entry]], None]


@dataclass(slots=True)
class Fence:
    """The highest position that is settled. Keeps one candidate until the transactions it waits for have ended."""

    settled: int = 0
    _candidate: tuple[int, int] | None = field(default=None)

    def advance(self) -> int:
        """Look again and return the settled position; three tiny statements, never inside a caller's transaction."""
        if connection.in_atomic_block:
            raise RuntimeError("a fence read inside a transaction would wait for itself")
        with connection.cursor() as cursor:
            if self._candidate is None:
                cursor.execute("SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM core_journal_id")
                last = cursor.fetchone()[0]
                if last <= self.settled:
                    return self.settled
                # A statement of its own: whoever took a position up to `last` had a lower number than this one.
                cursor.execute("SELECT pg_current_xact_id()::text::bigint")
                self._candidate = (last, cursor.fetchone()[0])
            cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
            if cursor.fetchone()[0] >= self._candidate[1]:
                self.settled, self._candidate = self._candidate[0], None
        return self.settled


@dataclass(slots=True)
class Reader:
    """Follows the journal under a name. `handle` gets entries in order of position, in the reader's transaction.

    `before` may leave entries at the end of a batch to a later run.
    """

    name: str
    handle: Handler
    kinds: frozenset[str] = frozenset()
    batch: int = 1000
    fence: Fence = field(default_factory=Fence)
    before: Callable[[Sequence[Entry]], Sequence[Entry]] | None = None

    def step(self) -> int:
        """Handle at most one batch. Returns how far the position moved on in entries handled; 0 when caught up.

        Two processes may run the same reader: the second waits for the first's transaction, then goes on after it.
        """
        settled = self.fence.advance()
        with transaction.atomic():
            position = self._lock()
            if position >= settled:
                return 0
            found = self._read(position, settled)
            entries = self.before(found) if self.before else found
            if found and not entries:
                return 0
            full = len(entries) == self.batch or len(entries) < len(found)
            wanted = [e for e in entries if not self.kinds or e.kind in self.kinds]
            if wanted:
                self.handle(wanted)
            self._move(entries[-1].id if full else settled)
        return len(entries)

    def run(self, limit: int = 1_000_000) -> int:
        """Step until caught up or `limit` entries were read. Returns how many."""
        done = 0
        while done < limit and (count := self.step()):
            done += count
        return done

    def _lock(self) -> int:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO core_journal_reader (name) VALUES (%s) ON CONFLICT DO NOTHING", [self.name])
            cursor.execute("SELECT position FROM core_journal_reader WHERE name = %s FOR UPDATE", [self.name])
            return int(cursor.fetchone()[0])

    def _read(self, after: int, upto: int) -> list[Entry]:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT {COLUMNS} FROM core_journal WHERE id > %s AND id <= %s ORDER BY id LIMIT %s",
                [after, upto, self.batch],
            )
            return [entry_from_row(row) for row in cursor.fetchall()]

    def _move(self, position: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE core_journal_reader SET position = %s, moved_at = clock_timestamp() WHERE name = %s",
                [position, self.name],
            )

"""For tests of all rooms: readers of the journal, run to its end."""

from __future__ import annotations

from django.db import connection

from caunoi.core.journal.readers import Reader


def last_position() -> int:
    """The journal's last position."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) FROM core_journal")
        return int(cursor.fetchone()[0])


def catch_up(reader: Reader) -> None:
    """Run a reader until it saw everything. Transactions of other databases on the same server hold its fence back."""
    last = last_position()
    while reader.fence.settled < last:
        connection.cursor().execute("SELECT pg_sleep(0.01)")
        reader.run()
    reader.run()

"""For tests of all rooms: readers of the journal run to its end, jobs worked through, another one's connection."""

from __future__ import annotations

from typing import Any

import psycopg
from django.db import connection
from procrastinate.contrib.django import procrastinate_app

from caunoi.core.journal.readers import Reader

_OUR_OWN = {"cursor_factory", "context", "prepare_threshold"}


def connect() -> psycopg.Connection[tuple[Any, ...]]:
    """Somebody else's connection to the test's database, with transactions of its own."""
    params = connection.get_connection_params()
    return psycopg.connect(**{name: value for name, value in params.items() if name not in _OUR_OWN})


def work() -> None:
    """The worker itself, until nothing is due."""
    app = procrastinate_app.current_app
    with app.replace_connector(app.connector.get_worker_connector()) as worker:  # type: ignore[attr-defined,unused-ignore]
        worker.run_worker(wait=False, install_signal_handlers=False, listen_notify=False)


def due_at_once() -> None:
    """Make what waits for its next attempt due, instead of waiting."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = now() - interval '1 second' WHERE status = 'todo'")


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

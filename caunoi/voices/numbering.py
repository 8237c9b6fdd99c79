"""Codes that people can say over the telephone: KK-260922-0001, PA-260922-0001. Private to the room."""

from __future__ import annotations

from datetime import date

from django.db import connection

PREFIXES = {"difficulty": "KK", "petition": "PA"}
_NEXT = """INSERT INTO voices_counter (kind, "on", last) VALUES (%s, %s, 1)
    ON CONFLICT (kind, "on") DO UPDATE SET last = voices_counter.last + 1 RETURNING last"""


def next_code(kind: str, on: date) -> str:
    """The day's next code of a kind; the day's row stays locked until the transaction ends. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [kind, on])
        (number,) = cursor.fetchone() or (1,)
    return f"{PREFIXES[kind]}-{on:%y%m%d}-{number:04d}"

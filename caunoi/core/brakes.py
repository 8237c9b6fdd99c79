"""So many tries in a time and no more, counted over all processes, each try by one statement that nobody gets between.

Kept is a mark of whoever tries, never an address or a name.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from caunoi.core.watching import mark

_COUNT = """
    INSERT INTO core_brake (key, count, until) VALUES (%(key)s, 1, %(until)s)
    ON CONFLICT (key) DO UPDATE SET
        count = CASE WHEN core_brake.until <= %(now)s THEN 1 ELSE core_brake.count + 1 END,
        until = CASE WHEN core_brake.until <= %(now)s THEN %(until)s ELSE core_brake.until END
    RETURNING count
"""


@dataclass(frozen=True, slots=True)
class Brake:
    """`most` tries within `seconds` of the first one, for each that tries."""

    name: str
    most: int
    seconds: int

    def pressed(self, who: str, *, now: datetime) -> bool:
        """Count a try; whether it is one too many. Counted first, so that tries sent all at once are all counted."""
        until = now + timedelta(seconds=self.seconds)
        with connection.cursor() as cursor:
            cursor.execute(_COUNT, {"key": self._key(who), "now": now, "until": until})
            (count,) = cursor.fetchone()
        return bool(count > self.most)

    def forgive(self, who: str) -> None:
        """The try was a good one and does not count."""
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE core_brake SET count = count - 1 WHERE key = %s AND count BETWEEN 1 AND %s",
                [self._key(who), self.most],
            )

    def _key(self, who: str) -> str:
        return f"{self.name}:{mark(who)}"


def forget(*, now: datetime) -> int:
    """Remove counters whose time is over; how many."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM core_brake WHERE until <= %s", [now])
        return int(cursor.rowcount)

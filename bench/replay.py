"""The same statements without the program: what one call sent to the database, sent again by bare psycopg.

Identifiers that the call made (UUIDs of version 7 from its time on, and the random ones of a run's steps), its
dossier's code and its key are replaced by new ones each time; everything else is as it was. All of a call's statements
go in one transaction.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from bench.harness import Said
from caunoi.core.ids import new_id


class Replay:
    """The statements of one call, to be sent as often as one likes."""

    def __init__(self, said: Sequence[Said], *, since: float, texts: Sequence[str] = ()) -> None:
        """`since`: when the call began (epoch seconds). `texts`: what is unique beside identifiers."""
        self._said = [one for one in said if not one.sql.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK"))]
        self._since, self._texts = int(since * 1000), [text for text in texts if text]

    def __len__(self) -> int:
        return len(self._said)

    def send(self, connection: Any, number: int, instead: Mapping[Any, Any] | None = None) -> None:
        """One call's statements, committed. `instead`: values of the call that are others this time."""
        known: dict[Any, Any] = dict(instead or {})
        mark = f"{number:x}-{time.perf_counter_ns():x}"
        with connection.transaction(), connection.cursor() as cursor:
            for one in self._said:
                if one.many:
                    cursor.executemany(one.sql, [self._changed(row, known, mark) for row in one.params])
                else:
                    cursor.execute(one.sql, self._changed(one.params, known, mark))
                    if cursor.description:
                        cursor.fetchall()

    def _changed(self, value: Any, known: dict[Any, Any], mark: str) -> Any:
        match value:
            case UUID():
                if value not in known and self._is_new(value):
                    known[value] = new_id()
                return known.get(value, value)
            case str() if value in known:
                return known[value]
            case str():
                for text in self._texts:
                    value = value.replace(text, f"{text[:20]}~{mark}")
                return value
            case dict():
                return {key: self._changed(one, known, mark) for key, one in value.items()}
            case list() | tuple():
                return type(value)(self._changed(one, known, mark) for one in value)
        return value

    def _is_new(self, value: UUID) -> bool:
        return value.version == 4 or (value.version == 7 and value.int >> 80 >= self._since)


def bare_connection() -> Any:
    """As Django connects, under the program's role."""
    import psycopg
    from django.conf import settings
    from django.db.backends.postgresql.psycopg_any import get_adapters_template

    database = settings.DATABASES["default"]
    connection = psycopg.connect(
        dbname=database["NAME"], user=database["USER"], password=database["PASSWORD"] or None,
        host=database["HOST"], port=database["PORT"] or None, cursor_factory=psycopg.ClientCursor, autocommit=True,
        context=get_adapters_template(True, None), options="-c role=caunoi_app",
    )  # fmt: skip
    connection.execute("SET TIME ZONE 'UTC'")
    return connection

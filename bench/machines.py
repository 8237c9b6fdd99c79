"""What a counter's machine client does through the API, by many at once, and the statements of one such call.

Filing makes something new each time. Handing over needs signed dossiers that wait for their owner: copies of one that
the program itself walked there (`bench/million.py`), each handed over once, by the program or by bare psycopg.
"""

from __future__ import annotations

import itertools
import json
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from bench import million
from bench.harness import statements
from bench.line import Line
from bench.replay import Replay

DOSSIER: dict[str, Any] = {
    "procedure_code": "2.000815",
    "channel": "direct",
    "applicant": {"full_name": "Trần Thị Ví Dụ", "personal_id": "001196000117"},
    "answers": {"document_name": "Bằng tốt nghiệp đại học", "original_pages": 2, "copies": 3},
    "components": [{"component_id": "original", "originals": 1}],
}
_BODY = json.dumps(DOSSIER).encode()
Bare = Callable[[Any, int], None]
"""One call's statements on a connection, for the call of that number."""


class Ready:
    """Signed dossiers of the machine's ward that wait for their owner; each is taken once."""

    FIRST = 2_000_000_000
    """Far from the numbers of whatever else is multiplied."""

    def __init__(self, template: UUID, code: str) -> None:
        self._template, self._code, self._made = template, code, 0
        self._numbers = itertools.count(self.FIRST + 1)
        self._owned = million.owned(template)

    def make(self, count: int) -> None:
        """So many more."""
        million.multiply([self._template], count, first=self.FIRST + self._made, say=lambda *said, **more: None)
        self._made += count

    def take(self) -> int:
        """The number of one that nobody has taken yet."""
        return next(self._numbers)

    def code(self, number: int) -> str:
        """The code of the dossier of that number."""
        return million.code(self._code, number)

    def instead(self, one: int, other: int) -> dict[Any, Any]:
        """What must be said for `other` where something was said for `one`."""
        same = {million.other(owned, one): million.other(owned, other) for owned in self._owned}
        return {**same, self.code(one): self.code(other)}


class Machines:
    """The machine client of a ward's service centre, with a connection for each that works at once."""

    def __init__(self, base: str, clients: int, *, ward_code: str = million.DEMONSTRATION) -> None:
        from caunoi.core.clock import SystemClock
        from caunoi.dossiers import testing as dossiers
        from caunoi.exchange import testing

        now = SystemClock().now()
        office = dossiers.office(now, ward_code=ward_code)
        signed = dossiers.walk(office, "signed", now=now)
        self.ready = Ready(signed.id, signed.code)
        made = testing.machine(office.centre_id, now=now, per_minute=6_000)
        token = Line(base).token(made.machine.client_id, made.secret)
        self.headers = {"authorization": f"Bearer {token}", "content-type": "application/json"}
        self._lines = [Line(base) for _ in range(clients)]

    def file(self, client: int, number: int) -> str:
        """File one dossier; its code."""
        return str(self._sent(client, "/api/v1/dossiers", _BODY)["code"])

    def hand_over(self, client: int, number: int) -> str:
        """Hand over the next that is ready; its code."""
        code = self.ready.code(self.ready.take())
        return str(self._sent(client, f"/api/v1/dossiers/{code}/hand-over", _handed_over())["code"])

    def filed_bare(self) -> tuple[int, Bare]:
        """How many statements a filing sends, and what sends them without the program."""
        said, since, key, answer = self._recorded("/api/v1/dossiers", lambda: _BODY)
        replay = Replay(said, since=since, texts=[answer["code"], key])
        return len(replay), replay.send

    def handed_over_bare(self) -> tuple[int, Bare]:
        """The same for a hand-over."""
        taken: list[int] = []

        def path() -> str:
            taken.append(self.ready.take())
            return f"/api/v1/dossiers/{self.ready.code(taken[-1])}/hand-over"

        said, since, key, _answer = self._recorded(path, _handed_over)
        replay = Replay(said, since=since, texts=[key])

        def send(connection: Any, number: int) -> None:
            replay.send(connection, number, instead=self.ready.instead(taken[-1], self.ready.take()))

        return len(replay), send

    def _sent(self, client: int, path: str, body: bytes) -> dict[str, Any]:
        from caunoi.core.ids import new_id

        headers = {**self.headers, "idempotency-key": str(new_id())}
        return dict(self._lines[client].ask("POST", path, body=body, headers=headers).good().json())

    def _recorded(
        self, path: str | Callable[[], str], body: Callable[[], bytes]
    ) -> tuple[Any, float, str, dict[str, Any]]:
        """The statements of one call made in this process, when it began, its key, its answer."""
        from django.test import Client

        from caunoi.core.ids import new_id

        client = Client()
        for _time in range(2):  # the first fills the caches
            key, begun = str(new_id()), time.time()
            headers: dict[str, Any] = {**self.headers, "idempotency-key": key}
            to = path if isinstance(path, str) else path()
            with statements() as said:
                answer = client.post(to, body(), content_type="application/json", headers=headers)
            assert answer.status_code in (200, 201), answer.content.decode()
        return said, begun, key, answer.json()


def _handed_over() -> bytes:
    said = {"received_by": "Trần Thị Ví Dụ", "delivered_at": datetime.now(UTC).isoformat(), "way": "counter"}
    return json.dumps(said).encode()

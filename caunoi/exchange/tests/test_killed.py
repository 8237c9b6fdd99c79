"""The worker that sends events is killed (SIGKILL) before and after each of its steps: nothing is lost, ids stay."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from caunoi.core.actor import Person
from caunoi.core.clock import SystemClock
from caunoi.core.ids import new_id
from caunoi.exchange import operations, testing
from caunoi.exchange.models import Delivery
from caunoi.exchange.operations import sending
from caunoi.units import testing as units
from tests.killing import killed_at

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
MOST = 40


@pytest.fixture
def told() -> Iterator[tuple[str, list[str]]]:
    """A subscriber's address, and the ids of what it was told."""
    ids: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            ids.append(self.headers["webhook-id"])
            self.send_response(204)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", ids
    server.shutdown()
    server.server_close()


def test_a_delivery_whose_worker_died_is_sent_again_with_the_same_id(
    transactional_db: None, told: tuple[str, list[str]]
) -> None:
    url, ids = told
    now = SystemClock().now()
    agency = units.ward("00070", "Hoàn Kiếm", now=now)[0]
    machine = testing.machine(agency.id, now=now).machine
    to = operations.subscribe(machine_id=machine.id, url=url, actor=Person(machine.person_id), now=now)
    after = now + sending.LEASE + timedelta(seconds=1)
    for step in range(1, MOST):
        row = Delivery.objects.create(
            id=new_id(), subscription_id=to.id, position=step, kind="dossier.signed", body={}, next_at=now, made_at=now
        )
        killed = killed_at(step, lambda: operations.send_due(now=now), calls=[(sending, "_post")])
        operations.send_due(now=after)  # the next worker, when the lease of the dead one is over
        row.refresh_from_db()
        assert (row.state, str(row.pk) in ids) == ("delivered", True), step
        assert operations.send_due(now=after + sending.LEASE) == 0
        if not killed:
            assert step > 8
            assert ids.count(str(row.pk)) == 1
            return
    raise AssertionError("it never got to its end")

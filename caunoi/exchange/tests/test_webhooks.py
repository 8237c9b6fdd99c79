"""Events arrive signed at those who may know of them; what fails is tried again, paused, and sent again by hand."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from caunoi.core.actor import Person
from caunoi.core.journal.queries import after
from caunoi.dossiers import testing as dossiers
from caunoi.exchange import documenting, following, operations, queries, testing
from caunoi.exchange.errors import DeliveryNotFound, InvalidSubscription, SubscriptionNotFound
from caunoi.exchange.models import Delivery
from caunoi.exchange.rules.webhooks import WAITS, fault_of_url, may_reach, signature
from caunoi.people.errors import NotAdministrator

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 9, 22, 2, 0, tzinfo=UTC)


@dataclass
class Subscriber:
    """A real little server that keeps what it is told, and answers what it is set to."""

    status: int = 200
    told: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    url: str = ""


@pytest.fixture
def subscriber() -> Iterator[Subscriber]:
    kept = Subscriber()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            kept.told.append(({name.lower(): value for name, value in self.headers.items()}, body))
            self.send_response(kept.status)
            if kept.status == 302:
                self.send_header("Location", kept.url)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    kept.url = f"http://127.0.0.1:{server.server_port}/events"
    yield kept
    server.shutdown()
    server.server_close()


@dataclass
class Scene:
    """An office whose machine subscribed, and what its clock says."""

    office: dossiers.Office
    machine: queries.MachineView
    subscription: queries.SubscriptionView
    actor: Person

    def file(self) -> str:
        """A birth is filed online; the reader tells of it."""
        view = dossiers.walk(self.office, "submitted", now=NOW + timedelta(minutes=1))
        self.tell()
        return view.code

    def tell(self) -> None:
        """As the worker does when the entries are settled."""
        kinds = set(following.kinds())
        following.tell([entry for entry in after(0, 10_000) if entry.kind in kinds])

    def deliveries(self) -> list[queries.DeliveryView]:
        return queries.deliveries(self.machine.id, actor=self.actor, now=NOW)


@pytest.fixture
def scene(subscriber: Subscriber) -> Scene:
    office = dossiers.office(NOW)
    made = testing.machine(office.centre_id, now=NOW).machine
    actor = Person(made.person_id, role=made.role, agency_id=made.agency_id)
    subscription = operations.subscribe(machine_id=made.id, url=subscriber.url, actor=actor, now=NOW)
    return Scene(office, made, subscription, actor)


def later(**more: float) -> datetime:
    return datetime.now(UTC) + timedelta(**more)


def test_an_event_arrives_signed_and_says_nothing_personal(scene: Scene, subscriber: Subscriber) -> None:
    code = scene.file()
    assert operations.send_due(now=later()) == 1
    headers, body = subscriber.told[0]
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    key = base64.b64decode(scene.subscription.secret.removeprefix("whsec_"))
    wanted = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == wanted
    said = json.loads(body)
    assert said["type"] == "dossier.submitted"
    assert said["data"]["code"] == code
    assert "Mẫu" not in body.decode()
    assert scene.deliveries()[0].state == "delivered"


def test_the_same_entries_read_twice_are_sent_once(scene: Scene, subscriber: Subscriber) -> None:
    scene.file()
    scene.tell()
    assert operations.send_due(now=later()) == 1
    assert operations.send_due(now=later()) == 0
    assert len(subscriber.told) == 1


@pytest.mark.parametrize("status", [500, 404, 302])
def test_what_was_not_taken_is_tried_again_with_the_same_id(scene: Scene, subscriber: Subscriber, status: int) -> None:
    scene.file()
    subscriber.status = status
    operations.send_due(now=later())
    found = scene.deliveries()[0]
    assert (found.state, found.attempts, found.last_status) == ("waiting", 1, status)
    assert operations.send_due(now=later()) == 0
    subscriber.status = 204
    operations.send_due(now=later(seconds=WAITS[0].total_seconds() + 1))
    assert scene.deliveries()[0].state == "delivered"
    assert len({headers["webhook-id"] for headers, _ in subscriber.told}) == 1
    assert len(subscriber.told) == 2


def test_after_days_of_failure_it_pauses_and_goes_on_by_hand(scene: Scene, subscriber: Subscriber) -> None:
    scene.file()
    subscriber.status = 503
    moment = later()
    for wait in (*WAITS, timedelta()):
        operations.send_due(now=moment)
        moment += wait + timedelta(seconds=1)
    assert scene.deliveries()[0].state == "failed"
    other = dossiers.walk(scene.office, "submitted", now=NOW + timedelta(minutes=2), citizen=dossiers.citizen(NOW))
    scene.tell()
    operations.send_due(now=moment + timedelta(days=1))
    subscription = queries.subscriptions(scene.machine.id, actor=scene.actor, now=NOW)[0]
    assert subscription.paused_at is not None
    assert operations.send_due(now=moment + timedelta(days=3)) == 0
    subscriber.status = 200
    operations.go_on(subscription_id=subscription.id, actor=scene.actor, now=moment + timedelta(days=3))
    assert operations.send_due(now=moment + timedelta(days=3)) == 1
    assert json.loads(subscriber.told[-1][1])["data"]["code"] == other.code


def test_one_is_sent_again_by_hand(scene: Scene, subscriber: Subscriber) -> None:
    scene.file()
    operations.send_due(now=later())
    operations.resend(delivery_id=scene.deliveries()[0].id, actor=scene.actor, now=later())
    operations.send_due(now=later())
    assert [headers["webhook-id"] for headers, _ in subscriber.told] == [str(scene.deliveries()[0].id)] * 2


def test_nobody_else_sends_again_or_looks(scene: Scene) -> None:
    scene.file()
    with pytest.raises(DeliveryNotFound):
        operations.resend(delivery_id=scene.deliveries()[0].id, actor=scene.office.counter, now=NOW)
    with pytest.raises(SubscriptionNotFound):
        operations.unsubscribe(subscription_id=scene.subscription.id, actor=scene.office.leader, now=NOW)
    with pytest.raises(NotAdministrator):
        queries.deliveries(scene.machine.id, actor=scene.office.citizen, now=NOW)


def test_only_those_who_take_part_are_told(scene: Scene) -> None:
    elsewhere = dossiers.office(NOW, ward_code="00070", name="Hoàn Kiếm")
    made = testing.machine(elsewhere.centre_id, now=NOW).machine
    actor = Person(made.person_id)
    operations.subscribe(machine_id=made.id, url="http://127.0.0.1:1/", actor=actor, now=NOW)
    scene.file()
    assert queries.deliveries(made.id, actor=actor, now=NOW) == []
    assert len(scene.deliveries()) == 1


def test_a_lost_process_leaves_the_delivery_to_the_next(scene: Scene, subscriber: Subscriber) -> None:
    from caunoi.exchange.operations import sending

    scene.file()
    moment = later()
    assert len(sending._take(moment, 10)) == 1  # taken, and then the process is killed
    assert operations.send_due(now=moment) == 0
    assert operations.send_due(now=moment + sending.LEASE) == 1
    assert len(subscriber.told) == 1
    assert Delivery.objects.get().state == "delivered"


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("https://nhan.example.vn/su-kien", ""), ("http://nhan.example.vn/", "scheme"), ("ftp://a.vn", "scheme"),
        ("https://user:pass@a.vn/", "credentials"), ("https:///x", "host"), ("https://a.vn:99999/", "host"),
        ("http://127.0.0.1:9000/", ""), ("https://a.vn/#x", "fragment"), ("http://[::1", "host"),
    ],
)  # fmt: skip
def test_only_addresses_that_are_safe_are_taken(url: str, fault: str) -> None:
    assert fault_of_url(url, development=True) == fault


@pytest.mark.parametrize(
    ("address", "may"),
    [
        ("10.0.0.1", False), ("192.168.1.1", False), ("169.254.169.254", False), ("127.0.0.1", False), ("::1", False),
        ("::ffff:10.0.0.1", False), ("fe80::1", False), ("0.0.0.0", False), ("8.8.8.8", True), ("10.9.0.1", True),
        ("224.0.0.1", False),
    ],
)  # fmt: skip
def test_nothing_is_sent_into_private_networks(address: str, may: bool) -> None:
    assert may_reach(address, networks=["10.9.0.0/16"]) is may


def test_a_name_that_leads_into_a_private_network_gets_nothing(scene: Scene, settings: object) -> None:
    scene.file()
    settings.DEVELOPMENT = False  # type: ignore[attr-defined]
    Delivery.objects.get().subscription.__class__.objects.update(url="https://localhost:9/")
    operations.send_due(now=later())
    assert scene.deliveries()[0].last_error == "address refused: private network"


def test_unknown_kinds_and_addresses_are_named(scene: Scene) -> None:
    with pytest.raises(InvalidSubscription) as refused:
        operations.subscribe(
            machine_id=scene.machine.id, url="http://a.vn", kinds=["dossier.signed", "dossier.eaten"],
            actor=scene.actor, now=NOW,
        )  # fmt: skip
    assert [problem.field for problem in refused.value.problems] == ["url", "kinds.1"]


def test_the_signature_is_that_of_the_specification() -> None:
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    body = b'{"test": 2432232314}'
    given = signature(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body)
    assert given == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_the_page_of_events_is_what_the_program_declares() -> None:
    written = Path(__file__).resolve().parents[3] / "docs" / "howto" / "events.md"
    assert written.read_text() == documenting.page()

"""A service that others run is away for ten minutes: nothing is lost, all is done afterwards, each once.

The services are real ones on this machine, and away means that nobody listens at their port. Time is passed in.
"""

from __future__ import annotations

import copy
import email
import json
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
import requests
from aiosmtpd.controller import Controller
from asn1crypto import tsp
from django.apps import apps
from django.db.models import Sum
from django.test import Client, override_settings
from django.utils.translation import override

from caunoi.core.actor import Person
from caunoi.core.clock import SystemClock
from caunoi.core.journal.queries import after, latest
from caunoi.documents import queries as documents
from caunoi.documents.errors import TimestampUnavailable
from caunoi.documents.signing import verify
from caunoi.documents.signing.credentials import credentials_for
from caunoi.dossiers import operations as dossiers
from caunoi.dossiers import testing
from caunoi.dossiers.shapes import Status
from caunoi.dossiers.tests.paying.pieces import FEE
from caunoi.dossiers.tests.paying.pieces import till as make_till
from caunoi.exchange import following
from caunoi.exchange import operations as exchange
from caunoi.exchange import testing as exchange_testing
from caunoi.messages import channels, templates
from caunoi.messages import operations as messages
from caunoi.messages import queries as message_queries
from caunoi.messages.operations import Told
from caunoi.messages.templates import Template
from caunoi.payments import operations as payments
from caunoi.payments.errors import ProviderDown
from caunoi.people import operations as people_operations
from caunoi.people.identity_provider import running
from tests.faults.program import free_ports
from tests.payment_service import Service, pointed

pytestmark = pytest.mark.django_db
OUTAGE = timedelta(minutes=10)
ROOT = Path(__file__).resolve().parents[2]


def every(step: timedelta, *, since: datetime, during: timedelta) -> Iterator[datetime]:
    """The moments at which the worker looks."""
    moment = since
    while moment < since + during:
        yield moment
        moment += step


@contextmanager
def listening(port: int, handler: type[BaseHTTPRequestHandler]) -> Iterator[None]:
    with ThreadingHTTPServer(("127.0.0.1", port), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield
        server.shutdown()
        thread.join()


class TestMail:
    @pytest.fixture
    def letters(self, settings: Any) -> Iterator[list[Any]]:
        (port,) = free_ports(1)
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        settings.MESSAGE_CHANNELS = {"email": "caunoi.messages.channels.Email"}
        templates.register(Template("test.down", "Hồ sơ %(code)s", "Nội dung về %(code)s."))
        channels._plugged_in.cache_clear()
        yield []
        channels._plugged_in.cache_clear()

    @contextmanager
    def server(self, letters: list[Any], settings: Any) -> Iterator[None]:
        class Inbox:
            async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802  its name
                letters.append(email.message_from_bytes(envelope.content, policy=default))
                return "250 OK"

        controller = Controller(Inbox(), hostname="127.0.0.1", port=settings.EMAIL_PORT)
        controller.start()
        try:
            yield
        finally:
            controller.stop()

    def test_what_is_told_while_the_mail_server_is_away_arrives_afterwards_once(
        self, letters: list[Any], settings: Any
    ) -> None:
        now = datetime(2026, 9, 22, 2, 0, tzinfo=UTC)
        account = people_operations.receive_citizen(
            person_id=None, full_name="Nguyễn Thị Mẫu", personal_id="", phone="", email="mau@example.vn", now=now
        )
        told = 0
        for moment in every(timedelta(seconds=10), since=now, during=OUTAGE):
            if moment.second == 0:
                told += messages.notify_many(
                    [Told(account.id, "test.down", f"{told}-{n}", {"code": f"{told}-{n}"}) for n in range(3)],
                    now=moment,
                )
            assert messages.deliver_due(now=moment) == 0
        assert message_queries.states() == {"waiting": told}
        assert told == 30

        back = now + OUTAGE
        with self.server(letters, settings):
            for moment in every(timedelta(seconds=10), since=back, during=OUTAGE):
                messages.deliver_due(now=moment)
        assert message_queries.states() == {"sent": told}
        assert len({letter["Message-ID"] for letter in letters}) == len(letters) == told
        tries = apps.get_model("messages.Delivery").objects.aggregate(tries=Sum("attempts"))["tries"]
        assert tries <= told + 60, "each run of the outage tries one and leaves the others alone"


@dataclass
class Payments:
    """The payment service as a process that remembers, and may be away."""

    port: int
    memory: Path
    process: subprocess.Popen[bytes] | None = None

    @property
    def service(self) -> Service:
        return Service(f"http://127.0.0.1:{self.port}")

    def start(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.payment_service", str(self.port), str(self.memory)], cwd=ROOT
        )
        for _ in range(200):
            try:
                httpx.get(f"{self.service.url}/control")
            except httpx.TransportError:
                time.sleep(0.05)
            else:
                return
        raise TimeoutError

    def kill(self) -> None:
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


class TestPayments:
    @pytest.fixture
    def payment_process(self, tmp_path: Path) -> Iterator[Payments]:
        made = Payments(free_ports(1)[0], tmp_path / "memory.json")
        made.start()
        with pointed(made.service):
            yield made
        made.kill()

    def test_money_paid_before_the_service_went_away_is_received_afterwards_once(
        self, payment_process: Payments
    ) -> None:
        till, service = make_till(), payment_process.service
        dossier = till.asked()
        attempt = till.begin(dossier)
        service.pay(attempt.redirect_url)
        payment_process.kill()

        for moment in every(timedelta(seconds=10), since=till.now, during=OUTAGE):
            assert payments.ask_due(now=moment) == 0
        assert till.look(dossier).fee_state == "due"
        other = till.asked()
        with pytest.raises(ProviderDown):
            till.later(minutes=9).begin(other, "form")

        payment_process.start()
        back = till.later(minutes=10)
        retried = back.begin(other, "form")
        service.pay(retried.redirect_url)
        for moment in every(timedelta(seconds=10), since=back.now, during=2 * OUTAGE):
            payments.ask_due(now=moment)
        for paid in (attempt, retried):
            order = till.read(paid)
            assert (order.state, order.paid, order.excess, len(order.receipts)) == ("paid", FEE, 0, 1)
            assert service.charges.count(paid.reference) == 1
        assert back.look(dossier).status == back.look(other).status == Status.IN_PROCESS


class TestTimestamps:
    def test_nothing_is_signed_without_its_time_stamp_and_everything_is_afterwards_with_the_next_number(
        self, settings: Any, tmp_path: Path
    ) -> None:
        (port,) = free_ports(1)
        settings.SIGNING_KEYS, settings.DEVELOPMENT = tmp_path / "keys", True
        settings.SIGNING_CERTIFICATE = settings.SIGNING_TRUST = settings.SIGNING_TIMESTAMP_URL = ""
        now = SystemClock().now()
        authority: Any = credentials_for("Mẫu", now=now).timestamper
        stamped: list[int] = []

        class Stamps(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                asked = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
                answer = authority.request_tsa_response(asked).dump()
                stamped.append(len(answer))
                self.send_response(200)
                self.send_header("Content-Type", "application/timestamp-reply")
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing."""

        office = testing.office(now)
        waiting = [
            testing.walk(office, "examined", now=now, citizen=testing.citizen(now, full_name=f"Mẫu {n}"))
            for n in range(2)
        ]
        settings.SIGNING_TIMESTAMP_URL = f"http://127.0.0.1:{port}/"
        before = latest(1)[0].id
        for dossier in waiting:
            with override("vi"), pytest.raises(TimestampUnavailable, match="dịch vụ cấp dấu thời gian không trả lời"):
                dossiers.sign(dossier_id=dossier.id, actor=office.leader, now=now + timedelta(minutes=1))
        assert latest(1)[0].id == before
        with listening(port, Stamps):
            signed = [
                dossiers.sign(dossier_id=dossier.id, actor=office.leader, now=now + OUTAGE) for dossier in waiting
            ]
        assert stamped
        for number, view in enumerate(signed, start=1):
            assert view.result_number.partition("/")[0] == str(number)
            assert view.result_file_id is not None
            found = verify(documents.content(view.result_file_id))
            assert (found.status, found.timestamped) == ("valid", True)


class TestIdentityProvider:
    @contextmanager
    def settings_for(self, port: int) -> Iterator[str]:
        from django.conf import settings

        issuer = f"http://127.0.0.1:{port}"
        providers = copy.deepcopy(settings.SOCIALACCOUNT_PROVIDERS)
        providers["openid_connect"]["APPS"][0]["settings"]["server_url"] = issuer
        with override_settings(SOCIALACCOUNT_PROVIDERS=providers, CAUNOI_OIDC_ISSUER=issuer):
            yield issuer

    def begin(self, client: Client, language: str = "vi") -> Any:
        client.cookies["lang"] = language
        return client.post("/accounts/oidc/national-identity/login/")

    def chosen(self, begun: Any) -> tuple[str, dict[str, str]]:
        """Where the provider sends the citizen back to."""
        back = requests.post(begun["Location"], data={"sub": "cong-dan-mau"}, allow_redirects=False, timeout=10)
        address = urlsplit(back.headers["Location"])
        return address.path, {name: values[0] for name, values in parse_qs(address.query).items()}

    @pytest.mark.parametrize(
        ("language", "said"),
        [("vi", "thử lại sau ít phút"), ("en", "try again in a few minutes"), ("th", "โปรดลองใหม่ในอีกสักครู่")],
    )
    def test_the_page_says_that_it_is_not_the_citizens_fault(self, client: Client, language: str, said: str) -> None:
        with self.settings_for(free_ports(1)[0]):
            answer = self.begin(client, language)
        assert (answer.status_code, answer["Retry-After"]) == (503, "60")
        assert said in answer.content.decode()

    def test_a_provider_that_goes_away_in_the_middle_lets_the_citizen_in_afterwards(self, client: Client) -> None:
        (port,) = free_ports(1)
        with self.settings_for(port):
            with running(port=port):
                path, query = self.chosen(self.begin(client))
            answer = client.get(path, query)
            assert answer.status_code == 503
            assert "_auth_user_id" not in client.session
            with running(port=port):
                path, query = self.chosen(self.begin(client))
                assert client.get(path, query).status_code == 302
            assert "_auth_user_id" in client.session

    def test_officers_come_in_by_password_meanwhile(self, client: Client) -> None:
        with self.settings_for(free_ports(1)[0]):
            assert client.get("/accounts/login/").status_code == 200


class TestWebhooks:
    def test_what_happened_while_the_receiver_was_away_arrives_afterwards_once_and_in_order(self) -> None:
        (port,) = free_ports(1)
        begun = datetime.now(UTC)
        office = testing.office(begun)
        machine = exchange_testing.machine(office.centre_id, now=begun).machine
        actor = Person(machine.person_id, role=machine.role, agency_id=machine.agency_id)
        exchange.subscribe(machine_id=machine.id, url=f"http://127.0.0.1:{port}/", actor=actor, now=begun)
        kinds, told = set(following.kinds()), 0
        taken: list[tuple[str, dict[str, Any]]] = []

        class Receiver(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                taken.append((self.headers["webhook-id"], body))
                self.send_response(204)
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing."""

        for number, moment in enumerate(every(timedelta(seconds=5), since=begun, during=OUTAGE)):
            if number % 20 == 0:
                someone = testing.citizen(begun, full_name=f"Mẫu {number}")
                testing.walk(office, "submitted", now=moment, citizen=someone)
                following.tell([entry for entry in after(told, 10_000) if entry.kind in kinds])
                told = latest(1)[0].id
            exchange.send_due(now=moment + timedelta(seconds=1))
        deliveries = apps.get_model("exchange.Delivery").objects
        expected = [str(pk) for pk in deliveries.order_by("position").values_list("pk", flat=True)]
        assert len(expected) == 6
        assert set(deliveries.values_list("state", flat=True)) == {"waiting"}
        with listening(port, Receiver):
            for moment in every(timedelta(seconds=5), since=begun + OUTAGE, during=OUTAGE):
                exchange.send_due(now=moment)
        assert [one for one, _body in taken] == expected
        assert set(deliveries.values_list("state", flat=True)) == {"delivered"}

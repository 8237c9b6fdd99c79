"""Notices are kept once, read by their owner only, and carried once each by a real mail server, after an outage."""

from __future__ import annotations

import email
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.policy import default
from typing import Any
from uuid import UUID, uuid4

import pytest
from aiosmtpd.controller import Controller
from django.utils.translation import override

from caunoi.core.actor import Anonymous, Person, System
from caunoi.messages import channels, operations, queries, templates
from caunoi.messages.errors import NotDelivered, NoticesNeedSignIn
from caunoi.messages.operations import Told
from caunoi.messages.templates import Template, Text
from caunoi.people import operations as people_operations
from caunoi.people.queries import AccountView

NOW = datetime(2026, 9, 22, 2, 0, tzinfo=UTC)
PLAIN = Template("test.plain", "Hồ sơ %(code)s", "Nội dung về %(code)s.")
URGENT = Template("test.urgent", "Gấp %(code)s", "Việc gấp.", urgent=True)
pytestmark = pytest.mark.django_db


class Inbox:
    """What a mail server received; it may be told to refuse."""

    def __init__(self) -> None:
        self.letters: list[Any] = []
        self.answer = "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802  aiosmtpd's name
        if self.answer.startswith("250"):
            self.letters.append(email.message_from_bytes(envelope.content, policy=default))
        return self.answer


class Phone:
    """A text message channel as a plug-in would write it."""

    urgent_only = True
    sent: list[tuple[str, str]] = []

    def address(self, person: AccountView) -> str:
        return person.phone

    def send(self, address: str, text: Text, *, notice_id: UUID) -> None:
        if address.endswith("99"):
            raise NotDelivered("no such number", final=True)
        self.sent.append((address, text.subject))


@pytest.fixture(autouse=True)
def _set_up(settings: Any) -> Iterator[None]:
    templates.register(PLAIN, URGENT)
    Phone.sent = []
    channels._plugged_in.cache_clear()
    yield
    channels._plugged_in.cache_clear()


@pytest.fixture
def inbox(settings: Any) -> Iterator[Inbox]:
    """A mail server on a free port of this machine, and the channel set up to use it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.MESSAGE_CHANNELS = {"email": "caunoi.messages.channels.Email"}
    box = Inbox()
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    yield box
    server.stop()


def person(*, address: str = "mau@example.vn", language: str = "vi", phone: str = "") -> Person:
    account = people_operations.receive_citizen(
        person_id=None, full_name="Nguyễn Thị Mẫu", personal_id="", phone=phone, email=address, now=NOW
    )
    someone = Person(account.id)
    people_operations.set_language(language=language, actor=someone)
    return someone


def told(someone: Person, key: str = "", template: Template = PLAIN) -> Told:
    return Told(
        someone.person_id, template.name, key or str(uuid4()), {"code": "000.00.05.H26-260922-0001"}, "/dossiers/x/"
    )


class TestKeeping:
    def test_it_keeps_a_notice_once_however_often_it_is_told(self) -> None:
        someone = person()
        assert operations.notify_many([told(someone, "a"), told(someone, "a")], now=NOW) == 1
        assert operations.notify_many([told(someone, "a"), told(someone, "b")], now=NOW) == 1
        assert len(queries.notices(actor=someone)) == 2

    def test_it_takes_the_same_few_statements_for_one_and_for_a_hundred(
        self, django_assert_max_num_queries: Any
    ) -> None:
        someone = person()
        with django_assert_max_num_queries(5):
            operations.notify_many([told(someone) for _ in range(100)], now=NOW)

    def test_it_refuses_a_template_that_nobody_registered(self) -> None:
        with pytest.raises(KeyError):
            operations.notify_many([Told(uuid4(), "no.such", "k")], now=NOW)

    def test_it_shows_a_person_only_their_own_and_nothing_to_others(self) -> None:
        mine, theirs = person(), person()
        operations.notify_many([told(mine), told(theirs)], now=NOW)
        assert len(queries.notices(actor=mine)) == 1
        assert operations.read_all(actor=theirs, now=NOW) == 1
        assert (queries.unread(actor=mine), queries.unread(actor=theirs)) == (1, 0)
        for nobody in (Anonymous(), System("test")):
            with pytest.raises(NoticesNeedSignIn):
                queries.notices(actor=nobody)

    def test_it_reads_in_the_language_of_the_page(self) -> None:
        someone = person()
        templates.register(Template("test.lazy", templates._templates["dossier.signed"].subject, "%(code)s"))
        operations.notify_many([Told(someone.person_id, "test.lazy", "k", {"code": "X"})], now=NOW)
        seen = []
        for language in ("vi", "en", "th"):
            with override(language):
                seen.append(queries.notices(actor=someone)[0].subject)
        assert len(set(seen)) == 3


class TestMail:
    def test_it_sends_each_notice_once_in_the_persons_language(self, inbox: Inbox) -> None:
        templates.register(Template("test.mail", templates._templates["dossier.signed"].subject, "%(code)s"))
        someone = person(language="en")
        operations.notify_many([Told(someone.person_id, "test.mail", "k", {"code": "X-1"}, "/dossiers/X-1/")], now=NOW)
        assert operations.deliver_due(now=NOW) == 1
        assert operations.deliver_due(now=NOW + timedelta(days=1)) == 0
        [letter] = inbox.letters
        assert letter["Subject"] == "The result of dossier X-1 is ready"
        assert letter["To"] == "mau@example.vn"
        assert "/dossiers/X-1/" in letter.get_content()
        assert letter["Message-ID"].endswith("@caunoi>")

    def test_it_loses_nothing_while_the_server_is_down_and_delivers_each_once_afterwards(
        self, inbox: Inbox, settings: Any
    ) -> None:
        someone, right = person(), settings.EMAIL_PORT
        settings.EMAIL_PORT = 1
        operations.notify_many([told(someone, str(n)) for n in range(5)], now=NOW)
        assert operations.deliver_due(now=NOW) == 0
        settings.EMAIL_PORT = right
        assert operations.deliver_due(now=NOW + timedelta(seconds=10)) == 4, "the one that found nobody waits longer"
        assert operations.deliver_due(now=NOW + timedelta(minutes=10)) == 1
        assert len(inbox.letters) == 5
        assert queries.states() == {"sent": 5}

    def test_it_asks_again_when_the_server_says_later(self, inbox: Inbox) -> None:
        operations.notify_many([told(person())], now=NOW)
        inbox.answer = "451 try again later"
        assert operations.deliver_due(now=NOW) == 0
        inbox.answer = "250 OK"
        assert operations.deliver_due(now=NOW + timedelta(hours=1)) == 1

    def test_it_gives_up_after_more_than_a_day_and_says_so(self, inbox: Inbox, settings: Any) -> None:
        settings.EMAIL_PORT = 1
        operations.notify_many([told(person())], now=NOW)
        moment = NOW
        while queries.states().get("waiting"):
            moment += timedelta(hours=4)
            operations.deliver_due(now=moment)
        [given_up] = queries.deliveries(state="failed")
        assert moment - NOW > timedelta(days=1)
        assert "ConnectionRefusedError" in given_up.error

    def test_it_needs_no_mail_when_the_person_gave_no_address(self, inbox: Inbox) -> None:
        someone = person(address="")
        operations.notify_many([told(someone)], now=NOW)
        operations.deliver_due(now=NOW)
        assert inbox.letters == []
        assert queries.states() == {"failed": 1}
        assert len(queries.notices(actor=someone)) == 1, "it is still read on the page"


class TestOtherCarriers:
    @pytest.fixture(autouse=True)
    def _phone(self, settings: Any) -> None:
        settings.MESSAGE_CHANNELS = {"sms": f"{__name__}.Phone"}

    def test_a_plugged_in_carrier_gets_only_what_is_urgent(self) -> None:
        someone = person(phone="0912345678")
        operations.notify_many([told(someone), told(someone, template=URGENT)], now=NOW)
        operations.deliver_due(now=NOW)
        assert [subject for _, subject in Phone.sent] == ["Gấp 000.00.05.H26-260922-0001"]

    def test_what_can_never_arrive_is_not_tried_again(self) -> None:
        operations.notify_many([told(person(phone="0912345699"), template=URGENT)], now=NOW)
        operations.deliver_due(now=NOW)
        assert queries.deliveries(state="failed")[0].attempts == 1

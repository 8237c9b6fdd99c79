"""An administrator registers a machine, gives it a new secret, closes it; looks at its calls and events."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from caunoi.core.actor import Person
from caunoi.core.clock import SystemClock
from caunoi.core.journal.queries import after
from caunoi.dossiers import testing as dossiers
from caunoi.dossiers.testing import Office
from caunoi.exchange import following, operations, queries
from caunoi.exchange import testing as machines
from caunoi.people import testing as people
from caunoi.ui.testing import axe, chromium, open_page, overflow

pytestmark = pytest.mark.django_db
NEW = {"name": "Bưu điện Mẫu", "role": "counter_officer", "scopes": ["dossiers:file"], "per_minute": "60"}


@pytest.fixture
def office(db: None) -> Office:
    return dossiers.office(SystemClock().now())


@pytest.fixture
def administrator(office: Office) -> Client:
    return people.signed_in_officer(people.officer(office.centre_id, "administrator", second_factor=False).id)


def token(client: Client, client_id: str, secret: str) -> Any:
    asked = {"grant_type": "client_credentials", "client_id": client_id, "client_secret": secret}
    return client.post("/api/oauth/token", asked)


def read(html: str, name: str) -> str:
    found = re.search(rf'id="{name}">([^<]+)<', html)
    assert found, html
    return found[1]


def test_a_machine_is_registered_and_its_secret_shown_once(administrator: Client) -> None:
    shown = administrator.post("/desk/machines/new/", NEW).content.decode()
    client_id, secret = read(shown, "client-id"), read(shown, "secret")
    assert token(Client(), client_id, secret).status_code == 200
    listed = administrator.get("/desk/machines/").content.decode()
    assert client_id in listed
    assert secret not in listed
    address = re.search(r"/desk/machines/[0-9a-f-]{36}/", listed)
    assert address
    assert secret not in administrator.get(address[0]).content.decode()


def test_a_new_secret_ends_the_old_one_and_closing_ends_all(administrator: Client, office: Office) -> None:
    made = machines.machine(office.centre_id, now=SystemClock().now())
    page = f"/desk/machines/{made.machine.id}/"
    shown = administrator.post(f"{page}secret/").content.decode()
    assert token(Client(), made.machine.client_id, made.secret).status_code == 401
    assert token(Client(), made.machine.client_id, read(shown, "secret")).status_code == 200
    assert administrator.post(f"{page}close/").status_code == 302
    assert token(Client(), made.machine.client_id, read(shown, "secret")).status_code == 401


def test_what_is_wrong_is_said_at_its_field(administrator: Client) -> None:
    answer = administrator.post("/desk/machines/new/", {**NEW, "scopes": [], "name": "x"})
    assert answer.status_code == 422
    assert "#id_scopes_0" in answer.content.decode()


def test_scopes_that_are_taken_away_end_the_tokens(administrator: Client, office: Office) -> None:
    made = machines.machine(office.centre_id, now=SystemClock().now())
    bearer = {"authorization": f"Bearer {machines.token(Client(), made)}"}
    sent = {"scopes": ["dossiers:read"], "per_minute": "10"}
    assert administrator.post(f"/desk/machines/{made.machine.id}/change/", sent).status_code == 302
    assert Client().get("/api/v1/me", headers=bearer).status_code == 401


def test_nobody_else_may_look_or_register(office: Office) -> None:
    made = machines.machine(office.centre_id, now=SystemClock().now())
    elsewhere = people.signed_in_officer(people.officer(office.committee_id, "administrator", second_factor=False).id)
    assert elsewhere.get(f"/desk/machines/{made.machine.id}/").status_code == 403
    assert elsewhere.post(f"/desk/machines/{made.machine.id}/close/").status_code == 403
    counter = people.signed_in_officer(office.counter.person_id)
    assert counter.get("/desk/machines/").status_code == 403


def told(office: Office) -> queries.MachineView:
    """A machine with a subscription that was told of a dossier."""
    now = SystemClock().now() - timedelta(minutes=1)
    made = machines.machine(office.centre_id, now=now).machine
    actor = Person(made.person_id)
    operations.subscribe(machine_id=made.id, url="http://127.0.0.1:9/su-kien", actor=actor, now=now)
    dossiers.walk(office, "accepted", now=SystemClock().now())
    following.tell([entry for entry in after(0, 10_000) if entry.kind in following.kinds()])
    operations.send_due(now=SystemClock().now())
    return made


def test_events_are_listed_with_what_went_wrong_and_sent_again(administrator: Client, office: Office) -> None:
    made = told(office)
    page = administrator.get(f"/desk/machines/{made.id}/events/").content.decode()
    assert "ConnectError" in page
    address = re.search(r"/desk/machines/[0-9a-f-]+/events/[0-9a-f-]+/resend/", page)
    assert address
    assert administrator.get(address[0]).status_code == 200
    assert administrator.post(address[0]).status_code == 302
    found = queries.deliveries(made.id, actor=Person(made.person_id), now=SystemClock().now())
    assert 0 in [delivery.attempts for delivery in found]


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_its_pages_read_well_on_a_phone_and_at_a_desk(live_server: Any, tmp_path: Any) -> None:
    office = dossiers.office(SystemClock().now())
    client = people.signed_in_officer(people.officer(office.centre_id, "administrator", second_factor=False).id)
    made = told(office)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    paths = ["", "new/", f"{made.id}/", f"{made.id}/change/", f"{made.id}/subscribe/", f"{made.id}/events/"]
    with chromium() as browser:
        for number, path in enumerate(paths):
            for width, language in ((390, ("en", "th")[number % 2]), (1280, "vi")):
                url = f"{live_server.url}/desk/machines/{path}"
                page = open_page(browser, url, width=width, language=language, cookies=[cookie])
                assert axe(page) == [], path
                assert overflow(page) <= 0, (path, width)
                page.screenshot(path=f"{tmp_path}/{number}-{width}.png", full_page=True)
                page.context.close()

"""What could be guessed, played again or turned inwards: codes, secrets, passwords, notifications, addresses."""

from __future__ import annotations

import re
import socket
import statistics
import time
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from caunoi.dossiers import queries
from caunoi.dossiers.errors import DossierNotFound
from caunoi.exchange import documenting
from caunoi.exchange.operations import sending
from caunoi.exchange.rules.webhooks import may_reach, signature
from caunoi.people import testing as people
from caunoi.people.demo_people import PASSWORD
from tests.journeys.scene_base import NOW, Scene

PHONE = "0900000001"
SECRET = "whsec_" + "QUFB" * 11


@pytest.fixture(autouse=True)
def _quick_passwords(settings: Any) -> None:
    """How slowly a password is checked is not what is shown here."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]


def said(answer: Any) -> str:
    """The page without what differs at every request, nor what was typed."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", answer.content.decode())
    return re.sub(r"\d{3}\.\d\d\.\w{1,3}\.H26-\d{6}-\d{4}", "CODE", text)


@pytest.mark.long
def test_a_dossier_that_is_there_and_one_that_is_not_are_answered_alike(scene: Scene) -> None:
    code = scene.values["code"][0]
    there = Client().post("/track/", {"code": code, "phone": "0911111111"})
    missing = Client().post("/track/", {"code": code[:-4] + "9999", "phone": "0911111111"})
    assert there.status_code == missing.status_code == 422
    assert said(there) == said(missing)
    for path in ("/dossiers/{}/", "/dossiers/{}/submitted/", "/dossiers/{}/supplement/"):
        answers = [Client().get(path.format(one)) for one in (code, code[:-4] + "9999")]
        assert answers[0].status_code == answers[1].status_code
        assert said(answers[0]) == said(answers[1])


@pytest.mark.long
def test_neither_statements_nor_time_tell_whether_a_code_is_a_dossiers(scene: Scene) -> None:
    """Two hundred tries of each, one after the other in turns: their medians differ by less than a tenth."""
    there = scene.values["code"][0]
    took: dict[str, list[float]] = {there: [], there[:-4] + "9999": []}
    asked: dict[str, set[str]] = {code: set() for code in took}
    for _ in range(200):
        for code in took:
            with CaptureQueriesContext(connection) as said:
                begun = time.perf_counter()
                with pytest.raises(DossierNotFound):
                    queries.public_status(code, phone="0911111111", now=NOW)
                took[code].append(time.perf_counter() - begun)
            asked[code].add(" ".join(one["sql"].replace(code, "CODE") for one in said))
    one, other = asked.values()
    assert one == other
    assert len(one) == 1
    here, nowhere = (statistics.median(each) for each in took.values())
    assert abs(here - nowhere) < 0.1 * max(here, nowhere)


@pytest.mark.long
def test_another_citizens_dossier_and_a_missing_one_are_answered_alike(scene: Scene, others: dict[str, Client]) -> None:
    code = scene.values["code"][0]
    for who in ("citizen", "leader"):
        for path in ("/dossiers/{}/", "/desk/dossiers/{}/"):
            answers = [others[who].get(path.format(one)) for one in (code, code[:-4] + "9999")]
            assert answers[0].status_code == answers[1].status_code, (who, path)


@pytest.mark.parametrize(
    ("ask", "tries"),
    [
        (lambda c, n: c.post("/track/", {"code": f"000.11.A0.H26-260922-{n:04}", "phone": PHONE}), 30),
        (lambda c, n: c.get(f"/voices/follow/{'x' * 20}{n}/"), 40),
        (lambda c, n: c.post("/api/oauth/token", {
            "grant_type": "client_credentials", "client_id": "x", "client_secret": str(n)}), 40),
        (lambda c, n: c.post("/accounts/login/", {"login": f"thu{n}", "password": "sai-mat-khau"}), 35),
    ],
    ids=["codes", "secret-links", "machine-secrets", "names"],
)  # fmt: skip
@pytest.mark.long
def test_who_guesses_on_and_on_is_stopped(ask: Callable[[Client, int], Any], tries: int, scene: Scene) -> None:
    answers = [ask(Client(), n) for n in range(tries)]
    stopped = answers[-1].status_code == 429 or "tạm khóa" in answers[-1].content.decode()
    assert stopped, answers[-1].status_code
    assert answers[0].status_code < 429


@pytest.mark.long
def test_five_wrong_passwords_lock_the_name_also_for_the_right_one(scene: Scene) -> None:
    account = people.officer(scene.office.committee_id, "specialist")
    for _ in range(5):
        Client().post("/accounts/login/", {"login": account.username, "password": "sai-mat-khau"})
    last = Client().post("/accounts/login/", {"login": account.username, "password": PASSWORD})
    assert last.status_code in (200, 429)
    assert "tạm khóa" in last.content.decode() or last.status_code == 429


@pytest.mark.long
def test_an_unknown_name_and_a_wrong_password_are_answered_alike(scene: Scene) -> None:
    account = people.officer(scene.office.committee_id, "specialist")
    pages = []
    for name in (account.username, "khong-co-ai"):
        text = said(Client().post("/accounts/login/", {"login": name, "password": "sai-mat-khau"}))
        pages.append(text.replace(name, "NAME"))
    assert pages[0] == pages[1]


@pytest.mark.long
def test_signing_in_gives_a_new_session(scene: Scene) -> None:
    """Who laid a session into somebody's browser beforehand does not share what is signed in there."""
    account, client = people.officer(scene.office.committee_id, "specialist"), Client()
    client.session.save()
    laid = client.cookies["sessionid"].value
    client.post("/accounts/login/", {"login": account.username, "password": PASSWORD})
    client.post("/accounts/2fa/authenticate/", {"code": next(people.totp_codes())})
    assert client.get("/desk/").status_code == 200
    assert client.cookies["sessionid"].value != laid
    thief = Client()
    thief.cookies["sessionid"] = laid
    assert thief.get("/desk/").status_code == 302


def documented() -> Callable[[str, dict[str, str], bytes], bool]:
    """The check that the page of events shows to those who receive them."""
    code = documenting.page().split("```python\n")[1].split("```")[0]
    space: dict[str, Any] = {}
    exec(code, space)
    return space["is_ours"]  # type: ignore[no-any-return]


@pytest.mark.parametrize(("age", "believed"), [(0, True), (299, True), (302, False), (86_400, False), (-400, False)])
def test_a_notification_played_again_later_is_refused_by_the_documented_check(age: int, believed: bool) -> None:
    sent = int(time.time()) - age
    headers = {
        "webhook-id": "1", "webhook-timestamp": str(sent), "webhook-signature": signature(SECRET, "1", sent, b"{}"),
    }  # fmt: skip
    assert documented()(SECRET, headers, b"{}") is believed
    assert not documented()(SECRET, headers, b'{"a": 1}')
    assert not documented()(SECRET, headers | {"webhook-timestamp": str(sent + 1)}, b"{}")


@pytest.mark.parametrize(
    "address",
    ["10.0.0.1", "172.16.3.4", "192.168.0.1", "127.0.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "::", "::1",
     "fc00::1", "fe80::1%eth0", "::ffff:127.0.0.1", "64:ff9b::a00:1", "2002:a00:1::", "2001:0:a00:1::1", "224.0.0.1",
     "255.255.255.255", "0x7f.1", "2130706433", "017700000001"],
)  # fmt: skip
def test_no_way_of_writing_a_private_address_is_taken(address: str) -> None:
    assert not may_reach(address)


@pytest.mark.parametrize("found", [["10.0.0.1"], ["8.8.8.8", "127.0.0.1"], ["::ffff:169.254.169.254"], []])
def test_a_name_is_looked_up_once_and_every_answer_must_be_public(
    found: list[str], monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.DEVELOPMENT = False
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_k: [(0, 0, 0, "", (one, 443)) for one in found])
    monkeypatch.setattr(httpx.Client, "send", lambda *_a, **_k: pytest.fail("it was sent"))
    assert sending._post("https://nhan.example.vn/", {}, b"{}").error == "address refused: private network"


def test_what_is_sent_goes_to_the_address_that_was_checked_and_no_redirect_is_followed(
    monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.DEVELOPMENT = False
    sent: list[httpx.Request] = []

    def send(_client: httpx.Client, request: httpx.Request, **_more: Any) -> httpx.Response:
        sent.append(request)
        return httpx.Response(302, headers={"Location": "http://169.254.169.254/"}, request=request)

    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_k: [(0, 0, 0, "", ("8.8.8.8", 443))])
    monkeypatch.setattr(httpx.HTTPTransport, "handle_request", lambda t, r: send(t, r))
    outcome = sending._post("https://nhan.example.vn/su-kien", {}, b"{}")
    assert (outcome.status, len(sent)) == (302, 1)
    assert sent[0].url.host == "8.8.8.8"
    assert sent[0].headers["host"] == "nhan.example.vn"

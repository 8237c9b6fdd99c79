"""Sessions end by themselves."""

from __future__ import annotations

import pytest
from django.test import Client

from caunoi.people import testing as people
from caunoi.people.sign_in import idle
from caunoi.units.testing import agency

pytestmark = pytest.mark.django_db
BEGUN = 1_790_000_000
PAGE = "/accounts/"


class Clock:
    """What `time.time` says."""

    def __init__(self) -> None:
        self.at = float(BEGUN)

    def time(self) -> float:
        return self.at


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(idle, "time", made)
    return made


@pytest.fixture
def client(clock: Clock) -> Client:
    ward = agency("peoples_committee", "commune", "Ủy ban nhân dân phường Mẫu", code="000.00.01.H26")
    return people.signed_in_officer(people.officer(ward.id, "specialist").id)


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_a_session_ends_after_an_hour_without_a_word_and_says_so(client: Client, clock: Clock) -> None:
    clock.at += idle.IDLE
    client.get(PAGE)
    assert signed_in(client)
    clock.at += idle.IDLE + 1
    answer = client.get(PAGE, follow=True)
    assert not signed_in(client)
    assert answer.redirect_chain[0][0].startswith("/accounts/login/")
    assert "Phiên làm việc đã kết thúc" in answer.content.decode()


def test_a_session_ends_twelve_hours_after_it_began_whatever_is_asked(client: Client, clock: Clock) -> None:
    while clock.at - BEGUN < idle.WHOLE:
        client.get(PAGE)
        assert signed_in(client)
        clock.at += idle.IDLE // 2
    clock.at += 1
    client.get(PAGE)
    assert not signed_in(client)


def test_what_is_sent_too_late_is_not_done(client: Client, clock: Clock) -> None:
    clock.at += idle.IDLE + 1
    assert client.post("/accounts/act-as/", {"membership": "x"}).status_code == 302
    assert not signed_in(client)


def test_the_browser_forgets_what_it_kept_of_whoever_is_signed_out(client: Client, clock: Clock) -> None:
    assert "Clear-Site-Data" not in client.get(PAGE).headers
    assert client.post("/accounts/logout/").headers["Clear-Site-Data"] == '"cache", "storage"'
    assert "Clear-Site-Data" not in client.get("/accounts/login/").headers


def test_it_forgets_what_it_kept_of_whoever_came_back_too_late(client: Client, clock: Clock) -> None:
    clock.at += idle.IDLE + 1
    assert client.get(PAGE).headers["Clear-Site-Data"] == '"cache", "storage"'

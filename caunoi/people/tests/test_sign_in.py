"""Signing in, through the real pages: officers by password and second factor, citizens by a real identity provider."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import pytest
import requests
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.db import connection
from django.test import Client

from caunoi.people import operations, queries, second_factor, testing
from caunoi.people.demo_people import CITIZENS, PASSWORD, TOTP_SECRET
from caunoi.people.models import Account
from caunoi.people.tests.conftest import NOW, SYSTEM

pytestmark = pytest.mark.django_db
LOGIN, CODE = "/accounts/login/", "/accounts/2fa/authenticate/"


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with testing.identity_provider() as address:
        yield address


def _password(client: Client, username: str, password: str = PASSWORD) -> Any:
    return client.post(LOGIN, {"login": username, "password": password})


def _code(client: Client, code: str | None = None) -> Any:
    return client.post(CODE, {"code": code or second_factor.current_code(TOTP_SECRET)})


def _by_identity(client: Client, issuer: str, sub: str, *, connect: bool = False) -> Any:
    """Walk from our form to the provider, choose who we are, and come back."""
    to = "/accounts/oidc/national-identity/login/" + ("?process=connect" if connect else "")
    there = client.post(to)
    assert there.status_code == 302
    assert there["Location"].startswith(f"{issuer}/oauth2/authorize?"), there["Location"]
    form = {"action": "deny"} if sub == "deny" else {"sub": sub}
    back = requests.post(there["Location"], data=form, allow_redirects=False, timeout=10)
    assert back.status_code == 302, back.text
    address = urlsplit(back.headers["Location"])
    return client.get(address.path, {k: v[0] for k, v in parse_qs(address.query).items()})


def test_an_officer_needs_both_factors(client: Client, agency: UUID) -> None:
    person = testing.officer(agency, "specialist")
    answer = _password(client, person.username)
    assert (answer.status_code, answer["Location"]) == (302, CODE)
    assert "_auth_user_id" not in client.session
    assert _code(client, "000000").status_code == 200
    assert "_auth_user_id" not in client.session
    answer = _code(client)
    assert (answer.status_code, answer["Location"]) == (302, "/desk/")
    assert client.session["_auth_user_id"] == str(person.id)


def test_a_code_opens_the_door_once(client: Client, agency: UUID) -> None:
    person = testing.officer(agency, "specialist")
    code = second_factor.current_code(TOTP_SECRET)
    _password(client, person.username)
    assert _code(client, code).status_code == 302
    other = Client()
    _password(other, person.username)
    assert _code(other, code).status_code == 200
    assert "_auth_user_id" not in other.session


def test_an_officer_without_second_factor_reaches_nothing_else(client: Client, agency: UUID) -> None:
    person = testing.officer(agency, "specialist", second_factor=False)
    _password(client, person.username)
    assert client.session["_auth_user_id"] == str(person.id)
    for path in ("/", "/desk/", "/accounts/act-as/", "/units/"):
        answer = client.get(path)
        assert (answer.status_code, answer["Location"]) == (302, "/accounts/2fa/"), path
    assert client.get("/accounts/2fa/").status_code == 200


def test_an_officer_sets_up_an_authenticator_app(client: Client, agency: UUID) -> None:
    person = testing.officer(agency, "specialist", second_factor=False)
    _password(client, person.username)
    answer = client.get("/accounts/2fa/totp/activate/")
    if answer.status_code == 302:
        answer = client.post(
            "/accounts/reauthenticate/", {"password": PASSWORD, "next": "/accounts/2fa/totp/activate/"}
        )
        answer = client.get(answer["Location"])
    secret = answer.context["form"].secret
    answer = client.post("/accounts/2fa/totp/activate/", {"code": second_factor.current_code(secret)})
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/2fa/recovery-codes/")
    assert client.get(answer["Location"]).status_code == 200
    stored = Authenticator.objects.get(user_id=person.id, type=Authenticator.Type.TOTP)
    assert secret not in str(stored.data)
    assert second_factor.decrypt(stored.data["secret"]) == secret
    assert client.get("/accounts/act-as/").status_code == 200


def test_the_last_second_factor_stays(client: Client, agency: UUID) -> None:
    person = testing.officer(agency, "specialist")
    _password(client, person.username)
    _code(client)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": "/accounts/2fa/"})
    answer = client.post("/accounts/2fa/totp/deactivate/")
    assert answer.status_code == 200
    assert Authenticator.objects.filter(user_id=person.id).exists()


def test_repeated_failures_lock_the_account_in_every_process(client: Client, agency: UUID) -> None:
    person = testing.officer(agency, "specialist")
    for _attempt in range(5):
        assert "chưa đúng" in _password(client, person.username, "wrong").content.decode()
    locked = _password(Client(), person.username)
    assert locked.status_code == 200
    assert "tạm khóa đăng nhập trong 15 phút" in locked.content.decode()
    with connection.cursor() as cursor:  # not in this process's memory
        cursor.execute("SELECT count(*) FROM people_cache WHERE cache_key LIKE '%%allauth:rl%%'")
        assert cursor.fetchone()[0] > 0
    cache.clear()
    assert _password(Client(), person.username)["Location"] == CODE


def test_wrong_codes_lock_too(client: Client, agency: UUID) -> None:
    person = testing.officer(agency, "specialist")
    _password(client, person.username)
    for _attempt in range(5):
        _code(client, "000000")
    assert _code(client).status_code == 200
    assert "_auth_user_id" not in client.session


def test_an_officer_of_several_agencies_chooses(client: Client, agency: UUID, other_agency: UUID) -> None:
    person = testing.officer(agency, "specialist")
    operations.grant_membership(
        person_id=person.id, agency_id=other_agency, role="counter_officer", valid_from=NOW, actor=SYSTEM, now=NOW
    )
    _password(client, person.username)
    answer = _code(client)
    assert answer["Location"] == "/accounts/act-as/"
    assert answer.wsgi_request.user.pk == person.id
    page = client.get("/accounts/act-as/").content.decode()
    assert page.count('name="membership"') >= 2


def test_a_citizen_comes_in_with_the_national_identity(client: Client, issuer: str) -> None:
    citizen = CITIZENS[0]
    answer = _by_identity(client, issuer, citizen.sub)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    person = queries.account(UUID(client.session["_auth_user_id"]))
    assert (person.full_name, person.personal_id, person.phone, person.email) == (
        citizen.full_name, citizen.personal_id, citizen.phone, citizen.email,
    )  # fmt: skip
    assert not person.is_officer
    assert not Account.objects.get(pk=person.id).has_usable_password()
    assert SocialAccount.objects.get().extra_data == {}
    again = Client()
    _by_identity(again, issuer, citizen.sub)
    assert again.session["_auth_user_id"] == str(person.id)
    assert Account.objects.count() == 1


def test_new_particulars_replace_old_ones(client: Client, issuer: str) -> None:
    citizen = CITIZENS[1]
    _by_identity(client, issuer, citizen.sub)
    Account.objects.update(full_name="Tên Cũ")
    _by_identity(Client(), issuer, citizen.sub)
    assert Account.objects.get().full_name == citizen.full_name


def test_an_officer_cannot_come_in_by_the_citizens_door_unless_linked(
    client: Client, issuer: str, agency: UUID
) -> None:
    citizen = CITIZENS[2]
    person = testing.officer(agency, "specialist", full_name=citizen.full_name)
    Account.objects.filter(pk=person.id).update(personal_id=citizen.personal_id)
    answer = _by_identity(client, issuer, citizen.sub)
    assert answer.status_code == 403
    assert "đã gắn với một tài khoản khác" in answer.content.decode()
    assert "_auth_user_id" not in client.session

    _password(client, person.username)
    _code(client)
    _by_identity(client, issuer, citizen.sub, connect=True)
    assert SocialAccount.objects.get().user_id == person.id
    linked = Client()
    answer = _by_identity(linked, issuer, citizen.sub)
    assert answer["Location"] == CODE, "the second factor is still asked"
    assert "_auth_user_id" not in linked.session


def test_a_cancelled_sign_in_says_so(client: Client, issuer: str) -> None:
    answer = _by_identity(client, issuer, "deny")
    assert answer["Location"] == "/accounts/identity/cancelled/"
    assert "Bạn đã hủy đăng nhập" in client.get(answer["Location"]).content.decode()


def test_nobody_signs_up(client: Client) -> None:
    for path in ("/accounts/signup/", "/accounts/identity/signup/"):
        assert client.get(path)["Location"] == LOGIN
        assert client.post(path)["Location"] == LOGIN
    for path in ("/accounts/password/reset/", "/accounts/email/", "/accounts/3rdparty/"):
        assert client.get(path).status_code == 404


def test_a_citizen_has_no_password_to_change(client: Client) -> None:
    testing.sign_in(client, testing.citizen().id)
    assert client.get("/accounts/password/").status_code == 403
    assert client.get("/accounts/act-as/").status_code == 403
    assert client.get("/accounts/").status_code == 200


def test_the_form_may_lead_to_the_identity_provider_and_nowhere_else(client: Client, issuer: str) -> None:
    policy = client.get(LOGIN)["Content-Security-Policy"]
    (rule,) = [part.strip() for part in policy.split(";") if part.strip().startswith("form-action")]
    assert issuer in rule
    assert "unsafe-inline" not in policy

"""What the table of access says is so: third-party pages guard themselves, and this proves it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caunoi.people.urls import THIRD_PARTY_ACCESS, urlpatterns

pytestmark = pytest.mark.django_db
ARGUMENTS: dict[str, dict[str, Any]] = {
    "openid_connect_login": {"provider_id": "national-identity"},
    "openid_connect_callback": {"provider_id": "national-identity"},
    "mfa_remove_webauthn": {"pk": 1},
    "mfa_edit_webauthn": {"pk": 1},
}


def test_every_address_is_in_the_table() -> None:
    assert {pattern.name for pattern in urlpatterns} == set(THIRD_PARTY_ACCESS)  # type: ignore[union-attr]


@pytest.mark.parametrize("name", [n for n, who in THIRD_PARTY_ACCESS.items() if who == "citizen"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_strangers_are_sent_to_sign_in(client: Client, name: str, method: str) -> None:
    answer = getattr(client, method)(reverse(name, kwargs=ARGUMENTS.get(name)))
    assert answer.status_code == 302
    assert answer["Location"].startswith(("/accounts/login/", "/accounts/reauthenticate/")), answer["Location"]
    if answer["Location"].startswith("/accounts/reauthenticate/"):
        assert client.get(answer["Location"])["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("name", ["account_login", "account_inactive", "people_demo", "socialaccount_login_error"])
def test_the_open_pages_open(client: Client, name: str) -> None:
    assert client.get(reverse(name)).status_code in {200, 401}

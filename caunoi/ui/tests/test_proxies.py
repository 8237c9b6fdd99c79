"""Behind proxies the visitor's address counts, and nobody writes it themselves."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from caunoi.ui.proxies import Behind


def seen(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.META["REMOTE_ADDR"])


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, "198.51.100.7", "127.0.0.1"),
        (1, "198.51.100.7", "198.51.100.7"),
        (1, "1.2.3.4, 198.51.100.7", "198.51.100.7"),
        (2, "1.2.3.4, 198.51.100.7, 10.0.0.1", "198.51.100.7"),
        (2, "10.0.0.1", "127.0.0.1"),
        (1, "", "127.0.0.1"),
    ],
)
def test_the_address_before_our_own_proxies_counts(
    settings: pytest.FixtureRequest, proxies: int, forwarded: str, expected: str
) -> None:
    settings.PROXIES = proxies  # type: ignore[attr-defined]
    request = RequestFactory().get("/", headers={"X-Forwarded-For": forwarded})
    assert Behind(seen)(request).content.decode() == expected


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "kind"), [("/api/v1/units", "application/problem+json"), ("/open311/v2/services.json", "application/json")]
)
def test_a_machine_that_asks_without_encryption_is_refused_and_not_led_on(
    client: Client, settings: Any, path: str, kind: str
) -> None:
    settings.SECURE_SSL_REDIRECT = True
    for answer in (client.get(path), client.post(path, {})):
        assert answer.status_code == 403
        assert answer.headers["Content-Type"].startswith(kind)
        assert "HTTPS" in answer.content.decode()
    assert client.get(path, secure=True).status_code != 403


@pytest.mark.django_db
def test_people_are_led_to_encryption_and_the_balancer_is_answered(client: Client, settings: Any) -> None:
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/track/")["Location"].startswith("https://")
    assert client.get("/healthz").status_code == 200

"""What every answer carries, where a redirect may lead, and what a request must carry to change anything."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import get_resolver

from tests.architecture.walls import addresses
from tests.journeys.scene_base import Scene
from tests.journeys.test_every_page import candidates

ELSEWHERE = ("https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "https:evil.example")
WITHOUT_TOKEN = {
    "language/": "a language is no act",
    "api/": "a machine's token is the permission, no cookie is",
    "open311/": "no cookie is read",
    "payments/": "signed by the payment service",
}
"""Addresses that take a POST without CSRF token, by how they begin."""


@pytest.mark.parametrize(
    "path", ["/", "/accounts/login/", "/track/", "/procedures/", "/no-such-page/", "/api/v1/units"]
)
def test_every_answer_says_what_a_browser_may_do(path: str, client: Client, db: None) -> None:
    answer = client.get(path)
    policy = answer["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "*" not in policy
    for wanted in ("default-src 'none'", "object-src 'none'", "frame-ancestors 'none'", "base-uri 'self'"):
        assert wanted in policy
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "Server" not in answer
    assert "X-Powered-By" not in answer


@pytest.mark.long
def test_cookies_are_not_for_scripts_nor_for_other_sites(scene: Scene) -> None:
    client = Client()
    client.get("/accounts/login/")
    client.post("/language/", {"language": "en"})
    assert client.cookies
    for name, cookie in client.cookies.items():
        assert cookie["samesite"] == "Lax", name
    assert settings.SESSION_COOKIE_HTTPONLY
    assert scene.clients["citizen"].cookies[settings.SESSION_COOKIE_NAME]["httponly"]


def test_outside_development_cookies_travel_encrypted_only() -> None:
    """Read from the settings as an operator's environment makes them."""
    import subprocess
    import sys

    said = subprocess.run(
        [sys.executable, "-c", "from caunoi.config import settings as s; print(s.SESSION_COOKIE_SECURE, "  # noqa: ISC004
         "s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS >= 31536000, s.DEBUG, "
         "s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SECURE_PROXY_SSL_HEADER[0])"],
        env={"CAUNOI_DEVELOPMENT": "0", "CAUNOI_PROXIES": "1", "CAUNOI_SECRET_KEY": "x" * 60, "PATH": "/usr/bin"},
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    *flags, session, csrf, scheme = said.stdout.split()
    assert flags == ["True"] * 4 + ["False"]
    assert (session, csrf, scheme) == ("__Host-sessionid", "__Host-csrftoken", "HTTP_X_FORWARDED_PROTO")


@pytest.mark.long
def test_personal_pages_are_kept_by_nobody(scene: Scene) -> None:
    found = []
    for who, paths in {
        "citizen": ["/dossiers/", "/store/", "/notices/", f"/file/{scene.values['dossier_id'][0]}/", "/accounts/"],
        "specialist": ["/desk/", "/desk/queue/all/", f"/desk/dossiers/{scene.values['code'][0]}/", "/desk/find/?q=mau"],
        "leader": ["/desk/tasks/", "/desk/registers/"],
    }.items():
        for path in paths:
            answer = scene.clients[who].get(path)
            if answer.status_code == 200 and "no-store" not in answer.headers.get("Cache-Control", ""):
                found.append(f"{path} as {who}: {answer.headers.get('Cache-Control')}")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("away", ELSEWHERE)
@pytest.mark.long
def test_no_redirect_leads_to_another_site(away: str, scene: Scene) -> None:
    nobody, citizen = Client(), scene.clients["citizen"]
    answers = [
        nobody.post("/language/", {"language": "vi", "next": away}),
        citizen.get("/accounts/login/", {"next": away}),
        citizen.post("/accounts/login/", {"next": away}),
        scene.clients["specialist"].post("/act-as/", {"membership": "x", "next": away}),
    ]
    for answer in answers:
        assert "evil" not in answer.headers.get("Location", "")
        assert "javascript" not in answer.headers.get("Location", "")
    assert f'href="{away}"' not in nobody.get("/accounts/login/", {"next": away}).content.decode()


@pytest.mark.long
def test_every_act_needs_the_token_of_its_own_site(scene: Scene) -> None:
    found, count = [], 0
    clients = [Client(enforce_csrf_checks=True) for _ in ("citizen", "leader")]
    for client, who in zip(clients, ("citizen", "leader"), strict=True):
        client.cookies.update(scene.clients[who].cookies)
    for route, _ in addresses(get_resolver().url_patterns):
        path = None if "^" in route or route.startswith(tuple(WITHOUT_TOKEN)) else next(candidates(route, scene), None)
        if path is None:
            continue
        for client in clients:
            count += 1
            status = client.post(path.partition("?")[0], {"x": "1"}).status_code
            if status != 403 and not (status in (302, 404, 405) and route == "healthz"):
                found.append(f"{path}: {status}")
    assert count > 300
    assert not found, "\n".join(found)


@pytest.mark.long
def test_what_changes_something_is_never_done_by_a_link(scene: Scene) -> None:
    """A GET on an address that only acts answers 405, and other methods are refused everywhere."""
    for path in ("/language/", "/act-as/", f"/desk/dossiers/{scene.values['code'][0]}/accept/"):
        assert scene.clients["leader"].get(path).status_code in (403, 405) or path.endswith("accept/")
    for method in ("put", "delete", "patch"):
        for path in ("/desk/", "/dossiers/", "/track/"):
            assert getattr(scene.clients["specialist"], method)(path).status_code in (403, 404, 405), (method, path)


@pytest.mark.long
def test_no_page_carries_a_script_or_style_of_its_own(scene: Scene) -> None:
    for who, path in (("nobody", "/"), ("nobody", "/accounts/login/"), ("citizen", "/dossiers/"), ("leader", "/desk/")):
        html = scene.clients[who].get(path).content.decode()
        assert not re.search(r"<script(?![^>]*(src=|application/))[^>]*>|\son\w+=\"|<style|\sstyle=\"", html), path

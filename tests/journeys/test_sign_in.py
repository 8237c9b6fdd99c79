"""The doors in a real browser: an officer, a citizen, a passkey; phone and desk, three languages."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from caunoi.core.ids import new_id
from caunoi.people import testing
from caunoi.people.demo_people import CITIZENS, PASSWORD
from caunoi.ui.testing import follow, open_page
from tests.journeys.pages import login_citizen, login_officer, reads_well

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_an_officer_signs_in_and_out(browser: Browser, root: str, issuer: str) -> None:
    person = testing.officer(new_id(), "specialist", full_name="Trần Văn Ví Dụ")
    page = open_page(browser, f"{root}/accounts/login/")
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if "Content Security" in message.text else None)
    login_officer(page, root, person.username)
    page.goto(f"{root}/accounts/")
    assert "Trần Văn Ví Dụ" in page.content()
    reads_well(page, "account")
    follow(page.get_by_role("button", name="Đăng xuất").first)
    page.goto(f"{root}/accounts/")
    assert "/accounts/login/" in page.url
    assert refused == []


def test_a_citizen_signs_in_through_the_identity_provider(browser: Browser, root: str, issuer: str) -> None:
    page = open_page(browser, f"{root}/accounts/login/", width=390)
    login_citizen(page, root)
    page.goto(f"{root}/accounts/")
    assert CITIZENS[0].full_name in page.content()
    reads_well(page, "account-citizen")


def test_a_passkey_is_added_and_then_opens_the_door_alone(browser: Browser, root: str, issuer: str) -> None:
    person = testing.officer(new_id(), "leader", second_factor=False)
    page = open_page(browser, f"{root}/accounts/login/")
    cdp = page.context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    key = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    cdp.send("WebAuthn.addVirtualAuthenticator", {"options": key})
    page.fill("#id_login", person.username)
    page.fill("#id_password", PASSWORD)
    follow(page.locator("#sign-in-officer"))
    page.goto(f"{root}/desk/")
    assert page.url == f"{root}/accounts/2fa/", "nothing else opens without a second factor"
    reads_well(page, "second-factor")
    page.goto(f"{root}/accounts/2fa/passkeys/add/")
    if "reauthenticate" in page.url:
        page.fill("#id_password", PASSWORD)
        follow(page.locator("#reauthenticate"))
    reads_well(page, "passkey-add")
    page.check("#id_passwordless")
    follow(page.locator("#mfa_webauthn_add"))
    page.wait_for_url(f"{root}/accounts/2fa/recovery-codes/")
    reads_well(page, "recovery-codes")
    page.goto(f"{root}/accounts/2fa/passkeys/")
    reads_well(page, "passkeys")
    follow(page.get_by_role("button", name="Đăng xuất").first)
    page.goto(f"{root}/accounts/login/")
    page.click("#passkey_login")
    page.wait_for_url(lambda url: "/accounts/login/" not in url)
    page.goto(f"{root}/accounts/")
    assert person.username in page.content()


@pytest.mark.parametrize("language", ["vi", "en", "th"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_pages_read_well(browser: Browser, root: str, issuer: str, language: str, width: int) -> None:
    person = testing.officer(new_id(), "specialist", username="chuyen.vien")
    page = open_page(browser, f"{root}/accounts/login/", width=width, language=language)
    reads_well(page, f"login-{language}-{width}")
    page.fill("#id_login", person.username)
    page.fill("#id_password", "wrong")
    follow(page.locator("#sign-in-officer"))
    reads_well(page, f"login-wrong-{language}-{width}")
    page.fill("#id_password", PASSWORD)
    follow(page.locator("#sign-in-officer"))
    reads_well(page, f"code-{language}-{width}")
    for path in ("demo", "identity/cancelled", "identity/error"):
        page.goto(f"{root}/accounts/{path}/")
        reads_well(page, f"{path.replace('/', '-')}-{language}-{width}")


def test_it_works_without_a_script(browser: Browser, root: str, issuer: str) -> None:
    person = testing.officer(new_id(), "specialist")
    page = open_page(browser, f"{root}/accounts/login/", script=False)
    login_officer(page, root, person.username)
    page.goto(f"{root}/accounts/")
    assert person.username in page.content()

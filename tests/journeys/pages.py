"""What every journey does with a page: look at it, answer it, go on from it; and the birth that several file."""

from __future__ import annotations

import os
import re
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.test import Client
from playwright.sync_api import Locator, Page

from caunoi.core.clock import VIETNAM
from caunoi.people import testing as people
from caunoi.people.demo_people import PASSWORD
from caunoi.ui.testing import axe, follow, overflow

MORNING = datetime(2026, 9, 22, 9, 0, tzinfo=VIETNAM)
"""A Tuesday in office hours: what is due and counted does not hang on the day the tests run."""
WARD = "00082"
SHOTS = os.environ.get("CAUNOI_SHOTS", "")
"""A folder to keep pictures in, for whoever wants to look at them."""
CODE = re.compile(r"\d{3}\.\d{2}\.\w{2}\.H26-260922-\d{4}")
SCREENS: list[dict[str, str]] = [
    {"requester_relation": "mother"},
    {"child_full_name": "Trần Thị Ví Dụ"},
    {"child_birth_date_0": "15", "child_birth_date_1": "9", "child_birth_date_2": "2026", "child_birth_time": "07:30"},
    {"child_sex": "female", "child_ethnicity": "Kinh", "child_nationality": "Việt Nam"},
    {"child_birth_place": "Bệnh viện Mẫu, Hà Nội", "child_home_town": "Hà Nội"},
    {
        "mother_full_name": "Nguyễn Thị Mẫu", "mother_birth_date_0": "29", "mother_birth_date_1": "2",
        "mother_birth_date_2": "1996", "mother_ethnicity": "Kinh", "mother_nationality": "Việt Nam",
        "mother_residence": "Phường Cửa Nam, Hà Nội",
    },
    {"father_known": "false"},
    {"copies": "1"},
]  # fmt: skip
"""The answers of a birth's form, screen by screen."""
_UPLOAD_RULE = "label-content-name-mismatch"
"""The rule left out where GOV.UK's own file upload stands, which names itself by other elements."""


def session(client: Client, root: str) -> list[Any]:
    """The cookies of somebody who has signed in on `client`, for a browser."""
    name = settings.SESSION_COOKIE_NAME
    return [{"name": name, "value": client.cookies[name].value, "url": root}]


def keep(page: Page, name: str) -> None:
    """A picture of the page, when CAUNOI_SHOTS names a folder."""
    if SHOTS:
        Path(SHOTS).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)


def faults(page: Page) -> list[str]:
    """What axe-core finds wrong."""
    return axe(page, ignore=[_UPLOAD_RULE] if page.locator(".govuk-file-upload-button").count() else [])


def reads_well(page: Page, name: str = "") -> None:
    """The page reads well for everybody and fits its window; kept as a picture when it has a name."""
    if name:
        keep(page, name)
    assert faults(page) == [], name
    assert overflow(page) <= 0, name


def login_officer(page: Page, base_url: str, username: str, password: str = PASSWORD) -> None:
    """Sign an officer in through the pages: name and password, then the authenticator's code."""
    page.goto(f"{base_url}/accounts/login/")
    page.fill("#id_login", username)
    page.fill("#id_password", password)
    follow(page.locator("#sign-in-officer"))
    for code in people.totp_codes():
        page.fill("#id_code", code)
        follow(page.locator("#confirm-code"))
        if "/accounts/2fa/authenticate/" not in page.url:
            return
    raise AssertionError(f"{username} was not let in: {page.url}")


def login_citizen(page: Page, base_url: str, sub: str = "cong-dan-mau") -> None:
    """Sign a citizen in through the pages and the identity provider, which must run (`identity_provider` above)."""
    page.goto(f"{base_url}/accounts/login/")
    follow(page.locator("#sign-in-identity"))
    follow(page.locator(f"button[name=sub][value='{sub}']"))
    page.wait_for_url(f"{base_url}/**")


def named(page: Page, name: str, *, exact: bool = False) -> Locator:
    """The first link or button of that name in the page's main part."""
    main = page.locator("main")
    button = main.get_by_role("button", name=name, exact=exact)
    return main.get_by_role("link", name=name, exact=exact).or_(button).first


def press(page: Page) -> None:
    """The one button that goes on; the next page is there afterwards."""
    follow(page.locator("main form button.govuk-button:not(.govuk-button--secondary):visible").last)


def answer(page: Page, answers: dict[str, str]) -> None:
    """Fill in one screen of a form and go on."""
    for name, value in answers.items():
        field = page.locator(f"[name={name}]").first
        if field.get_attribute("type") == "radio":
            page.check(f"[name={name}][value='{value}']")
        else:
            field.fill(value)
    press(page)


def submit_twice(page: Page) -> str:
    """Declare, press the button twice, and give the code that the confirmation shows."""
    page.check("[name=declaration]")
    page.locator("main form button.govuk-button").last.dblclick()
    page.wait_for_url("**/submitted/")
    shown = CODE.search(page.locator(".govuk-panel").inner_text())
    assert shown
    return shown.group()

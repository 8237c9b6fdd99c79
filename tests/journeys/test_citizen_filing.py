"""A citizen files and follows a dossier in a real browser: three languages, phone and desk, scripts on and off."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import caches
from django.test import Client
from playwright.sync_api import Browser, Page

from caunoi.core.actor import Person, System
from caunoi.core.clock import VIETNAM, SystemClock
from caunoi.dossiers import operations, testing
from caunoi.dossiers.testing import BIRTH, PNG, Office
from caunoi.people import testing as people
from caunoi.portal.tests import filing
from caunoi.procedures import operations as procedures
from caunoi.ui.testing import axe, chromium, open_page, overflow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MORNING = datetime(2026, 9, 22, 9, 0, tzinfo=VIETNAM)
SHOTS = os.environ.get("CAUNOI_SCREENSHOTS")
PHONE = "0900000001"
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


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filing.few_procedures(tmp_path_factory.mktemp("procedures"))


@pytest.fixture
def office(catalogue: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """A ward's office and its citizen; the clock runs on from MORNING."""
    started, real_now = SystemClock().now(), SystemClock.now
    monkeypatch.setattr(SystemClock, "now", lambda clock: MORNING + (real_now(clock) - started))
    for cache in ("default", "local"):
        caches[cache].clear()
    procedures.load(now=MORNING, actor=System("test"), folder=catalogue)
    return replace(testing.office(MORNING), citizen=Person(people.citizen(personal_id="001196000001").id))


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A photograph of a certificate of live birth."""
    path = tmp_path / "giay-chung-sinh.png"
    path.write_bytes(PNG)
    return path


def cookies(office: Office, root: str) -> list[dict[str, Any]]:
    """The session of the citizen, who has signed in."""
    client = Client()
    people.sign_in(client, office.citizen.person_id)
    return [{"name": settings.SESSION_COOKIE_NAME, "value": client.cookies["sessionid"].value, "url": root}]


class Look:
    """Every page is examined, and kept as a picture when CAUNOI_SCREENSHOTS names a folder."""

    def __init__(self, page: Page, name: str, *, script: bool) -> None:
        self.page, self.name, self.script = page, name, script

    def __call__(self, what: str) -> None:
        if SHOTS:
            Path(SHOTS).mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=Path(SHOTS) / f"{what}-{self.name}.png", full_page=True)
        if self.script:
            # The rule left out counts the words inside GOV.UK's own file upload, which names itself by other elements.
            upload = self.page.locator(".govuk-file-upload-button").count()
            assert axe(self.page, ignore=["label-content-name-mismatch"] if upload else []) == [], what
            assert overflow(self.page) <= 0, what


def press(page: Page) -> None:
    """The one button that goes on."""
    page.locator("main form button.govuk-button:not(.govuk-button--secondary):visible").last.click()


def answer(page: Page, answers: dict[str, str]) -> None:
    for name, value in answers.items():
        radio = page.locator(f"input[type=radio][name={name}][value='{value}']")
        if radio.count():
            radio.check()
        else:
            page.fill(f"[name={name}]", value)
    press(page)


def file_it(page: Page, root: str, paper: Path, look: Look) -> str:
    """From the procedure's page to the receipt; gives the code."""
    page.goto(f"{root}/procedures/{BIRTH}/")
    page.locator("a.govuk-button--start").click()
    look("start-where")
    page.fill("#q", "cua nam")
    page.locator(".cn-search button").click()
    page.check("[name=unit][value='00082']")
    look("start-found")
    press(page)
    look("start-confirm")
    press(page)
    look("tasks")
    page.locator(".govuk-task-list a").first.click()
    for number, answers in enumerate(SCREENS):
        look(f"section-{number}")
        answer(page, answers)
    look("papers")
    page.locator(".govuk-task-list a").first.click()
    page.set_input_files("[name=files]", str(paper))
    look("paper")
    press(page)
    look("papers-done")
    page.locator("main a.govuk-button").last.click()
    look("fee")
    if page.locator("main a.govuk-button").count():
        page.locator("main a.govuk-button").last.click()
    else:
        page.locator("main form button.govuk-button").first.click()
    look("result")
    page.fill("[name=phone]", PHONE)
    press(page)
    look("check")
    page.check("[name=declaration]")
    page.locator("main form button.govuk-button").last.dblclick()
    page.wait_for_url("**/submitted/")
    look("submitted")
    shown = CODE.search(page.locator(".govuk-panel").inner_text())
    assert shown
    return shown.group()


@pytest.mark.parametrize(
    ("language", "width", "script"),
    [("vi", 390, True), ("vi", 1280, True), ("en", 390, True), ("th", 1280, True), ("vi", 390, False)],
)
def test_a_citizen_files_a_birth_and_tracks_it_without_signing_in(
    browser: Browser, live_server: Any, office: Office, paper: Path, language: str, width: int, script: bool
) -> None:
    root = str(live_server.url)
    name = f"{language}-{width}{'' if script else '-noscript'}"
    page = open_page(browser, f"{root}/", width=width, language=language, script=script, cookies=cookies(office, root))
    code = file_it(page, root, paper, Look(page, name, script=script))
    page.goto(f"{root}/dossiers/")
    Look(page, name, script=script)("mine")
    assert code in page.content()
    away = open_page(browser, f"{root}/track/?code={code}", width=width, language=language, script=script)
    look = Look(away, name, script=script)
    look("track")
    away.fill("[name=phone]", PHONE)
    away.locator("main form button").click()
    look("track-found")
    assert code in away.locator("main").inner_text()
    assert "Mẫu" not in away.locator("main").inner_text()


@pytest.mark.parametrize(("language", "width"), [("vi", 390), ("vi", 1280), ("en", 390), ("th", 390)])
def test_a_citizen_answers_a_supplement_gets_the_result_and_rates(
    browser: Browser, live_server: Any, office: Office, paper: Path, language: str, width: int
) -> None:
    root, name = str(live_server.url), f"{language}-{width}"
    view = testing.walk(office, "accepted", now=MORNING)
    operations.request_supplement(
        dossier_id=view.id, items=[{"component_id": "birth_proof", "what": "Ảnh bị mờ, hãy chụp lại"}],
        reason="Giấy chứng sinh không đọc được", actor=office.specialist, now=MORNING,
    )  # fmt: skip
    home = f"{root}/dossiers/{view.code}/"
    page = open_page(browser, home, width=width, language=language, cookies=cookies(office, root))
    look = Look(page, name, script=True)
    look("dossier-asked")
    page.locator(".cn-card--task a").click()
    look("supplement")
    page.locator(".govuk-task-list a").click()
    page.set_input_files("[name=files]", str(paper))
    look("supplement-paper")
    press(page)
    look("supplement-ready")
    press(page)
    look("dossier-sent")
    later = SystemClock().now() + timedelta(minutes=1)
    operations.record_look(dossier_id=view.id, what="page", actor=office.specialist, now=later)
    operations.submit_for_signature(dossier_id=view.id, result={}, actor=office.specialist, now=later)
    operations.sign(dossier_id=view.id, actor=office.leader, now=later)
    operations.hand_over(dossier_id=view.id, actor=office.counter, now=later)
    page.goto(home)
    look("dossier-returned")
    for act in ("payment", "wrong", "looks"):
        page.goto(f"{home}{act}/")
        look(act)
    page.goto(f"{home}rate/")
    for number in (1, 2, 3, 4, 7):
        page.check(f"[name=score_{number}][value='2']")
    look("rate")
    press(page)
    look("dossier-rated")
    page.goto(f"{root}/store/")
    look("store")
    assert str(view.code) in page.content()


def test_other_pages_read_well_too(browser: Browser, live_server: Any, office: Office) -> None:
    """Two tabs, a group of questions, a unit to choose, mistakes, deleting, withdrawing, help, empty lists."""
    root = str(live_server.url)
    page = open_page(browser, f"{root}/store/", width=390, cookies=cookies(office, root))
    look = Look(page, "vi-390", script=True)
    look("store-empty")
    page.goto(f"{root}/dossiers/")
    look("mine-empty")
    page.goto(f"{root}/procedures/{BIRTH}/help/?q=cua nam")
    look("helped")
    page.goto(f"{root}/procedures/1.004873/start/")
    look("start-case")
    page.locator("main form button").click()
    look("start-case-wrong")
    page.goto(f"{root}/procedures/{BIRTH}/start/?unit=00082&elsewhere=1&q=cua nam")
    look("elsewhere")
    page.goto(f"{root}/procedures/{BIRTH}/start/?unit=00082")
    press(page)
    home = page.url
    page.goto(f"{home}form/child_name/")
    other = page.context.new_page()
    other.goto(f"{home}form/child_name/")
    answer(other, {"child_full_name": "Trần Thị Một"})
    answer(page, {"child_full_name": "Trần Thị Hai"})
    look("conflict")
    page.goto(f"{home}form/mother/")
    press(page)
    look("section-wrong")
    page.goto(f"{home}delete/")
    look("delete")
    _a_group(page, root, look)
    view = testing.walk(office, "accepted", now=MORNING)
    page.goto(f"{root}/dossiers/{view.code}/withdraw/")
    look("withdraw")


def _a_group(page: Page, root: str, look: Look) -> None:
    """A household business: rows are added and taken away."""
    page.goto(f"{root}/procedures/1.001612/start/")
    if page.locator("[name=case]").count():
        page.locator("[name=case]").first.check()
        press(page)
    case = page.locator("[name=case]").first.get_attribute("value") if page.locator("[name=case]").count() else ""
    page.goto(f"{root}/procedures/1.001612/start/?case={case}&unit=00082")
    press(page)
    home = page.url
    links = [str(a.get_attribute("href")) for a in page.locator("a[href*='/form/']").all()]
    for href in links:
        page.goto(root + href)
        if page.locator("[name=_group]").count():
            rows = page.locator("main fieldset.cn-card").count()
            page.locator("[name=_group][value^=add]").first.click()
            assert page.locator("main fieldset.cn-card").count() == rows + 1
            look("group")
            page.locator("[name=_group][value^=drop]").first.click()
            assert page.locator("main fieldset.cn-card").count() == rows
            return
    raise AssertionError(f"no group of questions in {home}")

"""A citizen files and follows a dossier in a real browser: three languages, phone and desk, scripts on and off."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page

from caunoi.core.actor import Person, System
from caunoi.core.clock import SystemClock
from caunoi.dossiers import operations, testing
from caunoi.dossiers.testing import BIRTH, Office
from caunoi.people import testing as people
from caunoi.portal.tests import filing
from caunoi.procedures import operations as procedures
from caunoi.ui.testing import follow, open_page
from tests.journeys.pages import MORNING, SCREENS, answer, keep, press, reads_well, session, submit_twice

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = "0900000001"


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filing.few_procedures(tmp_path_factory.mktemp("procedures"))


@pytest.fixture
def office(catalogue: Path, morning: None, transactional_db: None) -> Office:
    """A ward's office and its citizen."""
    procedures.load(now=MORNING, actor=System("test"), folder=catalogue)
    return replace(testing.office(MORNING), citizen=Person(people.citizen(personal_id="001196000001").id))


def cookies(office: Office, root: str) -> list[Any]:
    """The session of the citizen, who has signed in."""
    client = Client()
    people.sign_in(client, office.citizen.person_id)
    return session(client, root)


class Look:
    """Every page is kept as a picture, and examined where scripts run."""

    def __init__(self, page: Page, name: str, *, script: bool) -> None:
        self.page, self.name, self.script = page, name, script

    def __call__(self, what: str) -> None:
        if self.script:
            reads_well(self.page, f"{what}-{self.name}")
        else:
            keep(self.page, f"{what}-{self.name}")


def file_it(page: Page, root: str, paper: Path, look: Look) -> str:
    """From the procedure's page to the receipt; gives the code."""
    page.goto(f"{root}/procedures/{BIRTH}/")
    follow(page.locator("a.govuk-button--start"))
    look("start-where")
    page.fill("#q", "cua nam")
    follow(page.locator(".cn-search button"))
    page.check("[name=unit][value='00082']")
    look("start-found")
    press(page)
    look("start-confirm")
    press(page)
    look("tasks")
    follow(page.locator(".govuk-task-list a").first)
    for number, answers in enumerate(SCREENS):
        look(f"section-{number}")
        answer(page, answers)
    look("papers")
    follow(page.locator(".govuk-task-list a").first)
    page.set_input_files("[name=files]", str(paper))
    look("paper")
    press(page)
    look("papers-done")
    follow(page.locator("main a.govuk-button").last)
    look("fee")
    if page.locator("main a.govuk-button").count():
        follow(page.locator("main a.govuk-button").last)
    else:
        follow(page.locator("main form button.govuk-button").first)
    look("result")
    page.fill("[name=phone]", PHONE)
    press(page)
    look("check")
    code = submit_twice(page)
    look("submitted")
    return code


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
    follow(away.locator("main form button"))
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
    follow(page.locator(".cn-card--task a"))
    look("supplement")
    follow(page.locator(".govuk-task-list a"))
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
    follow(page.locator("main form button"))
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
    case = page.locator("[name=case]").first.get_attribute("value")
    page.goto(f"{root}/procedures/1.001612/start/?case={case}&unit=00082")
    press(page)
    home = page.url
    links = [str(a.get_attribute("href")) for a in page.locator("a[href*='/form/']").all()]
    for href in links:
        page.goto(root + href)
        if page.locator("[name=_group]").count():
            rows = page.locator("main fieldset.cn-card").count()
            follow(page.locator("[name=_group][value^=add]").first)
            assert page.locator("main fieldset.cn-card").count() == rows + 1
            look("group")
            follow(page.locator("[name=_group][value^=drop]").first)
            assert page.locator("main fieldset.cn-card").count() == rows
            return
    raise AssertionError(f"no group of questions in {home}")

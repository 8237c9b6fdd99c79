"""A cashier's morning in a real browser: what is due is found, taken and receipted, taken back and given back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from caunoi.core.actor import Person
from caunoi.dossiers import testing
from caunoi.dossiers.testing import Office
from caunoi.people import testing as people
from caunoi.ui.testing import follow, open_page
from tests.journeys.pages import MORNING, press, reads_well, session

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LOOKS = (("vi", 1280), ("en", 390), ("th", 1280), ("vi", 390))


@pytest.fixture
def office(transactional_db: None, morning: None) -> Office:
    made = testing.office(MORNING)
    return replace(made, citizen=Person(people.citizen(full_name="Trần Thị Ví Dụ", personal_id="001190000001").id))


def _signed_in(browser: Browser, root: str, person_id: Any, path: str, language: str = "vi", width: int = 1280) -> Page:
    client = people.signed_in_officer(person_id)
    return open_page(browser, root + path, width=width, language=language, cookies=session(client, root))


def _owing(office: Office, amount: int | None) -> str:
    view = testing.walk(office, "accepted", now=MORNING)
    testing.owe(view.id, amount)
    return view.code


def test_money_is_taken_with_the_keyboard_and_the_next_person_is_a_key_away(
    browser: Browser, root: str, office: Office
) -> None:
    code = _owing(office, 20_000)
    cashier = people.officer(office.centre_id, "cashier", second_factor=False)
    page = _signed_in(browser, root, cashier.id, "/desk/payments/")
    reads_well(page, "till")
    page.focus("#q")
    page.keyboard.insert_text(code)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/take/{code}/")
    reads_well(page, "till-take")
    page.focus("[name=amount]")
    expect(page.locator("[name=amount]")).to_have_value("20.000")
    page.keyboard.press("Enter")
    page.wait_for_url("**/receipts/**")
    reads_well(page, "till-receipt")
    answer = page.request.get(root + str(page.get_attribute("#print", "href")))
    assert answer.body().startswith(b"%PDF")
    page.focus("#next-person")
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/payments/")
    expect(page.locator("main")).not_to_contain_text(code)


@pytest.mark.parametrize(("language", "width"), LOOKS)
def test_the_tills_pages_read_well(browser: Browser, root: str, office: Office, language: str, width: int) -> None:
    known, unknown = _owing(office, 20_000), _owing(office, None)
    cashier = people.officer(office.centre_id, "cashier", second_factor=False)
    name = f"{language}-{width}"
    page = _signed_in(browser, root, cashier.id, "/desk/payments/", language, width)
    reads_well(page, f"due-{name}")
    page.goto(f"{root}/desk/payments/?q=khong co ai")
    reads_well(page, f"due-nothing-{name}")
    page.goto(f"{root}/desk/payments/take/{unknown}/")
    page.fill("[name=amount]", "abc")
    press(page)
    reads_well(page, f"take-wrong-{name}")
    page.goto(f"{root}/desk/payments/take/{known}/")
    press(page)
    receipt = page.url
    reads_well(page, f"receipt-{name}")
    page.goto(f"{receipt}refund/")
    page.fill("[name=reason]", "Người nộp được miễn phí")
    press(page)
    reads_well(page, f"refunds-{name}")
    manager = _signed_in(browser, root, office.manager.person_id, "/desk/payments/refunds/", language, width)
    follow(manager.locator(".cn-rows a").first)
    reads_well(manager, f"refund-{name}")
    manager.check("[name=grant][value=no]")
    press(manager)
    reads_well(manager, f"refund-wrong-{name}")
    for path in ("day/", "online/", "reconciliations/"):
        page.goto(f"{root}/desk/payments/{path}")
        reads_well(page, f"{path.strip('/')}-{name}")
    page.goto(f"{receipt}void/")
    reads_well(page, f"void-{name}")

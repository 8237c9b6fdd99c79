"""The counter with the keyboard only: a certified copy from an empty page to the receipt, in under a minute of keys.

Keys are counted and timed by how long people take for one (a practised typist makes 200 a minute; here each key is
given 0.3 s, and each wait for the page its real time).
"""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import Browser, Page, expect

from caunoi.people import testing
from caunoi.ui.testing import follow, open_page
from tests.journeys.pages import CODE, MORNING, login_officer, reads_well

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("demo_ward")]
A_KEY = 0.3
"""Seconds for a key by somebody who types at ordinary speed."""


class Keyboard:
    """Types and counts; nothing else is ever used."""

    def __init__(self, page: Page) -> None:
        self.page, self.keys = page, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.keys += 1

    def type(self, text: str) -> None:
        self.page.keyboard.insert_text(text)
        self.keys += len(text)

    def to(self, name: str) -> None:
        """Tab onward to a control, as many times as it takes."""
        for _ in range(40):
            if self.page.evaluate("() => document.activeElement?.name || document.activeElement?.id") == name:
                return
            self.press("Tab")
        raise AssertionError(f"{name} is not reached by Tab")


def test_a_certified_copy_is_received_with_the_keyboard_only_in_under_a_minute(browser: Browser, root: str) -> None:
    page = open_page(browser, f"{root}/accounts/login/")
    login_officer(page, root, "quay.cuanam")
    page.goto(f"{root}/desk/counter/")
    reads_well(page)
    keys, started = Keyboard(page), time.monotonic()
    keys.type("2.000815")
    keys.press("Enter")
    page.wait_for_url("**/desk/counter/2.000815/")
    keys.to("personal_id")
    keys.type("001057000123")
    keys.press("Enter")
    keys.to("full_name")
    keys.type("Lê Văn Mẫu")
    keys.press("Enter")
    keys.type("0912345678")
    keys.to("q-document_name")
    keys.type("Bằng tốt nghiệp")
    keys.press("Enter")
    keys.press("Control+a")
    keys.type("2")
    keys.press("Enter")
    keys.press("Control+a")
    keys.type("3")
    expect(page.locator("#fee-total")).to_contain_text("12.000")
    keys.press("Control+Enter")
    page.wait_for_url("**/received/**")
    waited = time.monotonic() - started
    assert CODE.search(page.locator("#code").inner_text())
    expect(page.locator("#receipt-pdf")).to_be_visible()
    assert keys.keys * A_KEY + waited < 60
    reads_well(page)
    assert page.evaluate("() => document.activeElement?.id") == "next-person"
    keys.press("Enter")
    page.wait_for_url("**/desk/counter/")
    expect(page.locator(".cn-keys a").first).to_contain_text(re.compile("chứng thực", re.IGNORECASE))


def test_a_person_who_comes_again_is_filled_in_and_mistakes_keep_what_was_chosen(browser: Browser, root: str) -> None:
    testing.citizen(full_name="Trần Thị Ví Dụ", personal_id="001190000001", now=MORNING)
    page = open_page(browser, f"{root}/accounts/login/")
    login_officer(page, root, "quay.cuanam")
    page.goto(f"{root}/desk/counter/2.000815/")
    page.fill("[name=personal_id]", "001190000001")
    expect(page.locator("[name=full_name]")).to_have_value("Trần Thị Ví Dụ")
    page.set_input_files("[name=p-original-file]", {"name": "bang.pdf", "mimeType": "application/pdf", "buffer": b"%"})
    page.fill("[name=q-original_pages]", "0")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    assert page.evaluate("() => document.querySelector('[name=p-original-file]').files.length") == 1
    expect(page.locator("[name=full_name]")).to_have_value("Trần Thị Ví Dụ")
    reads_well(page)


@pytest.mark.parametrize("width", [390, 1280])
def test_the_counter_works_without_a_script(browser: Browser, root: str, width: int) -> None:
    page = open_page(browser, f"{root}/accounts/login/", width=width, script=False)
    login_officer(page, root, "quay.cuanam")
    page.goto(f"{root}/desk/counter/2.000815/")
    page.fill("[name=personal_id]", "001057000123")
    page.fill("[name=full_name]", "Lê Văn Mẫu")
    page.fill("[name=q-document_name]", "Căn cước")
    page.fill("[name=q-original_pages]", "2")
    follow(page.get_by_role("button", name="Tính lại"))
    expect(page.locator("#fee-total")).to_contain_text("4.000")
    follow(page.locator("#receive"))
    assert CODE.search(page.locator("#code").inner_text())

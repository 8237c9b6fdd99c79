"""The catalogue in a real browser: every page fits a phone, axe finds nothing, and finding works without JavaScript."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import caches

from caunoi.core.actor import System
from caunoi.core.clock import SystemClock, local_date
from caunoi.procedures import operations, queries
from caunoi.ui.testing import LANGUAGES, LIMIT, SIZES, axe, chromium, follow, open_page, overflow, weight

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.xdist_group("catalogue-browser"),
]
LISTS = ["/procedures/", "/procedures/?event=child&level=commune", "/procedures/?q=zzzz", "/procedures/1.000080/"]
READ_CLOSELY = ("1.001193", "1.004222", "1.013225", "2.000815", "2.000986")


@pytest.fixture
def catalogue() -> list[str]:
    """The shipped catalogue; the codes that can be filed."""
    caches["local"].clear()
    now = SystemClock().now()
    operations.load(now=now, actor=System("test"))
    return [entry.code for entry in queries.search(on=local_date(now), can_file=True, size=100).entries]


def test_lists_and_procedures_are_light_sound_and_fit(live_server: Any, catalogue: list[str]) -> None:
    closely = [f"/procedures/{code}/" for code in READ_CLOSELY if code in catalogue]
    with chromium() as browser:
        for number, address in enumerate([*LISTS, *closely]):
            page = open_page(browser, live_server.url + address, language=LANGUAGES[number % 3])
            assert weight(page).total < LIMIT, address
            for width in (320, *SIZES):
                page.set_viewport_size({"width": width, "height": 800})
                page.evaluate("() => document.querySelectorAll('details').forEach(d => d.open = true)")
                assert overflow(page) <= 0, (address, width)
            assert axe(page) == [], address
            page.context.close()


def test_every_procedure_that_can_be_filed_fits_a_phone(live_server: Any, catalogue: list[str]) -> None:
    assert len(catalogue) >= 33
    with chromium() as browser:
        page = open_page(browser, live_server.url, width=390)
        for code in catalogue:
            page.goto(f"{live_server.url}/procedures/{code}/", wait_until="domcontentloaded")
            assert page.locator("h1").count() == 1, code
            assert page.locator("a.govuk-button--start").count() == 1, code
            assert overflow(page) <= 0, code


def test_finding_works_without_javascript(live_server: Any, catalogue: list[str]) -> None:
    with chromium() as browser:
        page = open_page(browser, live_server.url + "/", width=390, script=False)
        follow(page.get_by_role("link", name="Có con"))
        follow(page.get_by_role("link", name="Thủ tục đăng ký khai sinh", exact=True))
        assert page.locator("h1").inner_text() == "Thủ tục đăng ký khai sinh"
        page.goto(live_server.url + "/procedures/")
        page.get_by_text("Thu hẹp theo").click()
        page.get_by_label("Lĩnh vực", exact=True).select_option("Chứng thực")
        follow(page.get_by_role("button", name="Lọc"))
        assert "Chứng thực" in page.locator(".cn-chips").inner_text()
        follow(page.get_by_role("link", name="Bỏ điều kiện lọc: Chứng thực"))
        assert page.locator(".cn-chips").count() == 0

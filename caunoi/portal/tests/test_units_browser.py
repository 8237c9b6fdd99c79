"""The pages about units in a real browser: weight, accessibility, width, and what is left without JavaScript."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser

from caunoi.ui.testing import LANGUAGES, LIMIT, SIZES, axe, chromium, follow, open_page, overflow, weight

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("hanoi"),
    pytest.mark.xdist_group("units-browser"),
]
PAGES = ["/units/", "/units/?q=ba+dinh", "/units/00004/", "/units/reform/", "/units/downloads/", "/api/v1/docs"]


def test_every_page_is_light_sound_and_fits_a_phone(live_server: Any) -> None:
    with chromium() as browser:
        for address in PAGES:
            for language in LANGUAGES:
                page = open_page(browser, live_server.url + address, language=language)
                assert weight(page).total < LIMIT, (address, language, weight(page).parts)
                if language == "vi":
                    assert axe(page) == [], address
                for width in (320, *SIZES):
                    page.set_viewport_size({"width": width, "height": 800})
                    assert overflow(page) <= 0, (address, language, width)
                page.context.close()


def test_the_map_search_and_language_work(live_server: Any) -> None:
    with chromium() as browser:
        _the_map_draws(browser, live_server.url)
        _search_works_without_javascript(browser, live_server.url)
        _thai_face_is_loaded_only_for_thai(browser, live_server.url)


def _the_map_draws(browser: Browser, root: str) -> None:
    page = open_page(browser, root + "/units/00004/")
    page.wait_for_selector(".cn-map__label")
    assert page.locator(".cn-map path").count() > 30
    assert page.locator(".cn-map__label").inner_text() == "Phường Ba Đình"


def _search_works_without_javascript(browser: Browser, root: str) -> None:
    page = open_page(browser, root + "/units/", script=False)
    page.get_by_role("searchbox").fill("cua nam")
    follow(page.get_by_role("button", name="Tìm"))
    follow(page.get_by_role("link", name="Phường Cửa Nam").first)
    assert page.locator("h1").inner_text() == "Phường Cửa Nam"
    follow(page.get_by_role("button", name="English"))
    assert page.locator("html").get_attribute("lang") == "en"


def _thai_face_is_loaded_only_for_thai(browser: Browser, root: str) -> None:
    loaded = {}
    for language in ("vi", "th"):
        page = open_page(browser, root + "/units/", language=language)
        loaded[language] = [r.url for r in page.caunoi_loaded if "sarabun" in r.url]  # type: ignore[attr-defined]
        page.context.close()
    assert loaded["vi"] == []
    assert loaded["th"]

"""All components in a real browser."""

from __future__ import annotations

from typing import Any

import pytest

from caunoi.ui.testing import LANGUAGES, LIMIT, SIZES, axe, chromium, open_page, overflow, weight

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("ui-browser")]


def test_components_are_light_and_sound_in_every_language(live_server: Any) -> None:
    with chromium() as browser:
        for language in LANGUAGES:
            page = open_page(browser, live_server.url + "/design", language=language)
            assert weight(page).total < LIMIT, weight(page).parts
            # GOV.UK's file upload names its button by label, status and button text together.
            assert axe(page, ignore=["label-content-name-mismatch"]) == []
            page.context.close()


def test_components_fit_a_phone(live_server: Any) -> None:
    with chromium() as browser:
        for width in (320, *SIZES):
            page = open_page(browser, live_server.url + "/design", width=width)
            assert overflow(page) <= 0, width
            page.context.close()


def test_headings_leave_room_for_stacked_diacritics(live_server: Any) -> None:
    ratio = """() => [...document.querySelectorAll('h1, h2, h3')].map(h => {
        const s = getComputedStyle(h); return parseFloat(s.lineHeight) / parseFloat(s.fontSize) })"""
    with chromium() as browser:
        for language, least in (("vi", 1.25), ("th", 1.4)):
            page = open_page(browser, live_server.url + "/design", language=language)
            assert min(page.evaluate(ratio)) >= least - 0.005, language
            page.context.close()


def test_the_policy_for_content_lets_everything_of_ours_through(live_server: Any) -> None:
    with chromium() as browser:
        context = browser.new_context()
        page = context.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.goto(live_server.url + "/design", wait_until="networkidle")
        assert page.locator("body.js-enabled").count() == 1
        assert [text for text in said if "Content Security Policy" in text] == []

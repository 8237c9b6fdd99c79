"""The diagram in a real browser, and without one that runs scripts."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.utils.translation import override
from playwright.sync_api import Route

from caunoi.processes import queries as processes
from caunoi.ui.testing import LANGUAGES, SIZES, axe, chromium, open_page, overflow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("ui-browser")]
DRAWN = "[data-diagram][data-drawn]"


def fulfilled(answer: str) -> Callable[[Route], None]:
    return lambda route: route.fulfill(body=answer, content_type="application/json")


def test_it_draws_the_steps_and_says_where_it_stands_in_words_and_colour(live_server: Any) -> None:
    with chromium() as browser:
        page = open_page(browser, live_server.url + "/design/diagram")
        page.wait_for_selector(DRAWN)
        drawn = page.locator(".cn-diagram__sheet svg text").all_text_contents()
        assert {"Việc bên này", "Việc bên kia"} <= {" ".join(text.split()) for text in drawn}
        assert page.locator(".cn-diagram__label--current").all_inner_texts() == ["Đang ở đây"]
        assert page.locator(".cn-diagram__label--done").all_inner_texts() == ["Đã qua", "Đã qua"]
        assert page.locator(".cn-diagram__current[data-element-id=right]").count() == 1
        assert page.locator("a.bjs-powered-by").is_visible()


def test_it_can_be_enlarged_and_scrolls_inside_its_frame(live_server: Any) -> None:
    with chromium() as browser:
        for width in (320, *SIZES):
            page = open_page(browser, live_server.url + "/design/diagram", width=width)
            page.wait_for_selector(DRAWN)
            before = page.locator("[data-diagram-sheet]").bounding_box()
            page.locator("[data-diagram-zoom='1.25']").click()
            after = page.locator("[data-diagram-sheet]").bounding_box()
            assert before is not None
            assert after is not None
            assert after["width"] > before["width"]
            mark, view = (
                page.locator(".bjs-powered-by").bounding_box(),
                page.locator(".cn-diagram__view").bounding_box(),
            )
            assert mark is not None
            assert view is not None
            assert view["x"] <= mark["x"] <= mark["x"] + mark["width"] <= view["x"] + view["width"]
            assert overflow(page) <= 0, width
            page.context.close()


def test_it_is_sound_in_every_language(live_server: Any) -> None:
    with chromium() as browser:
        for language in LANGUAGES:
            page = open_page(browser, live_server.url + "/design/diagram", language=language)
            page.wait_for_selector(DRAWN)
            assert axe(page) == []
            page.context.close()


def test_without_scripts_the_list_says_the_same(live_server: Any) -> None:
    with chromium() as browser:
        page = open_page(browser, live_server.url + "/design/diagram", script=False)
        assert page.locator(".cn-diagram li").count() == 4
        assert page.locator(".cn-diagram li").first.is_visible()
        assert "Đang ở đây" in page.locator("li[aria-current=step]").inner_text()
        assert page.locator("[data-diagram-frame]").is_hidden()


def test_when_the_diagram_cannot_be_fetched_the_list_stays_open(live_server: Any) -> None:
    with chromium() as browser:
        context = browser.new_context()
        page = context.new_page()
        page.route("**/diagram_example*.json", lambda route: route.abort())
        page.goto(live_server.url + "/design/diagram", wait_until="networkidle")
        assert page.locator("[data-diagram-frame]").is_hidden()
        assert page.locator(".cn-diagram li").first.is_visible()


def test_the_policy_for_content_lets_it_through(live_server: Any) -> None:
    with chromium() as browser:
        page = browser.new_context().new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.goto(live_server.url + "/design/diagram", wait_until="networkidle")
        page.wait_for_selector(DRAWN)
        assert said == []


def test_other_pages_do_not_load_it(live_server: Any) -> None:
    with chromium() as browser:
        page = open_page(browser, live_server.url + "/design")
        assert not [r.url for r in page.caunoi_loaded if "/diagram." in r.url]  # type: ignore[attr-defined]


OVERLAPS = """() => {
  const box = (e) => e.getBoundingClientRect();
  const meet = (a, b) => a.left < b.right - 2 && b.left < a.right - 2 && a.top < b.bottom - 4 && b.top < a.bottom - 4;
  const elements = [...document.querySelectorAll('.djs-element')];
  const texts = elements.map((e) => [e.dataset.elementId, e.querySelector(':scope > .djs-visual text')])
    .filter(([, text]) => text?.textContent).map(([id, text]) => [id, box(text)]);
  const tasks = elements.filter((e) => !/^(pool|lane|reminder$|deadline$)/.test(e.dataset.elementId))
    .map((e) => [e.dataset.elementId, e.querySelector(':scope > .djs-visual > rect')])
    .filter(([, rect]) => rect).map(([id, rect]) => [id, box(rect)]);
  const found = [];
  texts.forEach(([id, text], at) => {
    for (const [other, under] of texts.slice(at + 1)) if (meet(text, under)) found.push(`${id} on ${other}`);
    for (const [task, under] of tasks)
      if (task === id ? under.left > text.left || under.right < text.right : meet(text, under))
        found.push(`${id} at ${task}`);
  });
  return found;
}"""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_process_that_ships_is_drawn_without_texts_on_one_another(live_server: Any, language: str) -> None:
    said: list[str] = []
    with chromium() as browser:
        page = browser.new_context(viewport={"width": 2400, "height": 1400}).new_page()
        page.on("console", lambda message: said.append(message.text))
        for code in processes.codes():
            with override(language):
                seen = processes.diagram(code)
            answer = json.dumps({"xml": seen.xml, "current": ["receive"], "done": ["filed"]})
            page.unroute_all()
            page.route("**/diagram_example*.json", fulfilled(answer))
            page.goto(live_server.url + "/design/diagram", wait_until="networkidle")
            page.wait_for_selector(DRAWN)
            assert page.locator(".cn-diagram__current").count() == 1, code
            assert page.evaluate(OVERLAPS) == [], code
    assert said == []

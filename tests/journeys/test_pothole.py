"""A pothole, told from a phone with its place and a photo: routed, checked, answered, reopened, rated."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from playwright.sync_api import Browser, Page

from caunoi.core.actor import Person
from caunoi.core.clock import SystemClock
from caunoi.people import testing as people
from caunoi.ui.testing import follow, open_page
from caunoi.units.testing import load_small
from caunoi.voices import operations
from tests.journeys.pages import reads_well

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TEXT = "Ổ gà rất sâu trước cổng chợ, xe máy hay ngã."


@pytest.fixture
def country(transactional_db: None, morning: None) -> None:
    load_small(provinces=("01",))


def voice() -> Any:
    return apps.get_model("voices.Voice")._default_manager.get()


def officer(role: str = "specialist") -> Person:
    return people.actor(people.officer(voice().holder_id, role, second_factor=False).id, at=SystemClock().now())


def send(page: Page, root: str, paper: Path, language: str) -> None:
    """From the list to the confirmation, with one's own position."""
    page.context.grant_permissions(["geolocation"], origin=root)
    page.context.set_geolocation({"latitude": 21.0245, "longitude": 105.8430})
    page.goto(f"{root}/voices/")
    reads_well(page, f"voices-empty-{language}")
    follow(page.locator("main a.govuk-button").first)
    reads_well(page, f"voice-choose-{language}")
    follow(page.locator("a[href$='/voices/new/pothole/']"))
    page.fill("[name=text]", TEXT)
    page.check("[name=attribute_size][value=large]")
    page.click("[data-mark-here]")
    page.locator("[data-mark-state] strong").wait_for()
    assert page.input_value("[name=lat]") == "21.024500"
    page.locator("[data-mark-open]").click()
    page.locator("[data-mark-map] path.leaflet-interactive:visible").first.wait_for()
    page.fill("[name=address]", "Trước cổng chợ Ví Dụ")
    page.set_input_files("[name=photos]", str(paper))
    assert page.locator("[name=phone]").is_visible()
    page.check("[name=anonymous]")
    assert page.locator("[name=phone]").is_hidden()
    reads_well(page, f"voice-new-{language}")
    follow(page.locator("main form[enctype] button.govuk-button").last)
    reads_well(page, f"voice-sent-{language}")


def answer(text: str) -> None:
    operations.answer(voice_id=voice().pk, text=text, actor=officer(), now=SystemClock().now())


@pytest.mark.parametrize("language", ["vi", "en", "th"])
def test_a_pothole_is_told_mended_and_rated(
    browser: Browser, root: str, country: None, paper: Path, language: str
) -> None:
    page = open_page(browser, f"{root}/voices/", width=390, language=language)
    send(page, root, paper, language)
    link = str(page.get_attribute("#follow-link", "href"))
    photos = apps.get_model("voices.Photo")._default_manager.values_list("file_id", flat=True)
    operations.check_petition(
        voice_id=voice().pk, outcome="shown", public_title="Ổ gà trước chợ", public_text=TEXT, photos=list(photos),
        actor=officer(), now=SystemClock().now(),
    )  # fmt: skip
    page.goto(f"{root}/voices/{voice().code}/")
    assert page.locator("img.cn-photo").evaluate("image => image.naturalWidth") > 0
    page.locator(".cn-map path.leaflet-interactive:visible").first.wait_for()
    reads_well(page, f"voice-public-{language}")
    answer("Đã lên lịch vá mặt đường trong tuần tới.")
    page.goto(link)
    reads_well(page, f"voice-answered-{language}")
    page.locator("details summary").last.click()
    page.fill("[name=reopen-reason]", "Vẫn chưa thấy ai đến vá.")
    follow(page.locator("details form button"))
    assert voice().state == "open"
    answer("Đã vá xong mặt đường sáng nay.")
    page.goto(link)
    page.check("[name=rate-rating][value='5']")
    follow(page.locator("main form button.govuk-button").first)
    reads_well(page, f"voice-rated-{language}")
    assert apps.get_model("voices.Petition")._default_manager.get().satisfied
    page.goto(f"{root}/voices/map/")
    page.locator(".cn-map path.leaflet-interactive:visible").first.wait_for()
    reads_well(page, f"voices-map-{language}")

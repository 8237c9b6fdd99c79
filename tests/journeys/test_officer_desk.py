"""The desk of each officer in a real browser: every page reads well on a phone and on a desk, in three languages."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from caunoi.core.clock import SystemClock
from caunoi.desk.tests.conftest import NOW
from caunoi.dossiers import testing
from caunoi.dossiers.testing import STAGES, Office
from caunoi.people import testing as people
from caunoi.ui.testing import follow, open_page
from tests.journeys.pages import reads_well, session

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LOOKS = ((390, "th"), (1280, "en"), (390, "vi"))


@pytest.fixture
def office(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setattr(SystemClock, "now", lambda _clock: NOW)
    return testing.office(NOW)


def _page(browser: Browser, root: str, person: Any, path: str, width: int, language: str) -> Page:
    client = people.signed_in_officer(person.person_id)
    return open_page(browser, root + path, width=width, language=language, cookies=session(client, root))


def test_every_page_reads_well_in_every_language(browser: Browser, office: Office, live_server: Any) -> None:
    late = testing.walk(office, "accepted", now=NOW, at=dict.fromkeys(STAGES, NOW - timedelta(days=7))).code
    code = {stage: testing.walk(office, stage, now=NOW).code for stage in ("submitted", "examined", "returned")}
    pages = [
        (office.leader, "/desk/"),
        (office.leader, "/desk/queue/to_sign/"),
        (office.counter, "/desk/find/?q=nguyen"),
        (office.specialist, f"/desk/dossiers/{late}/"),
        (office.specialist, f"/desk/dossiers/{late}/request-supplement/"),
        (office.specialist, f"/desk/dossiers/{late}/consult/"),
        (office.leader, f"/desk/dossiers/{code['examined']}/sign/"),
        (office.head, f"/desk/dossiers/{code['returned']}/control-slip/"),
        (office.head, f"/desk/dossiers/{code['examined']}/process/"),
        (office.counter, "/desk/counter/"),
        (office.counter, "/desk/counter/1.001193/"),
        (office.manager, "/desk/wall/"),
        (office.manager, "/desk/registers/"),
        (office.leader, "/desk/people/"),
        (office.leader, "/desk/people/absence/"),
        (office.head, "/desk/many/hand-over/"),
    ]
    for number, (person, path) in enumerate(pages):
        width, language = LOOKS[number % len(LOOKS)]
        for size, tongue in {(width, language), (1280 if width == 390 else 390, "vi")}:
            page = _page(browser, live_server.url, person, path, size, tongue)
            reads_well(page, f"{path.strip('/').replace('/', '_').partition('?')[0]}-{tongue}-{size}")
            page.context.close()


def test_a_leader_signs_many_by_keyboard_and_papers_turn(browser: Browser, office: Office, live_server: Any) -> None:
    codes = [testing.walk(office, "examined", now=NOW).code for _ in range(2)]
    page = _page(browser, live_server.url, office.leader, "/desk/queue/to_sign/", 1280, "vi")
    page.get_by_role("button", name="Chọn tất cả").press("Enter")
    follow(page.get_by_role("button", name="Ký các hồ sơ đã chọn"), key="Enter")
    for code in codes:
        expect(page.locator("main")).to_contain_text(code)
    follow(page.locator("#do-many"), key="Enter")
    expect(page.locator("main")).to_contain_text("Xong 2 hồ sơ")
    page.goto(f"{live_server.url}/desk/dossiers/{codes[0]}/")
    stage = page.locator("[data-stage]")
    page.keyboard.press("+")
    expect(stage).to_have_attribute("data-size", "150")
    page.keyboard.press("-")
    expect(stage).to_have_attribute("data-size", "100")
    page.wait_for_function("() => document.querySelector('[data-stage] img').naturalWidth > 0")


def test_what_is_going_to_be_signed_is_large_enough_to_read(browser: Browser, office: Office, live_server: Any) -> None:
    code = testing.walk(office, "examined", now=NOW).code
    page = _page(browser, live_server.url, office.leader, f"/desk/dossiers/{code}/sign/", 1280, "vi")
    preview = page.locator(".cn-viewer iframe").bounding_box()
    assert preview
    assert preview["width"] > 600
    assert preview["height"] > 400


def test_the_wall_refreshes_itself_without_a_new_page(
    browser: Browser, office: Office, live_server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("caunoi.desk.wall.views.SECONDS", 1)
    page = _page(browser, live_server.url, office.manager, "/desk/wall/?public=1", 1280, "vi")
    page.evaluate("() => { window.same = true; }")
    code = testing.walk(office, "accepted", now=NOW).code
    expect(page.locator("[data-board]")).to_contain_text(code)
    assert page.evaluate("() => window.same")
    assert "Nguyễn" not in page.locator("[data-board]").inner_text()

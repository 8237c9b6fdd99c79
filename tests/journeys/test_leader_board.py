"""A leader goes from the ranking to a late dossier and reminds; a citizen reads how their commune serves.

By keyboard where a leader would press; every page reads well on a phone or a desk, in three languages.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from caunoi.core.clock import SystemClock
from caunoi.core.journal.queries import entries_of
from caunoi.dossiers import testing
from caunoi.dossiers.testing import STAGES, Office
from caunoi.people import testing as people
from caunoi.ui.testing import follow, open_page
from tests.journeys.pages import MORNING, named, press, reads_well, session

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ANSWERS = {**testing.ANSWERS, "child_birth_date": "2026-08-15"}


@pytest.fixture
def office(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setattr(SystemClock, "now", lambda _clock: MORNING)
    return testing.office(MORNING)


def _page(browser: Browser, root: str, person: Any, path: str, width: int = 1280, language: str = "vi") -> Page:
    client = people.signed_in_officer(person.person_id)
    return open_page(browser, root + path, width=width, language=language, cookies=session(client, root))


def test_a_leader_goes_from_the_ranking_to_a_late_dossier_and_reminds(
    browser: Browser, office: Office, live_server: Any
) -> None:
    testing.walk(office, "returned", now=MORNING)
    stages = dict.fromkeys(STAGES, MORNING - timedelta(days=9))
    late = testing.walk(office, "accepted", now=MORNING, at=stages, answers=ANSWERS)
    page = _page(browser, live_server.url, office.leader, "/board/indices/766/")
    reads_well(page, "board-ranking-vi-1280")
    follow(named(page, "Phường Cửa Nam", exact=True), key="Enter")
    reads_well(page, "board-unit-vi-1280")
    follow(named(page, "Hồ sơ giải quyết đúng hạn", exact=True), key="Enter")
    expect(page.locator("main")).to_contain_text("n = 1, d = 2")
    reads_well(page, "board-indicator-vi-1280")
    follow(named(page, "Mở hồ sơ làm mất điểm", exact=True), key="Enter")
    expect(page.locator("main")).to_contain_text(late.code)
    reads_well(page, "board-behind-vi-1280")
    page.goto(f"{live_server.url}/board/late/")
    reads_well(page, "board-late-vi-1280")
    follow(named(page, "Nhắc về 1 hồ sơ này", exact=True), key="Enter")
    press(page)
    expect(page.locator("main")).to_contain_text("Đã nhắc về 1 hồ sơ.")
    assert [entry.kind for entry in entries_of("dossier", late.id)].count("dossier.reminded") == 1


def test_the_map_is_drawn_and_the_wall_refreshes_in_place(browser: Browser, office: Office, live_server: Any) -> None:
    testing.walk(office, "returned", now=MORNING)
    page = _page(browser, live_server.url, office.leader, "/board/indices/766/map/?level=province", 390, "en")
    page.wait_for_selector("[data-map] path.leaflet-interactive")
    reads_well(page, "board-map-en-390")
    follow(page.locator("main table a").filter(has_text="Hà Nội"))
    expect(page.locator("h1")).to_have_text("Thành phố Hà Nội")
    page.goto(f"{live_server.url}/board/indices/766/wall/")
    reads_well(page, "board-wall-en-390")
    page.locator("[data-board] h2").first.evaluate("(head) => { head.textContent = 'old'; }")
    page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("[data-board] h2").first).not_to_have_text("old")


def test_a_citizen_finds_their_commune_without_signing_in(browser: Browser, office: Office, live_server: Any) -> None:
    testing.walk(office, "returned", now=MORNING)
    page = open_page(browser, f"{live_server.url}/indices/", width=390, language="th")
    reads_well(page, "indices-th-390")
    page.get_by_role("searchbox").fill("cua nam")
    follow(page.get_by_role("searchbox"), key="Enter")
    page.wait_for_url("**/indices/?q=*")
    follow(page.locator("main").get_by_role("link", name="Phường Cửa Nam"))
    expect(page.locator("h1")).to_have_text("Phường Cửa Nam")
    reads_well(page, "indices-commune-th-390")

"""A province drafts a plan, its leader issues it, a value is reported, the review says what changed.

By keyboard where an officer would press; every page reads well on a phone or a desk, in three languages.
"""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from caunoi.core.actor import System
from caunoi.core.clock import SystemClock
from caunoi.core.journal.queries import entries_of
from caunoi.people import testing as people
from caunoi.plans import operations, queries
from caunoi.plans.reading import shipped
from caunoi.ui.testing import follow, open_page
from caunoi.units import queries as units
from caunoi.units.testing import load_small
from tests.journeys.pages import MORNING, named, press, reads_well, session

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PROGRAM = System("plan")
PLANS = "/desk/plans/"
REVIEW = f"{PLANS}nghe-an-586/review/?on=2023-09-21"


@pytest.fixture
def province(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> units.AgencyView:
    monkeypatch.setattr(SystemClock, "now", lambda _clock: MORNING)
    load_small(provinces=("40",))
    for path in shipped():
        if path.stem == "nghe-an-586":
            operations.load(path=path, actor=PROGRAM, now=MORNING)
    return units.agencies_of("40", on=MORNING.date(), kind="peoples_committee")[0]


def _page(
    browser: Browser, root: str, place: units.AgencyView, role: str, path: str, width: int = 1280, language: str = "vi"
) -> Page:
    client = people.signed_in_officer(people.officer(place.id, role).id)
    return open_page(browser, root + path, width=width, language=language, cookies=session(client, root))


def test_a_plan_goes_from_a_draft_to_its_review(browser: Browser, province: units.AgencyView, live_server: Any) -> None:
    page = _page(browser, live_server.url, province, "leader", PLANS)
    reads_well(page, "plans-vi-1280")
    follow(named(page, "Soạn kế hoạch", exact=True), key="Enter")
    page.get_by_label("Mã kế hoạch").fill("nghe-an-2026")
    page.get_by_label("Tên kế hoạch").fill("Kế hoạch chuyển đổi số năm 2026")
    _day(page, "starts_on", 1, 1)
    _day(page, "ends_on", 31, 12)
    page.get_by_label("Căn cứ pháp lý").fill("Nghị định 224/2026/NĐ-CP")
    page.get_by_label("Chính quyền số").check()
    reads_well(page, "plan-new-vi-1280")
    press(page)
    follow(named(page, "Kế hoạch chuyển đổi số năm 2026", exact=True), key="Enter")
    follow(named(page, "Thêm chỉ tiêu", exact=True), key="Enter")
    page.get_by_label("Mã chỉ tiêu").fill("thoi-gian")
    page.get_by_label("Tên chỉ tiêu").fill("Thời gian xử lý một phản ánh")
    page.get_by_label("Đơn vị tính").fill("ngày")
    page.get_by_label("Càng thấp càng tốt").check()
    page.locator("#id_value").fill("5")
    page.locator("#id_baseline").fill("11")
    reads_well(page, "plan-indicator-vi-1280")
    press(page)
    for step in ("Trình phê duyệt", "Phê duyệt", "Ban hành"):
        page.goto(f"{live_server.url}{PLANS}nghe-an-2026/?version=1")
        follow(named(page, step, exact=True), key="Enter")
        if step == "Ban hành":
            page.get_by_label("Số, ký hiệu văn bản").fill("9/KH-UBND")
        press(page)
    expect(page.locator("main")).to_contain_text("chưa gửi, hạn")
    follow(named(page, "Thời gian xử lý một phản ánh", exact=True), key="Enter")
    follow(named(page, "Báo cáo số liệu", exact=True), key="Enter")
    page.locator("#id_value").fill("4,6")
    page.locator("#id_evidence").fill("Báo cáo 12/BC-UBND")
    press(page)
    expect(page.locator("main")).to_contain_text("Số liệu mới nhất đã đạt mục tiêu.")
    reads_well(page, "plan-target-vi-1280")
    page.goto(f"{live_server.url}{PLANS}nghe-an-2026/review/")
    expect(page.locator("#pillars")).to_contain_text("1/1")
    plan_id = queries.plan("nghe-an-2026", actor=PROGRAM, now=MORNING).version.plan_id
    assert [entry.kind for entry in entries_of("plan", plan_id)] == [
        "plan.drafted", "plan.submitted", "plan.approved", "plan.issued"
    ]  # fmt: skip


@pytest.mark.parametrize(("language", "width"), [("vi", 1280), ("en", 390), ("th", 390)])
def test_the_review_of_plan_586_shows_the_published_figures(
    browser: Browser, province: units.AgencyView, live_server: Any, language: str, width: int
) -> None:
    page = _page(browser, live_server.url, province, "auditor", REVIEW, width, language)
    for where, figures in (
        ("#pillars", ("8/11", "2/6", "1/3")),
        ("#tasks", ("15/18", "4/6", "5/5", "2/9")),
        ("#followed", ("3.743/3.806" if language == "vi" else "3,743/3,806",)),
    ):
        for figure in figures:
            expect(page.locator(where)).to_contain_text(figure)
    reads_well(page, f"plan-review-{language}-{width}")
    page.goto(f"{live_server.url}{PLANS}nghe-an-586/?on=2023-09-21")
    expect(page.locator("h1 + p .govuk-tag")).to_be_visible()  # says that it has sample rows
    reads_well(page, f"plan-{language}-{width}")
    held = page.locator(".cn-scroll").evaluate_all("all => all.map(one => one.scrollWidth - one.clientWidth)")
    assert held
    assert max(held) <= 0, "a table has to be scrolled sideways"
    page.goto(f"{live_server.url}{PLANS}nghe-an-586/map/?indicator=dg-02")
    page.wait_for_selector("[data-map] path.leaflet-interactive")
    reads_well(page, f"plan-map-{language}-{width}")


def _day(page: Page, name: str, day: int, month: int) -> None:
    for part, value in enumerate((day, month, 2026)):
        page.locator(f"#id_{name}_{part}").fill(str(value))

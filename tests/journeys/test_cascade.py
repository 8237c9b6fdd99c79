"""A ministry's target goes down to provinces, Hà Nội's to its communes; a ward asks for another value, and gets it.

Prepared by specialists, decided by leaders, on a desk and on a phone, in three languages.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from playwright.sync_api import Browser, Page, expect

from caunoi.core.clock import SystemClock
from caunoi.core.journal.queries import entries_of
from caunoi.people import testing as people
from caunoi.plans.queries import cascade as queries
from caunoi.plans.tests.cascading import NOW, Tiers, tiers
from caunoi.ui.testing import follow, open_page
from tests.journeys.pages import named, press, reads_well, session

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Open = Callable[..., Page]


@pytest.fixture
def tier(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Tiers:
    monkeypatch.setattr(SystemClock, "now", lambda _clock: NOW)
    return tiers()


@pytest.fixture
def seen(browser: Browser, live_server: Any) -> Open:
    """Open a page as somebody, in a window and a language."""

    def opened(person: Any, path: str, width: int = 1280, language: str = "vi") -> Page:
        cookies = session(people.signed_in_officer(person.person_id), live_server.url)
        return open_page(browser, live_server.url + path, width=width, language=language, cookies=cookies)

    return opened


def _offer(agency_id: Any) -> Any:
    return apps.get_model("plans.Offer")._default_manager.filter(agency_id=agency_id).latest("id")


def test_a_target_goes_down_two_tiers_and_a_ward_asks_for_another_value(tier: Tiers, seen: Open) -> None:
    _the_ministry_proposes(tier, seen)
    _the_provinces_accept_and_the_ministry_fixes(tier, seen)
    _hanoi_proposes_to_its_communes(tier, seen)
    _the_ward_asks_for_another_value(tier, seen)
    _hanoi_agrees_in_the_next_round_and_fixes(tier, seen)


def _the_ministry_proposes(tier: Tiers, seen: Open) -> None:
    page = seen(tier.ministry_specialist, "/desk/owed/")
    reads_well(page, "owed-empty-vi-1280")
    follow(named(page, "Giao chỉ tiêu"))
    reads_well(page, "cascades-vi-1280")
    follow(page.locator("main a[href*='/cascade/new/']"))
    page.check("[name=method][value=by_hand]")
    page.fill("[name=pasted]", "01\tHà Nội\t600\n04\tCao Bằng\t300\n99\tNơi khác\t100")
    press(page)
    expect(page.locator(".govuk-error-summary")).to_contain_text("dòng 3, cột “Mã đơn vị”")
    reads_well(page, "cascade-problems-vi-1280")
    page.check("[name=method][value=by_population]")
    press(page)
    expect(page.locator("main")).to_contain_text("vừa khớp")
    reads_well(page, "cascade-draft-vi-1280")
    page = seen(tier.ministry_leader, "/" + page.url.split("/", 3)[3])
    follow(named(page, "Gửi cho các đơn vị"))
    reads_well(page)
    press(page)
    expect(page.locator("main")).to_contain_text("2 chưa trả lời")


def _the_provinces_accept_and_the_ministry_fixes(tier: Tiers, seen: Open) -> None:
    page = seen(tier.hanoi_leader, "/desk/owed/")
    follow(named(page, "Trả lời chỉ tiêu được giao: Hồ sơ trực tuyến"))
    expect(page.locator("main")).to_contain_text("940")
    follow(named(page, "Chấp nhận chỉ tiêu"))
    press(page)
    expect(page.locator("main")).to_contain_text("đã chấp nhận")
    page = seen(tier.ministry_leader, "/desk/owed/?side=to")
    expect(page.locator("main")).to_contain_text("Tỉnh Cao Bằng")
    page = seen(tier.ministry_leader, "/desk/cascade/")
    follow(named(page, "Hồ sơ trực tuyến"))
    follow(named(page, "Chốt chỉ tiêu"))
    reads_well(page, "cascade-fix-vi-1280")
    press(page)
    expect(page.locator(".govuk-error-summary")).to_contain_text("Còn 1 đơn vị chưa trả lời.")
    page.fill("[name=reason]", "Cao Bằng đã đồng ý tại cuộc họp")
    press(page)
    expect(page.locator("main h1")).to_contain_text("đã chốt")


def _hanoi_proposes_to_its_communes(tier: Tiers, seen: Open) -> None:
    page = seen(tier.hanoi_specialist, f"/desk/cascade/offers/{_offer(tier.hanoi).id}/")
    follow(named(page, "Phân bổ xuống cấp xã"))
    page.check("[name=method][value=equal]")
    press(page)
    expect(page.locator("main")).to_contain_text("126 đơn vị")
    page = seen(tier.hanoi_leader, "/desk/cascade/", 390)
    reads_well(page, "cascades-vi-390")
    page.goto(page.url.replace("/desk/cascade/", f"/desk/cascade/{_offer(tier.ward).cascade_id}/"))
    follow(named(page, "Gửi cho các đơn vị"))
    press(page)
    reads_well(page, "cascade-open-vi-390")


def _the_ward_asks_for_another_value(tier: Tiers, seen: Open) -> None:
    page = seen(tier.ward_leader, "/desk/owed/", 390, "en")
    reads_well(page, "owed-en-390")
    follow(page.locator("main .cn-rows a").first)
    reads_well(page, "cascade-offer-en-390")
    page.fill("[name=value]", "5")
    answers = page.locator("main form button")
    follow(answers)
    assert page.locator(".govuk-error-summary").count()  # no reason was given
    page.fill("[name=reason]", "Địa bàn nhỏ, đã gần hết hồ sơ giấy")
    follow(answers)
    offer = _offer(tier.ward)
    assert (offer.state, offer.counter) == ("countered", 5)
    reads_well(page, "cascade-countered-en-390")


def _hanoi_agrees_in_the_next_round_and_fixes(tier: Tiers, seen: Open) -> None:
    offer = _offer(tier.ward)
    page = seen(tier.hanoi_specialist, f"/desk/cascade/{offer.cascade_id}/?state=countered", 1280, "th")
    reads_well(page, "cascade-open-th-1280")
    field = page.locator(f"[name='v-{tier.ward}']")
    field.fill("5,")
    with page.expect_response("**/next/") as refused:
        field.blur()
    assert refused.value.status == 422
    with page.expect_response("**/next/") as kept:
        field.fill("5")
        field.blur()
    assert kept.value.status == 200
    expect(page.locator("[data-part=gap] .govuk-summary-list__row")).to_have_count(3)
    assert _offer(tier.ward).next_value == 5
    page = seen(tier.hanoi_leader, f"/desk/cascade/{offer.cascade_id}/")
    follow(named(page, "Gửi vòng sau"))
    press(page)
    follow(named(page, "Chốt chỉ tiêu"))
    page.fill("[name=reason]", "Phần thiếu do thành phố bù")
    press(page)
    expect(page.locator("main h1")).to_contain_text("đã chốt")
    view = queries.offer(offer.id, actor=tier.ward_leader, now=NOW)
    assert [(one.round, one.kind) for one in view.history] == [
        (1, "offered"), (1, "countered"), (2, "agreed"), (2, "fixed"),
    ]  # fmt: skip
    assert view.offer.value == Decimal(5)
    assert entries_of("plan_offer", offer.id)[-1].kind == "plan.offer_fixed"

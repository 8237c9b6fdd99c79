"""A ministry makes a procedure from nothing: one drafts, another checks, the leader publishes, a citizen finds it."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Browser, Page, expect

from caunoi.people import demo
from caunoi.ui.testing import follow, open_page
from caunoi.units import testing as units_testing
from tests.journeys.pages import MORNING, login_officer, reads_well

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("ministry")]
CODE = "1.990001"
NAME = "Cấp giấy xác nhận tham gia tổ công nghệ số cộng đồng"
MINUTES = 20
"""How long it may take by hand. The browser needs far less; what is typed is counted as a person types it."""
A_KEY = 0.3
"""Seconds a character."""


@pytest.fixture
def ministry(demo_ward: None) -> None:
    """The ministry with its demo officers, beside the ward."""
    units_testing.agency("ministry", "nation", "Bộ Tư pháp", code="000.00.00.G15")
    demo.create(MORNING)


class Hand:
    """Fills in pages and counts the characters."""

    def __init__(self, page: Page) -> None:
        self.page, self.typed = page, 0

    def fill(self, **values: str) -> None:
        for name, value in values.items():
            field = self.page.locator(f"main [name={name}]").first
            if field.evaluate("e => e.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)
                self.typed += len(value)

    def texts(self, name: str, vi: str, en: str, th: str) -> None:
        self.fill(**{f"{name}_vi": vi, f"{name}_en": en, f"{name}_th": th})

    def save(self) -> None:
        follow(self.page.locator("#save"))


def part(page: Page, name: str) -> None:
    follow(page.get_by_role("link", name=name, exact=True))


def add(hand: Hand, name: str) -> None:
    hand.fill(name=name)
    follow(hand.page.locator(".cn-add button"))


def test_a_procedure_is_made_from_nothing_checked_and_published(browser: Browser, root: str) -> None:
    started = time.monotonic()
    page = open_page(browser, f"{root}/accounts/login/")
    login_officer(page, root, "danhmuc.botuphap")
    hand = Hand(page)
    follow(page.get_by_role("link", name="Bản thảo thủ tục").first)
    reads_well(page, "editor-drafts-empty")
    follow(page.get_by_role("button", name="Soạn thủ tục mới"))
    hand.fill(code=CODE, name=NAME)
    reads_well(page, "editor-new")
    follow(page.get_by_role("button", name="Bắt đầu soạn"))
    home = page.url
    reads_well(page, "editor-draft")
    follow(page.locator("#send"))
    expect(page.locator(".govuk-error-summary")).to_contain_text("Hãy viết bằng tiếng Anh")
    reads_well(page, "editor-draft-lacking")
    _written(hand)
    page.goto(home)
    reads_well(page, "editor-draft-whole")
    expect(page.locator(".govuk-task-list")).not_to_contain_text("còn")
    follow(page.get_by_role("link", name="Đọc toàn bộ nội dung"))
    reads_well(page, "editor-whole")
    page.goto(home)
    follow(page.locator("#send"))
    expect(page.locator("main .govuk-tag").first).to_have_text("chờ kiểm tra")
    assert (time.monotonic() - started + hand.typed * A_KEY) / 60 < MINUTES

    checker = open_page(browser, f"{root}/accounts/login/")
    login_officer(checker, root, "kiemsoat.botuphap")
    checker.goto(home)
    reads_well(checker, "editor-draft-checking")
    follow(checker.locator("#check"))
    checker.fill("[name=remark]", "Đã đối chiếu với quyết định.")
    reads_well(checker, "editor-check")
    follow(checker.get_by_role("button", name="Đã kiểm tra, trình lãnh đạo"))

    leader = open_page(browser, f"{root}/accounts/login/", width=390)
    login_officer(leader, root, "lanhdao.botuphap")
    leader.goto(home)
    reads_well(leader, "editor-draft-leader")
    follow(leader.locator("#publish"))
    leader.fill("[name=decision_ref]", "1999/QĐ-BTP")
    reads_well(leader, "editor-publish")
    follow(leader.get_by_role("button", name="Quyết định công bố"))
    expect(leader.locator("main .govuk-tag").first).to_have_text("đã công bố")

    citizen = open_page(browser, f"{root}/procedures/{CODE}/", width=390)
    expect(citizen.locator("h1")).to_have_text(NAME)
    expect(citizen.locator("main")).to_contain_text("8.000")
    reads_well(citizen, "editor-published")
    page.goto(f"{root}/desk/catalogue/{CODE}/")
    expect(page.locator("main")).to_contain_text("Quách Văn Giả Danh soạn, Thái Thị Giả Soát kiểm tra")
    reads_well(page, "editor-procedure")


def _written(hand: Hand) -> None:
    """Every part of the draft, as a manager writes it."""
    page = hand.page
    part(page, "Tên và mục đích")
    hand.texts("name", NAME, "Certificate of community digital team service", "หนังสือรับรองทีมดิจิทัลชุมชน")
    reads_well(page, "editor-names")
    hand.save()
    part(page, "Thông tin chung")
    hand.fill(field="Chuyển đổi số", supplement_days="10")
    reads_well(page, "editor-general")
    hand.save()
    part(page, "Trường hợp, thời hạn, mức thu")
    reads_well(page, "editor-cases")
    follow(page.get_by_role("link", name="Thông thường"))
    hand.fill(limits_direct_value="2", limits_post_unit="", limits_online_value="1,5")
    reads_well(page, "editor-case")
    hand.save()
    follow(page.get_by_role("link", name="Thông thường"))
    follow(page.locator("#fees"))
    add(hand, "Lệ phí cấp giấy")
    hand.texts("name", "Lệ phí cấp giấy", "Fee for the certificate", "ค่าธรรมเนียมหนังสือรับรอง")
    hand.fill(amount="8.000", reference="Thông tư 1/2026/TT-BTC")
    reads_well(page, "editor-fee")
    hand.save()
    reads_well(page, "editor-fees")
    page.go_back()
    page.goto(page.url.partition("parts/")[0])
    part(page, "Thành phần hồ sơ")
    add(hand, "Giấy giới thiệu của tổ dân phố")
    hand.texts("title", "Giấy giới thiệu", "Letter of introduction", "หนังสือแนะนำ")
    reads_well(page, "editor-component")
    hand.save()
    add(hand, "Ảnh chân dung")
    hand.texts("title", "Ảnh chân dung", "Portrait photograph", "ภาพถ่าย")
    hand.save()
    follow(page.get_by_role("button", name="Lên Ảnh chân dung"))
    expect(page.locator(".cn-order li").first).to_contain_text("Ảnh chân dung")
    reads_well(page, "editor-components")
    page.goto(page.url.partition("parts/")[0])
    part(page, "Kết quả")
    follow(page.get_by_role("link", name="Kết quả giải quyết"))
    hand.texts("name", "Giấy xác nhận", "Certificate", "หนังสือรับรอง")
    hand.save()
    page.goto(page.url.partition("parts/")[0])
    part(page, "Quy trình giải quyết")
    reads_well(page, "editor-process")
    hand.save()
    part(page, "Căn cứ pháp lý")
    hand.fill(legal_basis="Nghị định 118/2025/NĐ-CP")
    reads_well(page, "editor-legal")
    hand.save()

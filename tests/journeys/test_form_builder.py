"""A catalogue manager makes a form in the browser: by drag, by buttons and by keyboard, in three languages."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import Browser, Page

from caunoi.core.actor import Person
from caunoi.people import testing as people
from caunoi.procedures import operations, queries
from caunoi.ui.testing import follow, open_page
from caunoi.units import testing as units
from tests.journeys.pages import MORNING, reads_well, session

NAMES = {"vi": "Cấp giấy xác nhận thử", "en": "Trial certificate", "th": "หนังสือรับรองทดลอง"}


class Desk:
    """The manager's browser on one draft."""

    def __init__(self, browser: Browser, root: str, manager: Person, draft_id: UUID) -> None:
        self.browser, self.root, self.manager, self.draft_id = browser, root, manager, draft_id
        self.cookies = session(people.signed_in_officer(manager.person_id), root)
        self.address = f"{root}/desk/catalogue/drafts/{draft_id}/form/"

    def open(self, path: str = "", **more: Any) -> Page:
        return open_page(self.browser, self.address + path, cookies=self.cookies, **more)

    @property
    def form(self) -> dict[str, Any]:
        found: dict[str, Any] = queries.draft(self.draft_id, actor=self.manager, now=MORNING).body["form"]
        return found

    def sections(self) -> dict[str, list[str]]:
        return {section["id"]: section["fields"] for section in self.form["x-sections"]}


@pytest.fixture
def desk(browser: Browser, root: str, transactional_db: None, morning: None) -> Desk:
    agency = units.agency("ministry", "nation", "Bộ Tư pháp", code="000.00.00.X03")
    account = people.officer(agency.id, "catalogue_manager", second_factor=False, full_name="Quách Văn Giả Danh")
    manager = people.actor(account.id, at=MORNING)
    draft = operations.start_draft(kind="new", code="9.000777", name=NAMES, actor=manager, now=MORNING)
    return Desk(browser, root, manager, draft.id)


def write(page: Page, name: str, vi: str, en: str = "", th: str = "") -> None:
    for language, text in (("vi", vi), ("en", en), ("th", th)):
        page.fill(f"[name={name}_{language}]", text)


def go(page: Page) -> None:
    follow(page.locator("form.cn-write .govuk-button-group button.govuk-button"))


def section(page: Page, vi: str, en: str, th: str) -> None:
    """A new section; the page then asks for its first question."""
    follow(page.get_by_role("button", name="Thêm nhóm câu hỏi"))
    write(page, "title", vi, en, th)
    go(page)


def question(page: Page, kind: str, vi: str, en: str, th: str) -> None:
    """A new question on the page that asks for one, kept as it begins."""
    write(page, "title", vi, en, th)
    page.check(f"[name=kind][value={kind}]")
    go(page)
    go(page)


def depend(page: Page, on: str) -> None:
    """Choose the question that a section hangs on (or "Luôn hỏi"); the page that asks for its answer is there then."""
    with page.expect_navigation():
        page.select_option("[name=field]", label=on)


def test_a_form_is_made_moved_and_seen_as_a_phone_shows_it(desk: Desk) -> None:
    page = desk.open()
    section(page, "Nơi ở", "Residence", "ที่อยู่")
    reads_well(page, "form-new-question")
    question(page, "yes_no", "Bạn đang ở nước ngoài?", "Do you live abroad?", "คุณอยู่ต่างประเทศหรือไม่")
    section(page, "Nước đang ở", "Country", "ประเทศ")
    question(page, "text", "Tên nước", "Name of the country", "ชื่อประเทศ")
    follow(page.get_by_role("link", name="Nước đang ở", exact=True))
    depend(page, "Bạn đang ở nước ngoài?")
    page.get_by_label("Có", exact=True).check()
    reads_well(page, "form-section")
    go(page)
    assert desk.form["x-sections"][-1]["x-when"] == {"field": "ban_dang_o_nuoc_ngoai", "equals": True}
    reads_well(page, "form-builder")
    page.locator("#q-ten_nuoc [data-handle]").drag_to(page.locator("#q-ban_dang_o_nuoc_ngoai"))
    page.get_by_role("status").filter(has_text="Đã đổi chỗ").wait_for(state="attached")
    assert "ten_nuoc" in desk.sections()["noi_o"]
    follow_undo(page)
    assert desk.sections()["nuoc_dang_o"] == ["ten_nuoc"]


def follow_undo(page: Page) -> None:
    with page.expect_response("**/form/change/"):
        page.locator("#undo").click()
    page.get_by_role("status").filter(has_text="Đã lưu").wait_for(state="attached")


def test_everything_but_dragging_works_by_keyboard_and_without_a_script(desk: Desk) -> None:
    page = desk.open(script=False)
    section(page, "Hộ", "Household", "ครัวเรือน")
    question(page, "group", "Thành viên", "Member", "สมาชิก")
    question_link = page.get_by_role("link", name="Thêm câu hỏi vào nhóm Thành viên")
    follow(question_link)
    question(page, "date", "Ngày sinh", "Date of birth", "วันเกิด")
    follow(page.get_by_role("button", name="Đưa lên: Ngày sinh"), key="Enter")
    assert desk.form["properties"]["thanh_vien"]["items"]["x-order"] == ["ngay_sinh", "content"]
    follow(page.locator("#undo"))
    assert desk.form["properties"]["thanh_vien"]["items"]["x-order"] == ["content", "ngay_sinh"]


def test_a_condition_on_a_question_that_is_gone_is_named_and_mended(desk: Desk) -> None:
    page = desk.open(width=390)
    section(page, "Nơi ở", "Residence", "ที่อยู่")
    question(page, "yes_no", "Bạn đang ở nước ngoài?", "Do you live abroad?", "คุณอยู่ต่างประเทศหรือไม่")
    section(page, "Nước đang ở", "Country", "ประเทศ")
    question(page, "choice", "Nước", "Country", "ประเทศ")
    follow(page.get_by_role("link", name="Nước đang ở", exact=True))
    depend(page, "Bạn đang ở nước ngoài?")
    page.get_by_label("Có", exact=True).check()
    go(page)
    follow(page.get_by_role("link", name="Bạn đang ở nước ngoài?", exact=True))
    reads_well(page, "form-question-phone")
    follow(page.get_by_role("link", name="Bỏ câu hỏi này"))
    reads_well(page, "form-remove-phone")
    follow(page.get_by_role("button", name="Bỏ"))
    reads_well(page, "form-broken-phone")
    page.get_by_text("nay không còn trong biểu mẫu").first.wait_for()
    follow(page.locator(".cn-build__lacking a", has_text="Nước đang ở").first)
    depend(page, "Luôn hỏi")
    go(page)
    assert page.get_by_text("nay không còn trong biểu mẫu").count() == 0


@pytest.mark.parametrize("language", ["vi", "en", "th"])
@pytest.mark.parametrize("width", [390, 1280])
def test_a_real_form_reads_well(desk: Desk, language: str, width: int) -> None:
    operations.load(now=MORNING, actor=desk.manager)
    draft = operations.start_draft(kind="amend", code="1.004194", actor=desk.manager, now=MORNING)
    desk = Desk(desk.browser, desk.root, desk.manager, draft.id)
    for path, name in (
        ("", "builder"), ("questions/owner_agrees/", "yes-no"), ("questions/members/", "group"),
        ("questions/members.sex/", "choice"), ("sections/members/", "section"), ("new-section/", "new"),
        ("preview/?section=members", "preview"),
    ):  # fmt: skip
        page = desk.open(path, width=width, language=language)
        reads_well(page, f"real-{name}-{language}-{width}")
        page.context.close()

"""A task from a conclusion of the province's meeting to a ward, returned once, verified: in the browser, by both sides.

Every page on the way reads well, on a desk and on a phone, in Vietnamese, English and Thai.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import Browser, Page, expect

from caunoi.core.clock import SystemClock
from caunoi.core.journal.queries import entries_of
from caunoi.dossiers.testing import PNG
from caunoi.people import testing as people
from caunoi.tasks import testing
from caunoi.tasks.testing import Office
from caunoi.ui.testing import follow, open_page
from tests.journeys.pages import MORNING, press, reads_well, session

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ORIGIN = {
    "origin_number": "45/TB-UBND", "origin_issued_on_0": "20", "origin_issued_on_1": "9", "origin_issued_on_2": "2026",
    "origin_abstract": "Kết luận họp giao ban chuyển đổi số",
}  # fmt: skip
CLEAR = {
    "title": "Phổ cập chữ ký số cho người dân", "person_id": "tran van mau phuong",
    "responsibility": "Chủ trì thực hiện và báo cáo", "result": "80 % người trưởng thành có chữ ký số",
    "due_on_0": "31", "due_on_1": "12", "due_on_2": "2026",
}  # fmt: skip


@pytest.fixture
def place(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setattr(SystemClock, "now", lambda _clock: MORNING)
    return testing.office(MORNING)


def _open(browser: Browser, root: str, person: Any, path: str, width: int = 1280, language: str = "vi") -> Page:
    client = people.signed_in_officer(person.person_id)
    return open_page(browser, root + path, width=width, language=language, cookies=session(client, root))


def _fill(page: Page, given: dict[str, str]) -> None:
    for name, value in given.items():
        page.fill(f"[name={name}]", value)


def _act(page: Page, name: str) -> None:
    follow(page.locator("main").get_by_role("button", name=name, exact=True))


def test_a_task_goes_from_a_conclusion_to_verified_closing(browser: Browser, place: Office, live_server: Any) -> None:
    root = str(live_server.url)
    province = _open(browser, root, place.issuer_specialist, "/desk/tasks/?side=issued")
    reads_well(province, "tasks-empty-vi-1280")
    _act(province, "Giao nhiệm vụ")
    path = _assigned(province)
    ward = _open(browser, root, place.specialist, "/desk/tasks/", 390, "vi")
    reads_well(ward, "tasks-board-vi-390")
    follow(ward.locator("main").get_by_role("link", name=CLEAR["title"]))
    _progress(ward)
    _handed_in(ward, "Đã hoàn thành đợt 1")
    leader = _open(browser, root, place.issuer_leader, path)
    _act(leader, "Trả lại")
    leader.fill("[name=reason]", "Thiếu số liệu của tổ dân phố 5")
    reads_well(leader, "tasks-return-vi-1280")
    press(leader)
    ward.reload()
    expect(ward.locator("main")).to_contain_text("Thiếu số liệu của tổ dân phố 5")
    _handed_in(ward, "Đã bổ sung số liệu")
    leader.reload()
    _act(leader, "Xác nhận hoàn thành")
    reads_well(leader, "tasks-verify-vi-1280")
    press(leader)
    expect(leader.locator("main")).to_contain_text("hoàn thành đúng hạn")
    reads_well(leader, "tasks-closed-vi-1280")
    _everywhere(browser, root, place, path)


def _assigned(page: Page) -> str:
    """The specialist of the province assigns; what lacks is named, what was typed stays. Gives the task's address."""
    _fill(page, {**ORIGIN, **CLEAR, "lead_agency_id": "phuong cua nam uy ban"})
    press(page)
    expect(page.locator(".govuk-error-summary")).to_contain_text("Rõ thẩm quyền")
    expect(page.locator("[name=title]")).to_have_value(CLEAR["title"])
    reads_well(page, "tasks-assign-wrong-vi-1280")
    page.fill("[name=authority]", "Huy động tổ công nghệ số cộng đồng")
    press(page)
    expect(page.locator("h1")).to_have_text(CLEAR["title"])
    reads_well(page, "tasks-task-vi-1280")
    return f"/{page.url.split('/', 3)[3]}"


def _progress(page: Page) -> None:
    _act(page, "Báo cáo tiến độ")
    _fill(page, {"percent": "60", "words": "Đã cấp cho 3 tổ dân phố"})
    page.set_input_files("[name=evidence]", {"name": "anh.png", "mimeType": "image/png", "buffer": PNG})
    reads_well(page, "tasks-progress-vi-390")
    press(page)
    expect(page.locator("main")).to_contain_text("anh.png")
    reads_well(page, "tasks-task-vi-390")


def _handed_in(page: Page, words: str) -> None:
    _act(page, "Báo cáo hoàn thành")
    page.fill("[name=words]", words)
    press(page)
    expect(page.locator("main")).to_contain_text("chờ xác nhận")


def _everywhere(browser: Browser, root: str, place: Office, path: str) -> None:
    """The same pages in English and Thai, and what the journal knows."""
    for language, width in (("en", 1280), ("th", 390)):
        page = _open(browser, root, place.issuer_leader, path, width, language)
        reads_well(page, f"tasks-task-{language}-{width}")
        page.goto(f"{root}/desk/tasks/?side=issued")
        reads_well(page, f"tasks-board-{language}-{width}")
        page.goto(f"{root}/desk/tasks/import/")
        reads_well(page, f"tasks-import-{language}-{width}")
        page.goto(f"{root}/desk/tasks/calendar/")
        reads_well(page, f"tasks-calendar-{language}-{width}")
    kinds = [entry.kind for entry in entries_of("task", _id(path))]
    assert kinds.count("task.returned") == 1
    assert kinds[-1] == "task.completed"


def _id(path: str) -> UUID:
    return UUID(path.strip("/").split("/")[-1])


def test_who_types_an_agency_is_offered_it_and_then_who_serves_there(
    browser: Browser, place: Office, live_server: Any
) -> None:
    page = _open(browser, str(live_server.url), place.issuer_specialist, "/desk/tasks/new/")
    field = page.locator("[name=lead_agency_id]")
    field.press_sequentially("cua nam uy ban")
    offered = page.locator("#id_lead_agency_id-suggested option")
    expect(offered).to_have_count(1)
    field.fill(str(offered.first.get_attribute("value")))
    page.locator("[name=person_id]").focus()
    expect(page.locator("#id_person_id-suggested option")).not_to_have_count(0)

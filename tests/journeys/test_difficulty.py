"""A commune's difficulty to the province, up to the ministry and back with a commitment that becomes a task.

The commune officer writes on a phone and sees who answers before sending; every page on the way reads well.
"""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from caunoi.core.actor import Person
from caunoi.core.clock import SystemClock
from caunoi.core.journal.queries import after
from caunoi.people import testing as people
from caunoi.ui.testing import follow, open_page
from caunoi.voices import testing
from caunoi.voices.testing import Scene
from tests.journeys.pages import MORNING, press, reads_well, session

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TEXT = "Chứng thư chữ ký số của cán bộ hết hạn, gia hạn phải chờ ba tuần nên không ký số được hồ sơ của dân."
PROMISE = "Mở kênh gia hạn chứng thư trực tuyến"


@pytest.fixture
def here(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Scene:
    monkeypatch.setattr(SystemClock, "now", lambda _clock: MORNING)
    return testing.scene(MORNING)


def _open(
    browser: Browser, root: str, person: Person, path: str, width: int = 1280, language: str = "vi", *,
    script: bool = True,
) -> Page:  # fmt: skip
    client = people.signed_in_officer(person.person_id)
    cookies = session(client, root)
    return open_page(browser, root + path, width=width, language=language, cookies=cookies, script=script)


def _act(page: Page, name: str, role: str = "button") -> None:
    follow(page.locator("main").get_by_role(role, name=name, exact=True))  # type: ignore[arg-type]


def test_a_difficulty_goes_up_to_the_ministry_and_comes_back_with_a_task(
    browser: Browser, here: Scene, live_server: Any
) -> None:
    root = str(live_server.url)
    phone = _open(browser, root, here.commune_officer, "/desk/voices/", 390)
    reads_well(phone, "voices-queue-empty-vi-390")
    _act(phone, "Gửi khó khăn, vướng mắc")
    _written(phone)
    path = f"/{phone.url.split('/', 3)[3]}"
    department = _open(browser, root, here.specialist, "/desk/voices/")
    reads_well(department, "voices-queue-vi-1280")
    follow(department.locator("main").get_by_role("link", name="Chứng thư chữ ký số"))
    _act(department, "Chuyển lên cấp trên")
    department.fill("[name=reason]", "Cổng gia hạn do Bộ vận hành")
    press(department)
    expect(department.locator("main")).to_contain_text("Bộ Khoa học và Công nghệ")
    ministry = _open(browser, root, here.ministry_head, path)
    reads_well(ministry, "voices-voice-vi-1280")
    _answered(ministry)
    phone.reload()
    expect(phone.locator("main")).to_contain_text("Gia hạn được trên cổng trong một ngày")
    expect(phone.locator("main")).to_contain_text("đang làm")
    reads_well(phone, "voices-voice-answered-vi-390")
    _served_to_others(browser, root, here, ministry)
    phone.reload()
    _act(phone, "Đồng ý với câu trả lời")
    press(phone)
    expect(phone.locator("main")).to_contain_text("đã kết thúc")
    _everywhere(browser, root, here, path)
    kinds = [one.kind for one in after(0, 10**6) if one.kind.startswith("voice.")]
    assert [one for one in kinds if one.endswith((".raised", ".passed_up", ".answered", ".published", ".closed"))] == [
        "voice.raised", "voice.passed_up", "voice.answered", "voice.published", "voice.closed",
    ]  # fmt: skip


def _written(page: Page) -> None:
    """While it is written, the field is proposed and who answers by when is shown; then it is sent with one press."""
    page.locator("[name=text]").press_sequentially(TEXT, delay=2)
    expect(page.locator("main")).to_contain_text("Sở Khoa học và Công nghệ")
    expect(page.get_by_role("radio", name="Chữ ký số, chứng thư")).to_be_checked()
    page.check("[name=way][value=straight]")
    expect(page.locator("[data-part=route]")).to_contain_text("Bộ Khoa học và Công nghệ")
    page.check("[name=way][value=step]")
    expect(page.locator("[data-part=route]")).to_contain_text("Sở Khoa học và Công nghệ")
    expect(page.locator("[name=text]")).to_have_value(TEXT)
    reads_well(page, "voices-box-vi-390")
    press(page)
    expect(page.locator("main")).to_contain_text("KK-260922-0001")
    reads_well(page, "voices-voice-vi-390")


def _answered(page: Page) -> None:
    """First without content; then with a commitment that names who and by when."""
    _act(page, "Viết trả lời")
    press(page)
    expect(page.locator(".govuk-error-summary")).to_contain_text("Câu trả lời chưa có nội dung")
    page.fill("[name=text]", "Gia hạn được trên cổng trong một ngày, theo hướng dẫn mẫu số 1.")
    page.fill("[name=c0-text]", PROMISE)
    for part, value in enumerate(("30", "10", "2026")):
        page.fill(f"[name=c0-due_on_{part}]", value)
    follow(page.locator("button[value=more]"))
    expect(page.locator("[name=c1-text]")).to_be_visible()
    expect(page.locator("[name=c0-text]")).to_have_value(PROMISE)
    reads_well(page, "voices-answer-vi-1280")
    press(page)
    expect(page.locator("main")).to_contain_text(PROMISE)
    follow(page.locator("main").get_by_role("link", name=PROMISE))
    expect(page.locator("h1")).to_have_text(PROMISE)
    page.go_back()


def _served_to_others(browser: Browser, root: str, here: Scene, ministry: Page) -> None:
    """The ministry publishes; who writes about the same is offered the answer, without script, too."""
    ministry.reload()
    _act(ministry, "Công khai câu trả lời")
    reads_well(ministry, "voices-publish-vi-1280")
    press(ministry)
    for script in (True, False):
        other = _open(browser, root, here.head, "/desk/voices/new/", 390, script=script)
        other.fill("[name=text]", "Gia hạn chứng thư chữ ký số phải chờ ba tuần")
        if not script:
            press(other)
        offered = other.locator("[data-part=similar] details")
        expect(offered).to_contain_text("Chứng thư chữ ký số của cán bộ hết hạn")
        offered.locator("summary").click()
        expect(offered).to_contain_text("Gia hạn được trên cổng trong một ngày")
        if script:
            reads_well(other, "voices-box-offered-vi-390")


def _everywhere(browser: Browser, root: str, here: Scene, path: str) -> None:
    """The same pages in English and Thai."""
    for language, width in (("en", 390), ("th", 1280)):
        page = _open(browser, root, here.province_leader, path, width, language)
        reads_well(page, f"voices-voice-{language}-{width}")
        for part in ("", "new/", "published/", "overview/", "unrouted/", "routes/", "routes/new/", "checking/"):
            page.goto(f"{root}/desk/voices/{part}")
            reads_well(page, f"voices-{part.strip('/').replace('/', '-') or 'queue'}-{language}-{width}")

"""A quarterly round from opening to the consolidated paper: in the browser, by the province and its agencies.

A ward's report is returned with a remark on a cell, corrected and accepted; a department is late and asked again. Every
page on the way reads well, on a desk and on a phone, in Vietnamese, English and Thai.
"""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, connections
from docx import Document
from playwright.sync_api import Browser, Page, expect

from caunoi.core.actor import Person, System
from caunoi.core.clock import VIETNAM, SystemClock
from caunoi.core.journal.queries import entries_of
from caunoi.core.testing import work
from caunoi.documents.tests.pdf_text import text_of
from caunoi.messages import queries as notices
from caunoi.people import testing as people
from caunoi.reports import jobs, notifying, operations
from caunoi.tasks import testing
from caunoi.tasks.testing import Office
from caunoi.ui.testing import follow, open_page
from caunoi.units.testing import agency
from tests.journeys.pages import named, press, reads_well, session
from tests.journeys.scene_reports import GOOD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Open = Callable[..., Page]
Numbers = dict[str, str]
BEFORE = datetime(2026, 9, 8, 9, 0, tzinfo=VIETNAM)
"""Before the cut-off of the third quarter, 14 September."""
AFTER = datetime(2026, 9, 16, 9, 0, tzinfo=VIETNAM)
LATE = datetime(2026, 9, 25, 9, 0, tzinfo=VIETNAM)
"""After the day on which reports are due, 20 September."""
REMARK = "Số tiền giải ngân chưa khớp với Kho bạc"


class Clock:
    """What time the program thinks it is."""

    now = BEFORE


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    kept = Clock()
    monkeypatch.setattr(SystemClock, "now", lambda _clock: kept.now)
    return kept


@pytest.fixture
def place(transactional_db: None, clock: Clock) -> Office:
    return testing.office(clock.now - timedelta(days=30))


@pytest.fixture
def seen(browser: Browser, live_server: Any) -> Open:
    """Open a page as somebody, in a window and a language."""

    def opened(person: Any, path: str, width: int = 1280, language: str = "vi") -> Page:
        cookies = session(people.signed_in_officer(person.person_id), live_server.url)
        return open_page(browser, live_server.url + path, width=width, language=language, cookies=cookies)

    return opened


@pytest.fixture
def jobs_of_this_test(transactional_db: None) -> Iterator[None]:
    """The table of jobs is not emptied between tests: what others left would be run here, and ours there."""
    _no_jobs()
    yield
    _no_jobs()


def _no_jobs() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")


@pytest.mark.usefixtures("jobs_of_this_test")
def test_a_round_goes_from_opening_to_the_consolidated_report(place: Office, clock: Clock, seen: Open) -> None:
    department = agency("department", "province", "Sở Tài chính mẫu", code="000.00.02.H26", province_code="01")
    opened = _opened(place, seen)
    clock.now = AFTER
    operations.freeze_due(actor=System("test"), now=clock.now)
    report = _handed_in(place, seen)
    _returned(place, seen, report)
    _corrected(place, seen, report)
    _accepted(place, seen, report)
    clock.now = LATE
    head = people.officer(department.id, "head_of_unit", full_name="Lý Văn Mẫu Sở", second_factor=False)
    _chased(place, seen, opened, department.name, people.actor(head.id, at=clock.now))
    files = _consolidated(place, seen, opened)
    for words in (text_of(files["PDF"].read_bytes()), _words(files["DOCX"])):
        assert "180,25" in words
        assert "1.250" in words
        assert "200,5" not in words
        assert f"{department.name} (chưa gửi, quá hạn)" in words
    _everywhere(place, seen, opened, report)
    kinds = [entry.kind for entry in entries_of("report", UUID(report.strip("/").split("/")[-1]))]
    assert kinds == ["report.asked", "report.submitted", "report.returned", "report.submitted", "report.accepted"]


def _opened(place: Office, seen: Open) -> str:
    """The leader of the province asks its communes and departments. Gives the round's address."""
    page = seen(place.issuer_leader, "/desk/reports/")
    reads_well(page, "reports-empty-vi-1280")
    follow(named(page, "Mở đợt báo cáo"))
    press(page)
    expect(page.locator(".govuk-error-summary")).to_contain_text("Hãy chọn ít nhất một cơ quan báo cáo.")
    reads_well(page, "reports-new-wrong-vi-1280")
    page.select_option("[name=form]", "dx-quarterly")
    page.select_option("[name=number]", "2026-Q3")
    for level in ("commune", "department"):
        page.check(f"[name=levels][value={level}]")
    for part, value in enumerate(("20", "9", "2026")):
        page.fill(f"[name=due_on_{part}]", value)
    press(page)
    expect(page.locator("main")).to_contain_text("quý 3 năm 2026")
    follow(page.locator("main a[href*='/reports/rounds/']").first)
    expect(page.locator("main")).to_contain_text(place.ward.name)
    reads_well(page, "reports-round-vi-1280")
    return f"/{page.url.split('/', 3)[3]}"


def _handed_in(place: Office, seen: Open) -> str:
    """The head of the ward fills everything in on a phone; what lacks is named first. Gives the report's address."""
    page = seen(place.head, "/desk/reports/", 390)
    reads_well(page, "reports-mine-vi-390")
    follow(page.locator("main .cn-rows a").first)
    reads_well(page, "reports-fill-vi-390")
    follow(page.get_by_role("button", name="Kiểm tra và gửi"))
    expect(page.locator(".govuk-error-summary")).to_contain_text("Kết quả chỉ đạo, điều hành")
    _typed(page, GOOD)
    follow(page.get_by_role("button", name="Kiểm tra và gửi"))
    reads_well(page, "reports-submit-vi-390")
    press(page)
    expect(page.locator("main")).to_contain_text("chờ kiểm tra")
    return f"/{page.url.split('/', 3)[3]}"


def _typed(page: Page, values: Numbers) -> None:
    for code, text in values.items():
        page.fill(f"[name='v:{code}']", text)


def _returned(place: Office, seen: Open, report: str) -> None:
    page = seen(place.issuer_specialist, report)
    assert page.get_by_role("button", name="Tiếp nhận và khóa").count() == 0
    box = page.locator("[data-box=disbursed]")
    box.locator("summary").click()
    box.locator("[name='r:disbursed']").fill(REMARK)
    reads_well(page, "reports-check-vi-1280")
    follow(named(page, "Trả lại"))
    expect(page.locator("main")).to_contain_text("bị trả lại")


def _corrected(place: Office, seen: Open, report: str) -> None:
    page = seen(place.head, report, 390)
    expect(page.locator("[data-box=disbursed]")).to_contain_text(REMARK)
    reads_well(page, "reports-returned-vi-390")
    _typed(page, {"disbursed": "180,25"})
    expect(page.locator("[data-said]")).to_contain_text("Đã lưu lúc")
    follow(page.get_by_role("button", name="Kiểm tra và gửi"))
    press(page)


def _accepted(place: Office, seen: Open, report: str) -> None:
    page = seen(place.issuer_leader, report)
    expect(page.locator("[data-box=disbursed]")).to_contain_text("180,25")
    follow(named(page, "Tiếp nhận và khóa"))
    expect(page.locator("main")).to_contain_text("đã được tiếp nhận và khóa")
    assert page.locator("[name^='v:']").count() == 0


def _chased(place: Office, seen: Open, opened: str, late: str, head: Person) -> None:
    """The morning's job asks the late department, and nobody else, again."""
    jobs.chase(timestamp=int(LATE.timestamp()))
    page = seen(place.issuer_leader, f"{opened}?state=overdue")
    expect(page.locator("main .cn-rows")).to_contain_text(late)
    expect(page.locator("main .cn-rows")).not_to_contain_text(place.ward.name)
    reads_well(page, "reports-round-overdue-vi-1280")
    follow(page.locator("main .cn-rows a").first)
    asked = UUID(page.url.strip("/").split("/")[-1])
    entries = entries_of("report", asked)
    assert [entry.kind for entry in entries] == ["report.asked", "report.chased"]
    notifying.tell(entries[-1:])
    (told,) = notices.notices(actor=head)
    assert told.link == f"/desk/reports/{asked}/"


def _consolidated(place: Office, seen: Open, opened: str) -> dict[str, Path]:
    """Asked for, made by the worker while the page is open: it shows by itself, focus stays there. Gives the files."""
    page = seen(place.issuer_specialist, opened)
    follow(named(page, "Báo cáo tổng hợp"))
    reads_well(page, "reports-consolidated-empty-vi-1280")
    follow(named(page, "Lập báo cáo tổng hợp"))
    press(page)
    expect(page.locator("main")).to_contain_text("chờ lập")
    expect(page.locator("main")).to_contain_text("Trang này tự cập nhật.")
    reads_well(page, "reports-consolidated-waiting-vi-1280")
    page.locator("#again").focus()
    _work()
    expect(page.locator("#made")).to_contain_text("đã lập", timeout=30_000)
    expect(page.locator("[role=status][data-said]")).to_have_text("Báo cáo tổng hợp đã lập xong.")
    expect(page.locator("#made")).to_be_focused()  # the link that had focus went with what it was about
    reads_well(page, "reports-consolidated-vi-1280")
    files = {}
    for kind in ("PDF", "DOCX"):
        with page.expect_download() as taken:
            page.locator("#made").get_by_role("link", name=kind).click()
        files[kind] = Path(taken.value.path())
    return files


def _work() -> None:
    """The worker itself, until nothing waits; in a thread of its own, since the browser has this one's loop."""
    worker = threading.Thread(target=_worker)
    worker.start()
    worker.join()


def _worker() -> None:
    work()
    connections.close_all()


def _words(docx: Path) -> str:
    document = Document(io.BytesIO(docx.read_bytes()))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return " ".join([*cells, *(one.text for one in document.paragraphs)])


def _everywhere(place: Office, seen: Open, opened: str, report: str) -> None:
    """The main pages in each language on a desk and on a phone; Vietnamese on a desk was seen on the way."""
    paths = {"round": opened, "report": report, "consolidated": f"{opened}consolidated/"}
    for language, width in (("vi", 390), *product(("en", "th"), (1280, 390))):
        page = seen(place.issuer_leader, opened, width, language)
        root = page.url.split("/desk/")[0]
        for name, path in paths.items():
            page.goto(root + path)
            reads_well(page, f"reports-{name}-{language}-{width}")

"""A birth from a mother's phone to a signed record and a figure on the board, through the real pages of each door.

Nothing stands in for a part: the identity provider is its own process, officers give password and authenticator code,
the PDF is signed and verified, the figures come from the journal.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Browser, Page, expect

from caunoi.core.journal import queries as journal
from caunoi.core.journal.verify import verify as verify_journal
from caunoi.documents import signing
from caunoi.dossiers.testing import BIRTH
from caunoi.measures import queries as measures
from caunoi.ui.testing import follow, open_page
from tests.journeys.pages import MORNING, SCREENS, answer, login_citizen, login_officer, reads_well, submit_twice

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("demo_ward")]


def _fill_in(page: Page, root: str, paper: Path) -> None:
    """From the procedure's page to the page where the answers are checked."""
    page.goto(f"{root}/procedures/{BIRTH}/")
    follow(page.locator("a.govuk-button--start"))
    page.fill("#q", "cua nam")
    follow(page.locator(".cn-search button"))
    page.get_by_label(re.compile("Cửa Nam")).check()
    follow(page.get_by_role("button", name="Tiếp tục"))
    follow(page.get_by_role("button", name="Bắt đầu khai"))
    follow(page.locator(".govuk-task-list a").first)
    for answers in SCREENS:
        answer(page, answers)
    follow(page.get_by_role("link", name="Giấy chứng sinh"))
    page.set_input_files("[name=files]", str(paper))
    follow(page.get_by_role("button", name="Tải lên"))
    follow(page.get_by_role("button", name="Tiếp tục"))
    follow(page.get_by_role("button", name=re.compile("Tiếp tục|Lưu và tiếp tục")))
    follow(page.get_by_role("button", name="Lưu và tiếp tục"))
    page.wait_for_url("**/check/")


def _officer(browser: Browser, root: str, username: str, code: str) -> Page:
    """The dossier's page at the desk of an officer who has signed in."""
    page = open_page(browser, f"{root}/accounts/login/")
    login_officer(page, root, username)
    page.goto(f"{root}/desk/")
    reads_well(page)
    follow(page.get_by_role("link", name=code).first)
    reads_well(page)
    return page


def _do(page: Page, act: str, done: str) -> None:
    """Open the act, read its page, confirm; `done` is part of what is said after it."""
    follow(page.locator(f"#act-{act}"))
    reads_well(page)
    follow(page.locator(f"#do-{act}"))
    expect(page.locator("body")).to_contain_text(done)


def test_a_birth_goes_from_a_phone_to_a_signed_record_and_the_board(
    browser: Browser, root: str, issuer: str, paper: Path, tmp_path: Path
) -> None:
    phone = open_page(browser, f"{root}/", width=390)
    reads_well(phone)
    login_citizen(phone, root)
    _fill_in(phone, root, paper)
    reads_well(phone)
    code = submit_twice(phone)
    reads_well(phone)

    counter = _officer(browser, root, "quay.cuanam", code)
    follow(counter.locator("#act-accept"))
    expect(counter.locator("#receipt-pdf")).to_be_visible()
    receipt = counter.request.get(root + str(counter.get_attribute("#receipt-pdf", "href")))
    assert receipt.body().startswith(b"%PDF")

    specialist = _officer_who_chooses(browser, root, "chuyenvien.cuanam", code)
    _do(specialist, "submit_for_signature", f"Đã trình lãnh đạo ký kết quả của hồ sơ {code}")
    leader = _officer(browser, root, "lanhdao.cuanam", code)
    _do(leader, "sign", f"Đã ký kết quả của hồ sơ {code}")
    counter.reload()
    _do(counter, "hand_over", f"Đã trả kết quả của hồ sơ {code}")

    record = _download_result(phone, root, code, tmp_path)
    assert signing.verify(record.read_bytes()).status == "valid"
    _verdicts(browser, root, record, tmp_path)
    _is_journalled(code)
    _is_counted(leader, root)


def _officer_who_chooses(browser: Browser, root: str, username: str, code: str) -> Page:
    """One who serves in two places first says for which."""
    page = open_page(browser, f"{root}/accounts/login/")
    login_officer(page, root, username)
    page.goto(f"{root}/accounts/act-as/")
    page.get_by_label(re.compile("Chuyên viên", re.IGNORECASE)).check()
    follow(page.locator("#choose"))
    page.goto(f"{root}/desk/dossiers/{code}/")
    reads_well(page)
    return page


def _download_result(page: Page, root: str, code: str, folder: Path) -> Path:
    page.goto(f"{root}/dossiers/{code}/")
    reads_well(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Tải kết quả").click()
    path = folder / "ket-qua.pdf"
    download.value.save_as(path)
    return path


def _verdicts(browser: Browser, root: str, record: Path, folder: Path) -> None:
    """The public page believes the record, and does not believe it once a byte is changed."""
    page = open_page(browser, f"{root}/verify/", width=390)
    page.set_input_files("[name=file]", str(record))
    follow(page.get_by_role("button", name="Kiểm tra", exact=True))
    expect(page.locator("main .govuk-tag").first).to_have_class(re.compile("green"))
    reads_well(page)
    content = bytearray(record.read_bytes())
    content[len(content) // 3] ^= 1
    forged = folder / "sua.pdf"
    forged.write_bytes(content)
    page.set_input_files("[name=file]", str(forged))
    follow(page.get_by_role("button", name="Kiểm tra", exact=True))
    expect(page.locator("main .govuk-tag").first).to_have_class(re.compile("red"))


def _is_journalled(code: str) -> None:
    """At least six entries, in an unbroken chain; pressing twice filed once."""
    found = journal.subjects_with_code(code)
    dossiers: list[UUID] = [subject_id for kind, subject_id in found if kind == "dossier"]
    assert len(dossiers) == 1
    entries = journal.entries_of("dossier", dossiers[0])
    assert len(entries) >= 6
    assert [entry.kind for entry in entries].count("dossier.submitted") == 1
    assert verify_journal().sound


def _is_counted(leader: Page, root: str) -> None:
    """One received, done and on time, in the ward, the province and the country; the board's pages show it."""
    start = date(2026, 9, 1)
    for scope, code in (("nation", ""), ("province", "01")):
        figures = measures.settlement(
            scope=scope, code_or_id=code, start=start, end=start + timedelta(days=60), now=MORNING + timedelta(hours=1)
        )
        assert (figures.received, figures.done, figures.on_time) == (1, 1, 1)
    leader.goto(f"{root}/board/")
    reads_well(leader)
    expect(leader.locator("main")).to_contain_text("Hà Nội")
    shown = re.findall(r"100,0\s%", leader.locator("main").inner_text())
    assert len(shown) >= 3, "on time in the ward, the province and the country"


def test_a_birth_is_filed_without_a_script(browser: Browser, root: str, issuer: str, paper: Path) -> None:
    page = open_page(browser, f"{root}/", width=390, script=False)
    login_citizen(page, root)
    _fill_in(page, root, paper)
    code = submit_twice(page)
    page.goto(f"{root}/dossiers/")
    assert code in page.content()

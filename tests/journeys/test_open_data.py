"""The catalogue's open data and what it asks of people, in the browser: three languages, both sizes, with and without
JavaScript.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, expect

from caunoi.dossiers import operations, testing
from caunoi.dossiers.testing import Office
from caunoi.people import testing as people
from caunoi.procedures.tests import office as offices
from caunoi.ui.testing import follow, open_page
from tests.journeys.pages import MORNING, press, reads_well, session

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
SHEETS = "/desk/catalogue/sheets/"
LOOKS = (("vi", 1280), ("vi", 390), ("en", 390), ("th", 1280))


@pytest.fixture
def office(transactional_db: None, morning: None) -> Office:
    office = testing.office(MORNING)
    for _ in range(3):
        testing.walk(office, "accepted", now=MORNING)
    for _ in range(2):
        operations.accept(
            dossier_id=testing.file(office, "1.004884", now=MORNING).id, actor=office.counter, now=MORNING
        )
    return office


def test_the_open_data_page_reads_well_for_everybody(browser: Browser, root: str, office: Office) -> None:
    for language, width in LOOKS:
        page = open_page(browser, f"{root}/catalogue/", width=width, language=language)
        reads_well(page, f"open-data-{language}-{width}")
        page.context.close()


def test_the_burden_reads_well_and_is_taken_away_without_javascript(
    browser: Browser, root: str, office: Office
) -> None:
    cookies = session(people.signed_in_officer(office.manager.person_id), root)
    for language, width in LOOKS:
        page = open_page(browser, f"{root}/desk/catalogue/burden/", width=width, language=language, cookies=cookies)
        reads_well(page, f"burden-{language}-{width}")
        page.context.close()
    page = open_page(browser, f"{root}/desk/catalogue/burden/", script=False, cookies=cookies)
    first = page.locator("ol.cn-rows > li").first
    sources = first.locator("details li")
    assert sources.count() > 0
    expect(sources.first).not_to_be_visible()
    first.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(sources.first).to_be_visible()
    expect(first).to_contain_text("giấy một năm")
    with page.expect_download() as download:
        page.get_by_role("button", name="Tải XLSX").click()
    assert download.value.suggested_filename == "ganh-nang-thu-tuc-20260922.xlsx"
    page.context.close()


def changed(path: Path, value: object) -> Path:
    """The workbook with another limit in person in the first case that it has."""
    book = load_workbook(path)
    book["Trường hợp"]["F2"].value = value
    file = BytesIO()
    book.save(file)
    new = path.with_name("sua.xlsx")
    new.write_bytes(file.getvalue())
    return new


def test_a_ministry_takes_the_workbook_and_brings_it_back_without_javascript(
    browser: Browser, root: str, office: Office, tmp_path: Path
) -> None:
    ministry = offices.ministry()
    cookies = session(people.signed_in_officer(ministry.manager.person_id), root)
    page = open_page(browser, f"{root}{SHEETS}", script=False, cookies=cookies)
    with page.expect_download() as download:
        page.get_by_role("button", name="Tải XLSX").click()
    taken = tmp_path / "danh-muc.xlsx"
    download.value.save_as(taken)
    page.context.close()
    for language, width in LOOKS[1:]:
        page = open_page(browser, f"{root}{SHEETS}", width=width, language=language, cookies=cookies)
        reads_well(page, f"sheets-{language}-{width}")
        for name, value in (("wrong", "ba ngày"), ("right", 30)):
            page.goto(f"{root}{SHEETS}")
            page.set_input_files("input[type=file]", changed(taken, value))
            press(page)
            reads_well(page, f"sheets-{name}-{language}-{width}")
        page.context.close()
    page = open_page(browser, f"{root}{SHEETS}", script=False, cookies=cookies)
    page.set_input_files("input[type=file]", changed(taken, 30))
    follow(page.get_by_role("button", name="Xem trước"))
    follow(page.get_by_role("button", name="Tạo bản thảo"))
    page.wait_for_url("**/desk/catalogue/drafts/")
    assert "Đã tạo 1 bản thảo." in page.content()
    page.context.close()

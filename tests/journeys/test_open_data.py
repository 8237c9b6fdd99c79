"""The catalogue's open data and what it asks of people, in the browser: three languages, both sizes, with and without
JavaScript.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from caunoi.dossiers import operations, testing
from caunoi.dossiers.testing import Office
from caunoi.people import testing as people
from caunoi.ui.testing import open_page
from tests.journeys.pages import MORNING, reads_well, session

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
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
    with page.expect_download() as download:
        page.get_by_role("button", name="Tải XLSX").click()
    assert download.value.suggested_filename == "ganh-nang-thu-tuc-20260922.xlsx"
    page.context.close()

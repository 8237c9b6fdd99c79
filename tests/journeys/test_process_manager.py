"""A process manager makes a process in the browser with the keyboard alone, is shown a mistake, mends it, tries it, and
has it published by the leader."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import Browser, Page, expect

from caunoi.core.ids import new_id
from caunoi.people import testing as people
from caunoi.people.queries import AccountView
from caunoi.processes import queries
from caunoi.ui.testing import open_page
from caunoi.units import testing as units_testing
from caunoi.units.models import Agency
from tests.journeys.pages import MORNING, WARD, follow, reads_well, session

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
CODE = "cap_phep_via_he"


@pytest.fixture
def ministry(transactional_db: None, morning: None) -> UUID:
    """A ministry: it models for the whole nation."""
    units_testing.ward(WARD, "Cửa Nam", now=MORNING)
    return Agency.objects.create(
        id=new_id(), code="000.00.00.G15", kind="ministry", level="nation", name="Bộ Mẫu", position=1,
        valid_from=units_testing.SINCE,
    ).id  # fmt: skip


def _page(browser: Browser, root: str, person: AccountView, path: str, *, width: int = 1280, **how: Any) -> Page:
    page = open_page(
        browser, root + path, width=width, cookies=session(people.signed_in_officer(person.id), root), **how
    )
    page.on("console", lambda said: print("console", said.type, said.text))
    page.on("pageerror", lambda error: print("error", error))
    return page


def _drawn(page: Page) -> None:
    """The drawing stands and was checked."""
    page.wait_for_selector("[data-modeler][data-ready=true]", timeout=20_000)


def test_a_process_is_made_by_keyboard_checked_tried_and_published(browser: Browser, root: str, ministry: UUID) -> None:
    drawer = people.officer(ministry, "process_manager", second_factor=False)
    page = _page(browser, root, drawer, "/desk/processes/new/")
    page.get_by_label("Mã quy trình").fill(CODE)
    page.get_by_label("Tên (tiếng Việt)").fill("Cấp phép sử dụng vỉa hè")
    follow(page.get_by_role("button", name="Lập bản thảo"))
    _drawn(page)
    reads_well(page, "process-edit-vi-1280")

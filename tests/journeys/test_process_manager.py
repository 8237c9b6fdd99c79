"""A process manager makes a process in the browser with the keyboard alone, is shown a mistake, mends it, tries it, and
has it published by the leader."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.apps import apps
from playwright.sync_api import Browser, Locator, Page, expect

from caunoi.core.actor import Person
from caunoi.core.ids import new_id
from caunoi.dossiers import testing
from caunoi.dossiers.testing import ANSWERS, STAGES
from caunoi.people import testing as people
from caunoi.people.queries import AccountView
from caunoi.processes import operations, queries
from caunoi.ui.testing import follow, open_page
from caunoi.units import testing as units_testing
from tests.journeys.pages import MORNING, WARD, faults, keep, reads_well, session

Agency = apps.get_model("units.Agency")

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
CODE = "cap_phep_via_he"
PLACES = ("receiving:counter_officer", "competent:specialist", "competent:leader")
STEP = "Kiểm tra hiện trường vỉa hè"


@pytest.fixture
def ministry(transactional_db: None, morning: None) -> UUID:
    """A ministry: it models for the whole nation."""
    units_testing.ward(WARD, "Cửa Nam", now=MORNING)
    return Agency.objects.create(
        id=new_id(), code="000.00.00.G15", kind="ministry", level="nation", name="Bộ Mẫu", position=1,
        valid_from=units_testing.SINCE,
    ).id  # fmt: skip


def _page(browser: Browser, root: str, person: AccountView, path: str, **how: Any) -> Page:
    """A page of somebody's, whose script may do nothing wrong, nor what the content security policy forbids."""
    page = open_page(browser, root + path, cookies=session(people.signed_in_officer(person.id), root), **how)
    page.on("pageerror", lambda error: pytest.fail(f"script: {error}"))
    page.on("console", lambda said: pytest.fail(said.text) if said.type == "error" else None)
    return page


def _drawn(page: Page) -> None:
    """The drawing stands and was checked."""
    expect(page.locator("[data-modeler]")).to_have_attribute("data-ready", "true", timeout=20_000)


def _press(control: Locator) -> None:
    """With the keyboard, as somebody who has no mouse."""
    control.focus()
    control.press("Enter")


def _open(page: Page, name: str) -> None:
    """Choose an element in the list; its form is where the reader is then."""
    _press(page.locator("[data-elements] button", has_text=name).first)
    expect(page.locator("[data-panel-title]")).to_be_focused()
    expect(page.locator("[data-panel-title]")).to_contain_text(name)


def _checked(page: Page, state: str) -> None:
    expect(page.locator("[data-modeler]")).to_have_attribute("data-checked", state)


def _type(field: Locator, text: str) -> None:
    field.focus()
    field.fill(text)
    field.press("Tab")


def test_a_process_is_made_by_keyboard_checked_tried_and_published(browser: Browser, root: str, ministry: UUID) -> None:
    drawer = people.officer(ministry, "process_manager", second_factor=False)
    page = _page(browser, root, drawer, "/desk/processes/new/")
    _make(page)
    _add_a_step(page)
    _mistake(page)
    _mend_and_save(page)
    _try(page)
    address = page.url.removeprefix(root)
    page.context.close()
    leader = people.officer(ministry, "leader", second_factor=False, full_name="Nghiêm Thị Giả Thử")
    page = _page(browser, root, leader, address, width=390)
    reads_well(page, "process-version-vi-390")
    follow(page.get_by_role("button", name="Ban hành"))
    reads_well(page, "process-publish-vi-390")
    page.get_by_label("Ghi chú của phiên bản").fill("Thêm bước kiểm tra hiện trường")
    follow(page.get_by_role("button", name="Ban hành"))
    expect(page.locator("main")).to_contain_text("Đã ban hành phiên bản 1")
    step = next(step for step in queries.steps(CODE).values() if step.name == STEP)
    assert (step.role, step.agency, step.kind, step.actions) == ("specialist", "competent", "field_check", ("forward",))
    assert f"{step.share_of_limit:f}" == "0.2"
    page.context.close()


def _make(page: Page) -> None:
    """A copy of the general process under a new code."""
    reads_well(page, "process-new-vi-1280")
    page.get_by_label("Mã quy trình").fill(CODE)
    page.get_by_label("Tên (tiếng Việt)").fill("Cấp phép sử dụng vỉa hè")
    follow(page.get_by_role("button", name="Lập bản thảo"))
    _drawn(page)
    _checked(page, "sound")
    reads_well(page, "process-edit-vi-1280")


def _add_a_step(page: Page) -> None:
    """A step between receiving and examining, all of it typed and pressed."""
    _open(page, "Thẩm định hồ sơ")
    _type(page.get_by_label("Phần của thời hạn (%)"), "40")
    _open(page, "Tiếp nhận?")
    _press(page.locator("[data-arrow=gw_receive_to_examine] [data-arrow-insert]"))
    expect(page.locator("[data-panel-title]")).to_be_focused()
    _type(page.locator("[data-name=vi]"), STEP)
    _type(page.locator("[data-name=en]"), "Inspect the pavement")
    _type(page.locator("[data-name=th]"), "ตรวจทางเท้า")
    page.get_by_label("Loại bước").select_option("field_check")
    page.get_by_label("Vai trò thực hiện").select_option("specialist")
    page.get_by_label("Ở cơ quan").select_option("competent")
    _type(page.get_by_label("Phần của thời hạn (%)"), "20")
    page.locator("[data-action][value=forward]").press("Space")
    _press(page.locator("[data-move=down]"))
    _checked(page, "sound")
    keep(page, "process-step-vi-1280")


def _mistake(page: Page) -> None:
    """A further way out of the gateway has no condition: it is marked, and the list leads to it."""
    _open(page, "Tiếp nhận?")
    page.get_by_label("Nối đến").select_option(label="Thẩm định hồ sơ (Bước)")
    _press(page.get_by_role("button", name="Nối", exact=True))
    _checked(page, "wrong")
    expect(page.locator("[data-canvas] .djs-connection.cn-modeler__wrong")).to_have_count(1)
    keep(page, "process-wrong-vi-1280")
    assert faults(page) == []
    _press(page.locator("[data-problems] button").first)
    expect(page.locator("[data-panel-title]")).to_contain_text("Tiếp nhận?")
    assert page.evaluate("() => Boolean(document.activeElement.closest('[data-arrow]'))")


def _mend_and_save(page: Page) -> None:
    """The arrow goes, what was undone comes back, and all is kept."""
    way = page.locator("[data-arrow]").last
    _press(way.locator("[data-arrow-remove]"))
    _checked(page, "sound")
    _press(page.locator("[data-undo]"))
    _checked(page, "wrong")
    _press(page.locator("[data-redo]"))
    _checked(page, "sound")
    _press(page.locator("[data-save]"))
    expect(page.locator("[data-saved]")).to_contain_text("Đã lưu")
    page.set_viewport_size({"width": 390, "height": 844})
    reads_well(page, "process-edit-vi-390")
    page.set_viewport_size({"width": 1280, "height": 900})


def _try(page: Page) -> None:
    """One dossier to its end by links, with where it stands in words."""
    follow(page.get_by_role("button", name="Chạy thử một hồ sơ"))
    for choice in ("tiếp nhận hồ sơ", "chuyển bước tiếp", "trình ký", ": ký", "trao kết quả"):
        follow(page.locator("main a", has_text=choice).first)
    expect(page.locator("#now")).to_have_text("Hồ sơ đã kết thúc")
    expect(page.locator("[data-diagram]")).to_have_attribute("data-drawn", "true")
    expect(page.locator("[data-simulate]")).to_have_attribute("data-ready", "true")
    reads_well(page, "process-token-vi-1280")
    page.go_back()
    for _ in range(5):
        page.go_back()
    _drawn(page)


def test_what_really_happened_is_drawn_compared_and_moved(browser: Browser, root: str, ministry: UUID) -> None:
    office = testing.office(MORNING)
    for stage, days in (("accepted", 20), ("examined", 26), ("returned", 32), ("returned", 41), ("returned", 40)):
        hours = zip(STAGES, (0, 0, 3, 30, 49, 52), strict=False)
        at = {name: MORNING - timedelta(days=days) + timedelta(hours=after) for name, after in hours}
        testing.walk(office, stage, now=MORNING, at=at, answers={**ANSWERS, "child_birth_date": "2026-07-15"})
    drawer = people.officer(ministry, "process_manager", second_factor=False)
    page = _page(browser, root, drawer, "/desk/processes/birth_registration/")
    expect(page.locator("[data-diagram]")).to_have_attribute("data-drawn", "true")
    reads_well(page, "process-birth-vi-1280")
    follow(page.get_by_role("button", name="Lập bản thảo phiên bản mới"))
    _drawn(page)
    _open(page, "Thẩm định")
    _type(page.locator("[data-name=vi]"), "Thẩm định và tra cứu")
    _press(page.locator("[data-save]"))
    expect(page.locator("[data-saved]")).to_contain_text("Đã lưu")
    _publish(page.url.rstrip("/").rpartition("/")[2], drawer, ministry)
    for address, name in (
        ("compare/?old=0", "compare"),
        ("mining/?first_day_0=1&first_day_1=8&first_day_2=2026&last_day_0=30&last_day_1=9&last_day_2=2026", "mining"),
        ("mix/?days=22&arrivals=1000&seed=1&" + "&".join(f"officers:{place}=1" for place in PLACES), "mix"),
        ("migrate/", "migrate"),
    ):
        for width, language in ((1280, "vi"), (390, "en")):
            page.context.add_cookies([{"name": "lang", "value": language, "url": root}])
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(f"{root}/desk/processes/birth_registration/{address}")
            for drawn in page.locator("[data-diagram]").all():
                expect(drawn).to_have_attribute("data-drawn", "true")
            reads_well(page, f"process-{name}-{language}-{width}")
    follow(page.locator("main form button"))
    reads_well(page, "process-migrate-preview-en-390")
    follow(page.locator("main form button.govuk-button--warning"))
    reads_well(page, "process-migrated-en-390")
    assert "2" in page.locator(".govuk-panel__body").inner_text()
    page.context.close()


def _publish(draft: str, drawer: AccountView, ministry: UUID) -> None:
    """The leader publishes what the drawer saved."""
    actor = Person(people.officer(ministry, "leader", second_factor=False).id)
    version = queries.version(UUID(draft), actor=Person(drawer.id), now=MORNING)
    operations.publish_process(draft_id=UUID(draft), revision=version.revision, actor=actor, now=MORNING)

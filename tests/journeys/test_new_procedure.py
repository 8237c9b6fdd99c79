"""A procedure that nobody had this morning: drawn, written, decided, filed from a phone, paid, settled; then amended
while a dossier of its first version is under way."""

from __future__ import annotations

import re
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Browser, Page, expect

from caunoi.core.actor import Person
from caunoi.core.clock import SystemClock, local_date
from caunoi.documents import signing
from caunoi.dossiers import queries
from caunoi.people import demo
from caunoi.people import queries as people
from caunoi.procedures import queries as procedures
from caunoi.ui.testing import follow, open_page
from caunoi.units import testing as units_testing
from tests.journeys.pages import MORNING, answer, login_citizen, login_officer, press
from tests.journeys.test_catalogue_manager import Hand, add, part
from tests.journeys.test_form_builder import question, section

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
CODE, PROCESS = "1.990002", "giay_xac_nhan"
NAME = ("Cấp giấy xác nhận cư trú thử nghiệm", "Trial certificate of residence", "หนังสือรับรองที่อยู่ทดลอง")
CODE_OF_DOSSIER = re.compile(r"\d{3}\.\d{2}\.\w{2}\.H26-260922-\d{4}")


@pytest.fixture
def offices(demo_ward: None) -> None:
    """The ministry with its demo officers, beside the ward."""
    units_testing.agency("ministry", "nation", "Bộ Tư pháp", code="000.00.00.G15")
    demo.create(MORNING)


def _officer(browser: Browser, root: str, username: str, path: str = "/accounts/") -> Page:
    page = open_page(browser, f"{root}/accounts/login/")
    login_officer(page, root, username)
    page.goto(f"{root}{path}")
    return page


def test_a_new_procedure_is_filed_and_settled_and_then_amended(
    browser: Browser, root: str, issuer: str, offices: None, tmp_path: Path
) -> None:
    _draw(browser, root)
    _write(browser, root)
    _decide(browser, root, "1999/QĐ-BTP")
    phone = open_page(browser, f"{root}/", width=390)
    login_citizen(phone, root)
    first = _file(phone, root)
    running = _file(phone, root)
    _settle(browser, root, first)
    phone.goto(f"{root}/dossiers/{first}/")
    with phone.expect_download() as download:
        phone.get_by_role("button", name="Tải kết quả").click()
    download.value.save_as(tmp_path / "ket-qua.pdf")
    assert signing.verify((tmp_path / "ket-qua.pdf").read_bytes()).status == "valid"

    old = procedures.procedure(CODE, on=local_date(SystemClock().now())).version_id
    _amend(browser, root)
    _decide(browser, root, "2001/QĐ-BTP")
    new = procedures.procedure(CODE, on=local_date(SystemClock().now())).version_id
    assert new != old
    later = _file(phone, root)
    assert [_version(browser, root, code) for code in (running, later)] == [old, new]
    _settle(browser, root, running)
    assert _limits(old, new) == ["3", "1"]


def _draw(browser: Browser, root: str) -> None:
    """A process from a copy of the general one, published by the leader."""
    page = _officer(browser, root, "quytrinh.botuphap", "/desk/processes/new/")
    page.get_by_label("Mã quy trình").fill(PROCESS)
    page.get_by_label("Tên (tiếng Việt)").fill("Cấp giấy xác nhận")
    follow(page.get_by_role("button", name="Lập bản thảo"))
    expect(page.locator("[data-modeler]")).to_have_attribute("data-ready", "true", timeout=20_000)
    leader = _officer(browser, root, "lanhdao.botuphap", page.url.removeprefix(root))
    follow(leader.get_by_role("button", name="Ban hành"))
    follow(leader.get_by_role("button", name="Ban hành"))
    expect(leader.locator("main")).to_contain_text("Đã ban hành phiên bản 1")


def _write(browser: Browser, root: str) -> None:
    """The draft: names, fee, a question of its own, the process that was drawn."""
    page = _officer(browser, root, "danhmuc.botuphap", "/desk/catalogue/drafts/")
    hand = Hand(page)
    follow(page.get_by_role("button", name="Soạn thủ tục mới"))
    hand.fill(code=CODE, name=NAME[0])
    follow(page.get_by_role("button", name="Bắt đầu soạn"))
    home = page.url
    part(page, "Tên và mục đích")
    hand.texts("name", *NAME)
    hand.save()
    part(page, "Thông tin chung")
    hand.fill(field="Cư trú")
    hand.save()
    part(page, "Trường hợp, thời hạn, mức thu")
    follow(page.get_by_role("link", name="Thông thường"))
    follow(page.locator("#fees"))
    add(hand, "Lệ phí cấp giấy")
    hand.texts("name", "Lệ phí cấp giấy", "Fee for the certificate", "ค่าธรรมเนียมหนังสือรับรอง")
    hand.fill(amount="15.000", reference="Thông tư 1/2026/TT-BTC")
    hand.save()
    page.goto(home)
    part(page, "Quy trình giải quyết")
    page.check(f"[name=process][value={PROCESS}]")
    hand.save()
    part(page, "Căn cứ pháp lý")
    hand.fill(legal_basis="Nghị định 118/2025/NĐ-CP")
    hand.save()
    page.goto(f"{home}form/")
    section(page, "Mục đích", "Purpose", "วัตถุประสงค์")
    question(page, "yes_no", "Dùng để xin việc?", "For a job?", "เพื่อสมัครงานหรือไม่")
    page.goto(home)
    follow(page.locator("#send"))


def _decide(browser: Browser, root: str, decision: str) -> None:
    """Another officer checks, the leader publishes, in force from today."""
    checker = _officer(browser, root, "kiemsoat.botuphap", "/desk/catalogue/drafts/")
    follow(checker.get_by_role("link", name=NAME[0]).first)
    follow(checker.locator("#check"))
    follow(checker.get_by_role("button", name="Đã kiểm tra, trình lãnh đạo"))
    leader = _officer(browser, root, "lanhdao.botuphap", checker.url.removeprefix(root))
    follow(leader.locator("#publish"))
    leader.fill("[name=decision_ref]", decision)
    follow(leader.get_by_role("button", name="Quyết định công bố"))
    expect(leader.locator("main .govuk-tag").first).to_have_text("đã công bố")


def _file(phone: Page, root: str) -> str:
    """From the procedure's page to the code, as a citizen does it."""
    phone.goto(f"{root}/procedures/{CODE}/start/?unit=00082")
    press(phone)
    follow(phone.locator(".govuk-task-list a").first)
    for answers in ({"full_name": "Nguyễn Thị Mẫu"}, {"content": "Xác nhận nơi cư trú"}):
        answer(phone, answers)
    phone.check("[type=radio][value=true]")
    press(phone)
    follow(phone.locator("main a.govuk-button").last)  # the fee was read
    press(phone)  # how the result is to come
    phone.check("[name=declaration]")
    press(phone)
    phone.wait_for_url("**/submitted/")
    shown = CODE_OF_DOSSIER.search(phone.locator(".govuk-panel").inner_text())
    assert shown
    return shown.group()


def _settle(browser: Browser, root: str, code: str) -> None:
    """Received, paid at the till, examined, signed, handed over."""
    counter = _officer(browser, root, "quay.cuanam", f"/desk/dossiers/{code}/")
    follow(counter.locator("#act-accept"))
    till = _officer(browser, root, "thungan.cuanam", f"/desk/payments/take/{code}/")
    press(till)
    expect(till.locator("h1")).to_contain_text("Biên lai")
    specialist = _officer(browser, root, "chuyenvien.cuanam", "/accounts/act-as/")
    specialist.get_by_label(re.compile("Chuyên viên", re.IGNORECASE)).check()
    follow(specialist.locator("#choose"))
    _do(specialist, root, code, "submit_for_signature")
    _do(_officer(browser, root, "lanhdao.cuanam"), root, code, "sign")
    _do(counter, root, code, "hand_over")


def _do(page: Page, root: str, code: str, act: str) -> None:
    page.goto(f"{root}/desk/dossiers/{code}/")
    follow(page.locator(f"#act-{act}"))
    follow(page.locator(f"#do-{act}"))


def _amend(browser: Browser, root: str) -> None:
    """The same manager cuts the limit at the counter and online to one day."""
    page = _officer(browser, root, "danhmuc.botuphap", f"/desk/catalogue/{CODE}/")
    follow(page.locator("main a[href$='/begin/amend/']"))
    press(page)
    hand = Hand(page)
    home = page.url
    part(page, "Trường hợp, thời hạn, mức thu")
    follow(page.get_by_role("link", name="Thông thường"))
    hand.fill(limits_online_value="1")
    hand.save()
    page.goto(home)
    expect(page.locator("main")).to_contain_text("3 ngày làm việc")
    follow(page.locator("#send"))


def _version(browser: Browser, root: str, code: str) -> UUID:
    """Which version a dossier is settled by."""
    counter = people.account_by_username("quay.cuanam")
    actor = Person(counter.id)
    return queries.by_code(code, actor=actor, now=SystemClock().now()).procedure_version_id


def _limits(*versions: UUID) -> list[str]:
    return [f"{procedures.version(one).cases[0].limits['online'].value}" for one in versions]

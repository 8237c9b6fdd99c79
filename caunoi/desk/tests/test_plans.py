"""A plan on the officers' pages: drafted, approved, issued, reported on, reviewed, revised, taken away."""

from __future__ import annotations

from html import unescape
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from caunoi.core.actor import Person
from caunoi.desk.tests.conftest import NOW, As
from caunoi.people import testing as people
from caunoi.units.queries import AgencyView
from caunoi.units.testing import agency

pytestmark = pytest.mark.django_db
PLANS = "/desk/plans/"
PLAN = f"{PLANS}mau-2026/"
BASICS = {
    "code": "mau-2026", "title": "Kế hoạch chuyển đổi số mẫu", "kind": "yearly", "starts_on": "1/1/2026",
    "ends_on": "31/12/2026", "legal_basis": "Nghị định 224/2026/NĐ-CP", "pillars": ["digital-government", "data"],
}  # fmt: skip
INDICATOR = {
    "code": "truc-tuyen", "pillar": "digital-government", "name_vi": "Hồ sơ trực tuyến", "unit_of_measure": "%",
    "direction": "higher", "measure": "", "combination": "mean", "value": "95,5", "due_on": "31/12/2026",
    "baseline": "50", "baseline_on": "1/1/2026",
}  # fmt: skip


@pytest.fixture
def province() -> AgencyView:
    return agency("peoples_committee", "province", "UBND mẫu", code="000.00.00.H40", province_code="40")


def serving(place: AgencyView, role: str) -> Person:
    return people.actor(people.officer(place.id, role, second_factor=False).id, at=NOW)


@pytest.fixture
def maker(province: AgencyView, signed_in: As) -> Client:
    return signed_in(serving(province, "specialist"))


@pytest.fixture
def leader(province: AgencyView, signed_in: As) -> Client:
    return signed_in(serving(province, "leader"))


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.status_code
    return unescape(answer.content.decode())


def posted(client: Client, address: str, data: dict[str, Any] | None = None, status: int = 200) -> str:
    answer = client.post(address, data or {}, follow=True)
    assert answer.status_code == status, (answer.status_code, unescape(answer.content.decode())[:3000])
    return unescape(answer.content.decode())


def issued(maker: Client, leader: Client) -> None:
    posted(maker, f"{PLANS}new/", BASICS)
    posted(maker, f"{PLAN}edit/indicators/", INDICATOR)
    posted(maker, f"{PLAN}submit/")
    posted(leader, f"{PLAN}approve/")
    posted(leader, f"{PLAN}issue/", {"document_number": "1/KH-UBND", "issued_on": "1/9/2026"})


def test_a_plan_goes_from_a_draft_to_being_in_force(maker: Client, leader: Client, signed_in: As) -> None:
    assert "Chưa có kế hoạch nào" in page(maker, PLANS)
    posted(maker, f"{PLANS}new/", BASICS)
    assert "Kế hoạch chưa có chỉ tiêu nào." in posted(maker, f"{PLAN}submit/", status=422)
    posted(maker, f"{PLAN}edit/indicators/", INDICATOR)
    assert "Hồ sơ trực tuyến" in page(maker, f"{PLAN}?version=1")
    posted(maker, f"{PLAN}submit/")
    page(maker, f"{PLAN}approve/", 403)
    returned = posted(leader, f"{PLAN}return/", {"reason": "Thiếu căn cứ của tỉnh"})
    assert "Đã trả lại dự thảo." in returned
    assert "Thiếu căn cứ của tỉnh" in page(maker, f"{PLAN}?version=1")
    posted(maker, f"{PLAN}submit/")
    posted(leader, f"{PLAN}approve/")
    said = posted(leader, f"{PLAN}issue/", {"document_number": "1/KH-UBND", "issued_on": "1/9/2026"})
    assert "Đã quá hạn gửi Bộ Khoa học và Công nghệ: 09/09/2026." in said  # 2 September and the day beside are free
    sent = posted(maker, f"{PLAN}sent/", {"number": "2/UBND", "sent_on": "21/9/2026"})
    assert "gửi ngày 21/09/2026" in sent
    stranger = agency("peoples_committee", "province", "UBND khác", code="000.00.00.H26", province_code="01")
    page(signed_in(serving(stranger, "leader")), PLAN, 404)
    ministry = agency("ministry", "nation", "Bộ mẫu", code="000.00.00.G06", province_code="")
    assert "95,5" in page(signed_in(serving(ministry, "leader")), PLAN)


def test_a_value_is_reported_with_evidence_that_is_a_file_we_take(
    maker: Client, leader: Client, province: AgencyView
) -> None:
    issued(maker, leader)
    target = f"{PLAN}targets/truc-tuyen/{province.id}/"
    assert "Chưa có số liệu nào" in page(maker, target)
    given = {"on": "20/9/2026", "value": "60,25", "evidence": "Báo cáo 12/BC-UBND ngày 20/9/2026"}
    program = SimpleUploadedFile("x.exe", b"MZ" + b"\0" * 200)
    refused = posted(maker, f"{target}report/", given | {"file": program}, status=422)
    assert 'value="60,25"' in refused
    assert "Chưa có số liệu nào" in page(maker, target)
    said = posted(maker, f"{target}report/", given)
    assert "60,25" in said
    assert "Nguyễn Văn Mẫu" in said  # who reported it
    assert "có nguy cơ" in said
    assert "Dự báo khi đến hạn" in said


def test_a_review_keeps_its_day_and_the_next_one_says_what_changed(
    maker: Client, leader: Client, province: AgencyView
) -> None:
    issued(maker, leader)
    kept = posted(maker, f"{PLAN}review/?on=2026-09-10", {"conclusion": "Cần đẩy nhanh"})
    assert "Cần đẩy nhanh" in kept
    given = {"on": "20/9/2026", "value": "96", "evidence": "Báo cáo 12/BC-UBND ngày 20/9/2026"}
    posted(maker, f"{PLAN}targets/truc-tuyen/{province.id}/report/", given)
    said = page(leader, f"{PLAN}review/")
    assert "Thay đổi từ lần rà soát 10/09/2026" in said
    assert "1/1" in said
    assert "chưa có số liệu → " in said


def test_a_revision_says_in_words_what_changed(maker: Client, leader: Client) -> None:
    issued(maker, leader)
    posted(maker, f"{PLAN}revise/", {"reason": "Theo chỉ đạo mới của tỉnh"})
    posted(maker, f"{PLAN}edit/indicators/truc-tuyen/", INDICATOR | {"value": "98"})
    said = page(maker, f"{PLAN}?version=2")
    assert "“Hồ sơ trực tuyến”: mục tiêu đến ngày 31/12/2026 từ 95,5 thành 98." in said
    posted(maker, f"{PLAN}discard/")
    page(maker, f"{PLAN}?version=2", 404)
    assert "95,5" in page(maker, PLAN)


def test_objectives_and_resources_are_a_line_each(maker: Client) -> None:
    posted(maker, f"{PLANS}new/", BASICS)
    aims = f"{PLAN}edit/aims/"
    money = "Hạ tầng số; Ngân sách tỉnh; 1.500.000.000 đồng\n\nĐào tạo\tXã hội hóa\t20000000"
    posted(maker, aims, {"pillar_0": "Mọi hồ sơ trên mạng\n\nKhông hỏi giấy hai lần", "resources": money})
    said = page(maker, f"{PLAN}?version=1")
    for text in ("Mọi hồ sơ trên mạng", "Không hỏi giấy hai lần", "1.500.000.000 đồng", "Xã hội hóa"):
        assert text in said, text
    assert "Đào tạo; Xã hội hóa; 20.000.000" in page(maker, aims)
    posted(maker, f"{PLAN}edit/", BASICS | {"legal_basis": "Căn cứ khác"})
    assert "Không hỏi giấy hai lần" in page(maker, f"{PLAN}?version=1")
    wrong = {"pillar_0": "x" * 1001, "resources": "Hạ tầng; Ngân sách; 1.000\nthiếu\nHạ tầng; Ngân sách; -5"}
    told = posted(maker, aims, wrong, status=422)
    for sentence in ("Dòng 2 chưa đúng", "Dòng 3 chưa đúng", "Dòng 1 dài quá 1.000 ký tự"):
        assert sentence in told
    assert "Dòng 1 chưa đúng" not in told
    assert "1.500.000.000 đồng" in page(maker, f"{PLAN}?version=1")


def test_the_targets_are_taken_away_as_numbers(maker: Client, leader: Client) -> None:
    issued(maker, leader)
    book = openpyxl.load_workbook(BytesIO(maker.get(f"{PLAN}targets.xlsx").content))
    row = [cell.value for cell in book.worksheets[0][2]]
    assert (row[1], row[2], row[6], row[11]) == ("truc-tuyen", "Hồ sơ trực tuyến", 95.5, "chưa có số liệu")


def test_it_names_what_is_wrong_and_keeps_what_was_typed(maker: Client) -> None:
    wrong = BASICS | {"code": "Sai Mã", "title": "", "ends_on": "31/2/2026", "pillars": []}
    said = posted(maker, f"{PLANS}new/", wrong, status=422)
    for sentence in (
        "Mã chỉ có chữ thường",
        "Hãy nhập tên kế hoạch",
        "Ngày này không có trong lịch",
        "ít nhất một trụ",
    ):
        assert sentence in said
    assert "Nghị định 224/2026/NĐ-CP" in said
    posted(maker, f"{PLANS}new/", BASICS)
    assert "Đã có kế hoạch mang mã “mau-2026”" in posted(maker, f"{PLANS}new/", BASICS, status=422)


@pytest.mark.usefixtures("office")
def test_the_map_has_every_holder_in_its_table_too(maker: Client, leader: Client) -> None:
    issued(maker, leader)
    said = page(maker, f"{PLAN}map/")
    assert '"shade": "grey"' in said
    assert "UBND mẫu" in said
    assert "Chưa giao chỉ tiêu này cho đơn vị nào" in page(maker, f"{PLAN}map/?province=01")

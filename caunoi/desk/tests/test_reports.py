"""A report round on its pages: opened by the province, filled in by the ward, checked, returned, accepted, locked."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from caunoi.core.actor import Person
from caunoi.desk.tests.conftest import NOW, As
from caunoi.dossiers.testing import Office
from caunoi.people import testing as people
from caunoi.reports import queries
from caunoi.units import queries as units
from caunoi.units.testing import agency

pytestmark = pytest.mark.django_db
REPORTS = "/desk/reports/"
ROWS = {"officials": "1", "teams": "2", "citizens": "1", "total": "4"}
NUMBERS = {
    "v:documents_issued": "3", "v:meetings": "1", "v:budget": "1.250", "v:disbursed": "200,5",
    "v:coverage.broadband.all": "20", "v:coverage.broadband.covered": "19", "v:coverage.fibre.all": "20",
    "v:coverage.fibre.covered": "18",
    **{f"v:training.{row}.courses": value for row, value in ROWS.items()},
    **{f"v:training.{row}.people": f"{value}0" for row, value in ROWS.items()},
}  # fmt: skip
WORDS = {"v:direction": "Đã ban hành kế hoạch", "v:next": "Mở rộng"}


def person(agency_id: UUID, role: str) -> Person:
    return people.actor(people.officer(agency_id, role, second_factor=False).id, at=NOW)


@pytest.fixture
def leader(office: Office) -> Person:
    province = agency("peoples_committee", "province", "UBND mẫu", code="000.00.00.H26", province_code="01")
    return person(province.id, "leader")


@pytest.fixture
def head(office: Office) -> Person:
    return person(office.committee_id, "head_of_unit")


@pytest.fixture
def address(leader: Person, head: Person, signed_in: As) -> str:
    """The ward's report of the second quarter of 2026, whose cut-off is over."""
    given = {"form": "dx-quarterly", "number": "2026-Q2", "levels": "commune", "due_on": "30/9/2026"}
    answer = signed_in(leader).post(f"{REPORTS}new/", given)
    assert answer.status_code == 302, answer.content.decode()
    (report,) = queries.my_reports(agency_id=agency_id(head), actor=head, now=NOW)
    return f"{REPORTS}{report.id}/"


def agency_id(actor: Person) -> UUID:
    assert actor.agency_id is not None
    return actor.agency_id


def page(client: Client, where: str, status: int = 200) -> str:
    answer = client.get(where)
    assert answer.status_code == status, answer.status_code
    return unescape(answer.content.decode())


def seen(client: Client, where: str) -> str:
    found = re.search(r'name="seen" value="([^"]*)"', client.get(where).content.decode())
    assert found
    return unescape(found[1])


def typed(client: Client, where: str, **change: Any) -> dict[str, Any]:
    """Everything that the form asks for, over what the page shows now."""
    return {"seen": seen(client, where), **NUMBERS, **WORDS, **{f"v:{name}": value for name, value in change.items()}}


def test_a_round_goes_from_opening_to_the_lock(address: str, leader: Person, head: Person, signed_in: As) -> None:
    ward = signed_in(head)
    assert "Báo cáo quý về chuyển đổi số" in page(ward, REPORTS)
    answer = ward.post(address, {**typed(ward, address), "do": "submit"})
    assert answer.headers["Location"] == f"{address}submit/", answer.content.decode()
    assert ward.post(f"{address}submit/", follow=True).status_code == 200
    above = signed_in(leader)
    assert "200,5" in page(above, address)
    sent_back = {"r:disbursed": "Chưa khớp với kho bạc", "note": "", "do": "return"}
    assert above.post(f"{address}check/", sent_back).status_code == 302
    assert "Chưa khớp với kho bạc" in page(ward, address)
    ward.post(address, {**typed(ward, address, disbursed="210"), "do": "save"})
    ward.post(f"{address}submit/")
    assert above.post(f"{address}check/", {"do": "accept"}).status_code == 302
    assert "tiếp nhận và khóa" in page(ward, address)
    late = ward.post(address, {"seen": json.dumps({"next": [1, "Mở rộng", "", ""]}), "v:next": "khác"})
    assert late.status_code == 409
    assert "nên không sửa được nữa" in unescape(late.content.decode())
    step = re.search(rf"{address}submissions/[0-9a-f-]+/", page(above, address))
    assert step
    assert "Bản này không thay đổi nữa" in page(above, step[0])
    assert above.post(f"{address}reopen/", {"reason": "Nhầm đơn vị tính"}).status_code == 302
    assert "Kiểm tra và gửi" in page(ward, address)


def test_what_is_wrong_stands_beside_its_cell(address: str, head: Person, signed_in: As) -> None:
    ward = signed_in(head)
    wrong = typed(ward, address, disbursed="nhiều", meetings="1,5") | {"v:coverage.fibre.covered": "21", "do": "submit"}
    answer = ward.post(address, wrong)
    assert answer.status_code == 422
    text = unescape(answer.content.decode())
    for said in ("“nhiều” không phải là số", "phải là số nguyên", "phần không thể lớn hơn toàn bộ"):
        assert text.count(said) == 2, said  # in the summary and beside the cell
    assert 'value="nhiều"' in text


def test_the_second_of_two_people_is_told(address: str, head: Person, signed_in: As) -> None:
    ward = signed_in(head)
    before = seen(ward, address)
    first = ward.post(f"{address}save/", {"seen": before, "v:next": "của người thứ nhất"})
    assert first.json()["cells"]["next"] == [1, "của người thứ nhất", "", ""]
    second = signed_in(person(agency_id(head), "specialist"))
    told = second.post(f"{address}save/", {"seen": before, "v:next": "của người thứ hai", "v:budget": "12,50"}).json()
    assert "của người thứ nhất" in told["clashes"]["next"]
    assert told["cells"]["budget"] == [1, "12,5", "", ""]
    whole = second.post(address, {"seen": before, "v:next": "của người thứ hai", "do": "save"})
    assert whole.status_code == 409
    text = unescape(whole.content.decode())
    assert "của người thứ hai</textarea>" in text
    assert "Người khác vừa sửa ô này thành “của người thứ nhất”" in text


def test_a_file_of_a_wrong_type_is_refused(address: str, head: Person, signed_in: As) -> None:
    ward = signed_in(head)
    file = SimpleUploadedFile("so-lieu.pdf", b"MZ\x90\x00 a program")
    answer = ward.post(f"{address}files/", {"file": file, "code": ""}, follow=True)
    assert "có chương trình" in unescape(answer.content.decode())
    assert "Chưa có tệp nào" in page(ward, address)


def test_only_who_is_concerned_sees_it(address: str, leader: Person, head: Person, signed_in: As) -> None:
    above = signed_in(leader)
    round_id = queries.rounds(actor=leader, now=NOW)[0].id
    assert address in page(above, f"{REPORTS}rounds/{round_id}/?q=uy+ban&state=draft")
    assert address not in page(above, f"{REPORTS}rounds/{round_id}/?state=accepted")
    assert above.get(f"{REPORTS}rounds/{round_id}/list.xlsx").status_code == 200
    assert "chưa gửi báo cáo" in page(above, address)
    other = agency("department", "province", "Sở mẫu", code="000.00.01.H26", province_code="01")
    outside = signed_in(person(other.id, "leader"))
    for where in (address, f"{REPORTS}rounds/{round_id}/", f"{REPORTS}rounds/{round_id}/list.xlsx"):
        page(outside, where, 404)
    assert outside.post(f"{address}save/", {"seen": "{}"}).status_code == 403
    assert outside.post(f"{address}check/", {"do": "accept"}).status_code == 403
    assert "Chưa có báo cáo nào phải gửi" in page(outside, REPORTS)


def test_an_empty_box_is_called_wrong_only_after_somebody_asked_to_hand_in(
    address: str, head: Person, signed_in: As
) -> None:
    ward = signed_in(head)
    required = "Ô này bắt buộc"
    assert required not in page(ward, address)
    kept = ward.post(f"{address}save/", {"seen": seen(ward, address), "v:meetings": "1"}).json()
    assert required not in json.dumps(kept["findings"], ensure_ascii=False)
    asked = ward.post(address, {"seen": seen(ward, address), "do": "submit"})
    assert asked.status_code == 422
    assert required in unescape(asked.content.decode())
    again = {"seen": seen(ward, address), "v:budget": "1.250", "asked": "1"}
    assert required in json.dumps(ward.post(f"{address}save/", again).json()["findings"], ensure_ascii=False)


def test_a_round_asks_single_agencies_too_and_somebody_at_least(leader: Person, head: Person, signed_in: As) -> None:
    above, given = signed_in(leader), {"form": "dx-quarterly", "number": "2026-Q2", "due_on": "30/9/2026"}
    nobody = above.post(f"{REPORTS}new/", given)
    assert nobody.status_code == 422
    assert "Hãy chọn ít nhất một cơ quan báo cáo." in unescape(nobody.content.decode())
    named = units.agency(agency_id(head)).name
    strange = above.post(f"{REPORTS}new/", given | {"agencies": f"{named}; cơ quan không có"})
    assert strange.status_code == 422
    assert "cơ quan không có" in unescape(strange.content.decode())
    assert above.post(f"{REPORTS}new/", given | {"agencies": named}).status_code == 302
    assert len(queries.my_reports(agency_id=agency_id(head), actor=head, now=NOW)) == 1

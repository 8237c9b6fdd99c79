"""Figures typed in with evidence: sent by the unit, verified by the province, frozen when published."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from caunoi.core.actor import Person
from caunoi.desk.tests.conftest import NOW, As
from caunoi.dossiers.testing import Office
from caunoi.measures import queries
from caunoi.people import testing as people
from caunoi.units.testing import agency

pytestmark = pytest.mark.django_db
MEASURES = "/desk/measures/"
TYPED = {
    "figure": "766/procedures_public", "start": "1/1/2026", "last": "31/12/2026", "value": "12,5",
    "number": "12/BC-UBND", "dated": "1/9/2026", "abstract": "Báo cáo xử lý phản ánh, kiến nghị",
}  # fmt: skip


@pytest.fixture
def head(office: Office) -> Person:
    return people.actor(people.officer(office.committee_id, "head_of_unit", second_factor=False).id, at=NOW)


@pytest.fixture
def checker(office: Office) -> Person:
    province = agency("peoples_committee", "province", "UBND mẫu", code="000.00.00.H26", province_code="01")
    return people.actor(people.officer(province.id, "leader", second_factor=False).id, at=NOW)


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return unescape(answer.content.decode())


def first_figure(client: Client) -> str:
    """A figure of 766 that the unit may type in, as the form offers it."""
    found = re.search(r'<option value="(766/[a-z_]+)"', page(client, f"{MEASURES}new/"))
    assert found
    return found[1]


def sent(client: Client, **change: Any) -> str:
    """The address of a figure that the unit has just sent."""
    answer = client.post(f"{MEASURES}new/", {**TYPED, "figure": first_figure(client)} | change, follow=True)
    assert answer.status_code == 200, answer.content.decode()
    found = re.search(rf'href="({MEASURES}values/[^"]+/)"', answer.content.decode())
    assert found
    return found[1]


def test_a_figure_goes_from_the_unit_to_the_province_and_counts(head: Person, checker: Person, signed_in: As) -> None:
    unit, province = signed_in(head), signed_in(checker)
    assert "Chưa có số liệu nào" in page(unit, MEASURES)
    where = sent(unit)
    assert "Chưa được tính vào chỉ số." in page(unit, where)
    assert 'id="decide"' not in page(unit, where)
    assert where in page(province, f"{MEASURES}verify/")
    done = province.post(where, {"decision": "verify", "remark": ""}, follow=True)
    assert "Đã ghi kết quả thẩm định." in unescape(done.content.decode())
    shown = page(unit, where)
    assert "Đang được tính vào chỉ số." in shown
    assert "12.5" in shown


def test_what_is_returned_needs_a_reason(head: Person, checker: Person, signed_in: As) -> None:
    unit, province = signed_in(head), signed_in(checker)
    where = sent(unit)
    refused = province.post(where, {"decision": "return", "remark": ""})
    assert (refused.status_code, "Hãy nêu lý do" in unescape(refused.content.decode())) == (422, True)
    province.post(where, {"decision": "return", "remark": "Thiếu phụ lục số liệu"})
    assert "Thiếu phụ lục số liệu" in page(unit, where)
    assert where in page(unit, f"{MEASURES}?state=returned")


def test_mistakes_are_shown_at_their_fields(head: Person, signed_in: As) -> None:
    unit = signed_in(head)
    bad = {**TYPED, "figure": first_figure(unit), "dated": "1/1/2027", "last": "1/12/2025"}
    answer = unit.post(f"{MEASURES}new/", bad)
    shown = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert "Ngày của văn bản không thể ở tương lai." in shown
    assert "Ngày cuối kỳ phải sau ngày đầu kỳ." in shown


def test_the_places_of_others_stay_closed(office: Office, head: Person, signed_in: As) -> None:
    where = sent(signed_in(head))
    specialist = people.actor(people.officer(office.committee_id, "specialist", second_factor=False).id, at=NOW)
    assert signed_in(specialist).get(f"{MEASURES}new/").status_code == 403
    assert signed_in(specialist).get(f"{MEASURES}verify/").status_code == 403
    assert signed_in(specialist).get(where).status_code == 200
    elsewhere = agency("ministry", "nation", "Bộ mẫu", code="000.00.00.G22")
    assert signed_in(Person(people.citizen().id)).get(where).status_code in (302, 403)
    ministry = people.actor(people.officer(elsewhere.id, "leader", second_factor=False).id, at=NOW)
    assert signed_in(ministry).post(where, {"decision": "verify", "remark": ""}).status_code == 403


@pytest.mark.django_db(transaction=True)
def test_a_result_is_published_shown_and_counted_again(checker: Person, signed_in: As) -> None:
    client = signed_in(checker)
    assert "Chưa công bố kết quả nào" in page(client, f"{MEASURES}results/")
    page(client, f"{MEASURES}results/new/")
    given = {"index": "766", "level": "commune", "on": "22/9/2026", "geography": "as_recorded"}
    client.post(f"{MEASURES}results/new/", given)
    (found,) = queries.snapshots()
    where = f"{MEASURES}results/{found.id}/"
    assert where in page(client, f"{MEASURES}results/")
    assert "Phường Cửa Nam" in page(client, where)
    again = unescape(client.post(where).content.decode())
    assert "giống hệt kết quả đã công bố" in again
    corrected = {**given, "replaces": str(found.id), "reason": "Số liệu nhập muộn"}
    client.post(f"{MEASURES}results/new/", corrected)
    assert "Kết quả này đã được đính chính." in page(client, where)

"""A year's classification on its pages, by the province and by the commune that is classified."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape

import pytest
from django.test import Client

from caunoi.core.actor import Person
from caunoi.desk.tests.conftest import NOW, As
from caunoi.dossiers.testing import Office
from caunoi.people import testing as people
from caunoi.units.testing import agency

pytestmark = pytest.mark.django_db
HOME = "/desk/classification/"


@pytest.fixture
def leader(office: Office) -> Person:
    province = agency("peoples_committee", "province", "UBND mẫu", code="000.00.00.H26", province_code="01")
    return people.actor(people.officer(province.id, "leader", second_factor=False).id, at=NOW)


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return unescape(answer.content.decode())


def posted(client: Client, address: str, data: Mapping[str, object]) -> str:
    answer = client.post(address, data, follow=True)
    shown = unescape(answer.content.decode())
    assert answer.redirect_chain, re.findall(r'govuk-error-message">(.*?)</p>', shown, re.S)
    return shown


def found(pattern: str, shown: str) -> str:
    match = re.search(pattern, shown)
    assert match, pattern
    return match[1]


def test_a_year_is_proposed_explained_looked_at_again_and_decided(
    office: Office, leader: Person, signed_in: As
) -> None:
    above, head = signed_in(leader), signed_in(office.head)
    assert "Chưa có kết quả xếp loại nào" in page(head, HOME)
    shown = posted(above, f"{HOME}new/", {"scheme": "example", "level": "commune", "year": "2026"})
    where = found(rf'href="({HOME}[0-9a-f-]{{36}}/)"', shown)
    again = above.post(f"{HOME}new/", {"scheme": "example", "level": "commune", "year": "2026"})
    assert (again.status_code, "Đã có bảng xếp loại" in unescape(again.content.decode())) == (409, True)
    result = found(rf'href="({HOME}results/[0-9a-f-]{{36}}/)"><span lang="vi">[^<]*Cửa Nam', page(above, where))
    assert head.get(result).status_code == 404
    evidence = f"{result}criteria/initiative/"
    assert "chưa chấm" in page(above, evidence)
    too_many = above.post(f"{evidence}points/", {"points": "11", "reason": "Có cách làm mới", "document": "12/BC-UBND"})
    assert "Điểm phải từ 0 đến 10" in unescape(too_many.content.decode())
    posted(above, f"{evidence}points/", {"points": "7,5", "reason": "Có cách làm mới", "document": "12/BC-UBND"})
    posted(above, f"{where}send/", {"explain_by": "27/9/2026"})
    assert "giải trình đến hết ngày 27/09/2026" in page(head, HOME)
    assert "7,50" in page(head, result)
    posted(head, f"{result}explain/", {"text": "Chỉ tiêu của xã chưa được ghi nhận"})
    posted(above, f"{result}criteria/plan/points/", {"points": "30", "reason": "Theo giải trình", "document": "1/BC-X"})
    assert "Điểm trước đó" in page(head, f"{result}criteria/plan/")
    posted(above, f"{result}reexamine/", {})
    assert "đã quyết định" in posted(above, f"{result}decide/", {"grade": "good", "reason": "Theo biên bản họp xét"})
    assert "Hoàn thành tốt" in page(head, HOME)
    assert above.get(f"{where}table.xlsx").status_code == 200

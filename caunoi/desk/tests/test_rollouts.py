"""A pilot on its pages, from the design to a place that works."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from caunoi.core.actor import Person
from caunoi.desk.tests.conftest import NOW, As
from caunoi.dossiers.testing import Office
from caunoi.people import testing as people
from caunoi.rollouts.testing import PNG, walked
from caunoi.units.queries import AgencyView
from caunoi.units.testing import agency

pytestmark = pytest.mark.django_db
HOME = "/desk/rollouts/"


@pytest.fixture
def province(office: Office) -> AgencyView:
    return agency("peoples_committee", "province", "UBND mẫu", code="000.00.00.H26", province_code="01")


@pytest.fixture
def leader(province: AgencyView) -> Person:
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


def file() -> SimpleUploadedFile:
    return SimpleUploadedFile("huong-dan.png", PNG)


def test_a_pilot_goes_through_its_pages_until_a_place_works(
    office: Office, province: AgencyView, leader: Person, signed_in: As
) -> None:
    above, ward = signed_in(leader), signed_in(office.leader)
    assert "Chưa có đợt triển khai nào" in page(above, HOME)
    drafted = posted(
        above, f"{HOME}new/",
        {
            "code": "TK-1", "title": "Hệ thống mẫu", "abstract": "Dữ liệu mẫu", "person_id": str(leader.person_id),
            "pilot_agency_id": str(office.committee_id), "pilot_starts_on": "1/10/2026", "pilot_ends_on": "1/12/2026",
            "entry": "Có đường truyền", "exit": "Xử lý 100 việc\nKhông lỗi", "items": "Tập huấn | Văn phòng",
        },
    )  # fmt: skip
    found = re.search(rf'href="({HOME}[0-9a-f-]{{36}}/)"', drafted)
    assert found
    where = found[1]
    assert where not in page(ward, HOME)
    refused = above.post(f"{where}start/", {"reason": ""})
    assert (refused.status_code, "Có đường truyền" in unescape(refused.content.decode())) == (422, True)
    posted(above, f"{where}start/", {"reason": "Đường truyền có trong tuần này"})
    for criterion in re.findall(rf'href="({where}criteria/[^"]+)"', page(ward, where))[1:]:
        posted(ward, criterion, {"met": "yes", "note_text": "Theo biên bản kiểm tra", "file": file()})
    no_file = above.post(f"{where}decide/", {"outcome": "roll_out", "number": "1/HD", "dated": "22/9/2026"})
    assert "Hãy gửi kèm tệp văn bản hướng dẫn." in unescape(no_file.content.decode())
    decision = {"outcome": "roll_out", "number": "1/HD", "dated": "22/9/2026", "guidance_abstract": "Hướng dẫn mẫu"}
    assert "đã thí điểm xong" in posted(above, f"{where}decide/", {**decision, "file": file()})
    wave = {"name": "Đợt 1", "due_on": "1/12/2026", "scope": "provinces"}
    assert "đang nhân rộng" in posted(above, f"{where}wave/", wave)
    places = page(above, f"{where}places/?q=uy+ban")
    assert "Cửa Nam" in places
    assert "Không có nơi nào như vậy" in page(above, f"{where}places/?state=paused")
    assert 'data-areas="{"01"' in page(above, f"{where}map/")
    sheet = openpyxl.load_workbook(BytesIO(above.get(f"{where}places.xlsx").getvalue()))
    names = [row[0] for row in sheet.active.iter_rows(min_row=5, values_only=True)]  # type: ignore[union-attr]
    assert "UBND mẫu" in names
    assert above.get(f"{where}places/?on=31/12/2026").status_code == 422


def test_a_place_goes_live_only_with_its_checklist_or_a_leaders_reason(
    office: Office, province: AgencyView, leader: Person, signed_in: As
) -> None:
    walked("rolling", leader=leader, pilot_agency_id=province.id, places=[office.committee_id], now=NOW)
    ward, head = signed_in(office.leader), signed_in(office.head)
    rollout = re.search(rf'href="({HOME}[0-9a-f-]{{36}}/)"', page(ward, HOME))
    assert rollout
    rows = re.findall(rf'href="({HOME}places/[0-9a-f-]+/)"><span lang="vi">(.*?)<', page(ward, f"{rollout[1]}places/"))
    where = next(href for href, name in rows if "Cửa Nam" in name)
    refused = head.post(f"{where}live/", {"reason": ""})
    assert (refused.status_code, "Tập huấn cán bộ" in unescape(refused.content.decode())) == (422, True)
    items = re.findall(rf'href="({where}items/[^"]+)"', page(head, where))
    program = SimpleUploadedFile("a.pdf", b"MZ\x90\x00program")
    wrong = head.post(items[0], {"state": "done", "note_text": "", "file": program})
    assert (wrong.status_code, "chương trình" in unescape(wrong.content.decode())) == (422, True)
    for item in items:
        posted(head, item, {"state": "done", "note_text": "Đã làm, có biên bản"})
    assert "sẵn sàng" in page(head, where)
    assert "đang vận hành" in posted(head, f"{where}live/", {"reason": ""})
    assert "tạm dừng" in posted(ward, f"{where}pause/", {"reason": "Mất điện kéo dài"})
    assert "Mất điện kéo dài" in posted(ward, f"{where}resume/", {})

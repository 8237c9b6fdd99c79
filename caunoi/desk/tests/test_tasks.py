"""Boards, one task, assigning, a whole annex, the calendar: as officers use them in pages."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from caunoi.desk.tests.conftest import NOW, As
from caunoi.documents.rules import XLSX
from caunoi.dossiers.testing import PNG
from caunoi.people.testing import actor, officer
from caunoi.tasks import queries, testing
from caunoi.tasks.importing import COLUMNS
from caunoi.tasks.shapes import Side
from caunoi.tasks.testing import Office
from caunoi.units.testing import agency

pytestmark = pytest.mark.django_db
ORIGIN = {
    "origin_kind": "conclusion", "origin_number": "45/TB-UBND", "origin_issued_on_0": "20", "origin_issued_on_1": "9",
    "origin_issued_on_2": "2026", "origin_abstract": "Kết luận họp giao ban", "origin_issuer_id": "000.00.00.H26",
}  # fmt: skip
CLEAR = {
    "title": "Phổ cập chữ ký số", "lead_agency_id": "phuong cua nam uy ban", "person_id": "tran van mau phuong",
    "responsibility": "Chủ trì thực hiện", "result": "80 % người trưởng thành", "authority": "Huy động tổ công nghệ",
    "due_on_0": "31", "due_on_1": "12", "due_on_2": "2026",
}  # fmt: skip


@pytest.fixture
def place(db: None) -> Office:
    return testing.office(NOW)


def _issued(place: Office) -> list[Any]:
    found = queries.tasks_of(place.province.id, side=Side.ISSUED, actor=place.issuer_leader, now=NOW)
    return list(found.tasks)


def test_a_task_is_assigned_from_a_conclusion_and_the_next_one_needs_no_origin(place: Office, signed_in: As) -> None:
    client = signed_in(place.issuer_specialist)
    answer = client.post("/desk/tasks/new/", {**ORIGIN, **CLEAR, "again": "1"})
    assert answer.status_code == 302, answer.content.decode()
    (task,) = _issued(place)
    assert (task.lead_agency_id, task.person_id) == (place.ward.id, place.specialist.person_id)
    assert (task.due_on, task.origin.number) == (date(2026, 12, 31), "45/TB-UBND")
    following = client.get(answer["Location"]).content.decode()
    assert "45/TB-UBND" in following
    assert "origin_number" not in following
    again = client.post(answer["Location"], {**CLEAR, "title": "Việc thứ hai"})
    assert again.status_code == 302
    assert len({one.origin.id for one in _issued(place)}) == 1


def test_all_missing_points_are_named_at_once_and_what_was_typed_stays(place: Office, signed_in: As) -> None:
    given = {**ORIGIN, "title": "Phổ cập chữ ký số", "lead_agency_id": place.ward.code}
    answer = signed_in(place.issuer_specialist).post("/desk/tasks/new/", given)
    page = answer.content.decode()
    assert answer.status_code == 422
    for point in ("Rõ người", "Rõ trách nhiệm", "Rõ thời gian", "Rõ kết quả", "Rõ thẩm quyền"):
        assert page.count(point) == 2  # in the summary and beside the field
    assert "45/TB-UBND" in page
    assert "Phổ cập chữ ký số" in page
    assert _issued(place) == []


def test_a_deadline_that_is_past_is_refused_beside_its_field(place: Office, signed_in: As) -> None:
    given = {**ORIGIN, **CLEAR, "due_on_2": "2025"}
    page = signed_in(place.issuer_specialist).post("/desk/tasks/new/", given).content.decode()
    assert 'id="id_due_on-error"' in page
    assert "đã qua" in page


def test_several_agencies_of_a_name_are_offered_to_choose_from(place: Office, signed_in: As) -> None:
    client = signed_in(place.issuer_specialist)
    answer = client.post("/desk/tasks/new/", {**ORIGIN, **CLEAR, "lead_agency_id": "cua nam"})
    page = answer.content.decode()
    offered = re.findall(r'name="lead_agency_id-pick" type="radio" value="([^"]+)"', page)
    assert len(offered) == 2
    chosen = next(one for one in offered if place.ward.code in one)
    given = {**ORIGIN, **CLEAR, "lead_agency_id": "cua nam", "lead_agency_id-pick": chosen}
    assert client.post("/desk/tasks/new/", given).status_code == 302


def test_who_serves_is_offered_when_nobody_is_called_so(place: Office, signed_in: As) -> None:
    given = {**ORIGIN, **CLEAR, "person_id": "Người Lạ Mặt"}
    page = signed_in(place.issuer_specialist).post("/desk/tasks/new/", given).content.decode()
    assert "Không có ai tên “Người Lạ Mặt”" in page
    assert "Trần Văn Mẫu Phường" in page


def test_nobody_of_an_agency_that_is_not_below_is_named(place: Office, signed_in: As) -> None:
    given = {**ORIGIN, **CLEAR, "origin_issuer_id": place.ward.code, "lead_agency_id": place.province.code}
    answer = signed_in(place.specialist).post("/desk/tasks/new/", given | {"person_id": "ai đó"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "cho mình và cho cơ quan cấp dưới" in page
    assert 'id="id_lead_agency_id-error"' in page
    assert "Mẫu Tỉnh" not in page


def test_suggestions_are_agencies_and_who_serves_in_one(place: Office, signed_in: As) -> None:
    client = signed_in(place.issuer_specialist)
    found = client.get("/desk/tasks/suggest/", {"what": "agency", "q": "uy ban cua nam"}).json()["found"]
    assert found == [f"{place.ward.code} {place.ward.name}"]
    people_found = client.get("/desk/tasks/suggest/", {"what": "officer", "agency": found[0]}).json()["found"]
    assert any(one.startswith("Trần Văn Mẫu Phường") for one in people_found)
    below = signed_in(place.specialist).get("/desk/tasks/suggest/", {"what": "officer", "agency": "000.00.00.H26"})
    assert below.json()["found"] == []  # a ward assigns nothing to its province, and is not told who serves there
    assert signed_in(place.auditor).get("/desk/tasks/suggest/", {"q": "cua"}).status_code == 403


def test_the_board_shows_each_side_and_finds_without_diacritics(place: Office, signed_in: As) -> None:
    task = testing.assigned(place, now=NOW)
    testing.assigned(place, now=NOW, due_in=30, title="Số hóa sổ hộ tịch")
    ward, province = signed_in(place.specialist), signed_in(place.issuer_leader)
    assert task.title in ward.get("/desk/tasks/").content.decode()
    assert task.title not in province.get("/desk/tasks/").content.decode()
    assert task.title in province.get("/desk/tasks/?side=issued").content.decode()
    narrowed = ward.get("/desk/tasks/?q=so+hoa+so+ho+tich").content.decode()
    assert "Số hóa sổ hộ tịch" in narrowed
    assert task.title not in narrowed
    assert "Không có nhiệm vụ nào như vậy" in ward.get("/desk/tasks/?state=late").content.decode()
    assert "Chưa có nhiệm vụ nào" in ward.get("/desk/tasks/?side=following").content.decode()


def test_the_tabs_of_the_board_say_how_many(place: Office, signed_in: As) -> None:
    for due_in in (3, 30):
        testing.assigned(place, now=NOW, due_in=due_in)
    page = signed_in(place.specialist).get("/desk/tasks/").content.decode()
    shown = re.findall(r">([^<>]+) \((\d+)\)</a>", page)
    assert shown == [
        ("Tất cả", "2"), ("Quá hạn", "0"), ("Sắp đến hạn", "1"), ("Đang thực hiện", "2"), ("Chờ xác nhận", "0"),
        ("Đã hoàn thành", "0"),
    ]  # fmt: skip


def test_a_coordinating_agency_tells_of_its_part(place: Office, signed_in: As) -> None:
    beside = agency("department", "province", "Sở mẫu", code="000.00.09.H26", province_code="01")
    helper = actor(officer(beside.id, "specialist", full_name="Lý Thị Mẫu Sở").id, at=NOW)
    task = testing.assigned(place, now=NOW, coordinating=(beside.id,))
    client = signed_in(helper)
    assert f"/desk/tasks/{task.id}/part/" in client.get(f"/desk/tasks/{task.id}/").content.decode()
    answer = client.post(f"/desk/tasks/{task.id}/part/", {"words": "Đã cấp 200 chữ ký số"})
    assert answer.status_code == 302, answer.content.decode()
    page = client.get(f"/desk/tasks/{task.id}/").content.decode()
    assert "Lý Thị Mẫu Sở, Sở mẫu" in page
    assert "Đã cấp 200 chữ ký số" in page
    other = signed_in(place.specialist)
    assert f"/desk/tasks/{task.id}/part/" not in other.get(f"/desk/tasks/{task.id}/").content.decode()


def test_the_board_can_be_taken_away(place: Office, signed_in: As) -> None:
    task = testing.assigned(place, now=NOW, title="=1+1 không phải công thức")
    answer = signed_in(place.specialist).get("/desk/tasks/tasks.xlsx")
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active  # type: ignore[attr-defined]
    assert sheet is not None
    row: list[Any] = [cell.value for cell in sheet[3]]
    assert row[0] == task.title
    assert row[10].date() == task.due_on


def test_a_task_goes_to_verified_closing_returned_once(place: Office, signed_in: As) -> None:
    task = testing.assigned(place, now=NOW)
    path = f"/desk/tasks/{task.id}/"
    ward, province = signed_in(place.specialist), signed_in(place.issuer_leader)
    photo = SimpleUploadedFile("anh.png", PNG, "image/png")
    ward.post(f"{path}progress/", {"percent": "50", "words": "Đã làm một nửa", "evidence": [photo]})
    page = province.get(path).content.decode()
    assert "anh.png" in page
    assert "Đã làm một nửa" in page
    file = re.search(rf"{path}files/[0-9a-f-]+/", page)
    assert file
    assert province.get(file.group()).content == PNG
    ward.post(f"{path}submit/", {"words": "Đã xong"})
    assert province.post(f"{path}return/", {"reason": "x"}).status_code == 422
    province.post(f"{path}return/", {"reason": "Thiếu số liệu của tổ dân phố 5"})
    assert "Thiếu số liệu của tổ dân phố 5" in ward.get(path).content.decode()
    ward.post(f"{path}submit/", {"words": "Đã bổ sung"})
    assert "Đã bổ sung" in province.get(f"{path}verify/").content.decode()
    province.post(f"{path}verify/", {"remark": ""})
    assert queries.task(task.id, actor=place.leader, now=NOW).stage == "closed"
    assert ward.get(f"{path}progress/").status_code == 403


def test_only_what_the_officer_may_do_is_offered(place: Office, signed_in: As) -> None:
    path = f"/desk/tasks/{testing.assigned(place, now=NOW).id}/"
    holder = signed_in(place.specialist).get(path).content.decode()
    assert f"{path}progress/" in holder
    assert f"{path}cancel/" not in holder
    issuer = signed_in(place.issuer_leader).get(path).content.decode()
    assert f"{path}cancel/" in issuer
    assert f"{path}progress/" not in issuer
    assert f"{path}progress/" not in signed_in(place.auditor).get(path).content.decode()


def test_a_deadline_is_changed_with_its_reason_and_the_history_says_both_days(place: Office, signed_in: As) -> None:
    task = testing.assigned(place, now=NOW)
    given = {"due_on_0": "15", "due_on_1": "11", "due_on_2": "2026", "reason": "Chờ hướng dẫn của bộ"}
    client = signed_in(place.issuer_leader)
    assert client.post(f"/desk/tasks/{task.id}/deadline/", given).status_code == 302
    page = client.get(f"/desk/tasks/{task.id}/").content.decode()
    assert "15/11/2026" in page
    assert "02/10/2026" in page
    assert "Chờ hướng dẫn của bộ" in page


def test_it_is_reassigned_to_a_colleague_and_cancelled_with_a_reason(place: Office, signed_in: As) -> None:
    task = testing.assigned(place, now=NOW)
    path = f"/desk/tasks/{task.id}/"
    given = {"person_id": "bui thi mau phuong", "reason": "Người phụ trách đi học"}
    assert signed_in(place.leader).post(f"{path}reassign/", given).status_code == 302
    assert queries.task(task.id, actor=place.leader, now=NOW).person_id == place.colleague.person_id
    leader = signed_in(place.issuer_leader)
    assert leader.post(f"{path}reassign/", _reassigned(leader, path)).status_code == 302
    assert "không khôi phục được" in leader.get(f"{path}cancel/").content.decode()
    assert leader.post(f"{path}cancel/", {"reason": "Không còn cần nữa"}).status_code == 302
    assert queries.task(task.id, actor=place.leader, now=NOW).stage == "cancelled"


def _reassigned(client: Any, path: str) -> dict[str, str]:
    """What the page fills in by itself, with another person and a coordinating agency."""
    form = client.get(f"{path}reassign/").context["form"]
    shown = {bound.name: str(bound.value() or "") for bound in form}
    return {**shown, "person_id": "tran van mau phuong", "coordinating": "000.00.00.H26", "reason": "Đổi người"}


def _book(rows: list[dict[str, Any]]) -> SimpleUploadedFile:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([column.heading for column in COLUMNS])
    for row in rows:
        sheet.append([row.get(column.key) for column in COLUMNS])
    kept = BytesIO()
    book.save(kept)
    return SimpleUploadedFile("phu-luc.xlsx", kept.getvalue(), XLSX)


def _row(number: int, place: Office, **change: Any) -> dict[str, Any]:
    given = {
        "number": number, "title": f"Việc số {number}", "lead_agency_id": place.ward.name,
        "person_id": "Trần Văn Mẫu Phường", "responsibility": "Chủ trì", "result": "Báo cáo", "authority": "Theo luật",
        "due_on": date(2026, 12, 31),
    }  # fmt: skip
    return given | change


def test_an_annex_is_looked_at_and_then_assigned_as_a_whole(place: Office, signed_in: As) -> None:
    client = signed_in(place.issuer_specialist)
    book = _book([_row(1, place), _row(2, place, parent_row=1)])
    answer = client.post("/desk/tasks/import/", {**ORIGIN, "workbook": book})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "2 nhiệm vụ sẽ được giao" in page
    assert _issued(place) == []
    token = answer.context["token"]
    assert client.post("/desk/tasks/import/confirm/", {"token": token}).status_code == 302
    first, second = sorted(_issued(place), key=lambda one: one.title)
    assert second.parent_id == first.id
    client.post("/desk/tasks/import/confirm/", {"token": token})
    assert len(_issued(place)) == 2


def test_every_problem_of_an_annex_is_told_and_nothing_is_written(place: Office, signed_in: As) -> None:
    client = signed_in(place.issuer_specialist)
    rows = [
        _row(1, place, due_on=date(2020, 1, 1)), _row(2, place, lead_agency_id="Sở Mây Gió"),
        _row(3, place, due_on="31/12/2026", authority=None), _row(4, place),
    ]  # fmt: skip
    answer = client.post("/desk/tasks/import/", {**ORIGIN, "workbook": _book(rows)})
    found = {(cell, heading) for _text, cell, heading in answer.context["problems"]}
    assert answer.status_code == 422
    assert {
        ("I2", "Hạn hoàn thành"), ("D3", "Cơ quan chủ trì"), ("I4", "Hạn hoàn thành"), ("H4", "Thẩm quyền"),
    } == found  # fmt: skip
    assert answer.context["token"] == ""
    assert _issued(place) == []


def test_the_empty_annex_can_be_taken_away(place: Office, signed_in: As) -> None:
    answer = signed_in(place.issuer_specialist).get("/desk/tasks/import/template.xlsx")
    book = load_workbook(BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    assert [cell.value for cell in book.worksheets[0][1]] == [column.heading for column in COLUMNS]
    assert signed_in(place.auditor).get("/desk/tasks/import/").status_code == 403


def test_the_address_of_the_calendar_is_told_once_and_renewed(place: Office, signed_in: As) -> None:
    task = testing.assigned(place, now=NOW)
    client = signed_in(place.specialist)
    told = client.post("/desk/tasks/calendar/renew/", follow=True).context["address"]
    feed = client.get(told)
    assert feed["Content-Type"].startswith("text/calendar")
    assert task.title in feed.content.decode().replace("\r\n ", "")
    assert client.get("/desk/tasks/calendar/").context["address"] == ""
    client.post("/desk/tasks/calendar/renew/")
    assert client.get(told).status_code == 404
    client.post("/desk/tasks/calendar/stop/")
    assert queries.has_calendar(actor=place.specialist) is None


def test_strangers_see_nothing_of_a_task(place: Office, signed_in: As) -> None:
    task = testing.assigned(place, now=NOW)
    other = agency("peoples_committee", "province", "Ủy ban nhân dân khác", code="000.00.00.H14", province_code="04")
    stranger = actor(officer(other.id, "leader", second_factor=False).id, at=NOW)
    client = signed_in(stranger)
    assert client.get(f"/desk/tasks/{task.id}/").status_code == 404

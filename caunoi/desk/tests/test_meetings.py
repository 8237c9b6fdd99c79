"""Meetings on their pages: prepared, held, concluded; who may what, and what happens to a very long queue."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from caunoi.desk.tests.conftest import NOW, As
from caunoi.meetings import operations, queries, testing
from caunoi.people import testing as people
from caunoi.tasks.testing import Office
from caunoi.tasks.testing import office as steering
from caunoi.units.testing import agency

pytestmark = pytest.mark.django_db
HOME = "/desk/meetings/"
PART = {"X-Part": "1"}
ASSIGNED = {
    "person_id": "Trần Văn Mẫu Phường", "due_on": "1/10/2026", "responsibility": "Chủ trì", "result": "Có báo cáo",
    "authority": "Theo chức năng",
}  # fmt: skip


@pytest.fixture
def place(db: None) -> Office:
    return steering(NOW)


@pytest.fixture
def chair(place: Office, signed_in: As) -> Client:
    return signed_in(place.issuer_leader)


@pytest.fixture
def ward(place: Office, signed_in: As) -> Client:
    return signed_in(place.specialist)


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return unescape(answer.content.decode())


def posted(client: Client, address: str, data: Mapping[str, object] | None = None) -> str:
    answer = client.post(address, data or {}, follow=True)
    shown = unescape(answer.content.decode())
    assert answer.redirect_chain, re.findall(r'govuk-error-message">(.*?)</p>', shown, re.S) or shown[:400]
    return shown


def held(place: Office, to: str = "running", points: list[UUID] | None = None, **more: Any) -> str:
    found = testing.walked(to, chair=place.issuer_leader, points=points or [place.ward.id], now=NOW, **more)
    return f"{HOME}{found}/"


def meeting_id(address: str) -> UUID:
    return UUID(address.strip("/").split("/")[-1])


def point(address: str, place: Office) -> UUID:
    return testing.point_of(meeting_id(address), place.ward.id, place.issuer_leader, NOW)


def asked(address: str, place: Office, text: str = "Bao giờ có hướng dẫn về hồ sơ số?") -> UUID:
    return operations.ask(point_id=point(address, place), text=text, actor=place.specialist, now=NOW)


def test_a_meeting_goes_through_its_pages_from_the_draft_to_signed_minutes(
    place: Office, chair: Client, ward: Client
) -> None:
    assert "Chưa có cuộc họp nào" in page(chair, HOME)
    drafted = {
        "title": "Họp giao ban quý IV", "on": "23/9/2026", "starts_at": "8:30", "ends_at": "11:00",
        "place": "Phòng họp số 2", "room_url": "https://hop.example.vn/q4",
    }  # fmt: skip
    shown = posted(chair, f"{HOME}new/", drafted)
    found = re.search(rf'({HOME}[0-9a-f-]{{36}}/)"', shown)
    assert found
    where = found[1]
    posted(chair, f"{where}agenda/", {"title": "Báo cáo", "minutes": "30"})
    shown = posted(
        chair, f"{where}agenda/", {"title": "Giải đáp", "minutes": "60", "agency_id": "phuong cua nam uy ban"}
    )
    assert "Tổng cộng 90 phút" in shown
    second = re.findall(r'name="item" value="([0-9a-f-]+)"', shown)[1]
    shown = posted(chair, f"{where}agenda/", {"move": "up", "item": second})
    assert shown.index("Giải đáp") < shown.index("Báo cáo")
    assert ward.get(where).status_code == 404
    shown = unescape(chair.post(f"{where}invite/", {"scope": "communes"}).content.decode())
    assert "Sẽ mời 1 điểm cầu" in shown
    assert place.ward.name in shown
    assert "Đã mời 1 điểm cầu" in posted(chair, f"{where}invite/", {"scope": "communes", "send": "1"})
    at = f"{where}points/{point(where, place)}/"
    assert "sẽ dự" in posted(ward, f"{at}reply/", {"coming": "yes", "expected": "12"})
    posted(chair, f"{where}start/")
    posted(ward, f"{at}join/", {"present": "11"})
    assert "Bao giờ cấp thiết bị?" in posted(ward, f"{at}ask/", {"text": "Bao giờ cấp thiết bị?"})
    posted(ward, f"{at}ask/", {"text": "Ai trả phí đường truyền?"})
    first, other = queries.queue(meeting_id(where), actor=place.issuer_leader, now=NOW).questions
    posted(chair, f"{where}take/")
    assert "Trong tháng 10" in posted(chair, f"{where}questions/{first.id}/answer/", {"answer": "Trong tháng 10"})
    given = {**ASSIGNED, "lead_agency_id": "phuong cua nam uy ban"}
    posted(chair, f"{where}questions/{other.id}/assign/", given)
    posted(chair, f"{where}conclude/", {**given, "text": "Cấp thiết bị trước ngày 31/10"})
    posted(chair, f"{where}end/")
    shown = page(ward, f"{where}outcome/")
    for said in ("Trong tháng 10", "Ai trả phí đường truyền?", "Cấp thiết bị trước ngày 31/10", "Trần Văn Mẫu Phường"):
        assert said in shown
    posted(chair, f"{where}minutes/make/")
    assert ward.get(f"{where}minutes.pdf").status_code == 404
    assert "đã ký biên bản" in posted(chair, f"{where}minutes/sign/")
    assert ward.get(f"{where}minutes.pdf").content.startswith(b"%PDF")
    assert "Đã gửi đến các điểm cầu" in posted(chair, f"{where}send/")
    before = {**drafted, "title": "Họp quý I", "on": "23/12/2026", "previous_id": str(meeting_id(where))}
    shown = posted(chair, f"{HOME}new/?previous={meeting_id(where)}", before)
    following = re.search(rf'({HOME}[0-9a-f-]{{36}}/)"', shown)
    assert following
    assert "Mở đầu: kết quả cuộc họp trước" in page(chair, following[1])
    assert "Ai trả phí đường truyền?" in page(chair, f"{following[1]}carried/")


def test_five_hundred_questions_are_read_a_page_at_a_time_with_a_constant_number_of_statements(
    place: Office, chair: Client, django_assert_max_num_queries: Any
) -> None:
    points = [place.ward.id, *(agency("peoples_committee", "commune", f"UBND xã {n}", code=f"000.{n:02}.31.H26",
                                      province_code="01").id for n in range(10, 35))]  # fmt: skip
    where = held(place, points=points)
    _many(where, 500)
    with django_assert_max_num_queries(30):
        shown = page(chair, f"{where}room/")
    assert "500 câu hỏi đang chờ" in shown
    assert len(re.findall(r'<li id="q\d+"', shown)) == 20
    with django_assert_max_num_queries(40):
        last = page(chair, f"{where}questions/?page=10")
    assert "Câu hỏi thử số 500" in last
    with django_assert_max_num_queries(30):
        assert "và 494 câu nữa" in page(chair, f"{where}wall/")
    with django_assert_max_num_queries(40):
        assert page(chair, f"{where}outcome/").count("Câu hỏi thử số") == 500


def _many(where: str, count: int) -> None:
    from django.apps import apps

    model, found = apps.get_model("meetings.Question"), meeting_id(where)
    at = list(apps.get_model("meetings.Point").objects.filter(meeting=found))
    model.objects.bulk_create(
        model(meeting_id=found, point=at[n % len(at)], number=n, position=n, text=f"Câu hỏi thử số {n}", asked_at=NOW,
              asked_by=found) for n in range(1, count + 1)
    )  # fmt: skip


def test_nothing_new_is_answered_with_nothing_and_something_new_with_its_parts(
    place: Office, ward: Client, django_assert_max_num_queries: Any
) -> None:
    where = held(place)
    first = page(ward, f"{where}room/")
    revision = re.search(r'data-revision="(\d+)"', first)
    assert revision
    with django_assert_max_num_queries(9):
        assert ward.get(f"{where}room/?since={revision[1]}", headers=PART).status_code == 204
    asked(where, place)
    fresh = ward.get(f"{where}room/?since={revision[1]}", headers=PART)
    assert fresh.status_code == 200
    assert "<html" not in fresh.content.decode()
    assert "hồ sơ số" in unescape(fresh.content.decode())
    assert ward.get(f"{where}room/?since=khong-phai-so", headers=PART).status_code == 200


def test_who_only_attends_neither_takes_nor_answers_nor_invites(place: Office, ward: Client, chair: Client) -> None:
    where = held(place)
    question = asked(where, place)
    for path, data in (
        ("take/", {}), (f"questions/{question}/answer/", {"answer": "Trả lời thay"}), ("end/", {}),
        ("invite/", {"scope": "chosen", "guests": "Hội mẫu", "send": "1"}),
    ):  # fmt: skip
        assert ward.post(where + path, data).status_code in (403, 404), path
    assert "Lấy câu tiếp theo" not in page(ward, f"{where}room/")
    assert "Lấy câu tiếp theo" in page(chair, f"{where}room/")


def test_an_agency_that_was_not_invited_sees_nothing(place: Office, signed_in: As) -> None:
    where = held(place)
    elsewhere = agency("peoples_committee", "commune", "UBND xã khác", code="000.77.31.H26", province_code="01")
    stranger = people.actor(people.officer(elsewhere.id, "leader", second_factor=False).id, at=NOW)
    client = signed_in(stranger)
    for path in ("", "room/", "wall/", "outcome/", "questions/", "points/"):
        assert client.get(where + path).status_code == 404, path


def test_what_is_typed_is_shown_as_text(place: Office, chair: Client, ward: Client) -> None:
    where = held(place)
    bad = "<script>alert(1)</script> & <b>đậm</b>"
    ward.post(f"{where}points/{point(where, place)}/ask/", {"text": bad})
    operations.take(meeting_id=meeting_id(where), actor=place.issuer_leader, now=NOW)
    for path in ("room/", "wall/", "questions/?state=all", "outcome/"):
        raw = chair.get(where + path).content.decode()
        assert "<script>alert" not in raw, path
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in raw, path


@pytest.mark.parametrize("text", ["", "   ", "a", "x" * 2001, "\0\0\0\0\0\0"])
def test_a_question_that_says_nothing_is_refused_and_stays(place: Office, ward: Client, text: str) -> None:
    where = held(place)
    answer = ward.post(f"{where}points/{point(where, place)}/ask/", {"text": text}, follow=True)
    assert "Chưa gửi được câu hỏi" in unescape(answer.content.decode())
    part = ward.post(f"{where}points/{point(where, place)}/ask/", {"text": text}, headers=PART)
    assert (part.status_code, "Chưa gửi được câu hỏi" in unescape(part.content.decode())) == (422, True)


@pytest.mark.parametrize(
    ("path", "data", "said"),
    [
        ("new/", {"title": "x", "on": "30/2/2026", "starts_at": "25:00", "ends_at": "8"}, "Giờ này không có"),
        ("new/", {"title": "Họp quá khứ", "on": "1/1/2020", "starts_at": "8:00", "ends_at": "9:00", "place": "Phòng"},
         "Cuộc họp không thể ở quá khứ."),
        ("new/", {"title": "Họp ngược giờ", "on": "23/9/2026", "starts_at": "9:00", "ends_at": "8:00", "place": "P"},
         "Giờ kết thúc phải sau giờ bắt đầu."),
        ("new/", {"title": "Họp không nơi", "on": "23/9/2026", "starts_at": "8:00", "ends_at": "9:00"},
         "Hãy ghi địa điểm hoặc địa chỉ phòng họp trực tuyến."),
        ("new/", {"title": "Họp mạng", "on": "23/9/2026", "starts_at": "8:00", "ends_at": "9:00",
                  "room_url": "javascript:alert(1)"}, "https://"),
    ],
)  # fmt: skip
def test_a_meeting_that_cannot_be_says_why_and_keeps_what_was_typed(
    chair: Client, path: str, data: dict[str, str], said: str
) -> None:
    answer = chair.post(HOME + path, data)
    shown = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert said in shown
    assert data["title"] in shown


def test_an_invitation_names_whom_it_does_not_find(place: Office, chair: Client) -> None:
    where = held(place, "draft")
    answer = chair.post(f"{where}invite/", {"scope": "chosen", "agencies": "cơ quan không có thật"})
    assert answer.status_code == 422
    assert "cơ quan không có thật" in unescape(answer.content.decode())
    nobody = chair.post(f"{where}invite/", {"scope": "chosen"})
    assert "Hãy ghi ít nhất một cơ quan hoặc một khách mời." in unescape(nobody.content.decode())
    guests = unescape(chair.post(f"{where}invite/", {"scope": "chosen", "guests": "Hội Mẫu\nHội Mẫu"}).content.decode())
    assert "Sẽ mời 1 điểm cầu" in guests


def test_a_question_is_joined_by_number_and_both_have_one_answer(place: Office, chair: Client, ward: Client) -> None:
    where = held(place)
    asked(where, place, "Câu thứ nhất?")
    second = asked(where, place, "Câu thứ hai?")
    missing = chair.post(f"{where}questions/{second}/join/", {"number": "99"})
    assert missing.status_code in (404, 422)
    assert "Đã gộp câu hỏi 2 vào câu 1." in posted(chair, f"{where}questions/{second}/join/", {"number": "1"})
    assert "gộp vào câu 1" in page(ward, f"{where}questions/?state=joined")


def test_a_question_of_another_meeting_is_not_found_under_this_one(place: Office, chair: Client) -> None:
    where, other = held(place), held(place)
    question = asked(other, place)
    assert chair.get(f"{where}questions/{question}/answer/").status_code == 404


def test_pages_of_a_later_stage_are_closed_before_it(place: Office, chair: Client) -> None:
    where = held(place, "invited")
    for path in ("conclude/", "end/", "minutes/make/", "minutes/sign/", "send/"):
        assert chair.get(where + path).status_code == 409, path
    assert chair.get(f"{where}outcome/").status_code == 404
    assert chair.get(f"{where}carried/").status_code == 404
    assert chair.get(f"{where}minutes.pdf").status_code == 404


def test_a_cancelled_meeting_says_why_to_those_invited(place: Office, chair: Client, ward: Client) -> None:
    where = held(place, "invited")
    assert chair.post(f"{where}cancel/", {"reason": ""}).status_code == 422
    posted(chair, f"{where}cancel/", {"reason": "Bão vào, cả tỉnh đi chống bão"})
    assert "Bão vào, cả tỉnh đi chống bão" in page(ward, where)


def test_replies_and_minutes_that_are_owed_stand_among_what_is_to_be_done(
    place: Office, chair: Client, ward: Client
) -> None:
    held(place, "invited")
    assert "Họp giao ban mẫu" in page(ward, "/desk/owed/")
    assert "Họp giao ban mẫu" in page(chair, "/desk/owed/?side=to")

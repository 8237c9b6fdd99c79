"""Difficulties on the desk: written in one box, answered, sent on, published; and what is refused in clear words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from html import unescape
from uuid import UUID

import pytest
from django.core.cache import caches
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from caunoi.core.actor import Person
from caunoi.desk.tests.conftest import NOW, As
from caunoi.desk.voices.forms import MOST_ROWS
from caunoi.dossiers.testing import Office
from caunoi.people import testing as people
from caunoi.units.queries import AgencyView
from caunoi.units.testing import agency
from caunoi.voices import operations, queries

pytestmark = pytest.mark.django_db
HOME = "/desk/voices/"
TEXT = "Chữ ký số của cán bộ hết hạn mà gia hạn chứng thư phải chờ ba tuần, không ký số được hồ sơ."


@dataclass(frozen=True)
class Above:
    """The department and the ministry that answer for digital signatures, and the province that keeps the table."""

    department: AgencyView
    ministry: AgencyView
    province: AgencyView
    specialist: Person
    minister: Person
    keeper: Person


@pytest.fixture
def above(office: Office) -> Above:
    department = agency("department", "province", "Sở Khoa học và Công nghệ", code="000.00.10.H26", province_code="01")
    ministry = agency("ministry", "nation", "Bộ Khoa học và Công nghệ", code="G06")
    province = agency("peoples_committee", "province", "UBND mẫu", code="000.00.00.H26", province_code="01")

    def serving(at: AgencyView, role: str, name: str) -> Person:
        return people.actor(people.officer(at.id, role, second_factor=False, full_name=name).id, at=NOW)

    return Above(
        department, ministry, province, serving(department, "head_of_unit", "Đoàn Văn Mẫu Sở"),
        serving(ministry, "leader", "Lưu Thị Mẫu Bộ"), serving(province, "leader", "Tạ Văn Mẫu Tỉnh"),
    )  # fmt: skip


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.status_code
    return unescape(answer.content.decode())


def posted(client: Client, address: str, data: Mapping[str, object]) -> str:
    answer = client.post(address, data, follow=True)
    shown = unescape(answer.content.decode())
    assert answer.redirect_chain, re.findall(r"govuk-error-summary__list.*?</ul>", shown, re.S)
    return shown


def refused(client: Client, address: str, data: Mapping[str, object], status: int = 422) -> str:
    answer = client.post(address, data)
    assert answer.status_code == status
    return unescape(answer.content.decode())


def raised(office: Office, text: str = TEXT) -> UUID:
    return operations.raise_difficulty(
        text=text, topic="signature", way="step", agency_id=office.committee_id, actor=office.specialist, now=NOW
    )


def answered(office: Office, above: Above, text: str = "Gia hạn trực tuyến trong một ngày.") -> UUID:
    voice_id = raised(office)
    operations.answer(voice_id=voice_id, text=text, actor=above.specialist, now=NOW)
    return voice_id


def test_who_answers_and_by_when_is_shown_before_the_difficulty_is_sent(
    office: Office, above: Above, signed_in: As
) -> None:
    ward = signed_in(office.specialist)
    first = ward.post(f"{HOME}new/", {"text": TEXT, "way": "step"})
    shown = unescape(first.content.decode())
    assert first.status_code == 200
    assert "Sở Khoa học và Công nghệ" in shown
    assert "Chữ ký số, chứng thư" in shown
    seen = re.search(r'name="seen" value="([^"]+)"', shown)
    assert seen
    due = re.search(r"Trả lời trước hết ngày</dt><dd><b>(\d\d/\d\d/\d{4})", shown)
    assert due
    sent = {"text": TEXT, "topic": "signature", "proposed": "signature", "way": "step", "seen": seen[1]}
    done = posted(ward, f"{HOME}new/", sent)
    assert "KK-260922-0001" in done
    assert due[1] in done
    assert "KK-260922-0001" in page(ward, f"{HOME}?state=raised")
    assert "KK-260922-0001" in page(signed_in(above.specialist), HOME)


def test_a_difficulty_is_not_sent_when_somebody_else_would_answer_than_was_shown(
    office: Office, above: Above, signed_in: As
) -> None:
    ward = signed_in(office.specialist)
    sent = {"text": TEXT, "topic": "signature", "proposed": "", "way": "straight", "seen": "signature step x"}
    shown = ward.post(f"{HOME}new/", sent)
    assert shown.status_code == 200
    assert "Bộ Khoa học và Công nghệ" in unescape(shown.content.decode())
    assert "Không có việc nào ở đây" in page(ward, f"{HOME}?state=raised")


def test_the_script_gets_the_form_alone_and_nothing_is_called_wrong_while_it_is_written(
    office: Office, above: Above, signed_in: As
) -> None:
    ward = signed_in(office.specialist)
    answer = ward.post(f"{HOME}new/", {"text": TEXT, "do": "look"}, headers={"X-Part": "1"})
    shown = unescape(answer.content.decode())
    assert "<html" not in shown
    assert "Sở Khoa học và Công nghệ" in shown
    assert "govuk-error" not in shown


def test_what_the_officer_chose_stays_chosen_while_the_text_speaks_of_something_else(
    office: Office, above: Above, signed_in: As
) -> None:
    ward = signed_in(office.specialist)
    sent = {"text": TEXT, "topic": "signature", "other": "land", "proposed": "signature", "do": "look"}
    shown = unescape(ward.post(f"{HOME}new/", sent).content.decode())
    assert re.search(r'value="land" checked', shown)
    typed = {"text": f"{TEXT} Phần mềm lỗi.", "topic": "land", "proposed": "signature", "do": "look"}
    assert re.search(r'value="land" checked', unescape(ward.post(f"{HOME}new/", typed).content.decode()))


def test_an_empty_box_says_what_is_missing(office: Office, above: Above, signed_in: As) -> None:
    shown = refused(signed_in(office.specialist), f"{HOME}new/", {"text": "  ", "way": "step"})
    assert "Hãy viết khó khăn, vướng mắc của địa phương." in shown


def test_a_field_without_an_agency_is_sent_all_the_same_and_waits_for_the_keeper(
    office: Office, above: Above, signed_in: As
) -> None:
    ward, keeper = signed_in(office.specialist), signed_in(above.keeper)
    text = "Trạm y tế xã thiếu thuốc và thiếu bác sĩ từ đầu năm đến nay."
    shown = unescape(ward.post(f"{HOME}new/", {"text": text, "way": "step"}).content.decode())
    assert "Cứ gửi: người giữ bảng phân công sẽ thấy ngay" in shown
    seen = re.search(r'name="seen" value="([^"]+)"', shown)
    assert seen
    topic = re.search(r'name="proposed" value="([^"]+)"', shown)
    assert topic
    posted(ward, f"{HOME}new/", {"text": text, "topic": topic[1], "way": "step", "seen": seen[1]})
    assert "1 việc chưa có cơ quan trả lời" in page(keeper, HOME)
    where = re.search(rf'href="({HOME}[0-9a-f-]+/route/)"', page(keeper, f"{HOME}unrouted/"))
    assert where
    assert ward.get(where[1]).status_code == 403
    done = posted(keeper, where[1], {"agency_id": above.department.code})
    assert "Sở Khoa học và Công nghệ" in done
    assert "Việc nào cũng có cơ quan trả lời" in page(keeper, f"{HOME}unrouted/")


def test_an_answer_with_commitments_makes_tasks_and_rows_are_added_without_script(
    office: Office, above: Above, signed_in: As
) -> None:
    voice_id = raised(office)
    where = f"{HOME}{voice_id}/answer/"
    department = signed_in(above.specialist)
    typed = {
        "text": "Gia hạn trực tuyến trong một ngày.", "rows": "1", "c0-text": "Mở kênh gia hạn trực tuyến",
        "c0-due_on_0": "30", "c0-due_on_1": "10", "c0-due_on_2": "2026",
    }  # fmt: skip
    more = unescape(department.post(where, {**typed, "do": "more"}).content.decode())
    assert "Mở kênh gia hạn trực tuyến" in more
    assert 'name="c1-text"' in more
    assert "govuk-error" not in more
    done = posted(department, where, {**typed, "rows": "2", "do": "send"})
    assert "Mở kênh gia hạn trực tuyến" in done
    task = re.search(r'href="(/desk/tasks/[0-9a-f-]+/)"', done)
    assert task
    assert "Mở kênh gia hạn trực tuyến" in page(department, task[1])
    assert "Gia hạn trực tuyến trong một ngày." in page(signed_in(office.specialist), f"{HOME}{voice_id}/")


def test_an_answer_without_content_or_with_half_a_commitment_is_refused_and_keeps_what_was_typed(
    office: Office, above: Above, signed_in: As
) -> None:
    where = f"{HOME}{raised(office)}/answer/"
    department = signed_in(above.specialist)
    empty = refused(department, where, {"text": "   ", "rows": "1", "do": "send"})
    assert "Câu trả lời chưa có nội dung. Hãy viết trả lời." in empty
    typed = {"text": "Trả lời đầy đủ ở đây.", "rows": "1", "c0-text": "Mở kênh mới", "c0-person_id": "khong ai"}
    half = refused(department, where, {**typed, "do": "send"})
    assert "Hãy ghi ngày phải xong." in half
    assert "Không có ai tên" in half
    assert "Trả lời đầy đủ ở đây." in half
    past = {
        "text": "Trả lời đầy đủ ở đây.", "rows": "1", "c0-text": "Mở kênh mới", "c0-due_on_0": "1",
        "c0-due_on_1": "1", "c0-due_on_2": "2026", "do": "send",
    }  # fmt: skip
    assert "đã qua" in refused(department, where, past)


@pytest.mark.parametrize("rows", ["-1", "9999", "x", "²"])
def test_a_strange_number_of_rows_breaks_nothing(office: Office, above: Above, signed_in: As, rows: str) -> None:
    where = f"{HOME}{raised(office)}/answer/"
    shown = signed_in(above.specialist).post(where, {"text": "", "rows": rows, "do": "more"})
    assert shown.status_code == 200
    assert 1 <= shown.content.decode().count("data-row ") <= MOST_ROWS


def test_forwarding_goes_on_but_never_in_a_circle_and_needs_a_reason_from_the_second_time(
    office: Office, above: Above, signed_in: As
) -> None:
    voice_id = raised(office)
    where = f"{HOME}{voice_id}/forward/"
    other = agency("department", "province", "Sở Nội vụ mẫu", code="000.00.11.H26", province_code="01")
    beside = people.actor(people.officer(other.id, "head_of_unit", second_factor=False).id, at=NOW)
    posted(signed_in(above.specialist), where, {"to_agency_id": other.code, "reason": ""})
    assert signed_in(above.specialist).get(where).status_code == 403
    without = refused(signed_in(beside), where, {"to_agency_id": above.department.code, "reason": ""})
    assert "Lần này hãy nêu lý do" in without
    circle = refused(
        signed_in(beside), where, {"to_agency_id": above.department.code, "reason": "Không phải việc của Sở"}, 409
    )
    assert "đã giữ vướng mắc này rồi" in circle
    assert "Không phải việc của Sở" in circle


def test_an_officer_of_another_place_neither_sees_nor_answers(office: Office, above: Above, signed_in: As) -> None:
    voice_id = raised(office)
    foreign = agency("department", "province", "Sở ở tỉnh khác", code="000.00.12.H02", province_code="")
    stranger = signed_in(people.actor(people.officer(foreign.id, "leader", second_factor=False).id, at=NOW))
    for part in ("", "answer/", "forward/", "publish/", "withdraw/"):
        assert stranger.get(f"{HOME}{voice_id}/{part}").status_code == 404
    assert stranger.post(f"{HOME}{voice_id}/answer/", {"text": "Trả lời thay", "rows": "1"}).status_code == 404
    assert signed_in(office.leader).get(f"{HOME}{voice_id}/answer/").status_code == 403
    assert signed_in(office.leader).post(f"{HOME}{voice_id}/answer/", {"text": "x" * 20}).status_code == 403
    assert Client().get(HOME).status_code in (302, 401, 403)


def test_html_in_a_text_is_shown_as_text(office: Office, above: Above, signed_in: As) -> None:
    voice_id = raised(office, '<script>alert(1)</script> <b onclick="x()">Chữ ký số</b> hết hạn mà chưa gia hạn được.')
    raw = signed_in(above.specialist).get(f"{HOME}{voice_id}/").content.decode()
    assert "<script>alert" not in raw
    assert "<b onclick" not in raw
    assert "&lt;script&gt;alert" in raw


def test_personal_data_in_what_is_to_be_published_is_pointed_at_and_everybody_reads_the_published(
    office: Office, above: Above, signed_in: As
) -> None:
    voice_id = answered(office, above, "Gọi chị Mẫu 0912 345 678 để gia hạn trong ngày.")
    department, where = signed_in(above.specialist), f"{HOME}{voice_id}/publish/"
    assert "số điện thoại" in page(department, where)
    words = {
        "public_title": "Gia hạn chứng thư số", "public_text": "Chứng thư chữ ký số hết hạn, gia hạn phải chờ lâu.",
        "public_answer": "Gia hạn trực tuyến trong một ngày.",
    }  # fmt: skip
    assert "Hãy ghi tiêu đề." in refused(department, where, {**words, "public_title": ""})
    posted(department, where, words)
    found = page(signed_in(office.head), f"{HOME}published/?q=gia+han+chung+thu")
    assert "Gia hạn chứng thư số" in found
    assert "0912" not in found
    one = re.search(rf'href="({HOME}published/[^"]+/)"', found)
    assert one
    assert "Gia hạn trực tuyến trong một ngày." in page(signed_in(office.head), one[1])
    typed = {"text": "Gia hạn chứng thư chữ ký số phải chờ lâu quá", "do": "look"}
    offered = unescape(signed_in(office.head).post(f"{HOME}new/", typed).content.decode())
    assert "Gia hạn trực tuyến trong một ngày." in offered
    posted(department, f"{HOME}{voice_id}/unpublish/", {})
    assert "Chưa có câu trả lời nào được công khai" in page(signed_in(office.head), f"{HOME}published/")


def test_others_join_and_officers_see_how_many_ask_the_same(office: Office, above: Above, signed_in: As) -> None:
    voice_id = answered(office, above)
    operations.publish_answer(
        voice_id=voice_id, public_title="Gia hạn", public_text="Hết hạn", public_answer="Làm trực tuyến",
        actor=above.specialist, now=NOW,
    )  # fmt: skip
    helper = people.actor(people.officer(office.centre_id, "specialist", second_factor=False).id, at=NOW)
    posted(signed_in(helper), f"{HOME}{voice_id}/same/", {})
    assert "2 nơi cùng hỏi việc này" in page(signed_in(above.specialist), f"{HOME}{voice_id}/")
    assert "2 nơi hỏi" in page(signed_in(above.specialist), f"{HOME}?state=answered")
    assert signed_in(helper).get(f"{HOME}{voice_id}/same/").status_code == 405


def test_the_author_accepts_opens_again_or_withdraws(office: Office, above: Above, signed_in: As) -> None:
    voice_id, ward = answered(office, above), signed_in(office.specialist)
    assert "chờ trả lời" in posted(ward, f"{HOME}{voice_id}/reopen/", {"reason": "Kênh trực tuyến báo lỗi"})
    assert "đã rút" in posted(ward, f"{HOME}{voice_id}/withdraw/", {"reason": "Đã tự xử lý được"})
    other = answered(office, above)
    assert "đã kết thúc" in posted(ward, f"{HOME}{other}/close/", {})


def test_the_queue_costs_the_same_however_long_it_is(
    office: Office, above: Above, signed_in: As, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    department = signed_in(above.specialist)
    raised(office)
    page(department, HOME)
    with django_assert_max_num_queries(25) as few:
        page(department, HOME)
    for number in range(60):
        raised(office, f"{TEXT} Lần {number}.")
    with django_assert_max_num_queries(len(few)) as _many:
        shown = page(department, HOME)
    assert shown.count('role="row"') == 51
    assert "KK-260922-0061" in page(department, f"{HOME}?page=2")
    assert "KK-260922-0008" in page(department, f"{HOME}?q=chu+ky+so+lan+6")
    assert "Không có việc nào như vậy" in page(department, f"{HOME}?q=xe+buyt")


def test_the_keeper_writes_own_rows_and_a_row_to_an_abolished_agency_is_refused(
    office: Office, above: Above, signed_in: As
) -> None:
    keeper = signed_in(above.keeper)
    row = {
        "topic": "signature", "agency_id": above.province.code, "contact_id": "Tạ Văn Mẫu Tỉnh", "way": "step",
        "days": "3", "valid_from": "22/9/2026", "reference": "Quyết định mẫu 1/QĐ-UBND",
    }  # fmt: skip
    wrong = refused(keeper, f"{HOME}routes/new/", {**row, "days": "0", "contact_id": "khong ai"})
    assert "từ 1 đến 250" in wrong
    assert "Không có ai tên" in wrong
    shown = posted(keeper, f"{HOME}routes/new/", row)
    assert "Tạ Văn Mẫu Tỉnh" in shown
    voice = queries.voice(raised(office), actor=above.keeper, now=NOW)
    assert (voice.row.holder_name, voice.contact_name) == ("UBND mẫu", "Tạ Văn Mẫu Tỉnh")
    again = refused(keeper, f"{HOME}routes/new/", row)
    assert "đã có dòng áp dụng" in again
    end = re.search(rf'href="({HOME}routes/[0-9a-f-]+/end/)"', shown)
    assert end
    tomorrow = NOW + timedelta(days=1)
    posted(keeper, end[1], {"valid_to": f"{tomorrow:%d/%m/%Y}"})
    assert signed_in(above.specialist).get(f"{HOME}routes/").status_code == 403
    assert "Bảng phân công" not in page(signed_in(above.specialist), HOME)


def test_a_ministry_is_told_that_there_is_nobody_above_and_reads_the_overview(
    office: Office, above: Above, signed_in: As
) -> None:
    ministry = signed_in(above.minister)
    assert "Gửi khó khăn, vướng mắc" not in page(ministry, HOME)
    assert "Không còn cấp nào ở trên" in page(ministry, f"{HOME}new/", 409)
    voice_id = raised(office)
    posted(signed_in(above.specialist), f"{HOME}{voice_id}/up/", {"reason": "Vượt thẩm quyền của Sở"})
    assert "KK-260922-0001" in page(ministry, HOME)
    shown = page(ministry, f"{HOME}overview/")
    assert "Chữ ký số, chứng thư" in shown
    caches["default"].clear()

"""Filing through the pages."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from caunoi.core.clock import SystemClock
from caunoi.dossiers import queries
from caunoi.dossiers.testing import Office
from caunoi.portal.tests import filing
from caunoi.portal.tests.pages import text

pytestmark = pytest.mark.django_db


def test_a_dossier_is_filed_from_search_to_confirmation(citizen: Client, office: Office) -> None:
    place = filing.filed(citizen, office)
    page = citizen.get(place)
    code = place.strip("/").split("/")[1]
    assert page.status_code == 200
    assert code in text(page)
    (row,) = queries.mine(actor=office.citizen, now=SystemClock().now())
    assert row.code == code
    assert row.status == queries.Status.NEW
    assert citizen.get(f"/dossiers/{code}/").status_code == 200


def test_filing_twice_files_once(citizen: Client, office: Office) -> None:
    place = filing.filed(citizen, office, key="khoa-2")
    (row,) = queries.mine(actor=office.citizen, now=SystemClock().now())
    again = citizen.post(f"/file/{row.id}/check/", {"idempotency_key": "khoa-2", "declaration": "on"})
    other_key = citizen.post(f"/file/{row.id}/check/", {"idempotency_key": "khoa-3", "declaration": "on"})
    assert [again["Location"], other_key["Location"]] == [place, place]
    assert len(queries.mine(actor=office.citizen, now=SystemClock().now())) == 1


def test_a_filed_dossier_has_no_filing_pages_any_more(citizen: Client, office: Office) -> None:
    filing.filed(citizen, office)
    (row,) = queries.mine(actor=office.citizen, now=SystemClock().now())
    for page in ("", "form/requester/", "papers/", "papers/birth_proof/", "fee/", "result/", "check/", "delete/"):
        assert citizen.get(f"/file/{row.id}/{page}").status_code == 302


def test_the_task_list_says_what_is_done(citizen: Client, office: Office) -> None:
    home = filing.started(citizen, office)
    assert "Đã xong 0 trên 9 phần" in text(citizen.get(home))
    citizen.post(f"{home}form/requester/", {"requester_relation": "mother"})
    page = text(citizen.get(home))
    assert "Đã xong 1 trên 9 phần" in page
    assert "Mở khi các mục trên đã xong" in page


def test_saving_goes_to_the_next_question_and_a_change_back_to_the_check(citizen: Client, office: Office) -> None:
    home = filing.answered(citizen, office)
    saved = citizen.post(f"{home}form/requester/?back=check", {"requester_relation": "father"})
    assert saved["Location"] == f"{home}check/"
    fresh = filing.started(citizen, office)
    saved = citizen.post(f"{fresh}form/requester/", {"requester_relation": "mother"})
    assert saved["Location"] == f"{fresh}form/child_name/"


def test_answering_yes_asks_for_the_father(citizen: Client, office: Office) -> None:
    home = filing.started(citizen, office)
    assert citizen.get(f"{home}form/father/").status_code == 404
    citizen.post(f"{home}form/father_known/", {"father_known": "true"})
    assert "father_full_name" in text(citizen.get(f"{home}form/father/"))


@pytest.mark.parametrize(
    ("section", "data", "said", "kept"),
    [
        ("child_name", {"child_full_name": "Trần 9"}, "không được có chữ số", 'value="Trần 9"'),
        ("child_birth", {"child_birth_date": "31/02/2026"}, "không có trong lịch", 'value="31"'),
        ("child_birth", {"child_birth_date": "31/12/2999"}, "không được sau ngày hôm nay", 'value="2999"'),
        ("child_birth", {"child_birth_date": "1/9/2026", "child_birth_time": "25:00"}, "07:30", 'value="25:00"'),
        ("copies", {"copies": "99"}, "từ 0 đến 20", 'value="99"'),
        ("copies", {"copies": "hai"}, "Hãy nhập một số", 'value="hai"'),
        ("child_identity", {"child_sex": "x", "child_ethnicity": "Kinh"}, "Hãy chọn một trong", 'value="Kinh"'),
        ("child_place", {"child_birth_place": "x" * 201, "child_home_town": "y"}, "201", "x" * 201),
        ("mother", {"mother_personal_id": "123"}, "12 chữ số", 'value="123"'),
        ("father_known", {}, "Hãy chọn một câu trả lời", "father_known"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    citizen: Client, office: Office, section: str, data: dict[str, str], said: str, kept: str
) -> None:
    home = filing.started(citizen, office)
    answer = citizen.post(f"{home}form/{section}/", data)
    assert answer.status_code == 422
    assert said in text(answer)
    assert kept in text(answer)
    assert "Có mục cần sửa" in text(answer)


def test_filing_without_the_declaration_or_unfinished_is_refused(citizen: Client, office: Office) -> None:
    home = filing.started(citizen, office)
    assert "Hồ sơ chưa đủ để nộp" in text(citizen.get(f"{home}check/"))
    unfinished = citizen.post(f"{home}check/", {"idempotency_key": "a", "declaration": "on"})
    assert unfinished.status_code == 422
    assert "Giấy chứng sinh" in text(unfinished)
    ready = filing.answered(citizen, office)
    answer = citizen.post(f"{ready}check/", {"idempotency_key": "khoa-giu"})
    assert answer.status_code == 422
    assert "Hãy đánh dấu vào ô cam đoan" in text(answer)
    assert 'value="khoa-giu"' in text(answer)


def test_nobody_else_opens_a_draft(citizen: Client, stranger: Client, client: Client, office: Office) -> None:
    home = filing.started(citizen, office)
    for page in ("", "form/requester/", "papers/", "papers/birth_proof/", "fee/", "result/", "check/", "delete/"):
        assert stranger.get(f"{home}{page}").status_code == 404
        away = client.get(f"{home}{page}")
        assert away.status_code == 302
        assert away["Location"].startswith("/accounts/login/")
    assert stranger.post(f"{home}form/requester/", {"requester_relation": "mother"}).status_code == 404


def test_wrong_methods_are_refused(citizen: Client, office: Office) -> None:
    home = filing.started(citizen, office)
    assert citizen.post(home).status_code == 405
    for page in ("form/requester/", "papers/", "fee/", "result/", "check/", "delete/"):
        assert citizen.delete(f"{home}{page}").status_code == 405


def test_an_unknown_section_is_not_found(citizen: Client, office: Office) -> None:
    assert citizen.get(f"{filing.started(citizen, office)}form/khong-co/").status_code == 404


def test_filing_costs_few_statements(citizen: Client, office: Office, django_assert_max_num_queries: Any) -> None:
    home = filing.answered(citizen, office)
    citizen.get(f"{home}check/")
    with django_assert_max_num_queries(26):
        citizen.post(f"{home}check/", {"idempotency_key": "dem", "declaration": "on"})
    draft = filing.started(citizen, office)
    for page, most in (("", 18), ("form/requester/", 15), ("papers/", 22), ("fee/", 15), ("check/", 18)):
        with django_assert_max_num_queries(most):
            citizen.get(f"{draft}{page}")

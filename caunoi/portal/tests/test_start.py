"""Before a draft: the case, where it is decided and received, limit and fee, signing in."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from caunoi.core.clock import SystemClock
from caunoi.dossiers import queries
from caunoi.dossiers.testing import BIRTH, Office
from caunoi.portal.tests.filing import START, WARD
from caunoi.portal.tests.pages import text
from caunoi.units import testing as units_testing

pytestmark = pytest.mark.django_db
HOME = f"/procedures/{BIRTH}/start/"


def test_the_place_is_searched_without_diacritics_and_must_be_chosen(client: Client, office: Office) -> None:
    page = client.get(f"{HOME}?q=cua nam")
    assert "Phường Cửa Nam" in text(page)
    assert f'value="{WARD}"' in text(page)
    nothing = client.get(f"{HOME}?q=cua nam&asked_unit=1")
    assert nothing.status_code == 422
    assert "Hãy chọn một nơi trong danh sách" in text(nothing)


@pytest.mark.parametrize("unit", ["99999", "00000", "<script>", "0" * 40, "x'y"])
def test_an_unknown_commune_is_asked_for_again(client: Client, office: Office, unit: str) -> None:
    answer = client.get(HOME, {"unit": unit})
    assert answer.status_code == 422
    assert "<script>" not in text(answer).split("<main")[1]
    assert client.post(f"{HOME}?unit=99999").status_code == 422


def test_a_name_that_nobody_bears_says_so(client: Client, office: Office) -> None:
    assert "Không có nơi nào giống “Xyzzyq”" in text(client.get(f"{HOME}?q=Xyzzyq"))


def test_limit_and_fee_are_shown_before_signing_in_and_the_choices_survive_it(client: Client, office: Office) -> None:
    page = text(client.get(START))
    assert "1 ngày làm việc" in page
    assert "Phí, lệ phí" in page
    login = re.search(r'href="(/accounts/login/\?next=[^"]+)"', page.split("<main")[1])
    assert login
    assert "unit%3D00082" in login.group(1)
    away = client.post(START)
    assert away.status_code == 302
    assert "unit%253D00082" in away["Location"] or "unit%3D00082" in away["Location"]


def test_another_centre_of_the_province_receives_and_the_same_committee_decides(
    citizen: Client, office: Office
) -> None:
    units_testing.ward("00001", "Ba Đình", now=SystemClock().now())
    other = next(
        a for a in units_testing.ward("00001", "Ba Đình", now=SystemClock().now()) if a.kind == "service_centre"
    )
    found = text(citizen.get(f"{START}&elsewhere=1&q=ba dinh"))
    assert str(other.id) in found
    assert other.name in text(citizen.get(f"{START}&received={other.id}"))
    home = citizen.post(f"{START}&received={other.id}")["Location"]
    (row,) = queries.mine(actor=office.citizen, now=SystemClock().now())
    assert (row.receiving_agency_id, row.competent_agency_id) == (other.id, office.committee_id)
    assert other.name in text(citizen.get(home))


@pytest.mark.parametrize("agency", ["x", "01a20241-2133-76bc-a7e1-000000000000"])
def test_a_forged_centre_is_not_taken(citizen: Client, office: Office, agency: str) -> None:
    assert citizen.post(f"{START}&received={agency}").status_code == 302
    (row,) = queries.mine(actor=office.citizen, now=SystemClock().now())
    assert row.receiving_agency_id == office.centre_id


def test_a_procedure_with_several_cases_asks_which(client: Client, office: Office) -> None:
    today, code = SystemClock().now().date(), "1.004873"
    case = queries.case_choices(code, on=today, channel="online")[1]
    page = text(client.get(f"/procedures/{code}/start/"))
    assert "Bạn thuộc trường hợp nào?" in page
    assert case.name in page
    assert client.get(f"/procedures/{code}/start/?asked_case=1").status_code == 422
    assert client.get(f"/procedures/{code}/start/?case=khong-co").status_code == 200
    after = text(client.get(f"/procedures/{code}/start/", {"case": case.id, "asked_case": "1"}))
    assert "Bạn thuộc trường hợp nào?" not in after


def test_a_draft_is_offered_before_another_is_begun(citizen: Client, office: Office) -> None:
    home = citizen.post(START)["Location"]
    assert home in text(citizen.get(HOME))
    assert home in text(citizen.get(START))


def test_whoever_wants_help_is_told_where_it_is(client: Client, office: Office) -> None:
    page = text(client.get(f"/procedures/{BIRTH}/help/?q=cua nam"))
    assert "Trung tâm Phục vụ hành chính công phường Cửa Nam" in page
    assert "Giấy chứng sinh" in page
    assert client.post(f"/procedures/{BIRTH}/help/").status_code == 405


def test_the_pages_cost_few_statements(client: Client, office: Office, django_assert_max_num_queries: Any) -> None:
    client.get(START)
    for address, most in ((HOME, 4), (f"{HOME}?q=cua nam", 6), (START, 14)):
        with django_assert_max_num_queries(most):
            client.get(address)

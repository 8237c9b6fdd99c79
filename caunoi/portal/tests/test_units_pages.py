"""The pages about units: what they say, and how many questions they ask the database."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.test import Client

pytestmark = [pytest.mark.usefixtures("hanoi"), pytest.mark.xdist_group("units-pages")]


def _html(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def _rows(client: Client, address: str) -> list[dict[str, str]]:
    answer: Any = client.get(address)
    content = b"".join(answer.streaming_content)
    assert content.startswith(b"\xef\xbb\xbf")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_it_finds_a_ward_without_diacritics(client: Client) -> None:
    assert "Phường Ba Đình" in _html(client, "/units/?q=ba dinh")


def test_it_finds_a_ward_with_a_typing_mistake(client: Client) -> None:
    assert "Phường Cửa Nam" in _html(client, "/units/?q=cua namm")


def test_it_finds_a_unit_by_code_on_a_date(client: Client) -> None:
    assert "Phường Trúc Bạch" in _html(client, "/units/?q=00004&on=30/06/2025")


def test_it_says_that_nothing_was_found_and_where_to_look(client: Client) -> None:
    html = _html(client, "/units/?q=zzzzqqq")
    assert "Không có đơn vị nào giống" in html
    assert "Tìm trong các đơn vị cũ" in html


def test_it_says_what_is_wrong_with_a_date(client: Client) -> None:
    assert "không phải là một ngày" in _html(client, "/units/?q=ba dinh&on=31/02/2025", 422)
    assert "không phải là một ngày" in _html(client, "/units/00004/?on=hom-qua", 422)


def test_it_shows_one_code_as_two_units_on_two_dates(client: Client) -> None:
    before, after = _html(client, "/units/00004/?on=2025-06-30"), _html(client, "/units/00004/")
    assert "<h1" in before
    assert "Phường Trúc Bạch</h1>" in before
    assert "Phường Ba Đình</h1>" in after


def test_it_says_what_a_unit_was_and_what_it_became(client: Client) -> None:
    assert "Nay là đâu" in _html(client, "/units/00004/?on=2025-06-30")
    after = _html(client, "/units/00004/")
    assert "Trước đây là đâu" in after
    assert "Phường Quán Thánh" in after


def test_it_leads_to_the_other_dates_of_a_code_that_is_not_in_force(client: Client) -> None:
    html = _html(client, "/units/00007/?on=2026-01-01", 404)
    assert "Phường Cống Vị" in html


def test_it_answers_an_unknown_code_with_a_page(client: Client) -> None:
    _html(client, "/units/99999999/", 404)


def test_it_refuses_a_date_before_the_register_begins(client: Client) -> None:
    _html(client, "/units/00004/?on=1990-01-01", 422)


def test_it_lists_what_is_in_a_province(client: Client) -> None:
    html = _html(client, "/units/01/")
    assert "126 đơn vị trực thuộc" in html
    assert "Cửa Nam" in html


def test_it_tells_the_reform_in_numbers(client: Client) -> None:
    html = _html(client, "/units/reform/")
    assert "Hà Nội" in html
    assert "<b>122</b>" not in html  # the figure comes from the register, not from the page


def test_it_gives_the_units_of_a_date_as_a_spreadsheet(client: Client) -> None:
    rows = _rows(client, "/units/downloads/units.csv?on=30/06/2025")
    assert any(row["code"] == "00004" and row["full_name"] == "Phường Trúc Bạch" for row in rows)


def test_it_gives_every_change_with_its_share(client: Client) -> None:
    rows = _rows(client, "/units/downloads/changes.csv")
    assert any(row["origin_code"] == "00004" and row["target_code"] == "00004" for row in rows)
    assert {"share", "sure", "decree"} <= set(rows[0])


def test_it_gives_provinces_and_disagreements(client: Client) -> None:
    assert {row["code"] for row in _rows(client, "/units/downloads/provinces.csv")} == {"01", "04"}
    _rows(client, "/units/downloads/disagreements.csv")


def test_it_speaks_english_and_thai(client: Client) -> None:
    client.cookies["lang"] = "en"
    assert "What it was before" in _html(client, "/units/00004/")
    client.cookies["lang"] = "th"
    assert "เดิมคือที่ใด" in _html(client, "/units/00004/")


@pytest.mark.parametrize(
    ("address", "most"),
    [("/units/", 3), ("/units/?q=ba dinh", 3), ("/units/00004/", 12), ("/units/01/", 12), ("/units/downloads/", 0)],
)
def test_it_asks_few_questions(client: Client, django_assert_max_num_queries: Any, address: str, most: int) -> None:
    client.get("/units/00004/")  # the register's graph is in memory from then on
    with django_assert_max_num_queries(most):
        client.get(address)

"""What the API answers about units."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hanoi"), pytest.mark.xdist_group("units-api")]


@pytest.fixture
def hanoi(db: None) -> None:
    """Hà Nội and Cao Bằng with their history."""
    from caunoi.units.testing import load_small

    load_small()


def _get(client: Client, address: str, status: int = 200) -> Any:
    answer = client.get(f"/api/v1{address}")
    assert answer.status_code == status, answer.content
    return answer.json()


def test_it_pages_through_all_units_once(client: Client) -> None:
    codes: list[str] = []
    cursor = ""
    while cursor is not None:
        page = _get(client, f"/units?level=commune&limit=50&cursor={cursor}")
        codes += [unit["code"] for unit in page["items"]]
        cursor = page["next_cursor"]
    assert len(codes) == len(set(codes)) == 126 + 56
    assert codes == sorted(codes)


def test_it_lists_the_children_of_a_unit(client: Client) -> None:
    assert len(_get(client, "/units?parent=04&limit=500")["items"]) == 56


def test_it_refuses_a_cursor_that_it_did_not_give(client: Client) -> None:
    assert _get(client, "/units?cursor=nonsense", 422)["code"] == "bad_cursor"


def test_one_code_is_two_units_on_two_dates(client: Client) -> None:
    assert _get(client, "/units/00004?as_of=2025-06-30")["full_name"] == "Phường Trúc Bạch"
    assert _get(client, "/units/00004?as_of=2025-07-01")["full_name"] == "Phường Ba Đình"


def test_it_says_404_for_an_unknown_code(client: Client) -> None:
    assert _get(client, "/units/99999999", 404)["code"] == "unit_not_found"


def test_it_says_422_for_a_date_out_of_range(client: Client) -> None:
    assert _get(client, "/units/00004?as_of=1990-01-01", 422)["status"] == 422


def test_it_searches_and_finds_the_nearest(client: Client) -> None:
    assert _get(client, "/units/search?q=ba dinh")[0]["unit"]["code"] == "00004"
    assert _get(client, "/units/nearest?lat=21.039&lon=105.838")[0]["unit"]["code"] == "00004"


def test_shares_of_successors_sum_to_one(client: Client) -> None:
    found = _get(client, "/units/00007/successors?as_of=2025-06-30&on=2025-07-01")
    assert abs(sum(r["share"]["value"] for r in found) - 1) < 1e-9


def test_it_tells_origins_and_lineage(client: Client) -> None:
    assert len(_get(client, "/units/00004/origins?as_of=2025-07-01&on=2025-06-30")) > 1
    line = _get(client, "/units/00004/lineage")
    assert {v["full_name"] for v in line["versions"]} == {"Phường Trúc Bạch", "Phường Ba Đình"}


def _convert(client: Client, **table: Any) -> Any:
    return client.post("/api/v1/units/convert", table, content_type="application/json")


def test_it_conserves_the_total_of_a_table(client: Client) -> None:
    answer = _convert(client, start="2025-06-30", end="2025-07-01", counts={"00004": 7, "00007": 101, "00001": 13})
    assert answer.status_code == 200
    result = answer.json()
    assert result["total"] == sum(result["counts"].values()) + result["unassigned"] == 121


def test_it_names_the_code_that_is_wrong_in_a_table(client: Client) -> None:
    assert _convert(client, start="2025-06-30", end="2025-07-01", counts={"nope": 1}).status_code == 404
    refused = _convert(client, start="2025-06-30", end="2025-07-01", counts={"00004": -1})
    assert refused.status_code == 422
    assert refused.json()["problems"][0]["field"] == "counts.00004"


def test_it_finds_an_agency_in_both_notations(client: Client) -> None:
    agency = _get(client, "/agencies?unit=00004")[0]
    assert _get(client, f"/agencies/{agency['code']}")["id"] == agency["id"]
    assert _get(client, f"/agencies/{agency['code_reversed']}")["id"] == agency["id"]


def test_it_asks_few_questions(client: Client, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(2):
        _get(client, "/units?limit=500")

"""The catalogue's pages: finding a procedure in every way, and reading what one needs, takes and costs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client

from caunoi.core.actor import System
from caunoi.core.clock import SystemClock
from caunoi.procedures import operations
from caunoi.procedures.tests import pieces
from caunoi.procedures.tests.pieces import CODE, texts

pytestmark = pytest.mark.django_db
MANY = "".join(f"8.{n:06d},Việc số {n:02d},Lĩnh vực lạ,Ủy ban nhân dân cấp xã,,,,,,\n" for n in range(45))
OTHER = "8.100000,Khai sinh lưu động,Hộ tịch,Sở Tư pháp,5 WORKING_DAY; 10 DAY,Giấy khai sinh,2026-04-15,,,\n"
SCALE = {
    "id": "copy", "kind": "scale", "name": texts("Bản sao"), "reference": "Thông tư 226/2016/TT-BTC Điều 4",
    "steps": [{"upto": 2, "amount": 2000}, {"amount": 1000}], "cap_per_copy": 200000, "pages_field": "pages",
}  # fmt: skip
PAGES = {"type": "integer", "minimum": 1, "x-title-i18n": texts("Số trang")}


def load(path: Path, *versions: dict[str, Any]) -> None:
    caches["local"].clear()
    pieces.folder(path, *versions, entries=MANY + OTHER)
    operations.load(now=SystemClock().now(), actor=System("test"), folder=path)


def read(client: Client, path: str, language: str = "vi") -> str:
    client.cookies["lang"] = language
    return client.get(path).content.decode()


def test_it_is_found_by_event_field_level_and_by_what_can_be_filed(client: Client, tmp_path: Path) -> None:
    load(tmp_path)
    assert CODE in read(client, "/procedures/?event=child")
    assert "8.100000" in read(client, "/procedures/?event=child")
    assert CODE not in read(client, "/procedures/?field=Hộ tịch")
    assert "1 thủ tục" in read(client, "/procedures/?level=province")
    assert "1 thủ tục" in read(client, "/procedures/?file=1")
    assert "so hong" in read(client, "/procedures/?q=so+hong")
    assert CODE in read(client, "/procedures/?q=so+hong")


def test_filters_stay_while_turning_pages_and_go_one_by_one(client: Client, tmp_path: Path) -> None:
    load(tmp_path)
    page = read(client, "/procedures/?field=Lĩnh vực lạ&level=commune&page=2")
    assert page.count('class="govuk-link govuk-!-font-weight-bold"') == 20
    assert "page=3" in page
    assert 'href="?level=commune"' in page
    assert "Cấp xã" in page


@pytest.mark.parametrize(
    "query", ["field=không có", "level=moon", "event=zzz", "q=%00zz", "field=%00x", "q=" + "x" * 500]
)
def test_nothing_found_says_so_and_leads_on(client: Client, tmp_path: Path, query: str) -> None:
    load(tmp_path)
    page = read(client, f"/procedures/?{query}")
    assert "Không có thủ tục nào" in page
    assert "Xem mọi thủ tục" in page


def test_a_code_that_cannot_be_is_not_found(client: Client, tmp_path: Path) -> None:
    load(tmp_path)
    assert client.get("/procedures/%00/").status_code == 404


def test_a_list_costs_few_statements(client: Client, tmp_path: Path, django_assert_max_num_queries: Any) -> None:
    load(tmp_path)
    with django_assert_max_num_queries(5):
        client.get("/procedures/?q=viec")


def test_a_published_entry_tells_all_that_is_known(client: Client, tmp_path: Path) -> None:
    load(tmp_path)
    page = read(client, "/procedures/8.100000/")
    for words in ("Sở Tư pháp", "Cấp tỉnh", "5 ngày làm việc", "10 ngày", "Giấy khai sinh", "15/04/2026", "chưa nộp"):
        assert words in page
    assert "Nguồn không nêu" in read(client, "/procedures/8.000001/")


def test_a_name_only_in_vietnamese_is_marked_so_in_other_languages(client: Client, tmp_path: Path) -> None:
    load(tmp_path)
    page = read(client, "/procedures/8.100000/", "en")
    assert '<h1 class="govuk-heading-l" lang="vi">Khai sinh lưu động' in page
    assert "Civil status" in page
    assert '<h1 class="govuk-heading-xl govuk-!-margin-bottom-4">Thủ tục ví dụ (en)' in read(
        client, f"/procedures/{CODE}/", "en"
    )


def test_papers_stand_with_the_cases_that_ask_for_them(client: Client, tmp_path: Path) -> None:
    load(tmp_path)
    page = read(client, f"/procedures/{CODE}/")
    assert "Theo trường hợp của bạn" in page
    assert "Không cần thêm giấy tờ riêng." in page
    assert "dùng lại được" in page


def test_limits_prices_and_reliefs_are_in_plain_words(client: Client, tmp_path: Path) -> None:
    base = pieces.version()
    form = {**pieces.FORM, "properties": {**pieces.FORM["properties"], "pages": PAGES}}
    form["x-sections"] = [
        *form["x-sections"], {"id": "pages", "x-title-i18n": texts("Số trang"), "fields": ["pages"]}
    ]  # fmt: skip
    cases = [{**base["cases"][0], "fees": {"online": [SCALE]}}, base["cases"][1]]
    load(tmp_path, {**base, "form": form, "cases": cases})
    page = read(client, f"/procedures/{CODE}/")
    for words in (
        "3 ngày làm việc", "Trong ngày", "2.000 đồng mỗi trang; từ trang thứ 3: 1.000 đồng; nhiều nhất 200.000 đồng",
        "Không mất phí", "Thông tư 226/2016/TT-BTC Điều 4", "Công dân số", "15/08/2026", "28/02/2027", "12/QĐ-UBND",
    ):  # fmt: skip
        assert words in page
    assert "1,000 đồng" in read(client, f"/procedures/{CODE}/", "en")


def test_an_amount_of_the_province_is_not_invented(client: Client, tmp_path: Path) -> None:
    load(tmp_path)
    assert "theo mức của Hội đồng nhân dân cấp tỉnh" in read(client, f"/procedures/{CODE}/")


def test_partly_online_says_why(client: Client, tmp_path: Path) -> None:
    load(tmp_path, pieces.version(online_level="partial", online_note=texts("Phải đến ký tên")))
    assert "Phải đến ký tên" in read(client, f"/procedures/{CODE}/")

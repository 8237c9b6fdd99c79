"""Versions in memory, provinces' variants, and what a filing costs."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.utils.translation import override

from caunoi.procedures import queries
from caunoi.procedures.errors import ProcedureNotFound
from caunoi.procedures.rules import merged
from caunoi.procedures.tests.pieces import CODE, ON, load, version

pytestmark = pytest.mark.django_db
HANOI = "01"
RATE = f"{CODE},local,,,01,2026-01-01,,5000,Nghị quyết HĐND thử,\n"
ONLINE_RATE = f"{CODE},local,normal,online,01,2026-01-01,2026-12-01,2500,Nghị quyết HĐND thử,\n"
VARIANT = {
    "province": HANOI, "reference": "Quyết định thử của Hà Nội", "unsure": True,
    "overrides": {
        "cases": [{"id": "normal", "limits": {"online": {"value": "1", "unit": "working_days"}}}],
        "components": [{"id": "proof", "required": False}, {"id": "more", "x-remove": True}],
        "legal_basis": ["Chỉ văn bản này"],
    },
}  # fmt: skip


def test_a_version_once_read_costs_no_statement(tmp_path: Path, django_assert_num_queries: Any) -> None:
    load(tmp_path, version(variants=[VARIANT]))
    found = queries.procedure(CODE, on=ON)
    with django_assert_num_queries(0):
        for language in ("vi", "en", "th"):
            with override(language):
                assert queries.version(found.version_id, province=HANOI)
        assert queries.fee(found.version_id, case_id="normal", channel="direct", answers={}, on=ON).total is None
    with django_assert_num_queries(1):
        queries.procedure(CODE, on=ON)


def test_an_unknown_version_is_not_found() -> None:
    with pytest.raises(ProcedureNotFound):
        queries.version(uuid4())


def test_each_language_gets_its_own_texts(tmp_path: Path) -> None:
    load(tmp_path)
    found = queries.procedure(CODE, on=ON)
    with override("th"):
        assert queries.version(found.version_id).name == "Thủ tục ví dụ (th)"
    assert queries.version(found.version_id).name == "Thủ tục ví dụ"


def test_a_province_changes_only_what_it_names(tmp_path: Path) -> None:
    load(tmp_path, version(variants=[VARIANT]))
    nation, hanoi = queries.procedure(CODE, on=ON), queries.procedure(CODE, on=ON, province=HANOI)
    assert hanoi.version_id == nation.version_id
    assert hanoi.cases[0].limits["online"].value == 1
    assert hanoi.cases[0].limits["direct"] == nation.cases[0].limits["direct"]
    assert (nation.components[0].required, hanoi.components[0].required) == (True, False)
    assert hanoi.legal_basis == ["Chỉ văn bản này"]
    assert (hanoi.province, hanoi.variant_reference, hanoi.unsure) == (HANOI, "Quyết định thử của Hà Nội", True)
    assert queries.procedure(CODE, on=ON, province="79") is queries.version(nation.version_id)


@pytest.mark.parametrize(
    ("base", "over", "whole"),
    [
        ({"a": {"b": 1, "c": 2}}, {"a": {"c": 3}}, {"a": {"b": 1, "c": 3}}),
        ({"a": [1, 2]}, {"a": [3]}, {"a": [3]}),
        ([{"id": "x", "n": 1}], [{"id": "y"}, {"id": "x", "n": 2}], [{"id": "x", "n": 2}, {"id": "y"}]),
        ([{"id": "x"}, {"id": "y"}], [{"id": "x", "x-remove": True}], [{"id": "y"}]),
        ({"a": 1}, {"a": None}, {"a": None}),
    ],
)
def test_overrides_are_laid_over_deeply(base: Any, over: Any, whole: Any) -> None:
    before = repr((base, over))
    assert merged(base, over) == whole
    assert repr((base, over)) == before


def cost(channel: str = "direct", **more: Any) -> queries.FeeView:
    found = queries.procedure(CODE, on=ON)
    return queries.fee(found.version_id, **{"case_id": "normal", "channel": channel, "answers": {}, "on": ON, **more})


def test_a_rate_of_the_province_is_charged_the_most_particular_one_first(tmp_path: Path) -> None:
    load(tmp_path, rates=RATE + ONLINE_RATE)
    assert cost(province=HANOI).total == 5_000
    assert cost("online", province=HANOI).total == 2_500
    assert cost("online", province=HANOI, on=ON.replace(month=12)).total == 5_000


def test_without_a_rate_the_amount_is_open_and_the_note_says_why(tmp_path: Path) -> None:
    load(tmp_path, rates=RATE)
    found = cost(province="79")
    assert found.total is None
    assert "Hội đồng nhân dân cấp tỉnh" in found.note
    assert found.lines[0].reference == "Thông tư 85/2019/TT-BTC"


def test_a_claimed_relief_is_applied_where_it_may_be(tmp_path: Path) -> None:
    load(tmp_path, rates=RATE)
    free = cost("online", province=HANOI, reliefs=["digital"])
    assert (free.total, free.relief and free.relief.reduction) == (0, 5_000)
    assert cost("direct", province=HANOI, reliefs=["digital"]).total == 5_000
    assert cost("online", province=HANOI, reliefs=["invented"]).total == 5_000


def test_a_case_or_channel_without_rules_costs_nothing(tmp_path: Path) -> None:
    load(tmp_path)
    assert cost("post").total == 0
    assert cost(case_id="quick").total == 0


def test_what_is_unsure_is_listed_for_those_who_manage_the_catalogue(tmp_path: Path) -> None:
    load(tmp_path, version(unsure=True, unsure_notes=["Chưa rõ số quyết định"]))
    assert [(v.code, v.unsure_notes) for v in queries.unsure(on=ON)] == [(CODE, ["Chưa rõ số quyết định"])]


def test_search_finds_keywords_events_levels_and_pages(tmp_path: Path) -> None:
    lines = "".join(f"8.{n:06d},Việc số {n:02d},Lĩnh vực,Ủy ban nhân dân cấp xã,,,,,,\n" for n in range(45))
    load(tmp_path, entries=lines + "8.100000,Khai sinh lưu động,Hộ tịch,Sở Tư pháp,,,,,,\n")
    found = queries.search("so hong", on=ON)
    assert [e.code for e in found.entries] == [CODE]
    assert {e.code for e in queries.search(on=ON, life_event="child").entries} == {CODE, "8.100000"}
    assert [e.code for e in queries.search(on=ON, level="province").entries] == ["8.100000"]
    page = queries.search(on=ON, field="Lĩnh vực", page=3)
    assert (page.number, page.pages, page.total, len(page.entries)) == (3, 3, 45, 5)
    assert queries.search(on=ON, page=99).number == 3
    assert [e.can_file for e in queries.search(on=ON, can_file=True).entries] == [True]


def test_what_is_typed_with_its_marks_and_whole_words_come_first(tmp_path: Path) -> None:
    names = ("Trung tâm", "Trừ nợ", "Tạm trú")
    load(tmp_path, entries="".join(f"8.00000{n},{name},,,,,,,,\n" for n, name in enumerate(names)))
    assert [e.name for e in queries.search("trú", on=ON).entries] == ["Tạm trú", "Trừ nợ", "Trung tâm"]


def test_names_come_in_the_language_where_a_version_has_them(tmp_path: Path) -> None:
    load(tmp_path, entries=f"{CODE},Tên công bố,,,,,,,,\n8.000001,Chỉ công bố,,,,,,,,\n")
    with override("en"):
        found = {e.code: (e.name, e.name_language) for e in queries.search(on=ON).entries}
    assert found == {CODE: ("Thủ tục ví dụ (en)", "en"), "8.000001": ("Chỉ công bố", "vi")}

"""Answers against forms with conditions, repeated groups and dates that depend on each other."""

from __future__ import annotations

from typing import Any

import pytest

from caunoi.procedures.fragments import unfold
from caunoi.procedures.rules import asked_fields, check_answers, localised, required_fields
from caunoi.procedures.tests.pieces import FORM, ON, texts

WHOLE = unfold(FORM, {})
GOOD: dict[str, Any] = {"abroad": False, "members": [{"full_name": "Lò Thị Mẫu", "birth_date": "2000-01-01"}]}


def problems(change: dict[str, Any], *, complete: bool = True) -> list[tuple[str, str, int | None, str]]:
    found = check_answers(WHOLE, {**GOOD, **change}, on=ON, complete=complete)
    return [(p.field, p.kind, p.item, p.inner) for p in found]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"abroad": True}, [("country", "missing", None, "")]),
        ({"abroad": True, "country": "Lào"}, []),
        ({"country": 7}, []),
        ({"members": []}, [("members", "too_few", None, "")]),
        ({"members": GOOD["members"] * 4}, [("members", "too_many", None, "")]),
        ({"members": "nobody"}, [("members", "format", None, "")]),
        ({"members": [{}]}, [("members", "missing", 0, "full_name")]),
        ({"members": [*GOOD["members"], {"full_name": "A"}]}, [("members", "too_short", 1, "full_name")]),
        ({"members": [{"full_name": "Mẫu", "birth_date": "2026-09-23"}]}, [("members", "future", 0, "birth_date")]),
        ({"members": [{"full_name": "Mẫu", "colour": "red"}]}, [("members", "unknown", 0, "colour")]),
        ({"start": "2026-10-02", "end": "2026-10-01"}, [("end", "too_early", None, "")]),
        ({"start": "2026-10-01", "end": "2026-10-01"}, []),
    ],
)
def test_each_problem_is_named_with_its_entry(change: dict[str, Any], expected: list[Any]) -> None:
    assert problems(change) == expected


def test_a_draft_may_lack_entries_and_answers_inside_them() -> None:
    assert problems({"members": [], "abroad": True}, complete=False) == []
    assert problems({"members": [{}]}, complete=False) == []
    assert problems({"members": [{"full_name": "A"}]}, complete=False) != []


def test_what_must_be_answered_follows_the_sections_that_are_asked() -> None:
    assert required_fields(WHOLE, {"abroad": True}) == {"abroad", "members", "country"}
    assert required_fields(WHOLE, {"abroad": False}) == {"abroad", "members"}


def test_a_left_over_answer_of_a_section_that_is_not_asked_opens_no_other() -> None:
    form = {
        "properties": {name: {"type": "boolean"} for name in ("a", "b", "c")},
        "x-sections": [
            {"id": "a", "fields": ["a"]},
            {"id": "b", "fields": ["b"], "x-when": {"field": "a", "equals": True}},
            {"id": "c", "fields": ["c"], "x-when": {"field": "b", "in": [True]}},
        ],
    }
    assert asked_fields(form, {"a": True, "b": True}) == ["a", "b", "c"]
    assert asked_fields(form, {"a": False, "b": True}) == ["a"]


def test_a_root_requirement_of_a_section_that_is_not_asked_does_not_count() -> None:
    form = {**WHOLE, "required": [*WHOLE["required"], "country"]}
    assert check_answers(form, GOOD, on=ON, complete=True) == []


def test_texts_inside_a_group_are_localised_too() -> None:
    item = localised(WHOLE, "en")["properties"]["members"]["items"]
    assert (item["title"], item["properties"]["full_name"]["title"]) == ("Thành viên (en)", "Họ tên (en)")


def test_choices_several_at_once_are_checked() -> None:
    choice = {"type": "array", "uniqueItems": True, "items": {"type": "string", "enum": ["x", "y"]}}
    form = unfold(
        {"properties": {"c": choice}, "x-sections": [{"id": "c", "x-title-i18n": texts("C"), "fields": ["c"]}]}, {}
    )
    for value, kind in (["z"], "not_a_choice"), (["x", "x"], "repeated"):
        assert [p.kind for p in check_answers(form, {"c": value}, on=ON, complete=True)] == [kind]
    assert check_answers(form, {"c": ["y"]}, on=ON, complete=True) == []

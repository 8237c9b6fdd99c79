"""Screens drawn from a JSON Schema."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string

from caunoi.ui.forms import errors_of
from caunoi.ui.questions import Questions, answer_words, form_for

TODAY = date(2026, 9, 22)
SCHEMA: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "name": {"type": "string", "title": "Họ và tên", "pattern": "^[^0-9<>@]+$", "x-prefill": "full_name"},
        "note": {"type": "string", "title": "Ghi chú", "maxLength": 500},
        "born": {"type": "string", "format": "date", "title": "Ngày sinh"},
        "sex": {"type": "string", "title": "Giới tính", "enum": ["m", "f"], "x-enum-titles": {"m": "Nam", "f": "Nữ"}},
        "area": {"type": "number", "title": "Diện tích", "minimum": 0, "maximum": 5000},
        "floors": {"type": "integer", "title": "Số tầng", "minimum": 1},
        "moves": {"type": "boolean", "title": "Có chuyển đi không"},
        "where": {"type": "string", "title": "Chuyển đến", "x-unit": "commune"},
        "agreed": {"type": "boolean", "title": "Tôi đồng ý", "x-widget": "checkbox", "const": True},
        "lines": {
            "type": "array", "title": "Ngành nghề",
            "items": {"type": "string", "enum": ["food", "shop"], "x-enum-titles": {"food": "Ăn", "shop": "Bán hàng"}},
        },
        "members": {
            "type": "array", "title": "Thành viên trong hộ", "minItems": 1, "maxItems": 3,
            "items": {
                "type": "object", "title": "Thành viên", "required": ["name"],
                "properties": {
                    "name": {"type": "string", "title": "Họ và tên", "minLength": 2},
                    "born": {"type": "string", "format": "date", "title": "Ngày sinh"},
                    "country": {"type": "string", "title": "Quốc tịch", "default": "Việt Nam"},
                },
            },
        },
    },
    "required": ["name", "members"],
    "allOf": [
        {"if": {"properties": {"moves": {"const": True}}, "required": ["moves"]}, "then": {"required": ["where"]}},
        {"if": {"properties": {"sex": {"const": "f"}}, "required": ["sex"]}, "then": {"required": ["note"]}},
    ],
    "x-sections": [],
}  # fmt: skip
MEMBER = "1. Họ và tên: An, Ngày sinh: 01/02/2001"


def ask(*names: str, typed: str | None = None, **more: Any) -> Questions:
    return form_for(SCHEMA, names, None if typed is None else QueryDict(typed), on=TODAY, **more)


@pytest.mark.parametrize(
    ("name", "typed", "kept"),
    [
        ("name", "name=Nguyễn Thị Mẫu", "Nguyễn Thị Mẫu"),
        ("born", "born_0=29&born_1=2&born_2=1996", "1996-02-29"),
        ("sex", "sex=f", "f"),
        ("area", "area=1.045,5", 1045.5),
        ("area", "area=45.5", 45.5),
        ("floors", "floors=1.200", 1200),
        ("moves", "moves=false", False),
        ("agreed", "agreed=on", True),
        ("lines", "lines=food&lines=shop", ["food", "shop"]),
        ("note", "note=", ""),
    ],
)
def test_every_kind_of_question_gives_the_answer_that_json_has(name: str, typed: str, kept: Any) -> None:
    form = ask(name, typed=typed)
    assert form.is_valid(), form.errors
    assert form.answers()[name] == kept


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("name", "name=", "Hãy điền mục “Họ và tên”"),
        ("name", "name=Trần 9", "không được có chữ số"),
        ("born", "born_0=31&born_1=2&born_2=1996", "không có trong lịch"),
        ("area", "area=9000", "từ 0 đến 5000"),
        ("floors", "floors=0", "không nhỏ hơn 1"),
        ("sex", "sex=x", "một trong các câu trả lời"),
        ("lines", "lines=gold", "trong các câu trả lời"),
        ("agreed", "", "Hãy đánh dấu vào ô “Tôi đồng ý”"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(name: str, typed: str, said: str) -> None:
    form = ask(name, typed=typed)
    assert not form.is_valid()
    assert form.wrong
    assert said in " ".join(error.text for error in errors_of(form))


def test_an_answer_is_required_by_another_one_on_the_same_screen_or_an_earlier_one() -> None:
    assert ask("sex", "note", typed="sex=m&note=").is_valid()
    same = ask("sex", "note", typed="sex=f&note=")
    assert not same.is_valid()
    assert "note" in same.errors
    assert ask("where", known={"moves": True}).fields["where"].required
    assert not ask("where", known={"moves": False}).fields["where"].required


def test_a_screen_left_for_later_keeps_what_is_right() -> None:
    form = ask("name", "floors", typed="name=&floors=3")
    assert not form.is_valid()
    assert form.only_unanswered()
    assert form.given() == {"floors": 3}
    wrong = ask("name", "floors", typed="name=&floors=ba")
    assert not wrong.is_valid()
    assert not wrong.only_unanswered()


def test_the_persons_own_particulars_are_offered_and_give_way_to_an_answer() -> None:
    person = {"full_name": "Nguyễn Thị Mẫu"}
    assert ask("name", person=person)["name"].value() == "Nguyễn Thị Mẫu"
    assert "tài khoản của bạn" in str(ask("name", person=person).fields["name"].help_text)
    assert ask("name", person=person, known={"name": "Lê Văn Ví"})["name"].value() == "Lê Văn Ví"


def test_a_group_begins_with_one_row_and_grows_and_shrinks_without_losing_what_was_typed() -> None:
    assert len(ask("members").groups["members"].rows) == 1
    typed = "members-count=2&members-0-name=An&members-1-name=Bình"
    more = ask("members", typed=typed + "&_group=add:members").regrouped()
    assert more is not None
    assert [row["name"].value() for row in more.groups["members"].rows] == ["An", "Bình", None]
    assert not more.groups["members"].may_add
    assert not more.wrong
    fewer = ask("members", typed=typed + "&_group=drop:members:0").regrouped()
    assert fewer is not None
    assert [row["name"].value() for row in fewer.groups["members"].rows] == ["Bình"]
    assert ask("members", typed=typed).regrouped() is None
    assert ask("members", typed=typed + "&_group=drop:other:x").regrouped() is None


def test_a_group_gives_its_filled_rows_and_says_which_row_is_wrong() -> None:
    typed = "members-count=3&members-0-name=An&members-0-country=Việt Nam&members-1-country=Việt Nam&members-2-name=B"
    form = ask("members", typed=typed)
    assert not form.is_valid()
    (error,) = errors_of(form)
    assert error.text.startswith("Thành viên 3: ")
    assert error.href == "#id_members-2-name"
    right = ask("members", typed=typed + "ình&members-2-born_0=1&members-2-born_1=2&members-2-born_2=2001")
    assert right.is_valid()
    assert right.answers()["members"] == [{"name": "An", "country": "Việt Nam"}, {"name": "Bình", "born": "2001-02-01"}]
    empty = ask("members", typed="members-count=1&members-0-name=")
    assert not empty.is_valid()


def test_saved_rows_come_back_and_are_not_lost_when_sent_unchanged() -> None:
    known = {"members": [{"name": "An", "born": "2001-02-01"}]}
    assert ask("members", known=known).groups["members"].rows[0]["name"].value() == "An"
    same = ask("members", known=known, typed="members-count=1&members-0-name=An")
    assert same.is_valid()
    assert same.answers() == {"members": [{"name": "An"}]}


@pytest.mark.parametrize("count", ["-1", "9999", "x", "²"])
def test_a_forged_number_of_rows_does_no_harm(count: str) -> None:
    assert 1 <= len(ask("members", typed=f"members-count={count}").groups["members"].rows) <= 3


@pytest.fixture
def hanoi(db: None) -> None:
    from django.core.cache import caches

    from caunoi.units.testing import load_small

    caches["local"].clear()
    load_small()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("where=cua nam", "Phường Cửa Nam, Thành phố Hà Nội"),
        ("where=Phường Cửa Nam, Hà Nội", "Phường Cửa Nam, Thành phố Hà Nội"),
        ("where=cua&where-pick=Phường Cửa Nam, Thành phố Hà Nội", "Phường Cửa Nam, Thành phố Hà Nội"),
        ("where=", ""),
    ],
)
def test_a_unit_is_found_by_its_name_without_diacritics(hanoi: None, typed: str, kept: str) -> None:
    form = ask("where", typed=typed)
    assert form.is_valid(), form.errors
    assert form.answers()["where"] == kept


def test_a_name_that_fits_several_units_is_chosen_from_a_list_and_an_unknown_one_is_refused(hanoi: None) -> None:
    several = ask("where", typed="where=tay")
    assert not several.is_valid()
    page = render_to_string("ui/questions/questions.html", {"form": several})
    assert "Bạn muốn nói nơi nào?" in page
    assert page.count('name="where-pick"') > 1
    unknown = ask("where", typed="where=Xyzzyq")
    assert not unknown.is_valid()
    assert "Không có nơi nào giống “Xyzzyq”" in str(unknown.errors)
    assert not ask("where", typed="where=Xyzzyq&where-pick=<script>").is_valid()


def test_every_kind_of_question_is_drawn() -> None:
    names = list(SCHEMA["properties"])
    page = render_to_string("ui/questions/questions.html", {"form": ask(*names)})
    for name in set(names) - {"members"}:
        assert f'name="{name}' in page
    assert 'name="members-0-born_2"' in page
    assert "Thêm một mục nữa" in page
    assert "Bỏ mục này" not in page


@pytest.mark.parametrize(
    ("rules", "value", "words"),
    [
        ({"type": "boolean"}, True, "Có"),
        ({"type": "string", "format": "date"}, "2026-09-15", "15/09/2026"),
        (SCHEMA["properties"]["lines"], ["food", "shop"], "Ăn, Bán hàng"),
        (SCHEMA["properties"]["members"], [{"name": "An", "born": "2001-02-01"}], MEMBER),
        ({"type": "number"}, 1045.5, "1.045,5"),
        ({"type": "string"}, None, ""),
    ],
)  # fmt: skip
def test_answers_are_read_as_people_write_them(rules: dict[str, Any], value: Any, words: str) -> None:
    assert answer_words(rules, value) == words

"""Building a form by commands: whatever is done, it stays a form; and what refers to something gone is named."""

from __future__ import annotations

import json
from copy import deepcopy
from functools import lru_cache
from typing import Any

import pytest
from django.conf import settings as django_settings
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from caunoi.procedures.files import read_bodies
from caunoi.procedures.fragments import unfold
from caunoi.procedures.rules import building, form_kinds, localised
from caunoi.procedures.rules.building import Built, CannotBuild
from caunoi.procedures.rules.form_folding import fold
from caunoi.procedures.rules.form_kinds import KINDS
from caunoi.procedures.rules.form_problems import problems
from caunoi.procedures.testing import sample_answers
from caunoi.procedures.tests.pieces import FORM, texts

Form = dict[str, Any]


@lru_cache(maxsize=1)
def shipped() -> tuple[Form, ...]:
    return tuple(body["versions"][-1]["form"] for body in read_bodies(django_settings.DATA / "procedures"))


def plain() -> Form:
    return unfold(FORM, {})


def places(form: Form) -> list[str]:
    inner = [f"{n}.{i}" for n, r in form["properties"].items() if form_kinds.kind_of(r) == "group"
             for i in r["items"]["properties"]]  # fmt: skip
    return [*form["properties"], *inner]


@st.composite
def commands(draw: st.DrawFn) -> list[tuple[int, int, int, int, str]]:
    number = st.integers(0, 40)
    title = st.text(st.sampled_from("Họ tên đ 1<_"), max_size=12)
    return draw(st.lists(st.tuples(number, number, number, number, title), max_size=14))


def done(form: Form, command: tuple[int, int, int, int, str]) -> Built:
    """One of the commands, about whatever the numbers choose; the same numbers do the same."""
    what, first, second, third, title = command
    sections = [section["id"] for section in form["x-sections"]]
    section, other = sections[first % len(sections)], sections[second % len(sections)]
    known = [*places(form), "nowhere"]
    place, field = known[first % len(known)], known[second % len(known)]
    kinds = list(KINDS)
    titles = {"vi": title, "en": title[::2]}
    acts = [
        lambda: building.add_section(form, titles=titles, at=second),
        lambda: building.set_section(form, section, titles=titles),
        lambda: building.rename_section(form, section, title),
        lambda: building.move_section(form, section, at=second),
        lambda: building.remove_section(form, section),
        lambda: building.set_condition(form, section, field, [True, "male", 1][: third % 4]),
        lambda: building.set_condition(form, section, "", []),
        lambda: building.add_question(form, kind=kinds[third % len(kinds)], titles=titles, section=other, at=first),
        lambda: building.add_question(form, kind=kinds[third % len(kinds)], titles=titles, group=field, at=first),
        lambda: building.move_question(form, place, section=other if third % 3 else "", at=second),
        lambda: building.remove_question(form, place),
        lambda: building.rename_question(form, place, title or f"renamed_{second}"),
        lambda: building.set_texts(form, place, titles=titles, hints={"th": title}),
        lambda: building.set_required(form, place, bool(third % 2)),
        lambda: building.set_kind(form, place, kinds[third % len(kinds)]),
        lambda: building.set_rules(form, place, {"minimum": second, "maximum": third}),
        lambda: building.set_rules(form, place, {"minLength": second, "maxLength": third, "pattern": title}),
        lambda: building.set_choices(form, place, [("", {"vi": title}), (title, {"vi": "Có"})]),
    ]
    return acts[what % len(acts)]()


def whole(form: Form) -> None:
    """What holds of every form between commands."""
    Draft202012Validator.check_schema(form)
    asked = [name for section in form["x-sections"] for name in section["fields"]]
    assert sorted(asked) == sorted(form["properties"])
    assert list(form["properties"]) == asked
    ids = [section["id"] for section in form["x-sections"]]
    assert len(set(ids)) == len(ids) > 0
    needed = [*form["required"], *(n for rule in form.get("allOf", ()) for n in rule["then"]["required"])]
    assert set(needed) <= set(asked)
    assert len(set(needed)) == len(needed)
    for rules in form["properties"].values():
        if form_kinds.kind_of(rules) == "group":
            items = rules["items"]
            assert sorted(items["x-order"]) == sorted(items["properties"])
            assert set(items["required"]) <= set(items["properties"])
    assert unfold(fold(form), {}) == form
    assert json.loads(json.dumps(form)) == form


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 38), commands())
def test_it_stays_a_whole_form_whatever_is_done(which: int, script: list[tuple[int, int, int, int, str]]) -> None:
    form = shipped()[which % len(shipped())]
    for command in script:
        before = deepcopy(form)
        try:
            built = done(form, command)
        except CannotBuild:
            assert form == before
            continue
        assert form == before
        whole(built.form)
        form = built.form
    asked = {s["id"] for s in form["x-sections"]}
    for problem in problems(form):
        assert problem.section in asked or problem.question in places(form) or problem.kind.endswith("_gone")
    if all(problem.is_text for problem in problems(form)):
        sample_answers(localised(form, "en"))


def test_a_shipped_form_comes_back_as_it_is_and_lacks_nothing() -> None:
    for form in shipped():
        assert unfold(fold(form), {}) == form
        assert problems(form) == []


def test_a_condition_on_a_question_that_is_gone_is_named_at_its_section() -> None:
    form = building.remove_question(plain(), "abroad").form
    assert [(p.kind, p.what, p.section) for p in problems(form)] == [
        ("no_questions", "", "where"), ("condition_gone", "abroad", "country"),
    ]  # fmt: skip
    assert building.users_of(plain(), "abroad") == ["country"]


def test_a_condition_on_what_is_asked_later_is_named() -> None:
    form = building.move_section(plain(), "country", at=0).form
    assert [(p.kind, p.what, p.section) for p in problems(form)] == [("condition_later", "abroad", "country")]


def test_a_date_that_must_not_be_before_one_that_is_gone_is_named() -> None:
    form = building.remove_question(plain(), "start").form
    assert [(p.kind, p.what, p.question) for p in problems(form)] == [("date_gone", "start", "end")]


def test_a_condition_that_waits_for_an_answer_that_cannot_be_given_is_named() -> None:
    form = building.set_kind(plain(), "abroad", "choice").form
    assert [p.kind for p in problems(form)] == ["condition_answer"]


def test_renaming_takes_everything_along() -> None:
    form = building.rename_question(plain(), "abroad", "lives_abroad").form
    assert form["x-sections"][1]["x-when"] == {"field": "lives_abroad", "equals": True}
    assert "lives_abroad" in form["required"]
    assert form["allOf"][0]["if"]["properties"] == {"lives_abroad": {"const": True}}
    form = building.rename_question(plain(), "start", "since").form
    assert form["properties"]["end"]["x-not-before"] == "since"


def test_an_answer_stays_required_when_its_section_loses_the_condition() -> None:
    form = building.set_condition(plain(), "country", "", []).form
    assert "country" in form["required"]
    assert "allOf" not in form
    again = building.set_condition(form, "country", "abroad", [True]).form
    assert "country" not in again["required"]
    assert again["allOf"][0]["then"] == {"required": ["country"]}


def test_a_moved_question_stays_required_and_lands_where_it_was_put() -> None:
    form = building.move_question(plain(), "members", section="where", at=0).form
    assert form["x-sections"][0]["fields"] == ["members", "abroad"]
    assert "members" in form["required"]
    form = building.move_question(plain(), "members.birth_date", at=0).form
    assert list(localised(form, "vi")["properties"]["members"]["items"]["properties"]) == ["birth_date", "full_name"]


def test_the_order_in_a_group_outlives_a_database_that_sorts_keys() -> None:
    form = building.move_question(plain(), "members.full_name", at=0).form
    stored = json.loads(json.dumps(form, sort_keys=True))
    assert list(localised(stored, "vi")["properties"]["members"]["items"]["properties"]) == ["full_name", "birth_date"]


def test_a_new_question_is_named_after_its_title() -> None:
    built = building.add_question(plain(), kind="date", titles=texts("Ngày đến ở"), section="time", at=0)
    assert built.place == "ngay_den_o"
    assert built.form["x-sections"][2]["fields"][0] == "ngay_den_o"
    again = building.add_question(built.form, kind="date", titles=texts("Ngày đến ở"), section="time")
    assert again.place == "ngay_den_o_2"


def test_a_text_that_lacks_is_named_by_language() -> None:
    form = building.set_texts(plain(), "country", titles={"vi": "Nước", "en": " "}, hints={"vi": "Tên nước"}).form
    assert [(p.kind, p.what) for p in problems(form)] == [
        ("no_text", "en"), ("no_text", "th"), ("no_hint", "en"), ("no_hint", "th"),
    ]  # fmt: skip
    assert all(p.is_text for p in problems(form))


@pytest.mark.parametrize(
    ("kind", "act"),
    [
        ("no_section", lambda f: building.move_section(f, "gone", at=0)),
        ("no_question", lambda f: building.remove_question(f, "gone")),
        ("no_question", lambda f: building.remove_question(f, "country.name")),
        ("no_title", lambda f: building.add_section(f, titles={"en": "Only English"})),
        ("bad_name", lambda f: building.rename_question(f, "country", "Tên nước")),
        ("taken", lambda f: building.rename_question(f, "country", "abroad")),
        ("taken", lambda f: building.rename_section(f, "country", "where")),
        ("not_before", lambda f: building.set_condition(f, "where", "country", ["Lào"])),
        ("no_condition", lambda f: building.set_condition(f, "members", "country", ["Lào"])),
        ("no_such_answer", lambda f: building.set_condition(f, "members", "abroad", ["yes"])),
        ("not_in_group", lambda f: building.add_question(f, kind="group", titles=texts("X"), group="members")),
        ("not_out_of_group", lambda f: building.move_question(f, "members.full_name", section="where", at=0)),
        ("no_kind", lambda f: building.add_question(f, kind="colour", titles=texts("X"), section="where")),
        ("not_this_kind", lambda f: building.set_rules(f, "abroad", {"maximum": 3})),
        ("not_this_kind", lambda f: building.set_rules(f, "members.full_name", {"x-prefill": "full_name"})),
        ("range", lambda f: building.set_rules(f, "country", {"minLength": 9, "maxLength": 3})),
        ("pattern", lambda f: building.set_rules(f, "country", {"pattern": "("})),
        ("wrong_value", lambda f: building.set_rules(f, "country", {"maxLength": "long"})),
        ("wrong_value", lambda f: building.set_rules(f, "country", {"x-prefill": "mother"})),
        ("wrong_value", lambda f: building.set_rules(f, "country", {"x-prefill-from": {"component": "A"}})),
        ("not_this_kind", lambda f: building.set_choices(f, "country", [("", texts("Lào"))])),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_with_its_reason(kind: str, act: Any) -> None:
    with pytest.raises(CannotBuild) as refused:
        act(plain())
    assert refused.value.kind == kind


def test_the_last_section_and_the_last_question_of_a_group_stay() -> None:
    form = building.add_section({**plain(), "x-sections": plain()["x-sections"][:1]}, titles=texts("Một")).form
    form = building.remove_section(form, "where").form
    with pytest.raises(CannotBuild, match="last_section"):
        building.remove_section(form, "mot")
    form = building.remove_question(plain(), "members.birth_date").form
    with pytest.raises(CannotBuild, match="last_question"):
        building.remove_question(form, "members.full_name")

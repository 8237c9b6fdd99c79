"""Formatting, forms, navigation and due dates."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django import forms
from django.http import QueryDict
from django.test import RequestFactory
from django.utils.translation import override

from caunoi.ui import formats, navigation
from caunoi.ui.forms import DateField, Form, errors_of, render_field
from caunoi.ui.templatetags.caunoi_ui import due, due_words, so_many


@pytest.mark.parametrize(
    ("language", "value", "text"),
    [("vi", "1234.5", "1.234,5"), ("en", "1234.5", "1,234.5"), ("th", "10061", "10,061"), ("vi", "98.40", "98,4")],
)
def test_it_writes_numbers_as_each_language_does(language: str, value: str, text: str) -> None:
    with override(language):
        assert formats.number(Decimal(value)) == text


def test_more_than_was_counted_is_told_as_more() -> None:
    with override("vi"):
        assert [so_many(count) for count in (0, 1_000, 1_001)] == ["0", "1.000", "1.000+"]
    with override("en"):
        assert so_many(1_001) == "1,000+"


def test_it_writes_percentages_with_the_space_of_vietnamese() -> None:
    assert formats.percent(0.984) == "98,4\u00a0%"
    with override("en"):
        assert formats.percent(0.984) == "98.4%"


def test_it_tells_the_civil_date_of_vietnam() -> None:
    late = datetime(2026, 9, 22, 17, 30, tzinfo=UTC)
    assert formats.day(late) == "23/09/2026"
    assert formats.moment(late) == "23/09/2026\u00a000:30"
    assert formats.day(date(2026, 3, 7)) == "07/03/2026"


@pytest.mark.parametrize(
    ("value", "state", "text"),
    [
        ("1.5", "soon", "còn 1,5 ngày làm việc"),
        ("-2", "late", "quá hạn 2 ngày làm việc"),
        ("0", "done", "đã xong"),
        ("0", "paused", "đang tạm dừng"),
    ],
)
def test_a_due_date_says_what_is_left(value: str, state: str, text: str) -> None:
    assert due_words(SimpleNamespace(value=Decimal(value), unit="working_days", state=state)) == text


@pytest.mark.parametrize(
    ("unit", "text"),
    [("working_hours", "còn 8 giờ làm việc"), ("working_days", "còn 8 ngày làm việc"), ("calendar_days", "còn 8 ngày")],
)
def test_what_is_left_is_told_in_the_unit_of_the_limit(unit: str, text: str) -> None:
    assert due_words(SimpleNamespace(value=Decimal(8), unit=unit, state="soon")) == text


def test_a_due_date_without_a_limit_is_only_a_date() -> None:
    assert "25/09/2026" in due(None, date(2026, 9, 25))


class _Sample(Form):
    born = DateField(label="Ngày sinh")
    kind = forms.ChoiceField(label="Loại", widget=forms.RadioSelect, choices=[("a", "A"), ("b", "B")])


def _filled(**data: str) -> _Sample:
    query = QueryDict(mutable=True)
    query.update(data)
    return _Sample(query)


def test_a_date_is_three_fields_or_one_text() -> None:
    three = _filled(born_0="27", born_1="3", born_2="2026", kind="a")
    one = _filled(born="27/03/2026", kind="a")
    assert three.is_valid()
    assert one.is_valid()
    assert three.cleaned_data["born"] == one.cleaned_data["born"] == date(2026, 3, 27)


@pytest.mark.parametrize(
    "parts", [("31", "2", "2026"), ("a", "b", "c"), ("1", "", "2026"), ("", "", ""), ("1", "1", "0")]
)
def test_a_wrong_date_is_refused(parts: tuple[str, str, str]) -> None:
    day, month, year = parts
    form = _filled(born_0=day, born_1=month, born_2=year, kind="a")
    assert not form.is_valid()
    assert "born" in form.errors


def test_errors_lead_to_their_controls_and_name_the_field() -> None:
    form = _filled(born_0="1", born_1="2", born_2="2026")
    [error] = errors_of(form)
    assert error.text == "Hãy điền mục “Loại”."
    assert error.href == "#id_kind_0"
    assert 'id="id_kind_0"' in render_field(form["kind"])


def test_navigation_shows_each_kind_of_person_their_own() -> None:
    entry = navigation.Entry("Bàn làm việc", "ui:design", audience="officer", roles=("leader",))
    request = RequestFactory().get("/design")
    request.actor = SimpleNamespace(person_id=1, membership_id=1, role="leader")  # type: ignore[attr-defined]
    assert navigation._seen_by(entry, request)
    request.actor = SimpleNamespace(person_id=1, membership_id=1, role="clerk")  # type: ignore[attr-defined]
    assert not navigation._seen_by(entry, request)
    request.actor = SimpleNamespace(person_id=1, membership_id=None, role=None)  # type: ignore[attr-defined]
    assert not navigation._seen_by(entry, request)


def test_who_works_for_an_agency_finds_at_the_top_only_what_the_work_needs() -> None:
    request = RequestFactory().get("/desk/")
    request.actor = SimpleNamespace(person_id=1, membership_id=1, role="leader")  # type: ignore[attr-defined]
    top = {link.title for link in navigation.links(request) if link.at_top}
    assert {"Bàn làm việc", "Thông báo"} <= top
    assert "Kho giấy tờ" not in top
    assert "Kho giấy tờ" in {link.title for link in navigation.links(request)}, "it is in the footer"
    request.actor = SimpleNamespace(person_id=1, membership_id=None, role=None)  # type: ignore[attr-defined]
    assert all(link.at_top for link in navigation.links(request))


def test_several_of_several_are_boxes_to_tick_and_not_buttons_of_which_one_holds() -> None:
    class Channels(Form):
        channels = forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.CheckboxSelectMultiple)

    html = render_field(Channels({"channels": ["a", "b"]})["channels"])
    assert html.count('type="checkbox"') == 2
    assert html.count(" checked") == 2
    assert "radio" not in html

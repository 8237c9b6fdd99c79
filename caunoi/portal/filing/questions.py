"""A screen's Django form, built from one section of a procedure's JSON Schema.

Names of fields are the schema's names. Texts come localised from the catalogue (`title`, `x-hint`, `x-enum-titles`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from caunoi.core.errors import Problem
from caunoi.ui.forms import DateField, Form, lazy_format

MANY = 7
"""More choices than this are a list to choose from, not radio buttons."""
SHORT = 20
_IN_BRACKETS = re.compile(r"\s*\([^)]*\)$")
_YES_NO: list[tuple[str, Any]] = [("true", _("Có")), ("false", _("Không"))]


def form_for(schema: dict[str, Any], fields: Iterable[str]) -> type[Form]:
    """A form class that asks `fields` of the schema. Its `answers()` are what `save_answers` takes."""
    required = {*schema.get("required", ()), *schema.get("then", {}).get("required", ())}
    made = {name: _field(schema["properties"][name], name in required) for name in fields}
    return type("QuestionsForm", (Questions,), made)


class Questions(Form):
    """One screen of questions."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if getattr(field, "suggestions", None):
                field.widget.attrs["list"] = f"id_{name}-list"

    def answers(self) -> dict[str, Any]:
        """The cleaned answers as JSON has them; an empty one takes an old one away."""
        return {name: _plain(self.cleaned_data.get(name)) for name in self.fields}

    def refuse(self, problems: Iterable[Problem]) -> None:
        """Show what the operation found wrong at the fields that it names."""
        for problem in problems:
            self.add_error(problem.field if problem.field in self.fields else None, str(problem))


def initial_of(schema: dict[str, Any], fields: Iterable[str], answers: Mapping[str, Any]) -> dict[str, Any]:
    """What the form shows at first: earlier answers, else the schema's defaults."""
    found: dict[str, Any] = {}
    for name in fields:
        rules = schema["properties"][name]
        value = answers.get(name, rules.get("default"))
        if rules.get("format") == "date" and isinstance(value, str):
            value = date.fromisoformat(value)
        if isinstance(value, bool):
            value = "true" if value else "false"
        found[name] = value
    return found


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _field(rules: dict[str, Any], required: bool) -> forms.Field:
    label = rules.get("title", "")
    if not required:  # the page itself says that an answer is optional
        label = _IN_BRACKETS.sub("", label)
    shown = {"label": label, "help_text": rules.get("x-hint", ""), "required": required}
    if rules["type"] == "boolean":
        return _choice(_YES_NO, shown, coerce=lambda value: value == "true")
    if "enum" in rules:
        titles = rules.get("x-enum-titles", {})
        return _choice([(value, titles.get(value, value)) for value in rules["enum"]], shown)
    if rules["type"] in ("integer", "number"):
        return _number(rules, shown)
    if rules.get("format") == "date":
        shown["help_text"] = shown["help_text"] or _("Ví dụ: 27 3 2026")
        return DateField(**shown)
    return _text(rules, shown)


def _choice(choices: list[tuple[str, Any]], shown: dict[str, Any], **more: Any) -> forms.Field:
    messages = {
        "required": lazy_format(_("Hãy chọn một câu trả lời cho “%(label)s”."), label=shown["label"]),
        "invalid_choice": _("Hãy chọn một trong các câu trả lời được nêu."),
    }
    if len(choices) > MANY:
        choices = [("", "–"), *choices]
    widget = forms.Select if len(choices) > MANY else forms.RadioSelect
    field = forms.TypedChoiceField(
        choices=choices, widget=widget, empty_value=None, error_messages=messages, **shown, **more
    )
    field.inline = len(choices) == 2  # type: ignore[attr-defined]
    return field


def _number(rules: dict[str, Any], shown: dict[str, Any]) -> forms.Field:
    low, high = rules.get("minimum"), rules.get("maximum")
    range_text = lazy_format(
        _("“%(label)s” phải là một số từ %(low)s đến %(high)s."), label=shown["label"], low=low, high=high
    )
    wrong: str | Promise = _("Hãy nhập một số, ví dụ 2.")
    messages = {"invalid": wrong, "min_value": range_text, "max_value": range_text}
    attrs = {"inputmode": "numeric"}
    kind = forms.IntegerField if rules["type"] == "integer" else forms.DecimalField
    field = kind(min_value=low, max_value=high, widget=forms.TextInput(attrs=attrs), error_messages=messages, **shown)
    field.width = 3  # type: ignore[attr-defined]
    return field


def _text(rules: dict[str, Any], shown: dict[str, Any]) -> forms.Field:
    low, high = rules.get("minLength"), rules.get("maxLength")
    messages = {
        "max_length": _("Dài quá: tối đa %(limit_value)s ký tự, bạn đã nhập %(show_value)s."),
        "min_length": _("Ngắn quá: ít nhất %(limit_value)s ký tự."),
    }
    suggestions = rules.get("x-suggestions", [])
    attrs: dict[str, str] = {"autocomplete": "off"}
    pattern = rules.get("pattern", "")
    if pattern.startswith("^[0-9]"):
        attrs["inputmode"] = "numeric"
    validators = [RegexValidator(pattern, _pattern_text(rules, shown))] if pattern else []
    long = bool(high and high > 200)
    field = forms.CharField(
        min_length=low,
        max_length=high,
        validators=validators,
        error_messages=messages,
        widget=forms.Textarea(attrs={"rows": "4"}) if long else forms.TextInput(attrs=attrs),
        **shown,
    )
    field.widget.attrs.pop("maxlength", None)  # a browser that cuts in silence hides what was lost
    field.widget.attrs.pop("minlength", None)
    field.suggestions = suggestions  # type: ignore[attr-defined]
    if (high and high <= SHORT) or pattern.startswith("^(["):
        field.width = 10  # type: ignore[attr-defined]
    return field


def _pattern_text(rules: dict[str, Any], shown: dict[str, Any]) -> Any:
    if rules["pattern"].startswith("^[^0-9"):
        return lazy_format(_("“%(label)s” không được có chữ số hay các ký tự < > @."), label=shown["label"])
    text = (
        _("“%(label)s” chưa đúng định dạng (%(hint)s).")
        if shown["help_text"]
        else _("“%(label)s” chưa đúng định dạng.")
    )
    return lazy_format(text, label=shown["label"], hint=shown["help_text"])

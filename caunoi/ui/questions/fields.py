"""One field of a form from one property of a schema."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from caunoi.ui.forms import REQUIRED, DateField, lazy_format
from caunoi.ui.questions.places import PlaceField

MANY = 7
"""More choices than this are a list to choose from, not radio buttons."""
SHORT = 20
_IN_BRACKETS = re.compile(r"\s*\([^)]*\)$")
_YES_NO: list[tuple[str, Any]] = [("true", _("Có")), ("false", _("Không"))]
_AUTOCOMPLETE = {"full_name": "name", "phone": "tel", "email": "email"}


def is_group(rules: dict[str, Any]) -> bool:
    """Whether a property is a group of questions that repeats."""
    return rules.get("type") == "array" and rules.get("items", {}).get("type") == "object"


def field_of(rules: dict[str, Any], *, required: bool) -> forms.Field:
    """The Django field that asks a property; groups are not fields."""
    field = _made(rules, required)
    if field.error_messages.get("required") == REQUIRED:
        field.error_messages["required"] = lazy_format(_("Hãy điền mục “%(label)s”."), label=field.label)
    return field


def _made(rules: dict[str, Any], required: bool) -> forms.Field:
    shown = {"label": _label(rules, required), "help_text": rules.get("x-hint", ""), "required": required}
    if rules.get("x-widget") == "checkbox":
        return _tick(rules, shown)
    if rules["type"] == "boolean":
        return _choice(_YES_NO, shown, coerce=lambda value: value == "true")
    if rules["type"] == "array":
        return _several(rules, shown)
    if "enum" in rules:
        titles = rules.get("x-enum-titles", {})
        return _choice([(value, titles.get(value, value)) for value in rules["enum"]], shown)
    if rules["type"] in ("integer", "number"):
        return _number(rules, shown)
    if rules.get("format") == "date":
        shown["help_text"] = shown["help_text"] or _("Ví dụ: 27 3 2026")
        return DateField(**shown)
    if "x-unit" in rules:
        return PlaceField(level=rules["x-unit"], **shown)
    return _text(rules, shown)


def _label(rules: dict[str, Any], required: bool) -> str:
    label = str(rules.get("title", ""))
    return label if required else _IN_BRACKETS.sub("", label)  # the page itself says that an answer is optional


def _tick(rules: dict[str, Any], shown: dict[str, Any]) -> forms.Field:
    must = rules.get("const") is True
    message = lazy_format(_("Hãy đánh dấu vào ô “%(label)s”."), label=shown["label"])
    return forms.BooleanField(**{**shown, "required": must}, error_messages={"required": message})


def _several(rules: dict[str, Any], shown: dict[str, Any]) -> forms.Field:
    titles = rules["items"].get("x-enum-titles", {})
    return forms.MultipleChoiceField(
        choices=[(value, titles.get(value, value)) for value in rules["items"]["enum"]],
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": lazy_format(_("Hãy chọn ít nhất một mục của “%(label)s”."), label=shown["label"]),
            "invalid_choice": _("Hãy chọn trong các câu trả lời được nêu."),
        },
        **shown,
    )


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
    field.inline = len(choices) == 2 and max(len(str(text)) for _value, text in choices) < SHORT  # type: ignore[attr-defined]
    return field


class _Whole(forms.IntegerField):
    """A whole number, also as people group it: 1.200 or 1 200."""

    def to_python(self, value: Any) -> int | None:
        return super().to_python(re.sub(r"(?<=\d)[.,\s](?=\d{3}\b)", "", str(value)) if value else value)


class _Exact(forms.DecimalField):
    """A number with a decimal comma or point: 45,5 and 45.5 are the same."""

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        text = str(value or "").strip()
        return super().to_python(text.replace(".", "").replace(",", ".") if "," in text else text)


def _number(rules: dict[str, Any], shown: dict[str, Any]) -> forms.Field:
    low, high = rules.get("minimum", rules.get("exclusiveMinimum")), rules.get("maximum")
    wrong: str | Promise = _("Hãy nhập một số, ví dụ 2.")
    label = shown["label"]
    both = lazy_format(_("“%(label)s” phải là một số từ %(low)s đến %(high)s."), label=label, low=low, high=high)
    least = lazy_format(_("“%(label)s” phải là một số không nhỏ hơn %(low)s."), label=label, low=low)
    messages = {
        "invalid": wrong,
        "min_value": both if high is not None else least,
        "max_value": both if low is not None
        else lazy_format(_("“%(label)s” phải là một số không lớn hơn %(high)s."), label=label, high=high),
    }  # fmt: skip
    whole = rules["type"] == "integer"
    widget = forms.TextInput(attrs={"inputmode": "numeric" if whole else "decimal", "autocomplete": "off"})
    kind: type[forms.Field] = _Whole if whole else _Exact
    field: Any = kind(  # type: ignore[call-arg]
        min_value=low, max_value=high, widget=widget, error_messages=messages, **shown
    )
    field.width = 3 if high is not None and high < 1000 else 10
    made: forms.Field = field
    return made


def _text(rules: dict[str, Any], shown: dict[str, Any]) -> forms.Field:
    low, high = rules.get("minLength"), rules.get("maxLength")
    messages = {
        "max_length": _("Dài quá: tối đa %(limit_value)s ký tự, bạn đã nhập %(show_value)s."),
        "min_length": _("Ngắn quá: ít nhất %(limit_value)s ký tự."),
    }
    pattern = rules.get("pattern", "")
    field = forms.CharField(
        min_length=low,
        max_length=high,
        validators=[RegexValidator(pattern, _pattern_text(rules, shown))] if pattern else [],
        error_messages=messages,
        widget=_text_widget(rules),
        **shown,
    )
    field.widget.attrs.pop("maxlength", None)  # a browser that cuts in silence hides what was lost
    field.widget.attrs.pop("minlength", None)
    field.suggestions = rules.get("x-suggestions", [])  # type: ignore[attr-defined]
    if (high and high <= SHORT) or pattern.startswith("^(["):
        field.width = 10 if not high or high <= 12 else 20  # type: ignore[attr-defined]
    return field


def _text_widget(rules: dict[str, Any]) -> forms.Widget:
    if rules.get("maxLength", 0) > 200:
        return forms.Textarea(attrs={"rows": "4"})
    attrs: dict[str, str] = {"autocomplete": _AUTOCOMPLETE.get(rules.get("x-prefill", ""), "off")}
    if rules.get("pattern", "").startswith(("^[0-9]", "^0[0-9]", "^\\d")):
        attrs["inputmode"] = "numeric"
    return forms.TextInput(attrs=attrs)


def _pattern_text(rules: dict[str, Any], shown: dict[str, Any]) -> Any:
    if rules["pattern"].startswith("^[^0-9"):
        return lazy_format(_("“%(label)s” không được có chữ số hay các ký tự < > @."), label=shown["label"])
    text = (
        _("“%(label)s” chưa đúng định dạng (%(hint)s).")
        if shown["help_text"]
        else _("“%(label)s” chưa đúng định dạng.")
    )
    return lazy_format(text, label=shown["label"], hint=shown["help_text"])

"""A procedure's questions as fields of an officer's form: all sections that apply, on one page.

Names of fields are the schema's with a prefix; `docs/howto/forms.md` says what a schema may ask. Private to the room.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from caunoi.procedures.rules import applies
from caunoi.ui.forms import DateField, lazy_format
from caunoi.units import queries as units
from caunoi.units.rules.text import fold

Schema = dict[str, Any]
RADIOS = 7
"""More choices than this are a list to choose from."""
_YES_NO: list[tuple[str, Any]] = [("true", _("Có")), ("false", _("Không"))]


@dataclass(slots=True)
class Group:
    """Questions under one heading. `repeats` names the group that may get another entry, `entry` counts from 0."""

    title: str
    names: list[str] = field(default_factory=list)
    repeats: str = ""
    entry: int = 0
    last: bool = False


class Questions:
    """The questions that apply to what was said so far, as groups and form fields."""

    def __init__(self, schema: Schema, said: Mapping[str, Any], *, prefix: str = "", on: date) -> None:
        self.schema, self.prefix, self.on = schema, prefix, on
        self.fields: dict[str, forms.Field] = {}
        self.groups: list[Group] = []
        needed = required_fields(schema)
        for section in schema["x-sections"]:
            if applies(section, dict(said)):
                self._section(section, said, needed)
        self._suggest()

    def _section(self, section: dict[str, Any], said: Mapping[str, Any], needed: set[str]) -> None:
        plain = Group(section.get("title", ""))
        self.groups.append(plain)
        for name in section["fields"]:
            spec = self.schema["properties"][name]
            if _repeats(spec):
                self._repeated(name, spec, said)
            else:
                self.fields[self.prefix + name] = made(spec, required=name in needed, on=self.on)
                plain.names.append(self.prefix + name)
        if not plain.names:
            self.groups.remove(plain)

    def _repeated(self, name: str, spec: Schema, said: Mapping[str, Any]) -> None:
        item = spec["items"]
        entries = max(len(said.get(name) or []), spec.get("minItems", 1), 1)
        title = item.get("title") or spec.get("title", "")
        for entry in range(entries):
            group = Group(f"{title} {entry + 1}", repeats=name, entry=entry, last=entry == entries - 1)
            for inner, rules in item["properties"].items():
                key = f"{self.prefix}{name}-{entry}-{inner}"
                self.fields[key] = made(rules, required=inner in item.get("required", ()), on=self.on)
                group.names.append(key)
            self.groups.append(group)

    def _suggest(self) -> None:
        """Let the browser offer what is often answered; the page holds the lists."""
        for key, made_field in self.fields.items():
            if getattr(made_field, "suggestions", None):
                made_field.widget.attrs["list"] = f"{key}-list"

    def answers(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        """The cleaned values as JSON has them; empty ones are left out."""
        found: dict[str, Any] = {}
        for key in self.fields:
            value = plain_value(cleaned.get(key))
            if value is None:
                continue
            name, *inner = key.removeprefix(self.prefix).split("-", 2)
            if inner:
                rows = found.setdefault(name, [])
                rows.extend({} for _more in range(int(inner[0]) + 1 - len(rows)))
                rows[int(inner[0])][inner[1]] = value
            else:
                found[name] = value
        return {
            name: [r for r in v if r] if _repeats(self.schema["properties"][name]) else v for name, v in found.items()
        }

    def initial(self, said: Mapping[str, Any]) -> dict[str, Any]:
        """What the fields show at first: what was said, else the schema's defaults."""
        shown: dict[str, Any] = {}
        for key in self.fields:
            name, *inner = key.removeprefix(self.prefix).split("-", 2)
            spec = self.schema["properties"][name]
            if inner:
                rows = said.get(name) or []
                row = rows[int(inner[0])] if int(inner[0]) < len(rows) else {}
                shown[key] = shown_value(spec["items"]["properties"][inner[1]], row.get(inner[1]))
            else:
                shown[key] = shown_value(spec, said.get(name))
        return shown


def said_in(data: Mapping[str, Any], schema: Schema, prefix: str) -> dict[str, Any]:
    """What a form in the middle of being filled says, unchecked: enough to know which questions apply, and how many
    entries a repeated group has."""
    found: dict[str, Any] = {}
    for name, spec in schema["properties"].items():
        if _repeats(spec):
            found[name] = [{} for _entry in range(_entries(data, f"{prefix}{name}-"))]
        elif spec.get("type") == "boolean":
            if (text := data.get(prefix + name)) is not None:
                found[name] = text in ("true", "on")
        elif (text := data.get(prefix + name)) not in (None, ""):
            found[name] = int(text) if spec.get("type") == "integer" and text.isascii() and text.isdigit() else text
    return found


def _entries(data: Mapping[str, Any], beginning: str) -> int:
    numbers = (key.removeprefix(beginning).split("-")[0] for key in data if key.startswith(beginning))
    return min(max((int(n) + 1 for n in numbers if n.isascii() and n.isdigit()), default=0), 50)


def required_fields(schema: Schema) -> set[str]:
    """The fields that the form requires, always or in the sections that apply only sometimes."""
    found = set(schema.get("required", []))
    for part in schema.get("allOf", []):
        found |= set(part.get("then", {}).get("required", []))
    return found | set(schema.get("then", {}).get("required", []))


def conditions(schema: Schema) -> set[str]:
    """The fields whose answers decide which sections are asked."""
    return set(_deciding(schema))


def _deciding(schema: Schema) -> Iterator[str]:
    for section in schema["x-sections"]:
        when = section.get("x-when")
        for part in when if isinstance(when, list) else [when] if when else []:
            yield part["field"]


def _repeats(spec: Schema) -> bool:
    return spec.get("type") == "array" and spec.get("items", {}).get("type") == "object"


def plain_value(value: Any) -> Any:
    """A cleaned value as JSON has it; None when nothing was said."""
    if isinstance(value, date):
        return value.isoformat()
    if value in ("", None, []):
        return None
    return float(value) if hasattr(value, "as_tuple") else value


def shown_value(spec: Schema, value: Any) -> Any:
    """A JSON value as a field shows it."""
    if value is None:
        value = spec.get("default")
    if spec.get("format") == "date":
        return date.fromisoformat(value) if isinstance(value, str) and value else None
    if isinstance(value, bool) and spec.get("x-widget") != "checkbox":
        return "true" if value else "false"
    return value


def made(spec: Schema, *, required: bool, on: date) -> forms.Field:
    """The control for one question; the operation checks the whole once more."""
    shown = {"label": spec.get("title", ""), "help_text": spec.get("x-hint", ""), "required": required}
    kind = spec.get("type")
    if kind == "boolean":
        return _yes_no(spec, shown)
    if kind == "array":
        titles = spec["items"].get("x-enum-titles", {})
        choices = [(v, titles.get(v, v)) for v in spec["items"].get("enum", [])]
        return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **shown)
    if "enum" in spec:
        return _choice([(v, spec.get("x-enum-titles", {}).get(v, v)) for v in spec["enum"]], shown)
    if spec.get("format") == "date":
        return _Day(on if spec.get("x-not-future") else None, **shown)
    if kind in ("integer", "number"):
        return _number(spec, shown)
    return _Unit(spec["x-unit"], on, **shown) if "x-unit" in spec else _text(spec, shown)


def _yes_no(spec: Schema, shown: dict[str, Any]) -> forms.Field:
    if spec.get("x-widget") == "checkbox":
        return forms.BooleanField(**{**shown, "required": False})
    return _choice(_YES_NO, shown, coerce=lambda value: value == "true")


def _choice(choices: list[tuple[str, Any]], shown: dict[str, Any], **more: Any) -> forms.Field:
    many = len(choices) > RADIOS
    made_field = forms.TypedChoiceField(
        choices=[("", "–"), *choices] if many else choices, empty_value=None,
        widget=forms.Select if many else forms.RadioSelect, **shown, **more,
    )  # fmt: skip
    made_field.inline = len(choices) < 4  # type: ignore[attr-defined]
    return made_field


def _number(spec: Schema, shown: dict[str, Any]) -> forms.Field:
    kind = forms.IntegerField if spec["type"] == "integer" else forms.DecimalField
    made_field = kind(
        min_value=spec.get("minimum"), max_value=spec.get("maximum"),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}), **shown,
    )  # fmt: skip
    made_field.width = 5  # type: ignore[attr-defined]
    return made_field


def _text(spec: Schema, shown: dict[str, Any]) -> forms.Field:
    high = spec.get("maxLength", 200)
    pattern = spec.get("pattern")
    wrong = lazy_format(_("“%(label)s” chưa đúng định dạng."), label=shown["label"])
    widget: forms.Widget = (
        forms.Textarea(attrs={"rows": 3}) if high > 200 else forms.TextInput(attrs={"autocomplete": "off"})
    )
    field = forms.CharField(
        max_length=high, min_length=spec.get("minLength"), widget=widget,
        validators=[RegexValidator(pattern, wrong)] if pattern else [], **shown,
    )  # fmt: skip
    field.suggestions = spec.get("x-suggestions", [])  # type: ignore[attr-defined]
    return field


class _Day(DateField):
    """A date, not after `last` when one is given."""

    def __init__(self, last: date | None, **kwargs: Any) -> None:
        self.last = last
        super().__init__(**kwargs)

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        if day and self.last and day > self.last:
            raise ValidationError(_("Ngày này chưa đến. Hãy nhập ngày đã qua hoặc hôm nay."), code="future")
        return day


class _Unit(forms.CharField):
    """A commune or province by name; the answer is the full name. A name that fits several is asked again."""

    def __init__(self, level: str, on: date, **kwargs: Any) -> None:
        self.level, self.on = level, on
        super().__init__(max_length=200, **kwargs)
        self.help_text = self.help_text or _("Ví dụ: phường Cửa Nam, Hà Nội")

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return text
        hits = units.search(text, on=self.on, level=self.level, limit=6)
        names = [_full(hit.unit, self.level) for hit in hits]
        words = set(fold(text).replace(",", " ").split())
        fitting = [name for name in names if words <= set(fold(name).replace(",", " ").split())]
        exact = [name for name in fitting if fold(name) == fold(text)]
        if exact or len(fitting) == 1:
            return (exact or fitting)[0]
        if not names:
            raise ValidationError(_("Không có đơn vị hành chính nào tên như vậy."), code="unknown")
        raise ValidationError(
            _("Có nhiều nơi giống tên này: %(names)s. Hãy ghi đủ."), params={"names": "; ".join(names)}
        )


def _full(unit: Any, level: str) -> str:
    return str(unit.full_name) if level == "province" else f"{unit.full_name}, {unit.province_name}"

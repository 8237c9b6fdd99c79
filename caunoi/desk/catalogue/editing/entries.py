"""One thing that is asked about a part of a body, as form fields and back. Incomplete answers are kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from dataclasses import field as made
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caunoi.desk.catalogue.editing.around import Around
from caunoi.desk.catalogue.editing.fields import Days, Money
from caunoi.ui.forms import DateField, lazy_format

Item = dict[str, Any]
Text = Any
"""A text, translated when it is shown."""
Choices = Callable[[Around], list[tuple[str, Any]]]
LANGUAGES: tuple[tuple[str, Any], ...] = (
    ("vi", _("Tiếng Việt")), ("en", _("Tiếng Anh")), ("th", _("Tiếng Thái")),
)  # fmt: skip
CHANNELS: tuple[tuple[str, Any], ...] = (
    ("direct", _("Trực tiếp")), ("post", _("Bưu chính")), ("online", _("Trực tuyến")),
)  # fmt: skip
UNITS: tuple[tuple[str, Any], ...] = (
    ("", _("Không nhận qua kênh này")), ("working_days", _("Ngày làm việc")), ("calendar_days", _("Ngày")),
    ("working_hours", _("Giờ làm việc")), ("same_day", _("Trong ngày")),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A key of an item: its label, a hint, and whether it may be left out (the key then goes)."""

    key: str
    label: Text
    hint: Text = ""
    optional: bool = False
    layout: str = ""
    """`texts`, `pairs` (a short control and a long one) or `halves`: several controls under one legend; empty: one."""

    def controls(self, around: Around) -> dict[str, forms.Field]:
        """The form fields by name."""
        raise NotImplementedError

    def shown(self, item: Item) -> dict[str, Any]:
        """What the form fields show of an item."""
        return {self.key: item.get(self.key)}

    def put(self, item: Item, data: dict[str, Any]) -> None:
        """Write what was answered into the item, which is changed."""
        self._set(item, data.get(self.key))

    def names(self) -> list[str]:
        """The names of its form fields."""
        return [self.key]

    def _set(self, item: Item, value: Any, empty: Any = "") -> None:
        if value not in (None, "", [], {}):
            item[self.key] = value
        elif not self.optional:
            item[self.key] = empty
        elif item.get(self.key):
            del item[self.key]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line(Entry):
    """A short text; with `suggest` the browser offers what is usual."""

    width: Any = None
    long: bool = False
    suggest: Choices | None = None

    def controls(self, around: Around) -> dict[str, forms.Field]:
        widget = forms.Textarea(attrs={"rows": 3}) if self.long else forms.TextInput()
        control = forms.CharField(label=self.label, help_text=self.hint, required=not self.optional, widget=widget)
        if self.width:
            control.width = self.width  # type: ignore[attr-defined]
        return {self.key: control}

    def put(self, item: Item, data: dict[str, Any]) -> None:
        self._set(item, _lines(data.get(self.key)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts(Entry):
    """A text in three languages, side by side."""

    layout: str = "texts"
    long: bool = False

    def names(self) -> list[str]:
        return [f"{self.key}_{code}" for code, _name in LANGUAGES]

    def controls(self, around: Around) -> dict[str, forms.Field]:
        found: dict[str, forms.Field] = {}
        for code, name in LANGUAGES:
            widget = forms.Textarea(attrs={"rows": 4 if self.long else 2, "lang": code})
            found[f"{self.key}_{code}"] = forms.CharField(label=name, required=True, widget=widget)
        return found

    def shown(self, item: Item) -> dict[str, Any]:
        texts = item.get(self.key) or {}
        return {f"{self.key}_{code}": texts.get(code, "") for code, _name in LANGUAGES}

    def put(self, item: Item, data: dict[str, Any]) -> None:
        texts = {code: _lines(data.get(f"{self.key}_{code}")) for code, _name in LANGUAGES}
        self._set(item, {code: text for code, text in texts.items() if text}, {})


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines(Entry):
    """Texts, one a line."""

    rows: int = 5

    def controls(self, around: Around) -> dict[str, forms.Field]:
        widget = forms.Textarea(attrs={"rows": self.rows, "lang": "vi"})
        return {
            self.key: forms.CharField(
                label=self.label, help_text=self.hint, required=not self.optional, widget=widget
            )
        }  # fmt: skip

    def shown(self, item: Item) -> dict[str, Any]:
        return {self.key: "\n".join(item.get(self.key) or [])}

    def put(self, item: Item, data: dict[str, Any]) -> None:
        lines = [line.strip() for line in (data.get(self.key) or "").splitlines()]
        self._set(item, [line for line in lines if line], [])


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Entry):
    """One of several; what stands there already is always among them."""

    choices: Choices
    radios: bool = False
    empty: Text = ""

    def controls(self, around: Around) -> dict[str, forms.Field]:
        known = self.choices(around)
        has = around.item.get(self.key)
        if has and has not in {value for value, _name in known}:
            known = [*known, (str(has), str(has))]
        if not self.radios:
            known = [("", self.empty or _("Hãy chọn")), *known]
        widget = forms.RadioSelect() if self.radios else forms.Select()
        return {
            self.key: forms.ChoiceField(
                label=self.label, help_text=self.hint, required=not self.optional, choices=known, widget=widget
            )
        }  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Many(Entry):
    """Any of several; none chosen means all where it is optional."""

    choices: Choices

    def controls(self, around: Around) -> dict[str, forms.Field]:
        known = self.choices(around)
        more = [(v, v) for v in around.item.get(self.key) or [] if v not in {value for value, _name in known}]
        return {
            self.key: forms.MultipleChoiceField(
                label=self.label, help_text=self.hint, required=not self.optional, choices=[*known, *more],
                widget=forms.CheckboxSelectMultiple(),
            )
        }  # fmt: skip

    def put(self, item: Item, data: dict[str, Any]) -> None:
        before, chosen = item.get(self.key) or [], data.get(self.key) or []
        kept = [value for value in before if value in chosen]
        self._set(item, [*kept, *(value for value in chosen if value not in kept)], [])


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole(Entry):
    """A whole number; `money` accepts thousands separated as people write them. `null`: empty is null, not absent."""

    money: bool = False
    null: bool = False

    def controls(self, around: Around) -> dict[str, forms.Field]:
        control: forms.Field = (
            Money(label=self.label, help_text=self.hint, required=not self.optional)
            if self.money
            else forms.IntegerField(
                label=self.label, help_text=self.hint, required=not self.optional, min_value=0,
                widget=forms.TextInput(attrs={"inputmode": "numeric"}),
            )
        )  # fmt: skip
        control.width = 10 if self.money else 4  # type: ignore[attr-defined]
        return {self.key: control}

    def put(self, item: Item, data: dict[str, Any]) -> None:
        value = data.get(self.key)
        if value is not None:
            item[self.key] = value
        elif self.null and self.key in item:
            item[self.key] = None
        else:
            item.pop(self.key, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Yes(Entry):
    """Yes or no; no is the key's absence where it is optional."""

    def controls(self, around: Around) -> dict[str, forms.Field]:
        return {self.key: forms.BooleanField(label=self.label, help_text=self.hint, required=False)}

    def put(self, item: Item, data: dict[str, Any]) -> None:
        if data.get(self.key) or not self.optional:
            item[self.key] = bool(data.get(self.key))
        else:
            item.pop(self.key, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Day(Entry):
    """A date; empty is null."""

    def controls(self, around: Around) -> dict[str, forms.Field]:
        return {self.key: DateField(label=self.label, help_text=self.hint, required=not self.optional)}

    def put(self, item: Item, data: dict[str, Any]) -> None:
        value = data.get(self.key)
        if value is not None or self.key in item:
            item[self.key] = value.isoformat() if value else None

    def shown(self, item: Item) -> dict[str, Any]:
        return {self.key: _day(item.get(self.key))}


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits(Entry):
    """The limit of each channel: its unit (none: not received so) and its number."""

    layout: str = "pairs"

    def names(self) -> list[str]:
        return [f"{self.key}_{code}_{part}" for code, _name in CHANNELS for part in ("value", "unit")]

    def controls(self, around: Around) -> dict[str, forms.Field]:
        found: dict[str, forms.Field] = {}
        for code, name in CHANNELS:
            found[f"{self.key}_{code}_value"] = Days(label=name)
            found[f"{self.key}_{code}_unit"] = forms.ChoiceField(
                label=lazy_format(_("Đơn vị (%(channel)s)"), channel=name),
                choices=UNITS,
                widget=forms.Select(),
                required=True,
            )
        return found

    def shown(self, item: Item) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for code, _name in CHANNELS:
            limit = (item.get(self.key) or {}).get(code) or {}
            value = "" if limit.get("unit") == "same_day" else limit.get("value", "")
            found |= {f"{self.key}_{code}_unit": limit.get("unit", ""), f"{self.key}_{code}_value": value}
        return found

    def put(self, item: Item, data: dict[str, Any]) -> None:
        before = item.get(self.key) or {}
        limits = {code: _limit(data, f"{self.key}_{code}", before.get(code) or {}) for code, _name in CHANNELS}
        order = [*before, *(code for code in limits if code not in before)]
        item[self.key] = {code: limits[code] for code in order if limits.get(code)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps(Entry):
    """A scale: up to which page at how much a page; the last step has no page and is for all that follow."""

    layout: str = "pairs"
    count: int = 4

    def names(self) -> list[str]:
        return [f"{self.key}_{n}_{part}" for n in range(self.count) for part in ("upto", "amount")]

    def controls(self, around: Around) -> dict[str, forms.Field]:
        found: dict[str, forms.Field] = {}
        for n in range(self.count):
            upto = forms.IntegerField(
                label=lazy_format(_("Mức %(n)s, đến hết trang"), n=n + 1), min_value=1,
                widget=forms.TextInput(attrs={"inputmode": "numeric"}),
            )  # fmt: skip
            upto.width = 4  # type: ignore[attr-defined]
            amount = Money(label=lazy_format(_("Mức %(n)s, đồng một trang"), n=n + 1))
            amount.width = 10  # type: ignore[attr-defined]
            found |= {f"{self.key}_{n}_upto": upto, f"{self.key}_{n}_amount": amount}
        return found

    def shown(self, item: Item) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for n, step in enumerate((item.get(self.key) or [])[: self.count]):
            found |= {f"{self.key}_{n}_upto": step.get("upto"), f"{self.key}_{n}_amount": step.get("amount")}
        return found

    def put(self, item: Item, data: dict[str, Any]) -> None:
        steps = []
        for n in range(self.count):
            upto, amount = data.get(f"{self.key}_{n}_upto"), data.get(f"{self.key}_{n}_amount")
            if amount is not None:
                steps.append({**({"upto": upto} if upto else {}), "amount": amount})
        item[self.key] = [*steps, *(item.get(self.key) or [])[self.count :]]


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlyWhen(Entry):
    """Paid only when an answer of the form is this: `{"field", "equals"}`."""

    optional: bool = True
    choices: Choices = made(default=lambda around: around.questions())

    def controls(self, around: Around) -> dict[str, forms.Field]:
        field, equals = f"{self.key}_field", f"{self.key}_equals"
        return {
            field: forms.ChoiceField(
                label=_("Câu hỏi"), required=True, widget=forms.Select(),
                choices=[("", _("Luôn thu")), *self.choices(around)],
            ),
            equals: forms.CharField(label=_("Khi câu trả lời là"), required=True),
        }  # fmt: skip

    def names(self) -> list[str]:
        return [f"{self.key}_field", f"{self.key}_equals"]

    def shown(self, item: Item) -> dict[str, Any]:
        when = item.get(self.key) or {}
        return {f"{self.key}_field": when.get("field", ""), f"{self.key}_equals": _said(when.get("equals"))}

    def put(self, item: Item, data: dict[str, Any]) -> None:
        field, equals = data.get(f"{self.key}_field"), data.get(f"{self.key}_equals") or ""
        before = item.get(self.key) or {}
        if field:
            same = before and _said(before.get("equals")) == equals
            self._set(item, {"field": field, "equals": before["equals"] if same else _meant(equals)})
        else:
            item.pop(self.key, None)


def _lines(text: Any) -> str:
    """A text with line ends as the rest of the program has them; browsers send others."""
    return str(text or "").replace("\r\n", "\n")


def _limit(data: dict[str, Any], name: str, before: Item) -> Item:
    unit, value = data.get(f"{name}_unit"), data.get(f"{name}_value") or ""
    if not unit:
        return {}
    return {"value": before.get("value", "0") if unit == before.get("unit") == "same_day" else "0"
            if unit == "same_day" else value, "unit": unit}  # fmt: skip


def _day(text: Any) -> Any:
    from datetime import date

    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return str(_("có")) if value else str(_("không"))
    return "" if value is None else str(value)


def _meant(text: str) -> Any:
    """An answer as the form gives it: yes and no, whole numbers, else text."""
    folded = text.strip().lower()
    if folded in {"có", "yes", "true", str(_("có"))}:
        return True
    if folded in {"không", "no", "false", str(_("không"))}:
        return False
    return int(folded) if folded.isascii() and folded.isdigit() else text.strip()


def shown(entries: Iterable[Entry], item: Item) -> Item:
    """What a form of these entries shows of an item."""
    found: Item = {}
    for entry in entries:
        found |= entry.shown(item)
    return found


def put(entries: Iterable[Entry], item: Item, data: Item) -> Item:
    """The item with what was answered; the given one is not changed, keys that no entry asks about stay."""
    changed = dict(item)
    for entry in entries:
        entry.put(changed, data)
    return changed

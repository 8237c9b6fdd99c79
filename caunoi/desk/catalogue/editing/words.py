"""What an item says, in words: for whoever checks it and may not change it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from caunoi.desk.catalogue.editing.around import Around
from caunoi.desk.catalogue.editing.entries import (
    CHANNELS,
    LANGUAGES,
    UNITS,
    Choice,
    Day,
    Entry,
    Item,
    Limits,
    Lines,
    Many,
    OnlyWhen,
    Steps,
    Text,
    Texts,
    Whole,
    Yes,
)
from caunoi.ui import formats


@dataclass(frozen=True, slots=True)
class Said:
    """A label and its value: lines of text, each with its language (empty: the page's own)."""

    label: Text
    lines: list[tuple[str, str]]


def told(entries: Sequence[Entry], item: Item, around: Around) -> list[Said]:
    """Everything that an item says, in the order of its form; what is empty is left out."""
    found = [Said(entry.label, _lines(entry, item, around)) for entry in entries]
    return [one for one in found if one.lines]


def said(entry: Entry, item: Item, around: Around) -> str:
    """One entry of an item in one line; empty when there is nothing."""
    if isinstance(entry, Texts):
        return around.text(item.get(entry.key))
    return "; ".join(text for text, _language in _lines(entry, item, around))


def _lines(entry: Entry, item: Item, around: Around) -> list[tuple[str, str]]:
    value: Any = item.get(entry.key)
    if value in (None, "", [], {}):
        return []
    if isinstance(entry, Texts):
        texts = value if isinstance(value, dict) else {}
        return [(texts[code], code) for code, _name in LANGUAGES if texts.get(code)]
    if isinstance(entry, Lines):
        return [(text, "vi") for text in value]
    if isinstance(entry, Limits):
        return [(_limit(channel, limit), "") for channel, limit in value.items()]
    if isinstance(entry, Choice | Many):
        return [(_chosen(entry, value, around), "")]
    if isinstance(entry, Steps):
        return [(_step(step), "") for step in value]
    if isinstance(entry, OnlyWhen):
        question = dict(around.questions()).get(value.get("field"), value.get("field"))
        return [(f"{question}: {entry.shown(item)[f'{entry.key}_equals']}", "")]
    return [(_plain(entry, value), "" if isinstance(entry, Yes | Whole | Day) else "vi")]


def _plain(entry: Entry, value: Any) -> str:
    if isinstance(entry, Yes):
        return _("có") if value else _("không")
    if isinstance(entry, Whole):
        return formats.number(value) if isinstance(value, int) else str(value)
    if isinstance(entry, Day):
        return formats.day(entry.shown({entry.key: value})[entry.key])
    return str(value)


def _chosen(entry: Choice | Many, value: Any, around: Around) -> str:
    known = {code: str(name) for code, name in entry.choices(around)}
    return ", ".join(known.get(code, str(code)) for code in (value if isinstance(value, list) else [value]))


def _limit(channel: str, limit: Item) -> str:
    unit = str(dict(UNITS).get(limit.get("unit", ""), "")).lower()
    number = str(limit.get("value", "")).replace(".", formats.number(1.5)[1:2])
    name = str(dict(CHANNELS).get(channel, channel))
    if limit.get("unit") == "same_day":
        return _("%(channel)s: %(unit)s") % {"channel": name, "unit": unit}
    return _("%(channel)s: %(number)s %(unit)s") % {"channel": name, "number": number, "unit": unit}


def _step(step: Item) -> str:
    amount = formats.number(step.get("amount"))
    if step.get("upto"):
        return _("đến hết trang %(page)s: %(amount)s đồng một trang") % {"page": step["upto"], "amount": amount}
    return _("các trang sau: %(amount)s đồng một trang") % {"amount": amount}

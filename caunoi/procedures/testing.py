"""Answers made up for any form: for tests and for the simulation. Persons and places are plainly fictional."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from caunoi.procedures.rules import applies

_FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô", "Lò", "Vàng", "Thạch", "Ka")
_MIDDLE = {"male": ("Văn", "Đức", "Minh", "Quốc"), "female": ("Thị", "Ngọc", "Thu", "Kim")}
_GIVEN = ("Mẫu", "Ví Dụ", "Thử Nghiệm", "Minh Họa", "Giả Định", "Tưởng Tượng")
_WOMEN = ("mother", "wife")
_NAME = "^[^0-9"
_FICTIONAL_ID = "0000"
"""No personal identification number begins so: the first three digits name a province, and none is 000."""


def sample_answers(
    form: dict[str, Any], case: str = "", *, on: date = date(2026, 9, 22), random: Random | None = None
) -> dict[str, Any]:
    """Whole and valid answers to a form (plain or localised), as `check_answers(..., complete=True)` accepts them.

    The same `random` state gives the same answers. `on` is the day of filing: births and other past events lie before
    it, plans after it. `case` seeds what is drawn when no `random` is given, so that cases differ.
    """
    draw = random or Random(case)
    answers: dict[str, Any] = {}
    for section in form["x-sections"]:
        if applies(section, answers):
            for name in section["fields"]:
                rules = form["properties"][name]
                earliest = date.fromisoformat(answers.get(rules.get("x-not-before", ""), "0001-01-01"))
                answers[name] = _value(name, rules, draw, on, earliest)
    return answers


def _value(name: str, rules: dict[str, Any], draw: Random, on: date, earliest: date = date.min) -> Any:
    """A value for one field, of the kind that its rules ask for."""
    kind = rules["type"]
    if kind == "boolean":
        return draw.random() < 0.8
    if kind == "array":
        return list(_entries(rules, draw, on))
    if "enum" in rules:
        return draw.choice(rules["enum"])
    if kind in ("integer", "number"):
        return _number(rules, draw)
    if rules.get("format") == "date":
        return max(_date(name, rules, draw, on), earliest).isoformat()
    return _text(name, rules, draw)


def _entries(rules: dict[str, Any], draw: Random, on: date) -> Iterator[Any]:
    item = rules["items"]
    low, high = rules.get("minItems", 0), min(rules.get("maxItems", 3), 3)
    if "enum" in item:
        yield from draw.sample(item["enum"], min(len(item["enum"]), max(low, 1)))
        return
    for _ in range(draw.randint(low, max(low, high))):
        yield {name: _value(name, part, draw, on) for name, part in item["properties"].items()}


def _number(rules: dict[str, Any], draw: Random) -> int | float:
    if rules.get("x-example") is not None and draw.random() < 0.5:
        return rules["x-example"]  # type: ignore[no-any-return]
    low = int(rules.get("minimum", 0))
    return draw.randint(low, int(min(rules.get("maximum", low + 5), low + 5)))


def _date(name: str, rules: dict[str, Any], draw: Random, on: date) -> date:
    if not rules.get("x-not-future"):
        return on + timedelta(days=draw.randint(5, 60))
    if name.startswith("child_") or not name.endswith("birth_date"):
        return on - timedelta(days=draw.randint(1, 40))
    return on - timedelta(days=draw.randint(20 * 365, 70 * 365))


def _text(name: str, rules: dict[str, Any], draw: Random) -> str:
    pattern = rules.get("pattern", "")
    if pattern.startswith(_NAME):
        return _person(name, draw)
    if pattern == "^[0-9]{12}$":
        return f"{_FICTIONAL_ID}{draw.randrange(10**8):08d}"
    if example := rules.get("x-example") or rules.get("default"):
        return str(example)
    if suggestions := rules.get("x-suggestions"):
        return str(draw.choice(suggestions))
    return "Nội dung ví dụ"[: rules.get("maxLength", 200)]


def _person(name: str, draw: Random) -> str:
    return invented_name(draw, "female" if any(word in name for word in _WOMEN) else "male" if "father" in name else "")


def invented_name(draw: Random, sex: str = "") -> str:
    """A full name that nobody bears, of a "female" or a "male" when that matters."""
    middle = _MIDDLE[sex or draw.choice([*_MIDDLE])]
    return f"{draw.choice(_FAMILY)} {draw.choice(middle)} {draw.choice(_GIVEN)}"

"""Groups and indicators of a definition file, and whether their points add up."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Literal, cast

from caunoi.measures.rules import formulas
from caunoi.measures.rules.definition import Group, Indicator, Names, Step
from caunoi.measures.rules.formulas import Amount
from caunoi.measures.rules.nodes import At, plain
from caunoi.measures.rules.terms import formula

_REQUIRED = ("id", "names", "max", "numerator")
_ALLOWED = (
    "denominator", "direction", "score", "steps", "zero", "not_applicable", "share", "number", "reference", "verified",
    "unsure", "note",
)  # fmt: skip
_SAMPLES = 200
"""Formulas are tried at r = 0, 1/200 ... 1."""


def group(at: At, levels: tuple[str, ...], figures: frozenset[str]) -> Group | None:
    """A group with its indicators. Notes a maximum that is not the sum of theirs."""
    keys = at.mapping(("id", "names", "max", "indicators"), ("weight", "unsure", "note"))
    if keys is None or not {"id", "max", "indicators"} <= set(keys):
        return None
    places = keys["indicators"].items()
    found = [one for place in places if (one := _indicator(place, levels, figures)) is not None]
    name, most = keys["id"].identifier(), keys["max"].number()
    if name is None or most is None:
        return None
    summed = sum((one.max for one in found), Fraction(0))
    if len(found) == len(places) and summed != most:
        keys["max"].wrong("group_max", group=name, said=plain(most), sum=plain(summed))
    return Group(
        id=name, names=_names(keys), max=most, indicators=tuple(found), unsure=_yes(keys, "unsure"),
        weight=keys["weight"].number() if "weight" in keys else None, note=_text(keys, "note"), line=at.line,
    )  # fmt: skip


def _indicator(at: At, levels: tuple[str, ...], figures: frozenset[str]) -> Indicator | None:
    keys = at.mapping(_REQUIRED, _ALLOWED)
    if keys is None or not {"id", "max", "numerator"} <= set(keys):
        return None
    name, most = keys["id"].identifier(), keys["max"].number()
    numerator, denominator = (_figure(keys, side, figures) for side in ("numerator", "denominator"))
    if name is None or most is None:
        return None
    zero = keys["zero"].choice(("full", "zero", "none")) if "zero" in keys else None
    if denominator and "zero" not in keys:
        at.wrong("missing_key", name="zero")
    direction = keys["direction"].choice(("higher", "lower")) if "direction" in keys else "higher"
    made = Indicator(
        id=name, names=_names(keys), max=most, numerator=numerator, denominator=denominator,
        direction=cast(Literal["higher", "lower"], direction or "higher"), score=_score(keys), steps=_steps(keys),
        zero=cast(Literal["full", "zero", "none"], zero or "none"), not_applicable=_not_applicable(keys, levels),
        share=_yes(keys, "share", default=True), number=keys["number"].whole() if "number" in keys else None,
        reference=_text(keys, "reference"), verified=_yes(keys, "verified"), unsure=_yes(keys, "unsure"),
        note=_text(keys, "note"), line=at.line,
    )  # fmt: skip
    _check_points(at, keys, made)
    return made


def _check_points(at: At, keys: Mapping[str, At], one: Indicator) -> None:
    """One rule for the points, with known names, in [0, max], reaching max at its best and in the stated direction."""
    rules = [key for key in ("score", "steps") if key in keys]
    if one.max < 0:
        keys["max"].wrong("negative_max")
    if one.max == 0:
        for key in rules:
            keys[key].wrong("score_of_nothing")
        return
    if len(rules) != 1:
        at.wrong("one_rule")
        return
    known = ("n", "d", "r") if one.denominator or "denominator" in keys else ("n",)
    unknown = [name for name in (one.score.names if one.score else ()) if name not in known]
    for name in unknown:
        keys["score"].wrong("formula_name", name=name, known=", ".join(known))
    if not unknown and one.share and one.denominator and (one.score or one.steps):
        _check_curve(keys[rules[0]], one)


def _check_curve(at: At, one: Indicator) -> None:
    points = []
    for n in range(_SAMPLES + 1):
        ratio = Fraction(n, _SAMPLES)
        found = points_of(one, Fraction(n), Fraction(_SAMPLES), ratio)
        if found is None or not 0 <= found <= one.max:
            at.wrong(
                "score_range", ratio=plain(ratio), points="…" if found is None else plain(found), max=plain(one.max)
            )
            return
        points.append(found)
    rising = points if one.direction == "higher" else points[::-1]
    if any(a > b for a, b in pairwise(rising)):
        at.wrong("direction", direction=one.direction)
    elif rising[-1] != one.max:
        at.wrong("score_best", points=plain(rising[-1]), max=plain(one.max))


def points_of(one: Indicator, n: Amount, d: Amount | None, r: Fraction | None) -> Amount | None:
    """What the formula or the steps say, not yet held within [0, max]. `d` and `r` are None without a denominator."""
    if one.score is not None:
        return formulas.value(one.score, {"n": n, "d": d, "r": r})
    reached = [step.points for step in one.steps if (n if r is None else r) >= step.at]
    return reached[-1] if reached else Fraction(0)


def _score(keys: Mapping[str, At]) -> formulas.Formula | None:
    return formula(keys["score"]) if "score" in keys else None


def _steps(keys: Mapping[str, At]) -> tuple[Step, ...]:
    found = []
    for at in keys["steps"].items() if "steps" in keys else []:
        inner = at.mapping(("at", "points")) or {}
        start = inner["at"].number() if "at" in inner else None
        points = inner["points"].number() if "points" in inner else None
        if start is not None and points is not None:
            found.append(Step(start, points))
    return tuple(sorted(found, key=lambda step: step.at))


def _figure(keys: Mapping[str, At], side: str, figures: frozenset[str]) -> str:
    name = keys[side].text() if side in keys else None
    if name and name not in figures:
        keys[side].wrong("unknown_figure", name=name, known=", ".join(sorted(figures)))
    return name or ""


def _not_applicable(keys: Mapping[str, At], levels: tuple[str, ...]) -> dict[str, Literal["full", "zero"]]:
    found: dict[str, Literal["full", "zero"]] = {}
    for level, at in ((keys["not_applicable"].entries() or {}) if "not_applicable" in keys else {}).items():
        if level not in levels:
            at.wrong("choice", value=level, known=", ".join(levels))
        gives = at.choice(("full", "zero"))
        if gives:
            found[level] = cast(Literal["full", "zero"], gives)
    return found


def _names(keys: Mapping[str, At]) -> Names:
    return keys["names"].names() if "names" in keys else {}


def _text(keys: Mapping[str, At], key: str) -> str:
    return (keys[key].text() if key in keys else None) or ""


def _yes(keys: Mapping[str, At], key: str, *, default: bool = False) -> bool:
    said = keys[key].yes() if key in keys else default
    return default if said is None else said

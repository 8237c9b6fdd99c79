"""Raw counts of one unit, given as a file, scored by a definition, beside the scores that somebody published for them.

The format: docs/howto/indicators.md.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any, NoReturn

from caunoi.measures.rules.definition import Figure, Group, Indicator, Version
from caunoi.measures.rules.mistakes import Mistake, Mistaken
from caunoi.measures.rules.scoring import score_indicator
from caunoi.measures.shapes import GroupScore, IndicatorScore

GROUP_SCORES = ("score", "group_score")
_TEXTS = ("source", "province", "unit", "note")
_PERCENT = re.compile(r"(\d{1,3}(?:\.\d{1,6})?)\s*%")
_LARGEST = 10**15
_CENT = Fraction(1, 100)


@dataclass(frozen=True, slots=True)
class Against:
    """A computed score beside the published one; `agrees` is None when there is nothing to compare."""

    published: Fraction | None
    computed: Fraction | None

    @property
    def difference(self) -> Fraction | None:
        """Computed less published."""
        return None if self.published is None or self.computed is None else self.computed - self.published

    @property
    def agrees(self) -> bool | None:
        """Equal to 0.01."""
        return None if self.difference is None else abs(self.difference) < _CENT


@dataclass(frozen=True, slots=True)
class Scored:
    """A unit's groups, with what was published for indicators and groups; `missing`: indicators without numbers."""

    groups: tuple[GroupScore, ...]
    indicators: Mapping[str, Against]
    published_groups: Mapping[str, Against]
    missing: tuple[str, ...]
    about: Mapping[str, str]


@dataclass(slots=True)
class _Section:
    """A group's part of the file while it is read."""

    figures: dict[str, Fraction] = field(default_factory=dict)
    own: dict[str, tuple[Fraction, Fraction | None]] = field(default_factory=dict)
    published: dict[str, Fraction] = field(default_factory=dict)
    group: Fraction | None = None


@dataclass(slots=True)
class _Reading:
    file: str
    mistakes: list[Mistake] = field(default_factory=list)

    def wrong(self, key: str, code: str, **params: object) -> None:
        """Note a mistake."""
        self.mistakes.append(Mistake(self.file, 0, key, code, tuple((k, str(v)) for k, v in params.items())))

    def number(self, value: Any, key: str, *, whole: bool = False) -> Fraction | None:
        """A number that is not negative."""
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            self.wrong(key, "not_number", value=_shown(value))
        elif value < 0 or value > _LARGEST:
            self.wrong(key, "out_of_bounds", value=value)
        elif whole and value != int(value):
            self.wrong(key, "not_whole", value=value)
        else:
            return Fraction(value)
        return None


def score_counts(text: str, version: Version, *, level: str, file: str) -> Scored:
    """Score a file of counts. Raises Mistaken with every mistake by its key (`progress.received`)."""
    reading = _Reading(file)
    data = _json(text, file)
    groups = {group.id: group for group in version.groups}
    about = {}
    for key, value in data.items():
        if key in _TEXTS and isinstance(value, str):
            about[key] = value
        elif key not in groups:
            reading.wrong(key, "unknown_key", name=key, known=", ".join([*groups, *_TEXTS]))
    sections = {name: _section(reading, group, version, data.get(name, {})) for name, group in groups.items()}
    scores = tuple(_scored(reading, group, version, sections[group.id], level) for group in version.groups)
    if reading.mistakes:
        raise Mistaken(reading.mistakes)
    every = [one for group in scores for one in group.indicators]
    published = {name: value for section in sections.values() for name, value in section.published.items()}
    return Scored(
        groups=scores,
        indicators={one.id: Against(published.get(one.id), one.score) for one in every},
        published_groups={group.id: Against(sections[group.id].group, _complete(group)) for group in scores},
        missing=tuple(one.id for one in every if one.state == "no_data"),
        about=about,
    )


def _complete(group: GroupScore) -> Fraction | None:
    """The group's score when every indicator of it has numbers."""
    return None if any(one.state == "no_data" for one in group.indicators) else group.score


def _section(reading: _Reading, group: Group, version: Version, data: Any) -> _Section:
    section = _Section()
    if not isinstance(data, dict):
        reading.wrong(group.id, "not_mapping")
        return section
    indicators = {one.id: one for one in group.indicators}
    figures = {name: version.figures[name] for one in group.indicators for name in _sides(one)}
    for key, value in data.items():
        path = f"{group.id}.{key}"
        if key in indicators:
            _indicator(reading, indicators[key], version, value, path, section)
        elif key in figures:
            number = reading.number(value, path, whole=_is_count(figures[key]))
            if number is not None:
                section.figures[key] = number
        elif key in GROUP_SCORES:
            section.group = None if value is None else reading.number(value, path)
        else:
            reading.wrong(path, "unknown_key", name=key, known=", ".join([*indicators, *figures, *GROUP_SCORES]))
    return section


def _indicator(reading: _Reading, one: Indicator, version: Version, value: Any, path: str, section: _Section) -> None:
    """[n, d, published], [n, published] over the group's denominator, or ["100%", published]."""
    if not isinstance(value, list) or not 2 <= len(value) <= 3:
        return reading.wrong(path, "not_counts")
    *counts, published = value
    if published is not None and (number := reading.number(published, f"{path}.{len(counts)}")) is not None:
        section.published[one.id] = number
    percent = _PERCENT.fullmatch(counts[0]) if isinstance(counts[0], str) else None
    if percent and len(counts) == 1 and one.denominator:
        section.own[one.id] = (Fraction(percent[1]), Fraction(100))
        return None
    sides = [side for side in (one.numerator, one.denominator) if side][: len(counts)]
    found = [
        reading.number(count, f"{path}.{place}", whole=_is_count(version.figures[side]))
        for place, (count, side) in enumerate(zip(counts, sides, strict=False))
    ]
    if len(counts) > len(sides):
        return reading.wrong(path, "not_counts")
    if found[0] is not None and (len(found) == 1 or found[1] is not None):
        section.own[one.id] = (found[0], found[1] if len(found) == 2 else None)
    elif len(found) == len(counts):
        section.own.pop(one.id, None)
    return None


def _scored(reading: _Reading, group: Group, version: Version, section: _Section, level: str) -> GroupScore:
    scores = tuple(_score(reading, group, one, section, level) for one in group.indicators)
    return GroupScore(group.id, group.max, sum((one.score or Fraction(0) for one in scores), Fraction(0)), scores)


def _score(reading: _Reading, group: Group, one: Indicator, section: _Section, level: str) -> IndicatorScore:
    own = section.own.get(one.id)
    n = own[0] if own else section.figures.get(one.numerator)
    d = own[1] if own and own[1] is not None else section.figures.get(one.denominator)
    key = f"{group.id}.{one.id if own else one.numerator}"
    refused = any(mistake.key.startswith(f"{group.id}.") for mistake in reading.mistakes)
    if n is not None and d is None and one.denominator and not refused:
        reading.wrong(key, "no_denominator", name=one.denominator)
    if n is not None and d is not None and n > d and one.share:
        reading.wrong(key, "more_than_all", n=n, d=d)
    return score_indicator(one, level, n, d, manual=False)


def _sides(one: Indicator) -> tuple[str, ...]:
    return tuple(side for side in (one.numerator, one.denominator) if side)


def _is_count(figure: Figure) -> bool:
    return figure.manual is None or figure.manual.unit == "count"


def _json(text: str, file: str) -> dict[str, Any]:
    """The file's object. A key that is written twice is refused: one of the two would be lost."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        for key in found:
            if sum(1 for name, _ in pairs if name == key) > 1:
                raise Mistaken([Mistake(file, 0, key, "double_key", (("name", key),))])
        return found

    def no_number(name: str) -> NoReturn:
        raise Mistaken([Mistake(file, 0, "", "not_number", (("value", name),))])

    try:
        data = json.loads(text, object_pairs_hook=once, parse_float=Decimal, parse_constant=no_number)
    except json.JSONDecodeError as error:
        raise Mistaken([Mistake(file, error.lineno, "", "json_syntax", (("column", str(error.colno)),))]) from error
    except (RecursionError, ValueError) as error:
        raise Mistaken([Mistake(file, 0, "", "too_deep")]) from error
    if not isinstance(data, dict):
        raise Mistaken([Mistake(file, 1, "", "not_mapping")])
    return data


def _shown(value: Any) -> str:
    return "…" if isinstance(value, list | dict) else "null" if value is None else str(value)[:60]

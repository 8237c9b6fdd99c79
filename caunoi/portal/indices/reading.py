"""The index as citizens read it, computed at most once a minute for everybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from django.core.cache import caches

from caunoi.core.clock import local_date
from caunoi.measures import queries as measures
from caunoi.measures.shapes import IndexInfo, IndexView, IndicatorScore, Names, UnitScore
from caunoi.units import queries as units
from caunoi.units.queries import UnitView

A_MINUTE = 60
FOUND = 20


@dataclass(frozen=True, slots=True)
class Said:
    """An indicator in plain words: of 100, so many. `manual`: a figure in it was typed in by an agency."""

    names: Names
    of_hundred: Fraction
    manual: bool


@dataclass(frozen=True, slots=True)
class SaidGroup:
    """A group: its points as a part of the most, and its indicators in plain words."""

    names: Names
    score: Fraction
    most: Fraction
    part: str
    lines: list[Said]


def first_index(now: datetime) -> IndexInfo | None:
    """The index that communes are ranked by; None while there is none."""
    found = [info for info in measures.indices(on=local_date(now)) if "commune" in info.levels]
    return found[0] if found else None


def ranked(info: IndexInfo, level: str, now: datetime, *, province: str | None = None) -> IndexView:
    """A ranking as of now, the same for a minute: a page that everybody opens costs one computation."""
    key = f"portal.indices/{info.digest}/{level}/{province or ''}"
    kept: IndexView | None = caches["local"].get(key)
    if kept is not None and (now - kept.computed_at).total_seconds() < A_MINUTE and kept.computed_at <= now:
        return kept
    view = measures.index(info.id, level=level, as_of=now, now=now, province=province)
    caches["local"].set(key, view, A_MINUTE)
    return view


def known(view: IndexView) -> bool:
    """Whether anything was counted for anybody."""
    return any(measured(unit) for unit in view.units)


def measured(unit: UnitScore) -> bool:
    """Whether anything was counted for the unit itself; what counts for every unit alone says nothing of it."""
    return not unit.quiet and any(
        one.state in ("measured", "manual") for group in unit.groups for one in group.indicators
    )


def in_words(unit: UnitScore, info: IndexInfo) -> list[SaidGroup]:
    """The unit's groups; indicators without a ratio are left out."""
    scored = {group.id: group for group in unit.groups}
    found = []
    for group in info.groups:
        score = scored[group.id]
        names = {one.id: one.names for one in group.indicators}
        lines = [_said(one, names[one.id]) for one in score.indicators if one.ratio is not None]
        part = f"{float(score.score / score.max):.4f}" if score.max else "0"
        found.append(SaidGroup(group.names, score.score, score.max, part, lines))
    return found


def _said(one: IndicatorScore, names: Names) -> Said:
    return Said(names, (one.ratio or Fraction(0)) * 100, one.state == "manual")


def communes(text: str, now: datetime) -> list[UnitView]:
    """Communes of today whose name or code is like what was typed."""
    found = units.search(text, on=local_date(now), level="commune", limit=FOUND)
    return [one.unit for one in found]

"""What the pages show of units, put together from queries."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from django.core.cache import caches

from caunoi.portal.units.dates import BEFORE, REFORM
from caunoi.units import queries as units
from caunoi.units.queries import Lineage, Step, UnitView
from caunoi.units.queries.changes import changes

AN_HOUR = 3600


@dataclass(frozen=True, slots=True)
class Part:
    """Another unit and how much of it (or of this one) is meant."""

    unit: UnitView | None
    on: date
    as_of: date
    whole: bool
    share: Fraction
    sure: bool
    decree: str
    kind: str


@dataclass(frozen=True, slots=True)
class Past:
    """What a version came from and what it became."""

    origins: list[Part] = field(default_factory=list)
    successors: list[Part] = field(default_factory=list)


def past_of(unit: UnitView, line: Lineage) -> Past:
    """One step back and one step forward from a version. One source of an edge is named once."""
    known = {v.id: v for v in line.versions} | line.relatives
    origins, successors = {}, {}
    for step in line.steps:
        if step.target_id == unit.id:
            origins[step.origin_id] = _part(known.get(step.origin_id), step, before=True)
        if step.origin_id == unit.id:
            successors[step.target_id] = _part(known.get(step.target_id) if step.target_id else None, step)
    return Past(list(origins.values()), list(successors.values()))


def _part(unit: UnitView | None, step: Step, *, before: bool = False) -> Part:
    as_of = BEFORE if before and step.on == REFORM else step.on
    return Part(unit, step.on, as_of, step.share == 1, step.share, step.sure, step.decree, step.kind)


def province_now(unit: UnitView, past: Past) -> str:
    """The code of today's province that holds a unit, for the map; empty when unknown."""
    if unit.valid_to is None:
        return unit.province_code
    heirs = [part.unit for part in past.successors if part.unit is not None]
    return heirs[0].province_code if heirs else ""


@dataclass(frozen=True, slots=True)
class ProvinceRow:
    """A line of the reform's table."""

    unit: UnitView
    origins: list[str]
    before: int
    communes: int
    wards: int
    zones: int

    @property
    def total(self) -> int:
        """Communes, wards and special zones together."""
        return self.communes + self.wards + self.zones


@dataclass(frozen=True, slots=True)
class Reform:
    """The country on both sides of 1 July 2025."""

    before: dict[str, int]
    after: dict[str, int]
    types: dict[str, int]
    rows: list[ProvinceRow]


def reform() -> Reform:
    """The reform in numbers, from the register; remembered for an hour."""
    found: Reform | None = caches["local"].get("portal.units.reform")
    if found is None:
        found = _reform()
        if found.rows:
            caches["local"].set("portal.units.reform", found, AN_HOUR)
    return found


def _reform() -> Reform:
    before, after = units.counts(on=BEFORE), units.counts(on=REFORM)
    types = {type_: n for (level, type_), n in after.items() if level == "commune"}
    return Reform(_levels(before), _levels(after), types, _rows())


def _levels(counts: Counter[tuple[str, str]]) -> dict[str, int]:
    found: Counter[str] = Counter()
    for (level, _type), number in counts.items():
        found[level] += number
    return {level: found[level] for level in ("province", "district", "commune")}


def _rows() -> list[ProvinceRow]:
    merged: dict[str, list[str]] = defaultdict(list)
    for change in changes(level="province"):
        if change.on == REFORM and change.target_code:
            merged[change.target_code].append(change.origin_name)
    per_type = Counter((u.province_code, u.type) for u in units.units_at(on=REFORM, level="commune"))
    old = Counter(u.province_code for u in units.units_at(on=BEFORE, level="commune"))
    heirs = {c.origin_code: c.target_code for c in changes(level="province") if c.on == REFORM}
    old_now: Counter[str] = Counter()
    for code, number in old.items():
        old_now[heirs.get(code, code)] += number
    return [
        ProvinceRow(
            u, sorted(set(merged[u.code])), old_now[u.code],
            per_type[u.code, "xã"], per_type[u.code, "phường"], per_type[u.code, "đặc khu"],
        )
        for u in units.units_at(on=REFORM, level="province")
    ]  # fmt: skip


def points(unit: UnitView, parts: Iterable[Part]) -> list[dict[str, Any]]:
    """The unit's own point, and those of the units it came from, for the map."""
    found = [
        {"lat": p.unit.lat, "lon": p.unit.lon, "name": p.unit.full_name}
        for p in parts
        if p.unit is not None and p.unit.lat is not None and p.unit.id != unit.id
    ]
    if unit.lat is not None:
        found.append({"lat": unit.lat, "lon": unit.lon, "name": unit.full_name, "main": True})
    return found

"""Which units a level has, and which of them a recorded place counts for in a geography. Private to the room."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from uuid import UUID

from caunoi.measures.policies import DEPARTMENTS
from caunoi.units import queries as units

ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Spot:
    """A unit of a level. `key`: province code, commune version or agency, as text."""

    key: str
    code: str
    name: str
    province: str


@dataclass(frozen=True, slots=True)
class Part:
    """A share of what a recorded unit has counts for `key` (None: no successor is known)."""

    key: str | None
    share: Fraction
    sure: bool


@dataclass(frozen=True, slots=True)
class Ground:
    """A level's units on a day, by key; and for another geography what each recorded unit version counts for.

    `provinces` says it for entries that name a province only.
    """

    spots: Mapping[str, Spot]
    parts: Mapping[UUID, tuple[Part, ...]] = field(default_factory=dict)
    provinces: Mapping[str, tuple[Part, ...]] = field(default_factory=dict)


def as_recorded(level: str, *, on: date, start: date, recorded: Iterable[str]) -> Ground:
    """The units in force on a day, and those that entries name beside them; three statements."""
    if level == "department":
        return Ground(_departments(on))
    first = units.register_start()
    on, start = max(on, first), max(start, first)
    if level == "province":
        earlier = _at("province", start)
        now = _at("province", on)
        named = set(recorded)
        return Ground({**{key: spot for key, spot in earlier.items() if key in named}, **now})
    now = _at("commune", on)
    missing = [UUID(key) for key in recorded if key not in now]
    found = units.units(missing) if missing else {}
    older = {str(one.id): _spot(one, str(one.id)) for one in found.values() if one.level == "commune"}
    return Ground({**older, **now})


def on_a_day(level: str, *, on: date, recorded: Iterable[UUID], provinces: Mapping[str, date]) -> Ground:
    """The units in force on a day, and which of them each recorded unit counts for; five statements at most.

    `provinces`: the codes recorded without a unit, each with a day on which it was in force.
    """
    if level == "department":
        return Ground(_departments(on))
    there = {one.id: one for one in units.units_at(on=on)}
    spots = {key: _spot(one, key) for one in there.values() if one.level == level for key in [_key(one, level)]}
    shares = units.shares(recorded, on=on)
    parts = {unit: _parts(found, there, level) for unit, found in shares.items()}
    of_codes = units.shares_of_codes(provinces, on=on, level="province") if level == "province" else {}
    return Ground(spots, parts, {code: _parts(found, there, level) for code, found in of_codes.items()})


def _parts(
    found: Iterable[tuple[UUID | None, Fraction, bool]], there: Mapping[UUID, units.UnitView], level: str
) -> tuple[Part, ...]:
    """Shares that fall to one key are one part; a province's entries count for no commune."""
    whole: dict[str | None, Part] = {}
    for unit_id, share, sure in found:
        unit = there.get(unit_id) if unit_id else None
        key = _key(unit, level) if unit is not None else None
        known = whole.get(key, Part(key, Fraction(0), True))
        whole[key] = Part(key, known.share + share, known.sure and sure)
    # Parts of one unit that come together again in one key are sure, however unsure each was.
    return tuple(Part(p.key, p.share, p.sure or (p.key is not None and p.share == ONE)) for p in whole.values())


def _key(unit: units.UnitView, level: str) -> str:
    return unit.province_code if level == "province" else str(unit.id)


def _at(level: str, on: date) -> dict[str, Spot]:
    return {key: _spot(one, key) for one in units.units_at(on=on, level=level) for key in [_key(one, level)]}


def _spot(unit: units.UnitView, key: str) -> Spot:
    return Spot(key, unit.code, unit.full_name, unit.province_code)


def _departments(on: date) -> dict[str, Spot]:
    found = units.agencies_at(level="province", kinds=DEPARTMENTS, on=on)
    return {str(one.id): Spot(str(one.id), one.code, one.name, one.province_code) for one in found}

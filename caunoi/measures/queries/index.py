"""Indices for all units of a level in one go. They hold no personal data and are for everyone."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from caunoi.core.clock import local_date
from caunoi.measures import definitions, known
from caunoi.measures.errors import EmptyPeriod, UnknownGeography, UnknownUnit
from caunoi.measures.figures import Asked, Counted, count
from caunoi.measures.places import Spot
from caunoi.measures.rules.definition import Version
from caunoi.measures.rules.ranking import rank
from caunoi.measures.rules.scoring import Scored, scoring_of
from caunoi.measures.shapes import Geography, IndexInfo, IndexView, Level, UnitScore


def indices(*, on: date) -> list[IndexInfo]:
    """Every index in the version in force on a date, by id; no statement."""
    found = [definitions.definition(one) for one in definitions.identifiers()]
    versions = [(one, version) for one in found if one.levels for version in one.versions if _in_force(version, on)]
    return [known.info(one, version) for one, version in versions]


def index_info(index_id: str, *, on: date) -> IndexInfo:
    """One index in the version in force on a date. Raises UnknownIndex, NotDefinedYet."""
    return known.info(known.definition(index_id), known.version(index_id, on=on))


def index(
    index_id: str,
    *,
    level: Level | str,
    as_of: datetime,
    now: datetime,
    start: date | None = None,
    geography: Geography | str = "as_recorded",
    geography_on: date | None = None,
    province: str | None = None,
) -> IndexView:
    """All units of a level, the best first: what is dated from `start` (default 1 January) up to the day of `as_of`.

    Only what happened up to `as_of` counts. `geography`: `as_recorded` (the unit versions that the entries name),
    `as_of` (those of the day `geography_on`, by default the day of `as_of`) or `today` (those of the day of `now`):
    counts add through mergers and are shared out by splits; ratios and ranks are computed anew. `province` (a code)
    narrows to its units, which are then ranked among themselves. A unit without anything is there too. The number of
    statements does not depend on the number of units. Raises UnknownIndex, UnknownLevel, NotDefinedYet, EmptyPeriod.
    """
    asked = asking(
        index_id, level=level, as_of=as_of, now=now, start=start, geography=geography, geography_on=geography_on
    )
    return view(asked, count(asked), geography=geography, now=now, province=province)


def unit_score(
    index_id: str,
    *,
    level: Level | str,
    key: str,
    as_of: datetime,
    now: datetime,
    start: date | None = None,
    geography: Geography | str = "as_recorded",
) -> UnitScore:
    """One unit, with its rank among all of its level. Raises UnknownUnit and what `index` raises."""
    found = index(index_id, level=level, as_of=as_of, now=now, start=start, geography=geography)
    return one_of(found, key)


def one_of(found: IndexView, key: str) -> UnitScore:
    """A unit of a view by its key. Raises UnknownUnit."""
    try:
        return found.unit(key)
    except KeyError as error:
        raise UnknownUnit(unit=key) from error


def asking(
    index_id: str,
    *,
    level: str,
    as_of: datetime,
    now: datetime,
    start: date | None = None,
    geography: str = "as_recorded",
    geography_on: date | None = None,
    position: int | None = None,
) -> Asked:
    """What is counted for these choices. Private to the room's queries and operations."""
    day = local_date(as_of)
    begin, end = start or day.replace(month=1, day=1), day + timedelta(days=1)
    if begin >= end:
        raise EmptyPeriod
    version = known.version(index_id, on=day)
    known.require_level(version, level)
    ground_on = {"as_recorded": None, "as_of": geography_on or day, "today": local_date(now)}
    if geography not in ground_on:
        raise UnknownGeography
    return Asked(version, level, begin, end, as_of, ground_on[geography], position)


def view(asked: Asked, counted: Counted, *, geography: str, now: datetime, province: str | None) -> IndexView:
    """Scores and ranks of what was counted, of one province's units or of all."""
    scoring = scoring_of(asked.version, asked.level)
    found = [
        (one, scoring.of(counted.figures[one.key]))
        for one in counted.spots.values()
        if province is None or one.province == province
    ]
    ranks = rank({one.key: scored.total for one, scored in found})
    units = [_unit(one, scored, ranks[one.key], counted) for one, scored in found]
    return IndexView(
        id=asked.version.index, level=asked.level, as_of=asked.as_of, start=asked.start, end=asked.end,
        geography=geography, version=asked.version.valid_from, digest=asked.version.digest, position=counted.position,
        computed_at=now, units=tuple(sorted(units, key=lambda one: (one.rank, one.code))), homeless=counted.homeless,
    )  # fmt: skip


def _unit(spot: Spot, scored: Scored, rank: int, counted: Counted) -> UnitScore:
    key = spot.key
    return UnitScore(
        key, spot.code, spot.name, spot.province, scored.total, rank, scored.groups, key in counted.assumed,
        key not in counted.own,
    )  # fmt: skip


def _in_force(version: Version, on: date) -> bool:
    return version.valid_from <= on and (version.valid_to is None or on < version.valid_to)

"""From a topic and a place to the agency that answers, as of a day. Private to the room; petitions use it, too."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from caunoi.units import queries as units
from caunoi.units.queries import AgencyView
from caunoi.voices import tables
from caunoi.voices.models import Route
from caunoi.voices.rules.routing import Pattern, fitting
from caunoi.voices.shapes import Way


@dataclass(frozen=True, slots=True)
class Destination:
    """Who answers. `agency` None: nobody in force on the day. `days`: working days; `sure`: an own row says so."""

    level: str
    agency: AgencyView | None
    contact_id: UUID | None
    stand_in_id: UUID | None
    way: str
    days: int
    due_on: date | None
    route_id: UUID | None
    reference: str
    sure: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A territory: the province's code, and the unit version of the commune where it is one."""

    province: str = ""
    unit_id: UUID | None = None


def destination(
    topic: str, *, level: str, place: Place, on: date, pattern: Pattern | None, days: int, reference: str
) -> Destination:
    """Who answers `topic` at `level` for that place: an own row in force before the general pattern. Two statements."""
    if row := own_row(topic, level=level, place=place, on=on):
        agency = in_force(units.agencies([row.agency_id]).get(row.agency_id), on)
        if agency is not None:
            due = tables.due_after(on, row.days)
            return Destination(
                level, agency, row.contact_id, row.stand_in_id, row.way, row.days, due, row.pk, row.reference, True
            )
        return _nobody(level, days, row.reference)
    agency = _by_pattern(pattern, level, place, on)
    if agency is None:
        return _nobody(level, days, reference)
    return Destination(
        level, agency, None, None, Way.STEP, days, tables.due_after(on, days), None, reference, False
    )  # fmt: skip


def destination_of_field(topic: str, *, level: str, place: Place, on: date) -> Destination:
    """The same for a field of difficulties."""
    table = tables.fields()
    pattern = table.topics[topic].levels.get(level) if topic in table.topics else None
    return destination(
        topic, level=level, place=place, on=on, pattern=pattern, days=table.days[level], reference=table.reference
    )


def own_row(topic: str, *, level: str, place: Place, on: date) -> Route | None:
    """The row in force on the day; of several the one that was set last. One statement."""
    return rows_in_force(on).filter(_of(level, place), topic=topic).order_by("-set_at", "-id").first()


def rows_in_force(on: date) -> QuerySet[Route]:
    """Every own row in force on the day."""
    return Route.objects.filter(Q(valid_to=None) | Q(valid_to__gt=on), valid_from__lte=on)


def in_force(agency: AgencyView | None, on: date) -> AgencyView | None:
    """The agency, if it exists on the day."""
    if agency is None or agency.valid_from > on or (agency.valid_to is not None and agency.valid_to <= on):
        return None
    return agency


def many(
    topics: Iterable[str], *, level: str, places: Iterable[Place], on: date
) -> Mapping[tuple[str, Place], UUID | None]:
    """Who answers many topics in many places; three statements whatever their number."""
    wanted, table = list(places), tables.fields()
    asked = [one for one in topics if one in table.topics]
    kinds = {p.kind for one in asked if (p := table.topics[one].levels.get(level))}
    there = units.agencies_at(level=level, kinds=kinds, on=on)
    at: dict[Place, list[AgencyView]] = {}
    for agency in there:
        at.setdefault(_place_of(agency, level), []).append(agency)
    rows: dict[tuple[str, Place], Route] = {}
    for row in rows_in_force(on).filter(level=level, topic__in=asked).order_by("set_at", "id"):
        rows[row.topic, Place(row.province, row.unit_id)] = row
    alive = {one.id for one in units.agencies({row.agency_id for row in rows.values()}).values() if in_force(one, on)}
    found: dict[tuple[str, Place], UUID | None] = {}
    for place in wanted:
        key = _key(place, level)
        for topic in asked:
            if own := rows.get((topic, key)):
                found[topic, place] = own.agency_id if own.agency_id in alive else None
                continue
            pattern = table.topics[topic].levels.get(level)
            hit = fitting(pattern, at.get(key, [])) if pattern else None
            found[topic, place] = hit.id if hit else None
    return found


def _key(place: Place, level: str) -> Place:
    if level == "nation":
        return Place()
    return Place(place.province) if level == "province" else place


def _place_of(agency: AgencyView, level: str) -> Place:
    return _key(Place(agency.province_code, agency.unit_id), level)


def _of(level: str, place: Place) -> Q:
    if level == "nation":
        return Q(level=level)
    if level == "province":
        return Q(level=level, province=place.province)
    return Q(level=level, unit_id=place.unit_id)


def _by_pattern(pattern: Pattern | None, level: str, place: Place, on: date) -> AgencyView | None:
    if pattern is None or (level != "nation" and not place.province) or (level == "commune" and not place.unit_id):
        return None
    if level == "commune":
        found = units.agencies_of_units([place.unit_id] if place.unit_id else [], on=on, kinds=[pattern.kind])
        hit = fitting(pattern, found.get(place.unit_id, []) if place.unit_id else [])
    else:
        provinces = [place.province] if level == "province" else None
        hit = fitting(pattern, units.agencies_at(level=level, kinds=[pattern.kind], on=on, provinces=provinces))
    return hit if isinstance(hit, AgencyView) else None


def _nobody(level: str, days: int, reference: str) -> Destination:
    return Destination(level, None, None, None, Way.STEP, days, None, None, reference, False)

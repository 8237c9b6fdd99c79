"""Which unit a petition concerns, and which agency of it answers by the category. Private to the room."""

from __future__ import annotations

from datetime import date

from caunoi.units import queries as units
from caunoi.units.errors import AmbiguousCode, UnitNotFound
from caunoi.units.views import UnitView
from caunoi.voices.petition_errors import NeedsPlace, NotOnMap, OutsideCountry
from caunoi.voices.petition_shapes import PetitionDraft
from caunoi.voices.routing import Destination, Place, destination, own_row
from caunoi.voices.rules import places
from caunoi.voices.rules.routing import Pattern
from caunoi.voices.rules.services import Service
from caunoi.voices.services import provinces

COMMITTEE = "peoples_committee"
_NEAREST = 12


def unit_of(draft: PetitionDraft, service: Service, *, on: date) -> UnitView:
    """The commune (or the province, when only that was chosen) that a petition concerns; four statements at most.

    Raises NotOnMap, OutsideCountry, NeedsPlace.
    """
    if draft.lat is not None and draft.lon is not None:
        return commune_at(draft.lat, draft.lon, on=on)
    if draft.lat is not None or draft.lon is not None:
        raise NotOnMap
    for code, level in ((draft.commune_code, "commune"), (draft.province_code, "province")):
        if code and not (level == "province" and service.place == "needed"):
            try:
                return units.unit_at(code, on=on, level=level)
            except (UnitNotFound, AmbiguousCode) as error:
                raise NeedsPlace from error
    raise NeedsPlace


def commune_at(lat: float, lon: float, *, on: date) -> UnitView:
    """The commune whose recorded point is nearest, of the province in whose outline the place lies.

    Boundaries of communes are not known here, so near a border it may be the neighbour's; who gets it forwards it.
    Raises NotOnMap, OutsideCountry.
    """
    if not places.plausible(lat, lon):
        raise NotOnMap
    province = places.province_at(provinces(), lat, lon)
    near = units.nearest(lat, lon, on=on, limit=_NEAREST)
    if province is None:
        if not near or near[0].distance_km > places.ISLAND_KM:
            raise OutsideCountry
        return near[0].unit
    if not near:
        raise NeedsPlace
    return next((one.unit for one in near if one.unit.province_code == province), near[0].unit)


def answerer(service: Service, unit: UnitView, *, on: date) -> Destination:
    """Who answers: an own row of the routing table, else the category as it ships, else the territory's committee.

    Without an agency when an own row leads to one that has ended, so that the table is mended.
    """
    level = "commune" if "commune" in service.levels and unit.level == "commune" else "province"
    place = Place(unit.province_code, unit.id if unit.level == "commune" else None)
    said = service.levels.get(level)
    patterns = [Pattern(said.kind, said.name)] if said else []
    for pattern in [*patterns, Pattern(COMMITTEE, "")]:
        found = destination(
            service.code, level=level, place=place, on=on, pattern=pattern, days=service.days,
            reference=service.reference,
        )  # fmt: skip
        if found.agency is not None or own_row(service.code, level=level, place=place, on=on):
            break
    return found

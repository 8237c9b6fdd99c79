"""Whose figures an officer sees, and the tables with names beside the numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from caunoi.board.periods import Span
from caunoi.core.errors import NotFound
from caunoi.measures import queries as measures
from caunoi.measures.queries import Settlement
from caunoi.units import queries as units
from caunoi.units.queries import AgencyView


@dataclass(frozen=True, slots=True)
class Place:
    """Where the officer serves: the agency that receives for their commune, and their province; each may be empty."""

    agency: AgencyView | None
    province_code: str
    province_name: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line: a name and its figures. `share` is for the bar, 0 to 1 as text with a point; `own` is the officer's."""

    name: str
    figures: Settlement
    own: bool = False

    @property
    def share(self) -> str:
        """The on-time share as the bar takes it."""
        return f"{self.figures.on_time_share or 0:.4f}"


def place_of(agency_id: UUID, *, on: date) -> Place:
    """The officer's commune (through its service centre, else its committee) and province."""
    here = units.agency(agency_id)
    receiving = _receiving(here, on) if here.level == "commune" and here.unit_code else None
    return Place(receiving, here.province_code or "", _province_name(here.province_code, on))


def _receiving(here: AgencyView, on: date) -> AgencyView:
    if here.kind == "service_centre":
        return here
    centres = units.agencies_of(here.unit_code or "", on=on, kind="service_centre")
    return centres[0] if centres else here


def _province_name(code: str | None, on: date) -> str:
    if not code:
        return ""
    try:
        return units.unit_at(code, on=on, level="province").full_name
    except NotFound:
        return code


def summary(place: Place, period: Span, *, now: datetime) -> list[Row]:
    """The commune's, the province's and the country's figures; the first two where the officer has them."""
    rows = []
    if place.agency:
        rows.append(Row(place.agency.name, _settlement("agency", str(place.agency.id), period, now), own=True))
    if place.province_code:
        rows.append(Row(place.province_name, _settlement("province", place.province_code, period, now)))
    rows.append(Row(_("Cả nước"), _settlement("nation", "", period, now)))
    return rows


def _settlement(scope: str, code: str, period: Span, now: datetime) -> Settlement:
    return measures.settlement(scope=scope, code_or_id=code, start=period.start, end=period.end, now=now)


def provinces(place: Place, period: Span, *, now: datetime) -> list[Row]:
    """Every province that received something, the most late first."""
    found = measures.by_province(start=period.start, end=period.end, now=now)
    names = {u.code: u.full_name for u in units.units_at(on=period.last, level="province")}
    return _sorted([Row(names.get(s.code, s.code), s, s.code == place.province_code) for s in found])


def agencies(place: Place, period: Span, *, now: datetime) -> list[Row]:
    """Every agency of the officer's province that received something, the most late first."""
    if not place.province_code:
        return []
    found = measures.by_agency(place.province_code, start=period.start, end=period.end, now=now)
    names = units.agencies([UUID(s.code) for s in found])
    own = str(place.agency.id) if place.agency else ""
    return _sorted(
        [Row(names[UUID(s.code)].name if UUID(s.code) in names else s.code, s, s.code == own) for s in found]
    )


def _sorted(rows: list[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: (-row.figures.late, row.figures.on_time_share or 0, row.name))

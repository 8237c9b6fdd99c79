"""Units and agencies of a filing: who decides for a unit, which centre receives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from caunoi.dossiers import queries as dossiers
from caunoi.dossiers.queries import ReceivingChoice
from caunoi.procedures.queries import ProcedureView
from caunoi.units import queries as units
from caunoi.units.errors import UnitNotFound

SHOWN = 10
COMMUNE, PROVINCE = "commune", "province"
CENTRE = "service_centre"


@dataclass(frozen=True, slots=True)
class Place:
    """A unit to choose, with its province."""

    code: str
    name: str
    province: str


def provincial(procedure: ProcedureView) -> bool:
    """Whether an agency of the province decides, not one of a commune."""
    return procedure.level != COMMUNE


def level_of(procedure: ProcedureView) -> str:
    """The level of the unit in which the procedure is decided."""
    return PROVINCE if provincial(procedure) else COMMUNE


def search(procedure: ProcedureView, text: str, *, on: date) -> list[Place]:
    """Units that may be meant, best first."""
    hits = units.search(text, on=on, level=level_of(procedure), limit=SHOWN) if text else []
    return [Place(h.unit.code, h.unit.full_name, h.unit.province_name) for h in hits]


def unit_of(procedure: ProcedureView, code: str, *, on: date) -> units.UnitView | None:
    """The unit with this code today, None when there is none."""
    if not code.isalnum() or len(code) > 10:
        return None
    try:
        return units.unit_at(code, on=on, level=level_of(procedure))
    except UnitNotFound:
        return None


def competent(procedure: ProcedureView, unit: units.UnitView, *, on: date) -> ReceivingChoice | None:
    """The agency of the unit that decides; None when the register knows none."""
    found = dossiers.competent_choices(procedure.code, unit.name, province=unit.province_code, on=on, limit=30)
    return next((choice for choice in found if provincial(procedure) or choice.unit_id == unit.id), None)


def receiving(unit: units.UnitView, agency_id: str, *, on: date) -> ReceivingChoice | None:
    """The centre that was chosen, if it is one of the province; else the unit's own."""
    if agency_id and (chosen := _agency(agency_id, unit, on)):
        return chosen
    if unit.level == PROVINCE:
        own = units.agencies_of(unit.code, on=on, kind=CENTRE)
        return _choice(own[0], unit) if own else None
    found = dossiers.receiving_choices(unit.name, on=on, limit=30)
    return next((choice for choice in found if choice.unit_id == unit.id), None)


def centres(text: str, unit: units.UnitView, *, on: date) -> list[ReceivingChoice]:
    """Centres of the unit's province that fit the text, best first."""
    found = dossiers.receiving_choices(text, on=on, limit=60) if text else []
    return [choice for choice in found if choice.province_code == unit.province_code][:SHOWN]


def _agency(agency_id: str, unit: units.UnitView, on: date) -> ReceivingChoice | None:
    try:
        agency = units.agencies([UUID(agency_id)]).get(UUID(agency_id))
    except ValueError:
        return None
    if agency is None or agency.province_code != unit.province_code or agency.kind not in (CENTRE, "peoples_committee"):
        return None
    home = units.unit_at(agency.unit_code, on=on, level=agency.level)
    return _choice(agency, home)


def _choice(agency: units.AgencyView, unit: units.UnitView) -> ReceivingChoice:
    return ReceivingChoice(
        agency_id=agency.id, code=agency.code, name=agency.name, unit_id=unit.id, unit_name=unit.full_name,
        province_code=unit.province_code, province_name=unit.province_name,
    )  # fmt: skip

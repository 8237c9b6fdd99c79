"""For tests: a ministry's issued plan with one indicator and its target, and officers of three tiers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

from caunoi.core.actor import Person
from caunoi.people import testing as people
from caunoi.plans.models import Pillar, Plan, PlanIndicator, PlanVersion, Target
from caunoi.units import queries as units
from caunoi.units import testing as units_testing

NOW = datetime(2026, 9, 22, 2, 0, tzinfo=UTC)
DUE = date(2026, 12, 31)
WARD, NEIGHBOUR = "00082", "00004"


@dataclass(frozen=True)
class Tiers:
    """The ministry, Hà Nội and phường Cửa Nam, each with a leader and a specialist; and the ministry's target."""

    target_id: UUID
    ministry: UUID
    hanoi: UUID
    ward: UUID
    ministry_leader: Person
    ministry_specialist: Person
    hanoi_leader: Person
    hanoi_specialist: Person
    ward_leader: Person
    ward_specialist: Person


def indicator(agency_id: UUID, *, combination: str = "sum", direction: str = "higher", code: str = "mau") -> PlanIndicator:  # fmt: skip  # noqa: E501
    """An indicator of an issued plan of the agency."""
    agency = units.agency(agency_id)
    plan = Plan.objects.create(code=f"ke-hoach-{code}", agency_id=agency_id, province=agency.province_code, created_at=NOW)  # fmt: skip  # noqa: E501
    version = PlanVersion.objects.create(
        plan=plan, number=1, status="issued", title="Kế hoạch mẫu", kind="yearly", starts_on=date(2026, 1, 1),
        ends_on=DUE, issued_on=date(2026, 1, 5), valid_from=date(2026, 1, 5), drafted_at=NOW,
    )  # fmt: skip
    pillar = Pillar.objects.create(version=version, code="so", name_vi="Chính quyền số")
    return PlanIndicator.objects.create(
        version=version, pillar=pillar, code=code, name_vi="Hồ sơ trực tuyến", name_en="Online dossiers",
        name_th="เอกสารออนไลน์", unit_of_measure="hồ sơ", combination=combination, direction=direction,
    )  # fmt: skip


def target(agency_id: UUID, value: int | str, *, combination: str = "sum", direction: str = "higher", code: str = "mau") -> Target:  # fmt: skip  # noqa: E501
    """The agency's own target on it."""
    agency = units.agency(agency_id)
    return Target.objects.create(
        indicator=indicator(agency_id, combination=combination, direction=direction, code=code), holder_id=agency_id,
        unit_id=agency.unit_id, province=agency.province_code, level=agency.level, due_on=DUE, value=Decimal(value),
        valid_from=date(2026, 1, 5),
    )  # fmt: skip


def tiers(value: int | str = 1000, *, combination: str = "sum", direction: str = "higher") -> Tiers:
    """Hà Nội and Cao Bằng with their communes, and the ministry's target."""
    units_testing.load_small()
    ministry = next(one.id for one in units.agencies_of(None, on=NOW.date()) if "Khoa học" in one.name)
    hanoi = units.agencies_of("01", on=NOW.date(), kind="peoples_committee")[0].id
    ward = units.agencies_of(WARD, on=NOW.date(), kind="peoples_committee")[0].id
    made = [
        people.actor(people.officer(agency, role, second_factor=False).id, at=NOW)
        for agency in (ministry, hanoi, ward)
        for role in ("leader", "specialist")
    ]
    found = target(ministry, value, combination=combination, direction=direction)
    return Tiers(found.id, ministry, hanoi, ward, *made)

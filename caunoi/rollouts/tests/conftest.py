"""A ministry that leads, a province where it is tried, a commune that it comes to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import pytest

from caunoi.core.actor import Person
from caunoi.core.clock import VIETNAM
from caunoi.people import testing as people
from caunoi.units.queries import AgencyView
from caunoi.units.testing import agency, ward

NOW = datetime(2026, 9, 22, 9, 0, tzinfo=VIETNAM)


@dataclass(frozen=True)
class Land:
    ministry: AgencyView
    province: AgencyView
    commune: AgencyView
    leader: Person
    specialist: Person
    province_specialist: Person
    commune_head: Person
    commune_leader: Person
    stranger: Person


def serving(agency_: AgencyView, role: str) -> Person:
    return people.actor(people.officer(agency_.id, role, second_factor=False).id, at=NOW)


@pytest.fixture
def land(db: None) -> Land:
    commune = ward("00082", "Cửa Nam", now=NOW)[0]
    province = agency("peoples_committee", "province", "UBND mẫu", code="000.00.00.H26", province_code="01")
    ministry = agency("ministry", "nation", "Bộ Mẫu", code="000.00.00.G15")
    other = agency("department", "province", "Sở khác", code="000.00.77.H26", province_code="01")
    return Land(
        ministry, province, commune, serving(ministry, "leader"), serving(ministry, "specialist"),
        serving(province, "specialist"), serving(commune, "head_of_unit"), serving(commune, "leader"),
        serving(other, "leader"),
    )  # fmt: skip

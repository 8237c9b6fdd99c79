"""A province that hosts, two communes that are connected, a department beside them."""

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
    province: AgencyView
    one: AgencyView
    two: AgencyView
    department: AgencyView
    chair: Person
    preparer: Person
    officer_one: Person
    officer_two: Person
    department_officer: Person
    department_leader: Person


def serving(agency_: AgencyView, role: str) -> Person:
    return people.actor(people.officer(agency_.id, role, second_factor=False).id, at=NOW)


@pytest.fixture
def land(db: None) -> Land:
    one = ward("00082", "Cửa Nam", now=NOW)[0]
    two = ward("00091", "Hoàn Mẫu", now=NOW)[0]
    province = agency("peoples_committee", "province", "Ủy ban nhân dân mẫu", code="000.00.00.H26", province_code="01")
    department = agency("department", "province", "Sở mẫu", code="000.00.77.H26", province_code="01")
    return Land(
        province, one, two, department, serving(province, "leader"), serving(province, "specialist"),
        serving(one, "specialist"), serving(two, "specialist"), serving(department, "specialist"),
        serving(department, "leader"),
    )  # fmt: skip

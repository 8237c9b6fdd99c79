"""For the tests of any room: a commune, its province and the ministries, with people, quickly.

scene = testing.scene(NOW)                               # agencies and officers of three levels
voice_id = testing.difficulty(scene, now=NOW)            # raised by the commune, held by the province's department
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from caunoi.core.actor import Person
from caunoi.people import testing as people
from caunoi.units import testing as units_testing
from caunoi.voices import operations

TEXT = "Bộ phận Một cửa của xã không gửi được kết quả trên cổng dịch vụ công, phần mềm báo lỗi hệ thống."


@dataclass(frozen=True, slots=True)
class Scene:
    """Agencies of three levels (`committee` and `police` of a ward) with an officer each."""

    commune: UUID
    commune_officer: Person
    commune_leader: Person
    province: UUID
    province_leader: Person
    department: UUID
    specialist: Person
    head: Person
    ministry: UUID
    ministry_officer: Person
    ministry_head: Person
    office: UUID
    office_leader: Person


def scene(now: datetime) -> Scene:
    """The ward Cửa Nam of Hà Nội, two departments of the city, a ministry and the Government Office."""
    ward = units_testing.ward("00082", "Cửa Nam", now=now)
    committee = next(one for one in ward if one.kind == "peoples_committee")
    made = units_testing.named_agency
    province = made("peoples_committee", "Ủy ban nhân dân thành phố Hà Nội", province="01").id
    department = made("department", "Sở Khoa học và Công nghệ thành phố Hà Nội", province="01").id
    made("department", "Sở Xây dựng thành phố Hà Nội", province="01")
    ministry, office = made("ministry", "Bộ Khoa học và Công nghệ").id, made("office", "Văn phòng Chính phủ").id

    def person(agency_id: UUID, role: str) -> Person:
        return people.actor(people.officer(agency_id, role, second_factor=False).id, at=now)

    return Scene(
        commune=committee.id, commune_officer=person(committee.id, "specialist"),
        commune_leader=person(committee.id, "leader"), province=province, province_leader=person(province, "leader"),
        department=department, specialist=person(department, "specialist"), head=person(department, "head_of_unit"),
        ministry=ministry, ministry_officer=person(ministry, "specialist"),
        ministry_head=person(ministry, "head_of_unit"), office=office, office_leader=person(office, "leader"),
    )  # fmt: skip


def difficulty(here: Scene, *, now: datetime, **changes: Any) -> UUID:
    """A difficulty of the commune about the portal, level by level."""
    given: dict[str, Any] = {
        "text": TEXT,
        "topic": "portal",
        "way": "step",
        "agency_id": here.commune,
        "actor": here.commune_officer,
    }
    return operations.raise_difficulty(**(given | changes), now=now)

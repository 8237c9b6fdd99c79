"""For the tests of all rooms: a task in one line.

office = testing.office(NOW)                              # a province and a ward of it, each with a leader and others
task = testing.assigned(office, now=NOW, due_in=10)       # from the province to the ward's specialist
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from caunoi.core.actor import Person
from caunoi.core.clock import local_date
from caunoi.people import testing as people
from caunoi.tasks import operations
from caunoi.tasks.shapes import Origin, TaskDraft, TaskView
from caunoi.units.queries import AgencyView
from caunoi.units.testing import agency, ward


@dataclass(frozen=True)
class Office:
    """A province that assigns and a ward that does, with their officers."""

    province: AgencyView
    ward: AgencyView
    issuer_leader: Person
    issuer_specialist: Person
    leader: Person
    head: Person
    specialist: Person
    colleague: Person
    auditor: Person


def office(now: datetime) -> Office:
    """The two agencies and their officers; the specialist of the ward is who will be responsible."""
    below, _counter = ward("00082", "Cửa Nam", now=now)
    above = agency("peoples_committee", "province", "Ủy ban nhân dân mẫu", code="000.00.00.H26", province_code="01")

    def serving(place: AgencyView, role: str, name: str) -> Person:
        return people.actor(people.officer(place.id, role, full_name=name, second_factor=False).id, at=now)

    return Office(
        province=above,
        ward=below,
        issuer_leader=serving(above, "leader", "Đinh Văn Mẫu Tỉnh"),
        issuer_specialist=serving(above, "specialist", "Doãn Thị Mẫu Tỉnh"),
        leader=serving(below, "leader", "Vũ Văn Mẫu Phường"),
        head=serving(below, "head_of_unit", "Hoàng Thị Mẫu Phường"),
        specialist=serving(below, "specialist", "Trần Văn Mẫu Phường"),
        colleague=serving(below, "specialist", "Bùi Thị Mẫu Phường"),
        auditor=serving(below, "auditor", "Đặng Văn Mẫu Phường"),
    )


def origin(issuer_id: UUID, **change: Any) -> Origin:
    """A meeting's conclusion of the agency."""
    given: dict[str, Any] = {
        "kind": "conclusion",
        "number": "15/TB-UBND",
        "issued_on": date(2026, 9, 1),
        "abstract": "Kết luận cuộc họp về chuyển đổi số",
    }
    return Origin(issuer_id=issuer_id, **(given | change))


def draft(lead_id: UUID, person_id: UUID, due_on: date, **change: Any) -> TaskDraft:
    """With all six clear points."""
    given: dict[str, Any] = {
        "title": "Phổ cập chữ ký số cho người dân",
        "responsibility": "Chủ trì thực hiện và báo cáo kết quả",
        "result": "80 % người trưởng thành có chữ ký số",
        "authority": "Được huy động tổ công nghệ số cộng đồng",
    }
    return TaskDraft(lead_agency_id=lead_id, person_id=person_id, due_on=due_on, **(given | change))


def assigned(place: Office, *, now: datetime, due_in: int = 10, **change: Any) -> TaskView:
    """From the province to the ward's specialist, due in so many days."""
    due_on = local_date(now) + timedelta(days=due_in)
    return operations.assign(
        origin=origin(place.province.id),
        draft=draft(place.ward.id, place.specialist.person_id, due_on, **change),
        actor=place.issuer_specialist,
        now=now,
    )

"""A ministry and a province's committee with the people who keep the catalogue, and a draft brought to any state."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from caunoi.core.actor import Person
from caunoi.people import testing as people
from caunoi.procedures import operations
from caunoi.procedures.shapes_work import DraftView
from caunoi.units import testing as units

NOW = datetime(2026, 9, 22, 2, 0, tzinfo=UTC)
TODAY = date(2026, 9, 22)
NEW = "9.000777"
NAMES = {"vi": "Cấp giấy xác nhận thử", "en": "Trial certificate", "th": "หนังสือรับรองทดลอง"}


@dataclass(frozen=True, slots=True)
class Office:
    """One agency that keeps a catalogue, with two managers and a leader."""

    agency_id: UUID
    manager: Person
    other: Person
    leader: Person


def ministry() -> Office:
    """The Ministry of Justice, as far as tests need it."""
    return _office(units.agency("ministry", "nation", "Bộ Tư pháp", code="000.00.00.X03").id)


def ministry_of_home_affairs() -> Office:
    """Another ministry."""
    return _office(units.agency("ministry", "nation", "Bộ Nội vụ", code="000.00.00.G10").id)


def hanoi() -> Office:
    """The committee of Hà Nội."""
    units.ward("00082", "Cửa Nam", now=NOW)
    committee = units.agency(
        "peoples_committee", "province", "Ủy ban nhân dân thành phố Hà Nội", code="000.00.00.H26", province_code="01"
    )
    return _office(committee.id)


def _office(agency_id: UUID) -> Office:
    def serving(role: str, name: str) -> Person:
        account = people.officer(agency_id, role, second_factor=False, full_name=name)
        return people.actor(account.id, at=NOW)

    return Office(
        agency_id,
        serving("catalogue_manager", "Quách Văn Giả Danh"),
        serving("catalogue_manager", "Thái Thị Giả Soát"),
        serving("leader", "Nghiêm Thị Giả Thử"),
    )


def begun(office: Office, kind: str = "new", code: str = NEW, **more: Any) -> DraftView:
    """A draft begun by the office's manager."""
    return operations.start_draft(
        kind=kind,
        code=code,
        actor=office.manager,
        now=NOW,
        **({"name": NAMES, "field": "Hộ tịch"} if kind == "new" else {}) | more,
    )


def saved(office: Office, draft: DraftView, body: dict[str, Any]) -> DraftView:
    """The draft with another body."""
    return operations.save_draft(draft_id=draft.id, body=body, revision=draft.revision, actor=office.manager, now=NOW)


def published(
    office: Office, draft: DraftView, *, start: date = TODAY, now: datetime = NOW, ref: str = "12/QĐ-BTP"
) -> UUID:
    """The draft sent, checked by the other manager, decided by the leader; the version's id."""
    operations.send_draft(draft_id=draft.id, actor=office.manager, now=now)
    operations.check_draft(draft_id=draft.id, actor=office.other, now=now)
    return operations.publish_draft(
        draft_id=draft.id, decision_ref=ref, decision_on=TODAY, effective_from=start, actor=office.leader, now=now
    )

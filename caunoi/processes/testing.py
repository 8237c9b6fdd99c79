"""Pieces for tests of this room and of those above it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from caunoi.core.actor import Person, System
from caunoi.core.ids import new_id
from caunoi.core.subjects import SubjectRef
from caunoi.people import testing as people
from caunoi.processes import operations
from caunoi.processes.shapes import InstanceView
from caunoi.processes.shapes_modelling import VersionView
from caunoi.units import testing as units

NOW = datetime(2026, 9, 22, 2, 0, tzinfo=UTC)
ACTOR = System("test")
AGENCIES = {word: new_id() for word in ("receiving", "competent", "consulted", "police", "insurance")}


def start(
    code: str, *, agencies: dict[str, UUID] | None = None, kind: str = "test", province: str = ""
) -> InstanceView:
    """A run of the process about something of its own; every word means an agency unless `agencies` says otherwise."""
    return operations.start(
        code,
        subject=SubjectRef(kind, new_id()),
        variables={"channel": "online"},
        agencies=AGENCIES if agencies is None else agencies,
        now=NOW,
        actor=ACTOR,
        province=province,
    )


def do(view: InstanceView, task: UUID, action: str, *, now: datetime = NOW, **variables: Any) -> InstanceView:
    """End one task of the run."""
    return operations.complete(view.id, task, action=action, variables=variables, actor=ACTOR, now=now)


def play(code: str, *actions: str) -> InstanceView:
    """Start a run and end the first task that the last move opened with each action; a message's name is sent."""
    view = start(code)
    for action in actions:
        if action in view.waiting_for:
            view = operations.send_message(view.id, action, variables={}, actor=ACTOR, now=NOW)
        else:
            view = do(view, view.opened[0].id, action)
    return view


@dataclass(frozen=True, slots=True)
class Office:
    """A ministry's (or a province's) process managers, who draw and publish for each other, and its leader."""

    agency_id: UUID
    drawer: Person
    second: Person
    leader: Person


def _authority(province: str) -> UUID:
    if not province:
        return units.agency("ministry", "nation", "Bộ Mẫu", code="000.00.97.X97").id
    name, code = "Ủy ban nhân dân Mẫu", f"000.00.98.P{province}"
    return units.agency("peoples_committee", "province", name, code=code, province_code=province).id


def office(*, province: str = "", now: datetime = NOW) -> Office:
    """Make one in the test's database."""
    agency = _authority(province)

    def serving(role: str) -> Person:
        return people.actor(people.officer(agency, role, second_factor=False).id, at=now)

    return Office(agency, serving("process_manager"), serving("process_manager"), serving("leader"))


def publish(office: Office, code: str, text: str, *, now: datetime = NOW, kind: str = "process") -> VersionView:
    """Draft `text`, and publish it by the second manager."""
    draft = operations.start_process_draft(code=code, kind=kind, actor=office.drawer, now=now)
    assert draft.id is not None
    saved = operations.save_process_draft(
        draft_id=draft.id, text=text, revision=draft.revision, actor=office.drawer, now=now
    )
    return operations.publish_process(draft_id=draft.id, revision=saved.revision, actor=office.second, now=now)

"""Meetings for every page: the ward's own at every stage, and one of the province to which the ward is invited."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from caunoi.core.actor import Person
from caunoi.meetings import operations
from caunoi.meetings import testing as meetings
from caunoi.people import testing as people
from caunoi.units.testing import agency
from tests.journeys.scene_base import REASON, Scene, province_leader


def met(scene: Scene, now: datetime) -> None:
    """Fills in the places of the meetings' addresses."""
    office, chair = scene.office, scene.office.leader
    below = agency("peoples_committee", "commune", "Ủy ban nhân dân xã Mẫu", code="000.91.31.H26", province_code="01")
    guest = people.actor(people.officer(below.id, "specialist", second_factor=False).id, at=now)
    signed = _held(chair, below.id, guest, office.specialist, now)
    operations.make_minutes(meeting_id=signed, actor=chair, now=now)
    operations.sign_minutes(meeting_id=signed, actor=chair, now=now)
    ended = _held(chair, below.id, guest, office.specialist, now)
    operations.make_minutes(meeting_id=ended, actor=chair, now=now)
    draft = meetings.walked("draft", chair=chair, points=[], now=now)
    invited = meetings.walked("invited", chair=chair, points=[below.id], now=now, previous_id=signed)
    running = meetings.walked("running", chair=chair, points=[below.id, office.centre_id], now=now)
    asked = [_asked(running, below.id, guest, now) for _ in range(3)]
    operations.take(meeting_id=running, actor=chair, now=now)
    head = province_leader("Đỗ Văn Mẫu Tỉnh", now)
    elsewhere = meetings.walked("invited", chair=head, points=[office.committee_id], now=now)
    scene.values |= {
        "meeting_id": [str(one) for one in (running, invited, draft, ended, signed, elsewhere)],
        "point_id": [
            str(meetings.point_of(elsewhere, office.committee_id, head, now)),
            str(meetings.point_of(invited, below.id, chair, now)),
        ],
        "question_id": [str(one) for one in reversed(asked)],
    }  # fmt: skip


def _held(chair: Person, point: UUID, guest: Person, holder: Person, now: datetime) -> UUID:
    """A meeting that is over, with an answer, a task and a conclusion."""
    meeting_id = meetings.walked("running", chair=chair, points=[point], now=now)
    answered, given, _waits = (_asked(meeting_id, point, guest, now) for _ in range(3))
    operations.answer_now(question_id=answered, answer=REASON, actor=chair, now=now)
    assert chair.agency_id
    task = meetings.assignment(chair.agency_id, holder.person_id, now)
    operations.assign_question(question_id=given, assignment=task, actor=chair, now=now)
    operations.conclude(meeting_id=meeting_id, text=REASON, assignment=task, actor=chair, now=now)
    operations.end(meeting_id=meeting_id, actor=chair, now=now)
    return meeting_id


def _asked(meeting_id: UUID, agency_id: UUID, guest: Person, now: datetime) -> UUID:
    point_id = meetings.point_of(meeting_id, agency_id, guest, now)
    return operations.ask(point_id=point_id, text=REASON, actor=guest, now=now)

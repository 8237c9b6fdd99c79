"""For tests of all rooms: a host and its points, and a meeting walked to any state by the real operations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from caunoi.core.actor import Person
from caunoi.core.clock import local_date
from caunoi.meetings import operations, queries
from caunoi.meetings.shapes import Assignment, ItemDraft, MeetingDraft, PointDraft


def draft(now: datetime, **change: object) -> MeetingDraft:
    """An invented meeting in an hour, plainly a sample."""
    made = MeetingDraft(
        title="Họp giao ban mẫu về chuyển đổi số", purpose="Dữ liệu mẫu: cuộc họp không có thật.",
        starts_at=now + timedelta(hours=1), ends_at=now + timedelta(hours=3), place="Phòng họp mẫu",
        room_url="https://hop.example.vn/phong-mau", is_sample=True,
    )  # fmt: skip
    return replace(made, **change)  # type: ignore[arg-type]


def assignment(agency_id: UUID, person_id: UUID, now: datetime, *, due_in: int = 10, **change: object) -> Assignment:
    """All clear points, due in so many days."""
    made = Assignment(
        lead_agency_id=agency_id, person_id=person_id, due_on=local_date(now) + timedelta(days=due_in),
        responsibility="Chủ trì thực hiện và báo cáo", result="Văn bản trả lời các điểm cầu",
        authority="Được yêu cầu các đơn vị cung cấp số liệu",
    )  # fmt: skip
    return replace(made, **change)  # type: ignore[arg-type]


def walked(to: str, *, chair: Person, points: Sequence[UUID], now: datetime, previous_id: UUID | None = None) -> UUID:
    """A meeting of the chair's agency in state `to`: draft, invited, running, ended or concluded."""
    assert chair.agency_id
    made = draft(now, previous_id=previous_id)
    meeting_id = operations.draft_meeting(agency_id=chair.agency_id, draft=made, actor=chair, now=now)
    agenda = (ItemDraft("Báo cáo của các điểm cầu", 30), ItemDraft("Giải đáp vướng mắc", 60, chair.agency_id))
    operations.set_agenda(meeting_id=meeting_id, items=agenda, actor=chair, now=now)
    if to == "draft":
        return meeting_id
    drafts = [PointDraft(agency_id=one) for one in points]
    operations.invite(meeting_id=meeting_id, points=drafts, actor=chair, now=now)
    if to == "invited":
        return meeting_id
    operations.start(meeting_id=meeting_id, actor=chair, now=now)
    if to == "running":
        return meeting_id
    operations.end(meeting_id=meeting_id, actor=chair, now=now)
    if to == "concluded":
        operations.make_minutes(meeting_id=meeting_id, actor=chair, now=now)
        operations.sign_minutes(meeting_id=meeting_id, actor=chair, now=now)
    return meeting_id


def point_of(meeting_id: UUID, agency_id: UUID, actor: Person, now: datetime) -> UUID:
    """The point of an agency."""
    found = queries.meeting(meeting_id, actor=actor, now=now).points
    return next(one.id for one in found if one.agency_id == agency_id)

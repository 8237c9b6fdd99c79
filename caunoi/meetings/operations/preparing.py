"""A meeting is prepared: when, where, about what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from caunoi.core.actor import Actor
from caunoi.core.errors import Problem
from caunoi.meetings.errors import UnfitMeeting
from caunoi.meetings.events import AgendaSet, MeetingChanged, MeetingDrafted
from caunoi.meetings.models import AgendaItem, Meeting
from caunoi.meetings.policies import require_preparer
from caunoi.meetings.rows import locked, next_code, note, require_state, touch
from caunoi.meetings.rules import drafts
from caunoi.meetings.rules.states import HOST
from caunoi.meetings.shapes import ItemDraft, MeetingDraft
from caunoi.units import queries as units

_TIMES = {
    "order": Problem(_("Giờ kết thúc phải sau giờ bắt đầu."), "ends_at"),
    "long": Problem(_("Cuộc họp dài nhất 24 giờ."), "ends_at"),
    "past": Problem(_("Cuộc họp không thể ở quá khứ."), "starts_at"),
}


@transaction.atomic
def draft_meeting(*, agency_id: UUID, draft: MeetingDraft, actor: Actor, now: datetime) -> UUID:
    """Prepare a meeting of the agency; nobody else sees it before points are invited. Every problem is named at once.

    Raises NotThePreparer, UnfitMeeting.
    """
    person_id = require_preparer(actor, agency_id=agency_id, now=now)
    _check(draft, agency_id, None, now)
    host = units.agency(agency_id)
    row = Meeting.objects.create(
        code=next_code(now), agency_id=agency_id, unit_id=host.unit_id, province=host.province_code,
        created_by=person_id, created_at=now, is_sample=draft.is_sample, **_fields(draft),
    )  # fmt: skip
    event = MeetingDrafted(code=row.code, starts_at=row.starts_at, ends_at=row.ends_at, previous=draft.previous_id)
    note(event, row, actor=actor, now=now)
    return row.pk


@transaction.atomic
def change_meeting(*, meeting_id: UUID, draft: MeetingDraft, actor: Actor, now: datetime) -> None:
    """Change it before it begins; invited points are told when the time, the place or the room are others.

    Raises MeetingNotFound, NotThePreparer, WrongState, UnfitMeeting.
    """
    row = locked(meeting_id)
    require_preparer(actor, agency_id=row.agency_id, now=now)
    require_state(row, HOST["change"])
    _check(draft, row.agency_id, row.pk, now)
    fields = _fields(draft)
    moved = any(getattr(row, name) != fields[name] for name in ("starts_at", "ends_at", "place", "room_url"))
    if row.starts_at != draft.starts_at:
        fields["told_soon_at"] = None
    touch(row, **fields)
    tell = moved and row.state == "invited"
    event = MeetingChanged(code=row.code, starts_at=row.starts_at, ends_at=row.ends_at, tell=tell)
    note(event, row, actor=actor, now=now)


@transaction.atomic
def set_agenda(*, meeting_id: UUID, items: Sequence[ItemDraft], actor: Actor, now: datetime) -> None:
    """Write the agenda anew, in this order. Raises MeetingNotFound, NotThePreparer, WrongState, UnfitMeeting."""
    row = locked(meeting_id)
    require_preparer(actor, agency_id=row.agency_id, now=now)
    require_state(row, HOST["change"])
    if problems := _wrong_items(items):
        raise UnfitMeeting(problems)
    row.agenda.all().delete()
    AgendaItem.objects.bulk_create(_item(row, number, one) for number, one in enumerate(items, 1))
    _told(row, items, actor, now)


@transaction.atomic
def add_agenda_item(*, meeting_id: UUID, item: ItemDraft, actor: Actor, now: datetime) -> UUID:
    """Add a line to the end of the agenda; its id. Raises MeetingNotFound, NotThePreparer, WrongState, UnfitMeeting."""
    row = locked(meeting_id)
    require_preparer(actor, agency_id=row.agency_id, now=now)
    require_state(row, HOST["change"])
    there = [ItemDraft(one.title, one.minutes, one.agency_id, one.notes) for one in row.agenda.order_by("position")]
    items = [*there, item]
    if problems := _wrong_items(items):
        raise UnfitMeeting(problems)
    made = _item(row, len(items), item)
    made.save(force_insert=True)
    _told(row, items, actor, now)
    return made.pk


def _told(row: Meeting, items: Sequence[ItemDraft], actor: Actor, now: datetime) -> None:
    touch(row)
    event = AgendaSet(code=row.code, items=len(items), minutes=sum(one.minutes for one in items))
    note(event, row, actor=actor, now=now)


def _item(row: Meeting, number: int, one: ItemDraft) -> AgendaItem:
    return AgendaItem(
        meeting=row, position=number, title=one.title.strip(), agency_id=one.agency_id, minutes=one.minutes,
        notes=one.notes.strip(),
    )  # fmt: skip


def _fields(draft: MeetingDraft) -> dict[str, Any]:
    return {
        "title": draft.title.strip(), "purpose": draft.purpose.strip(), "starts_at": draft.starts_at,
        "ends_at": draft.ends_at, "place": draft.place.strip(), "room_url": draft.room_url.strip(),
        "previous_id": draft.previous_id,
    }  # fmt: skip


def _check(draft: MeetingDraft, agency_id: UUID, own_id: UUID | None, now: datetime) -> None:
    problems = []
    if not 5 <= len(draft.title.strip()) <= 300:
        problems.append(Problem(_("Hãy ghi tên cuộc họp, từ 5 đến 300 ký tự."), "title"))
    if len(draft.purpose.strip()) > 2000:
        problems.append(Problem(_("Mục đích dài nhất 2000 ký tự."), "purpose"))
    if found := drafts.times(draft.starts_at, draft.ends_at, now):
        problems.append(_TIMES[found])
    if len(draft.place.strip()) > 300:
        problems.append(Problem(_("Địa điểm dài nhất 300 ký tự."), "place"))
    if not draft.place.strip() and not draft.room_url.strip():
        problems.append(Problem(_("Hãy ghi địa điểm hoặc địa chỉ phòng họp trực tuyến."), "place"))
    if draft.room_url.strip() and not drafts.is_room_address(draft.room_url.strip()):
        problems.append(Problem(_("Địa chỉ phòng họp trực tuyến phải bắt đầu bằng https:// và có tên máy chủ, không "
                                  "kèm tên người dùng hay mật khẩu."), "room_url"))  # fmt: skip
    if draft.previous_id and not _fits_before(draft.previous_id, agency_id, own_id):
        problems.append(Problem(_("Cuộc họp trước phải là cuộc họp đã kết thúc của cùng cơ quan."), "previous_id"))
    if problems:
        raise UnfitMeeting(problems)


def _fits_before(previous_id: UUID, agency_id: UUID, own_id: UUID | None) -> bool:
    before = Meeting.objects.filter(pk=previous_id, agency_id=agency_id, state__in=("ended", "concluded"))
    return previous_id != own_id and before.exists()


def _wrong_items(items: Sequence[ItemDraft]) -> list[Problem]:
    problems = []
    if len(items) > drafts.MOST_ITEMS:
        problems.append(Problem(_("Chương trình họp có nhiều nhất %(most)s mục."), "items",
                                params=(("most", drafts.MOST_ITEMS),)))  # fmt: skip
    known = units.agencies({one.agency_id for one in items if one.agency_id})
    for number, one in enumerate(items, 1):
        if not 3 <= len(one.title.strip()) <= 300:
            problems.append(Problem(_("Tên mục dài từ 3 đến 300 ký tự."), "items", line=number))
        if not 1 <= one.minutes <= drafts.MOST_MINUTES:
            problems.append(Problem(_("Thời lượng của mục từ 1 đến 1440 phút."), "items", line=number))
        if len(one.notes.strip()) > 2000:
            problems.append(Problem(_("Ghi chú của mục dài nhất 2000 ký tự."), "items", line=number))
        if one.agency_id and one.agency_id not in known:
            problems.append(Problem(_("Không có cơ quan này để trình bày."), "items", line=number))
    return problems

"""Claims about who is told what of a meeting."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from caunoi.core.journal.queries import entries_of
from caunoi.meetings import operations
from caunoi.meetings.notices import NOTICES
from caunoi.meetings.notifying import KINDS, tell
from caunoi.meetings.shapes import PointDraft
from caunoi.meetings.testing import assignment, draft, point_of, walked
from caunoi.meetings.tests.conftest import NOW, Land
from caunoi.messages import queries as messages
from caunoi.messages.templates import fill


def told(kind: str, subject: UUID) -> None:
    entries = [entry for entry in entries_of(kind, subject) if entry.kind in KINDS]
    tell(entries)
    tell(entries)


def test_an_invited_point_is_told_once_and_again_when_the_time_changes_or_the_meeting_falls_out(land: Land) -> None:
    meeting_id = walked("invited", chair=land.chair, points=[land.one.id], now=NOW)
    told("meeting_point", point_of(meeting_id, land.one.id, land.chair, NOW))
    (invited,) = messages.notices(actor=land.officer_one)
    assert (invited.subject, invited.link) == (
        "Mời họp: Họp giao ban mẫu về chuyển đổi số", f"/desk/meetings/{meeting_id}/",
    )  # fmt: skip
    assert "10:00, 22/09/2026" in invited.body
    same = draft(NOW, title="Họp giao ban mẫu, tên mới")
    operations.change_meeting(meeting_id=meeting_id, draft=same, actor=land.preparer, now=NOW)
    told("meeting", meeting_id)
    assert len(messages.notices(actor=land.officer_one)) == 1
    moved = draft(NOW, starts_at=NOW + timedelta(hours=2))
    operations.change_meeting(meeting_id=meeting_id, draft=moved, actor=land.preparer, now=NOW)
    operations.cancel(meeting_id=meeting_id, reason="Có mưa bão trên địa bàn", actor=land.chair, now=NOW)
    told("meeting", meeting_id)
    found = {one.subject.split(":")[0] for one in messages.notices(actor=land.officer_one)}
    assert found == {"Mời họp", "Cuộc họp có thay đổi", "Hủy cuộc họp"}
    assert messages.notices(actor=land.officer_two) == []


def test_the_contact_of_a_point_is_told_instead_of_the_others(land: Land) -> None:
    meeting_id = walked("draft", chair=land.chair, points=[], now=NOW)
    one = PointDraft(agency_id=land.one.id, contact_id=land.officer_one.person_id)
    operations.invite(meeting_id=meeting_id, points=[one, PointDraft(name="Khách mẫu")], actor=land.chair, now=NOW)
    for point in (land.one.id, None):
        told("meeting_point", point_of(meeting_id, point, land.chair, NOW))  # type: ignore[arg-type]
    assert len(messages.notices(actor=land.officer_one)) == 1


def test_a_meeting_that_is_about_to_begin_is_told_of_once_for_each_time_it_is_set_to(land: Land) -> None:
    meeting_id = walked("invited", chair=land.chair, points=[land.one.id], now=NOW)
    assert operations.remind_soon(now=NOW - timedelta(minutes=1)) == 0
    assert [operations.remind_soon(now=NOW), operations.remind_soon(now=NOW)] == [1, 0]
    later = draft(NOW, starts_at=NOW + timedelta(minutes=90))
    operations.change_meeting(meeting_id=meeting_id, draft=later, actor=land.preparer, now=NOW)
    assert operations.remind_soon(now=NOW + timedelta(minutes=40)) == 1
    told("meeting", meeting_id)
    soon = [one for one in messages.notices(actor=land.officer_one) if one.subject.startswith("Sắp họp")]
    assert len(soon) == 2


def test_who_asked_is_told_of_the_answer_or_the_task_also_when_the_question_was_joined(land: Land) -> None:
    meeting_id = walked("running", chair=land.chair, points=[land.one.id, land.two.id], now=NOW)
    ids = []
    for agency, officer in ((land.one, land.officer_one), (land.two, land.officer_two)):
        point_id = point_of(meeting_id, agency.id, officer, NOW)
        ids.append(operations.ask(point_id=point_id, text="Chưa có máy quét", actor=officer, now=NOW))
    operations.join_questions(question_id=ids[1], into_id=ids[0], actor=land.chair, now=NOW)
    given = assignment(land.department.id, land.department_officer.person_id, NOW)
    operations.assign_question(question_id=ids[0], assignment=given, actor=land.chair, now=NOW)
    told("meeting_question", ids[0])
    for officer in (land.officer_one, land.officer_two):
        (notice,) = messages.notices(actor=officer)
        assert "được giao cho Sở mẫu giải quyết, hạn 02/10/2026" in notice.body


def test_the_preparer_is_told_of_the_signature_and_every_point_of_the_outcome(land: Land) -> None:
    meeting_id = walked("concluded", chair=land.chair, points=[land.one.id, land.two.id], now=NOW)
    operations.send(meeting_id=meeting_id, actor=land.preparer, now=NOW)
    told("meeting", meeting_id)
    assert [one.subject.split(":")[0] for one in messages.notices(actor=land.chair)] == ["Biên bản đã ký"]
    for officer in (land.officer_one, land.officer_two):
        (notice,) = messages.notices(actor=officer)
        assert notice.link == f"/desk/meetings/{meeting_id}/outcome/"


@pytest.mark.parametrize("language", ["vi", "en", "th"])
def test_every_notice_has_a_text_in_every_language(language: str) -> None:
    params = dict.fromkeys(("title", "host", "at", "number", "agency", "due"), "X")
    texts = [fill(one.name, params, language=language) for one in NOTICES]
    assert all("X" in text.subject and "X" in text.body for text in texts)
    others = [fill(one.name, params, language="vi") for one in NOTICES]
    assert language == "vi" or not set(texts) & set(others)

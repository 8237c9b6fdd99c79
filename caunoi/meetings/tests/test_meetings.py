"""A meeting from its agenda to closed tasks."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pikepdf
import pytest

from caunoi.core.ids import new_id
from caunoi.documents import signing
from caunoi.documents.papers import PAPER_SEAL
from caunoi.documents.tests.pdf_text import text_of
from caunoi.meetings import operations, queries
from caunoi.meetings.errors import (
    MeetingNotFound,
    MinutesNeeded,
    NoAnswer,
    NobodyToInvite,
    NotTheChair,
    NotThePoint,
    NotThePreparer,
    NotYourMeetings,
    QuestionTaken,
    SayWhy,
    TooManyWaiting,
    UnfitMeeting,
    UnknownPoints,
    WrongJoin,
    WrongState,
)
from caunoi.meetings.shapes import Assignment, ItemDraft, PointDraft
from caunoi.meetings.testing import assignment, draft, point_of, walked
from caunoi.meetings.tests.conftest import NOW, Land
from caunoi.people import operations as people
from caunoi.tasks import operations as tasks
from caunoi.tasks import queries as task_queries
from caunoi.tasks.errors import UnclearTask

LATER = NOW + timedelta(hours=2)
WEEKS = (NOW + timedelta(days=20)).date()


def running(land: Land, previous_id: UUID | None = None) -> UUID:
    return walked(
        "running", chair=land.chair, points=[land.one.id, land.two.id], now=NOW, previous_id=previous_id
    )  # fmt: skip


def asked(meeting_id: UUID, land: Land, text: str = "Chưa có máy quét ở điểm tiếp nhận", two: bool = False) -> UUID:
    agency, officer = (land.two, land.officer_two) if two else (land.one, land.officer_one)
    point_id = point_of(meeting_id, agency.id, officer, NOW)
    return operations.ask(point_id=point_id, text=text, actor=officer, now=NOW)


def given(land: Land, **change: object) -> Assignment:
    made = assignment(land.department.id, land.department_officer.person_id, NOW)
    return replace(made, **change)  # type: ignore[arg-type]


def test_a_meeting_goes_from_its_agenda_to_signed_minutes_and_its_tasks_are_closed(land: Land) -> None:
    meeting_id = running(land)
    first, second = asked(meeting_id, land), asked(meeting_id, land, "Đường truyền chậm vào buổi sáng", two=True)
    assert operations.take(meeting_id=meeting_id, actor=land.chair, now=NOW) == first
    operations.answer_now(question_id=first, answer="Máy quét được cấp trong tuần này", actor=land.chair, now=NOW)
    operations.take(meeting_id=meeting_id, actor=land.chair, now=NOW)
    task_id = operations.assign_question(question_id=second, assignment=given(land), actor=land.chair, now=NOW)
    operations.conclude(
        meeting_id=meeting_id, text="Rà soát đường truyền của các xã", assignment=given(land, due_on=WEEKS),
        actor=land.chair, now=NOW,
    )  # fmt: skip
    operations.end(meeting_id=meeting_id, actor=land.chair, now=LATER)
    operations.make_minutes(meeting_id=meeting_id, actor=land.preparer, now=LATER)
    operations.sign_minutes(meeting_id=meeting_id, actor=land.chair, now=LATER)
    assert operations.send(meeting_id=meeting_id, actor=land.preparer, now=LATER) == 2

    _file, pdf = queries.minutes(meeting_id, actor=land.officer_one, now=LATER)
    assert signing.verify(pdf).status == "valid"
    with pikepdf.open(io.BytesIO(pdf)) as pages:
        (seal,) = pages.pages[-1].Annots
        corner = [float(side) / 72 * 25.4 for side in seal.Rect][:2]
    assert corner == pytest.approx(PAPER_SEAL[:2], abs=0.3)
    said = " ".join(text_of(pdf).split())
    assert "Máy quét được cấp trong tuần này" in said
    assert "Rà soát đường truyền của các xã" in said
    outcome = queries.outcome(meeting_id, actor=land.officer_one, now=LATER)
    assert [one.state for one in outcome.questions] == ["answered", "assigned"]
    assert [one.state for owing in outcome.owes for one in owing.tasks] == ["open_within", "open_within"]
    assert (outcome.open, outcome.owes[0].agency_id) == (2, land.department.id)

    tasks.submit_for_closing(
        task_id=task_id, words="Đã nâng cấp đường truyền", actor=land.department_officer, now=LATER, files=()
    )
    tasks.verify_closing(task_id=task_id, actor=land.chair, now=LATER)
    after = queries.outcome(meeting_id, actor=land.officer_two, now=LATER + timedelta(days=30))
    (closed,) = [one.task for one in after.questions if one.task]
    assert closed.state == "done_on_time"
    assert [one.task.state for one in after.conclusions if one.task] == ["open_overdue"]


def test_the_next_meeting_opens_with_what_the_one_before_left(land: Land) -> None:
    before = running(land)
    left = asked(before, land)
    operations.assign_question(
        question_id=asked(before, land, "Cần tập huấn thêm cho cán bộ"),
        assignment=given(land),
        actor=land.chair,
        now=NOW,
    )
    operations.end(meeting_id=before, actor=land.chair, now=LATER)
    following = walked("invited", chair=land.chair, points=[land.two.id], now=LATER, previous_id=before)
    opened = queries.carried(following, actor=land.officer_two, now=LATER)
    assert opened is not None
    assert (opened.unanswered, opened.open) == (1, 1)
    assert left in [one.id for one in opened.questions if one.state == "waiting"]
    assert queries.carried(before, actor=land.chair, now=LATER) is None


def test_nobody_sees_a_draft_but_its_host_and_a_stranger_sees_nothing(land: Land) -> None:
    meeting_id = walked("draft", chair=land.chair, points=[], now=NOW)
    assert queries.meeting(meeting_id, actor=land.preparer, now=NOW).line.mine == "host"
    with pytest.raises(MeetingNotFound):
        queries.meeting(meeting_id, actor=land.officer_one, now=NOW)
    operations.invite(meeting_id=meeting_id, points=[PointDraft(agency_id=land.one.id)], actor=land.chair, now=NOW)
    view = queries.meeting(meeting_id, actor=land.officer_one, now=NOW)
    assert (view.line.mine, len(view.mine), "ask" in view.may, "start" in view.may) == ("point", 1, True, False)
    for look in (queries.meeting, queries.room, queries.queue, queries.carried):
        with pytest.raises(MeetingNotFound):
            look(meeting_id, actor=land.department_leader, now=NOW)
    with pytest.raises(NotYourMeetings):
        queries.meetings(land.province.id, actor=land.officer_one, now=NOW)
    assert [one.id for one in queries.meetings(land.one.id, actor=land.officer_one, now=NOW).meetings] == [meeting_id]


def test_the_chair_leads_and_points_speak_for_themselves(land: Land) -> None:
    meeting_id = running(land)
    question = asked(meeting_id, land)
    point = point_of(meeting_id, land.one.id, land.officer_one, NOW)
    for act in (
        lambda: operations.take(meeting_id=meeting_id, actor=land.preparer, now=NOW),
        lambda: operations.answer_now(question_id=question, answer="Đã rõ rồi", actor=land.officer_one, now=NOW),
        lambda: operations.end(meeting_id=meeting_id, actor=land.preparer, now=NOW),
    ):
        with pytest.raises(NotTheChair):
            act()
    with pytest.raises(NotThePoint):
        operations.ask(point_id=point, text="Hỏi thay điểm khác", actor=land.officer_two, now=NOW)
    with pytest.raises(NotThePreparer):
        operations.draft_meeting(agency_id=land.province.id, draft=draft(NOW), actor=land.officer_one, now=NOW)


def test_who_acts_for_the_leader_by_delegation_leads_the_meeting_and_gives_its_tasks(land: Land) -> None:
    meeting_id = running(land)
    question = asked(meeting_id, land)
    assert land.chair.membership_id
    people.delegate(
        membership_id=land.chair.membership_id, to_person_id=land.preparer.person_id, valid_from=NOW,
        valid_to=NOW + timedelta(days=1), actor=land.chair, now=NOW,
    )  # fmt: skip
    operations.take(meeting_id=meeting_id, actor=land.preparer, now=NOW)
    operations.assign_question(question_id=question, assignment=given(land), actor=land.preparer, now=NOW)
    with pytest.raises(NotTheChair):
        operations.end(meeting_id=meeting_id, actor=land.preparer, now=NOW + timedelta(days=2))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"ends_at": NOW}, "ends_at"),
        ({"ends_at": NOW + timedelta(days=3)}, "ends_at"),
        ({"starts_at": NOW - timedelta(hours=3), "ends_at": NOW - timedelta(hours=1)}, "starts_at"),
        ({"room_url": "http://hop.example.vn/a"}, "room_url"),
        ({"room_url": "javascript:alert(1)"}, "room_url"),
        ({"room_url": "https://ten:matkhau@hop.example.vn/a"}, "room_url"),
        ({"room_url": "", "place": ""}, "place"),
        ({"title": "Họp"}, "title"),
        ({"previous_id": new_id()}, "previous_id"),
    ],
)
def test_a_meeting_with_wrong_times_or_an_unsafe_room_is_refused_where_it_is_wrong(
    land: Land, change: dict[str, object], field: str
) -> None:
    with pytest.raises(UnfitMeeting) as caught:
        operations.draft_meeting(agency_id=land.province.id, draft=draft(NOW, **change), actor=land.preparer, now=NOW)
    assert field in [one.field for one in caught.value.problems]


def test_an_agenda_tells_when_each_line_comes(land: Land) -> None:
    meeting_id = walked("draft", chair=land.chair, points=[], now=NOW)
    operations.add_agenda_item(meeting_id=meeting_id, item=ItemDraft("Kết luận", 15), actor=land.preparer, now=NOW)
    agenda = queries.meeting(meeting_id, actor=land.preparer, now=NOW).agenda
    assert [(one.starts_at - NOW) // timedelta(minutes=1) for one in agenda] == [60, 90, 150]
    with pytest.raises(UnfitMeeting):
        operations.set_agenda(meeting_id=meeting_id, items=[ItemDraft("Kết luận", 0)], actor=land.preparer, now=NOW)


def test_a_point_is_invited_once_and_only_when_it_exists(land: Land) -> None:
    meeting_id = walked("invited", chair=land.chair, points=[land.one.id], now=NOW)
    again = [PointDraft(agency_id=land.one.id), PointDraft(agency_id=land.province.id)]
    with pytest.raises(NobodyToInvite):
        operations.invite(meeting_id=meeting_id, points=again, actor=land.chair, now=NOW)
    elsewhere = PointDraft(agency_id=land.two.id, contact_id=land.officer_one.person_id)
    for wrong in (PointDraft(agency_id=new_id()), PointDraft(name=" "), elsewhere):
        with pytest.raises((UnknownPoints, NobodyToInvite)):
            operations.invite(meeting_id=meeting_id, points=[wrong], actor=land.chair, now=NOW)
    guests = PointDraft(name="Chuyên gia mẫu", expected=2)
    assert operations.invite(meeting_id=meeting_id, points=[guests], actor=land.chair, now=NOW) == 1


def test_points_reply_and_are_counted_when_they_join(land: Land) -> None:
    meeting_id = walked("invited", chair=land.chair, points=[land.one.id, land.two.id], now=NOW)
    one = point_of(meeting_id, land.one.id, land.chair, NOW)
    two = point_of(meeting_id, land.two.id, land.chair, NOW)
    operations.reply(point_id=one, coming=True, expected=7, actor=land.officer_one, now=NOW)
    with pytest.raises(SayWhy):
        operations.reply(point_id=two, coming=False, actor=land.officer_two, now=NOW)
    operations.reply(point_id=two, coming=False, words="Trùng lịch tiếp công dân", actor=land.officer_two, now=NOW)
    operations.start(meeting_id=meeting_id, actor=land.chair, now=NOW)
    operations.join(point_id=one, present=6, actor=land.officer_one, now=NOW)
    operations.join(point_id=two, present=3, actor=land.officer_two, now=NOW)
    operations.leave(point_id=two, actor=land.officer_two, now=LATER)
    counts = queries.room(meeting_id, actor=land.officer_one, now=LATER).counts  # type: ignore[union-attr]
    assert (counts.total, counts.yes, counts.no, counts.here, counts.came, counts.people) == (2, 1, 1, 1, 2, 9)


def test_a_cancelled_meeting_says_why_and_nothing_more_happens_in_it(land: Land) -> None:
    meeting_id = walked("invited", chair=land.chair, points=[land.one.id], now=NOW)
    with pytest.raises(SayWhy):
        operations.cancel(meeting_id=meeting_id, reason=" ", actor=land.chair, now=NOW)
    operations.cancel(meeting_id=meeting_id, reason="Có mưa bão trên địa bàn", actor=land.chair, now=NOW)
    view = queries.meeting(meeting_id, actor=land.officer_one, now=NOW)
    assert (view.line.state, view.reason, view.may) == ("cancelled", "Có mưa bão trên địa bàn", frozenset())
    for act in (
        lambda: operations.start(meeting_id=meeting_id, actor=land.chair, now=NOW),
        lambda: operations.change_meeting(meeting_id=meeting_id, draft=draft(NOW), actor=land.chair, now=NOW),
        lambda: asked(meeting_id, land),
    ):
        with pytest.raises(WrongState):
            act()


def test_points_say_same_once_and_joined_questions_count_together(land: Land) -> None:
    meeting_id = running(land)
    mine, other = asked(meeting_id, land), asked(meeting_id, land, "Cũng chưa có máy quét", two=True)
    two = point_of(meeting_id, land.two.id, land.officer_two, NOW)
    for _ in range(2):
        assert operations.say_same(question_id=mine, point_id=two, actor=land.officer_two, now=NOW) == 1
    with pytest.raises(QuestionTaken):
        operations.say_same(question_id=other, point_id=two, actor=land.officer_two, now=NOW)
    operations.join_questions(question_id=other, into_id=mine, actor=land.chair, now=NOW)
    with pytest.raises(WrongJoin):
        operations.join_questions(question_id=mine, into_id=other, actor=land.chair, now=NOW)
    view = queries.question(mine, actor=land.officer_two, now=NOW)
    assert (view.same, view.said_same, view.joined) == (1, True, ((2, land.two.name),))
    assert queries.queue(meeting_id, actor=land.chair, now=NOW).total == 1
    joined = queries.question(other, actor=land.officer_two, now=NOW)
    assert (joined.state, joined.joined_number) == ("joined", 1)


def test_an_answer_without_content_and_a_task_without_its_points_are_refused_and_the_question_stays(land: Land) -> None:
    meeting_id = running(land)
    question = asked(meeting_id, land, "<b>Bao giờ</b> có tập huấn?")
    with pytest.raises(NoAnswer):
        operations.answer_now(question_id=question, answer="  \n ", actor=land.chair, now=NOW)
    with pytest.raises(UnclearTask) as caught:
        operations.assign_question(
            question_id=question, assignment=given(land, person_id=None, due_on=None), actor=land.chair, now=NOW
        )
    assert {one.field for one in caught.value.problems} == {"person_id", "due_on"}
    view = queries.question(question, actor=land.officer_one, now=NOW)
    assert (view.state, view.text) == ("waiting", "<b>Bao giờ</b> có tập huấn?")
    operations.answer_now(question_id=question, answer="Tuần sau sẽ tập huấn", actor=land.chair, now=NOW)
    with pytest.raises(QuestionTaken):
        operations.answer_now(question_id=question, answer="Trả lời lần nữa", actor=land.chair, now=NOW)


def test_a_point_takes_back_what_nobody_else_waits_for(land: Land) -> None:
    meeting_id = running(land)
    question, shared = asked(meeting_id, land), asked(meeting_id, land, "Chưa có chữ ký số")
    two = point_of(meeting_id, land.two.id, land.officer_two, NOW)
    operations.say_same(question_id=shared, point_id=two, actor=land.officer_two, now=NOW)
    operations.withdraw_question(question_id=question, actor=land.officer_one, now=NOW)
    with pytest.raises(QuestionTaken):
        operations.withdraw_question(question_id=shared, actor=land.officer_one, now=NOW)


def test_one_point_cannot_fill_the_queue(land: Land) -> None:
    meeting_id = running(land)
    for number in range(20):
        asked(meeting_id, land, f"Câu hỏi thử số {number}")
    with pytest.raises(TooManyWaiting):
        asked(meeting_id, land, "Thêm một câu nữa")
    asked(meeting_id, land, "Điểm khác vẫn hỏi được", two=True)


def test_minutes_are_signed_whole(land: Land) -> None:
    meeting_id = running(land)
    question = asked(meeting_id, land)
    operations.end(meeting_id=meeting_id, actor=land.chair, now=LATER)
    with pytest.raises(MinutesNeeded):
        operations.sign_minutes(meeting_id=meeting_id, actor=land.chair, now=LATER)
    operations.make_minutes(meeting_id=meeting_id, actor=land.preparer, now=LATER)
    with pytest.raises(MeetingNotFound):
        queries.minutes(meeting_id, actor=land.officer_one, now=LATER)
    operations.answer_now(question_id=question, answer="Trả lời bằng văn bản", actor=land.chair, now=LATER)
    with pytest.raises(MinutesNeeded):
        operations.sign_minutes(meeting_id=meeting_id, actor=land.chair, now=LATER)
    operations.make_minutes(meeting_id=meeting_id, actor=land.preparer, now=LATER)
    with pytest.raises(NotTheChair):
        operations.sign_minutes(meeting_id=meeting_id, actor=land.preparer, now=LATER)
    operations.sign_minutes(meeting_id=meeting_id, actor=land.chair, now=LATER)
    with pytest.raises(WrongState):
        operations.make_minutes(meeting_id=meeting_id, actor=land.preparer, now=LATER)


def test_what_a_meeting_gave_is_found_as_tasks_of_the_meeting(land: Land) -> None:
    meeting_id = running(land)
    operations.conclude(
        meeting_id=meeting_id, text="Rà soát đường truyền", assignment=given(land), actor=land.chair, now=NOW
    )
    (conclusion,) = queries.outcome(meeting_id, actor=land.chair, now=NOW).conclusions
    found = task_queries.task(conclusion.task_id, actor=land.department_officer, now=NOW)
    assert (found.origin.kind, found.origin.number, found.part) == (
        "conclusion", queries.meeting(meeting_id, actor=land.chair, now=NOW).line.code, "Kết luận 1",
    )  # fmt: skip


def test_invitations_and_unsigned_minutes_are_owed(land: Land) -> None:
    meeting_id = walked("invited", chair=land.chair, points=[land.one.id], now=NOW)
    (reply,) = queries.owed(land.one.id, actor=land.officer_one, now=NOW)
    assert (reply.kind, reply.state, reply.to_id) == ("meeting_reply", "soon", land.province.id)
    assert [one.holder_id for one in queries.owed_to(land.province.id, actor=land.chair, now=NOW)] == [land.one.id]
    operations.start(meeting_id=meeting_id, actor=land.chair, now=NOW)
    operations.end(meeting_id=meeting_id, actor=land.chair, now=LATER)
    (minutes,) = queries.owed(land.province.id, actor=land.chair, now=LATER + timedelta(days=9))
    assert (minutes.kind, minutes.state) == ("meeting_minutes", "late")

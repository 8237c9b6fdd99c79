"""The chair takes questions, answers or assigns them, and concludes."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.core.subjects import SubjectRef
from caunoi.meetings import events
from caunoi.meetings.errors import NoAnswer, QuestionNotFound, QuestionTaken, UnfitConclusion, WrongJoin
from caunoi.meetings.models import Conclusion, Meeting, Question, Same
from caunoi.meetings.policies import require_chair
from caunoi.meetings.rows import locked, locked_question, note, note_question, require_open, require_state, touch
from caunoi.meetings.rules.states import HOST
from caunoi.meetings.shapes import Assignment
from caunoi.tasks import operations as tasks
from caunoi.tasks.shapes import Origin, TaskDraft

_ANSWER = ["state", "answer", "answered_at", "answered_by", "task_id", "agency_id", "due_on"]
SUBJECT = "meeting"


@transaction.atomic
def take(*, meeting_id: UUID, actor: Actor, now: datetime, question_id: UUID | None = None) -> UUID:
    """Take a waiting question, or the next one: the discussion is about it now. The one before goes back to its place.

    Raises MeetingNotFound, NotTheChair, WrongState, QuestionNotFound (also when none waits), QuestionTaken.
    """
    row = locked(meeting_id)
    require_chair(actor, agency_id=row.agency_id, now=now)
    require_state(row, HOST["take"])
    questions = Question.objects.filter(meeting=row)
    chosen = questions.filter(pk=question_id) if question_id else questions.filter(state="waiting")
    question = chosen.order_by("position", "number").first()
    if question is None:
        raise QuestionNotFound
    if question.state != "waiting":
        raise QuestionTaken
    questions.filter(state="now").update(state="waiting")
    question.state = "now"
    question.save(update_fields=["state"])
    touch(row)
    note_question(events.QuestionTaken(meeting=row.pk, number=question.number), question, row, actor=actor, now=now)
    return question.pk


@transaction.atomic
def answer_now(*, question_id: UUID, answer: str, actor: Actor, now: datetime) -> None:
    """Write down the answer that was given; for the questions joined to it as well.

    During the meeting, and after it until the minutes are signed. Raises QuestionNotFound, NotTheChair, WrongState,
    QuestionTaken, NoAnswer.
    """
    row, question = locked_question(question_id)
    person_id = require_chair(actor, agency_id=row.agency_id, now=now)
    require_state(row, HOST["answer"])
    require_open(question)
    _check_answer(answer, needed=True)
    question.state, question.answer, question.answered_at, question.answered_by = (
        "answered",
        answer.strip(),
        now,
        person_id,
    )
    question.save(update_fields=_ANSWER)
    touch(row, minutes_file_id=None)
    event = events.QuestionAnswered(meeting=row.pk, number=question.number)
    note_question(event, question, row, actor=actor, now=now)


@transaction.atomic
def assign_question(
    *, question_id: UUID, assignment: Assignment, actor: Actor, now: datetime, answer: str = ""
) -> UUID:
    """Give the question to an agency with a deadline: a task from now on; its id. `answer`: what was said of it.

    Raises QuestionNotFound, NotTheChair, WrongState, QuestionTaken, NoAnswer (too long), and what
    `tasks.operations.assign` raises (UnclearTask names every missing point).
    """
    row, question = locked_question(question_id)
    person_id = require_chair(actor, agency_id=row.agency_id, now=now)
    require_state(row, HOST["answer"])
    require_open(question)
    _check_answer(answer, needed=False)
    task = tasks.assign(
        origin=_origin(row, now), draft=_draft(assignment, question.text, f"Câu hỏi {question.number}"), actor=actor,
        now=now, issuer_id=row.agency_id,
    )  # fmt: skip
    question.state, question.answer, question.answered_at, question.answered_by = (
        "assigned",
        answer.strip(),
        now,
        person_id,
    )
    question.task_id, question.agency_id, question.due_on = task.id, task.lead_agency_id, task.due_on
    question.save(update_fields=_ANSWER)
    touch(row, minutes_file_id=None)
    event = events.QuestionAssigned(
        meeting=row.pk, number=question.number, task=task.id, agency=task.lead_agency_id, due_on=task.due_on
    )
    note_question(event, question, row, actor=actor, now=now)
    return task.id


@transaction.atomic
def join_questions(*, question_id: UUID, into_id: UUID, actor: Actor, now: datetime) -> None:
    """An open question is the same as another one: its point, and those that have it too, count there.

    Raises QuestionNotFound, NotTheChair, WrongState, WrongJoin.
    """
    row, question = locked_question(question_id)
    person_id = require_chair(actor, agency_id=row.agency_id, now=now)
    require_state(row, {"invited", *HOST["answer"]})
    into = Question.objects.filter(pk=into_id, meeting=row).exclude(state__in=("withdrawn", "joined")).first()
    if into is None or into.pk == question.pk or question.state != "waiting":
        raise WrongJoin
    sharing = {question.point_id, *question.sames.values_list("point_id", flat=True)} - {into.point_id}
    Same.objects.bulk_create(
        (Same(question=into, point_id=point_id, at=now, by=person_id) for point_id in sharing), ignore_conflicts=True
    )
    question.joined.update(joined_to=into)
    question.state, question.joined_to = "joined", into
    question.save(update_fields=["state", "joined_to"])
    into.same = into.sames.count()
    into.save(update_fields=["same"])
    touch(row)
    event = events.QuestionJoined(meeting=row.pk, number=question.number, into=into.pk)
    note_question(event, question, row, actor=actor, now=now)


@transaction.atomic
def conclude(
    *, meeting_id: UUID, text: str, assignment: Assignment, actor: Actor, now: datetime, item_id: UUID | None = None
) -> UUID:
    """Write a conclusion, about a line of the agenda or about the whole: a task at once. The conclusion's id.

    Raises MeetingNotFound, NotTheChair, WrongState, UnfitConclusion, and what `tasks.operations.assign` raises.
    """
    row = locked(meeting_id)
    person_id = require_chair(actor, agency_id=row.agency_id, now=now)
    require_state(row, HOST["conclude"])
    if not 5 <= len(text.strip()) <= 500 or (item_id and not row.agenda.filter(pk=item_id).exists()):
        raise UnfitConclusion
    number = row.conclusions.count() + 1
    task = tasks.assign(
        origin=_origin(row, now), draft=_draft(assignment, text, f"Kết luận {number}"), actor=actor, now=now,
        issuer_id=row.agency_id,
    )  # fmt: skip
    assert task.person_id is not None  # one of the clear points of a task
    made = Conclusion.objects.create(
        meeting=row, item_id=item_id, number=number, text=text.strip(), agency_id=task.lead_agency_id,
        person_id=task.person_id, due_on=task.due_on, task_id=task.id, at=now, by=person_id,
    )  # fmt: skip
    touch(row, minutes_file_id=None)
    event = events.Concluded(code=row.code, number=number, task=task.id, agency=task.lead_agency_id, due_on=task.due_on)
    note(event, row, actor=actor, now=now)
    return made.pk


def _check_answer(answer: str, *, needed: bool) -> None:
    if len(answer.strip()) > 4000 or (needed and len(answer.strip()) < 5):
        raise NoAnswer


def _origin(row: Meeting, now: datetime) -> Origin:
    return Origin(
        kind="conclusion", number=row.code, issued_on=local_date(row.started_at or now), abstract=row.title,
        issuer_id=row.agency_id, subject=SubjectRef(SUBJECT, row.pk),
    )  # fmt: skip


def _draft(assignment: Assignment, text: str, part: str) -> TaskDraft:
    title = " ".join((assignment.title.strip() or text.strip()).split())
    return TaskDraft(
        title=title if len(title) <= 500 else f"{title[:499]}…", person_id=assignment.person_id,
        responsibility=assignment.responsibility, result=assignment.result, authority=assignment.authority,
        due_on=assignment.due_on, lead_agency_id=assignment.lead_agency_id, coordinating=assignment.coordinating,
        part=part,
    )  # fmt: skip

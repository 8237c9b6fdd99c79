"""What the chair does: takes a question, answers, assigns, joins two, concludes, ends."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from caunoi.core.errors import NotFound
from caunoi.desk.asking import when, who
from caunoi.desk.meetings import words
from caunoi.desk.meetings.forms import AnswerForm, ConclusionForm, JoinForm, QuestionAssignmentForm
from caunoi.desk.meetings.live import done
from caunoi.desk.meetings.preparing import ASK, about, allowed
from caunoi.desk.meetings.views import GET_POST
from caunoi.desk.taking import Question, asked, confirmed
from caunoi.meetings import operations, queries
from caunoi.meetings.errors import QuestionNotFound
from caunoi.meetings.shapes import MeetingView, QuestionView
from caunoi.ui.access import role

PAGE = 50


@role(*words.MAY_ACT)
@require_POST
def take(request: HttpRequest, meeting_id: UUID) -> HttpResponseBase:
    """The chosen question, or the next one, is discussed now."""

    def run() -> None:
        chosen = request.POST.get("question", "")
        operations.take(
            meeting_id=meeting_id, question_id=_uuid(chosen) if chosen else None, actor=who(request), now=when(request)
        )

    return done(request, meeting_id, run, _("Đang trả lời câu hỏi này."))


@role(*words.MAY_ACT)
@require_http_methods(GET_POST)
def answer(request: HttpRequest, meeting_id: UUID, question_id: UUID) -> HttpResponseBase:
    """Write down what was answered; from the room, without leaving it."""
    view, question = _asked_about(request, meeting_id, question_id, "answer")

    def run(form: Any) -> str:
        operations.answer_now(
            question_id=question_id, answer=form.cleaned_data["answer"], actor=who(request), now=when(request)
        )
        return _("Đã ghi câu trả lời.")

    if "X-Part" in request.headers and request.method == "POST":
        typed = request.POST.get("answer", "").replace("\0", "")

        def act() -> None:
            operations.answer_now(question_id=question_id, answer=typed, actor=who(request), now=when(request))

        return done(request, meeting_id, act, _("Đã ghi câu trả lời."))
    context = _words(view, question, _("Trả lời câu hỏi"), _("Ghi câu trả lời"))
    return asked(request, AnswerForm, run, template=ASK, context=context, to=context["back"])


@role(*words.MAY_ACT)
@require_http_methods(GET_POST)
def assign(request: HttpRequest, meeting_id: UUID, question_id: UUID) -> HttpResponseBase:
    """Give the question to an agency: a task with a person and a deadline."""
    view, question = _asked_about(request, meeting_id, question_id, "answer")

    def run(form: Any) -> str:
        operations.assign_question(
            question_id=question_id, assignment=form.drafted(), answer=form.cleaned_data["answer"], actor=who(request),
            now=when(request),
        )  # fmt: skip
        return _("Đã giao câu hỏi %(n)s thành nhiệm vụ.") % {"n": question.number}

    form_of = partial(QuestionAssignmentForm, now=when(request), issuer_id=view.line.agency_id)
    context = _words(view, question, _("Giao câu hỏi thành nhiệm vụ"), _("Giao nhiệm vụ"))
    return asked(request, form_of, run, template=ASK, context=context, to=context["back"])


@role(*words.MAY_ACT)
@require_http_methods(GET_POST)
def join(request: HttpRequest, meeting_id: UUID, question_id: UUID) -> HttpResponseBase:
    """The question is the same as another one, given by its number."""
    view, question = _asked_about(request, meeting_id, question_id, "answer")

    def run(form: Any) -> str:
        into = _numbered(request, meeting_id, form.cleaned_data["number"])
        operations.join_questions(question_id=question_id, into_id=into.id, actor=who(request), now=when(request))
        return _("Đã gộp câu hỏi %(n)s vào câu %(into)s.") % {"n": question.number, "into": into.number}

    text = _(
        "Câu trả lời cho câu kia là câu trả lời cho cả hai; điểm cầu hỏi câu này được tính vào số điểm cầu cùng hỏi."
    )
    context = _words(view, question, _("Gộp câu hỏi"), _("Gộp"), text)
    return asked(request, JoinForm, run, template=ASK, context=context, to=context["back"])


@role(*words.MAY_ACT)
@require_http_methods(GET_POST)
def conclude(request: HttpRequest, meeting_id: UUID) -> HttpResponseBase:
    """Write a conclusion: a task at once."""
    view = allowed(request, meeting_id, "conclude")

    def run(form: Any) -> str:
        item = form.cleaned_data.get("item_id")
        operations.conclude(
            meeting_id=meeting_id, text=form.cleaned_data["text"], item_id=UUID(item) if item else None,
            assignment=form.drafted(), actor=who(request), now=when(request),
        )  # fmt: skip
        return _("Đã ghi kết luận và giao nhiệm vụ.")

    items = [(str(one.id), f"{one.position}. {one.title}") for one in view.agenda]
    form_of = partial(ConclusionForm, now=when(request), issuer_id=view.line.agency_id, items=items)
    context = about(view, _("Ghi kết luận"), _("Ghi và giao nhiệm vụ"), to=_room_of(view))
    return asked(request, form_of, run, template=ASK, context=context, to=context["back"])


@role(*words.MAY_ACT)
@require_http_methods(GET_POST)
def end(request: HttpRequest, meeting_id: UUID) -> HttpResponseBase:
    """Close the meeting."""
    view = allowed(request, meeting_id, "end")
    question = Question(
        _("Kết thúc cuộc họp"),
        _("Không nhận câu hỏi mới nữa. Câu chưa trả lời vẫn được trả lời hoặc giao cho đến khi ký biên bản."),
        _("Kết thúc cuộc họp"), done=_("Cuộc họp đã kết thúc."),
    )  # fmt: skip

    def run() -> None:
        operations.end(meeting_id=meeting_id, actor=who(request), now=when(request))

    to = "desk:meeting-outcome" if request.method == "POST" else "desk:meeting-room"
    return confirmed(request, question, run, to, view.line.id)


def _asked_about(
    request: HttpRequest, meeting_id: UUID, question_id: UUID, name: str
) -> tuple[MeetingView, QuestionView]:
    view = allowed(request, meeting_id, name)
    question = queries.question(question_id, actor=who(request), now=when(request))
    if question.point_id not in {one.id for one in view.points}:
        raise QuestionNotFound
    return view, question


def _words(view: MeetingView, question: QuestionView, title: str, button: str, text: str = "") -> dict[str, Any]:
    return {**about(view, title, button, text, to=_room_of(view)), "question": question}


def _room_of(view: MeetingView) -> str:
    """Where the chair comes from and goes back to: the room while it runs, what waits after it."""
    return "desk:meeting-room" if view.line.state == "running" else "desk:meeting-outcome"


def _numbered(request: HttpRequest, meeting_id: UUID, number: int) -> QuestionView:
    """The question of a number; the queue of all is in the order of the numbers."""
    page = queries.queue(
        meeting_id, state="", page=(number - 1) // PAGE + 1, actor=who(request), now=when(request)
    ).questions
    found = next((one for one in page if one.number == number), None)
    if found is None:
        raise QuestionNotFound
    return found


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound from None

"""What an officer at a connection point does: reply, join with one press, ask, say that they have it too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from caunoi.core.errors import NotFound
from caunoi.desk.asking import when, who
from caunoi.desk.meetings import words
from caunoi.desk.meetings.forms import ReplyForm
from caunoi.desk.meetings.live import done
from caunoi.desk.meetings.preparing import ASK, about, allowed
from caunoi.desk.meetings.views import GET_POST
from caunoi.desk.taking import asked
from caunoi.meetings import operations, queries
from caunoi.meetings.errors import PointNotFound, UnfitCount
from caunoi.ui.access import role


@role(*words.MAY_ACT)
@require_http_methods(GET_POST)
def reply(request: HttpRequest, meeting_id: UUID, point_id: UUID) -> HttpResponseBase:
    """Say whether the point comes."""
    view = allowed(request, meeting_id, "reply")
    point = next((one for one in view.mine if one.id == point_id), None)
    if point is None:
        raise PointNotFound

    def run(form: Any) -> str:
        given = form.cleaned_data
        operations.reply(
            point_id=point_id, coming=given["coming"] == "yes", expected=given["expected"] or 0, words=given["words"],
            actor=who(request), now=when(request),
        )  # fmt: skip
        return _("Đã trả lời giấy mời.")

    answered = {"coming": point.reply, "words": point.note} if point.reply != "none" else {}
    initial = {**answered, "expected": point.expected or None}
    context = {**about(view, _("Trả lời giấy mời"), _("Gửi trả lời")), "point": point}

    def form_of(*args: Any) -> ReplyForm:
        return ReplyForm(*args, initial=initial)

    return asked(request, form_of, run, template=ASK, context=context, to=context["back"])


@role(*words.MAY_ACT)
@require_POST
def join(request: HttpRequest, meeting_id: UUID, point_id: UUID) -> HttpResponseBase:
    """The point is connected; the number of people may be put right by the same press."""

    def run() -> None:
        typed = request.POST.get("present", "").strip()
        if not (typed.isascii() and typed.isdigit() and len(typed) < 6):
            raise UnfitCount
        operations.join(point_id=point_id, present=int(typed), actor=who(request), now=when(request))

    return done(request, meeting_id, run, _("Điểm cầu của bạn đã vào họp."))


@role(*words.MAY_ACT)
@require_POST
def leave(request: HttpRequest, meeting_id: UUID, point_id: UUID) -> HttpResponseBase:
    """The point is not connected any more."""

    def run() -> None:
        operations.leave(point_id=point_id, actor=who(request), now=when(request))

    return done(request, meeting_id, run, _("Điểm cầu của bạn đã rời cuộc họp."))


@role(*words.MAY_ACT)
@require_POST
def ask(request: HttpRequest, meeting_id: UUID, point_id: UUID) -> HttpResponseBase:
    """Put a question into the queue; what was typed stays when it is refused."""
    text = request.POST.get("text", "").replace("\0", "")

    def run() -> None:
        operations.ask(point_id=point_id, text=text, actor=who(request), now=when(request))

    return done(request, meeting_id, run, _("Đã gửi câu hỏi. Câu hỏi nằm trong hàng chờ."), typed=text)


@role(*words.MAY_ACT)
@require_POST
def same(request: HttpRequest, meeting_id: UUID, question_id: UUID) -> HttpResponseBase:
    """The officer's point has this question, too."""
    return done(
        request, meeting_id, _of_own_point(request, meeting_id, question_id), _("Đã ghi: điểm cầu bạn cũng hỏi.")
    )


@role(*words.MAY_ACT)
@require_POST
def withdraw(request: HttpRequest, meeting_id: UUID, question_id: UUID) -> HttpResponseBase:
    """Take a question back that still waits."""

    def run() -> None:
        operations.withdraw_question(question_id=question_id, actor=who(request), now=when(request))

    return done(request, meeting_id, run, _("Đã rút câu hỏi."))


def _of_own_point(request: HttpRequest, meeting_id: UUID, question_id: UUID) -> Callable[[], None]:
    def run() -> None:
        point = next(iter(queries.meeting(meeting_id, actor=who(request), now=when(request)).mine), None)
        if point is None:
            raise NotFound
        operations.say_same(question_id=question_id, point_id=point.id, actor=who(request), now=when(request))

    return run

"""After the meeting: what became of every question and conclusion, the minutes, and who is sent them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from caunoi.core.errors import NotFound
from caunoi.desk.asking import when, who
from caunoi.desk.meetings import words
from caunoi.desk.meetings.live import shown
from caunoi.desk.meetings.preparing import allowed
from caunoi.desk.meetings.views import GET_POST
from caunoi.desk.taking import Question, confirmed
from caunoi.meetings import operations, queries
from caunoi.meetings.shapes import OutcomeView
from caunoi.people import queries as people
from caunoi.ui.access import role


@role(*words.MAY_READ)
@require_GET
def outcome(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The conclusions page: every question with its answer or its task, who owes what by when, as it stands today."""
    actor, now = who(request), when(request)
    found = queries.outcome(meeting_id, actor=actor, now=now)
    view = queries.meeting(meeting_id, actor=actor, now=now)
    context = {**_context(request, found), "view": view, "may": view.may, "counts": view.counts}
    return render(request, "desk/meetings/outcome.html", context)


@role(*words.MAY_READ)
@require_GET
def carried(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The outcome of the meeting before, with which this one opens."""
    found = queries.carried(meeting_id, actor=who(request), now=when(request))
    if found is None:
        raise NotFound
    return render(request, "desk/meetings/outcome.html", {**_context(request, found), "next_id": meeting_id})


@role(*words.MAY_READ)
@require_GET
def minutes(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The minutes as a PDF."""
    file, content = queries.minutes(meeting_id, actor=who(request), now=when(request))
    answer = HttpResponse(content, content_type=file.media_type)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=file.name) or "attachment"
    answer["Cache-Control"] = "private, no-store"
    return answer


@role(*words.MAY_ACT)
@require_http_methods(GET_POST)
def make(request: HttpRequest, meeting_id: UUID) -> HttpResponseBase:
    """Write the minutes from what was said and concluded."""
    view = allowed(request, meeting_id, "make_minutes")
    question = Question(
        _("Lập biên bản"),
        _("Biên bản gồm thành phần, câu hỏi, trả lời và kết luận đã ghi. Sửa câu trả lời thì lập lại trước khi ký."),
        _("Lập biên bản"), done=_("Đã lập biên bản. Hãy đọc rồi trình ký."),
    )  # fmt: skip

    def run() -> None:
        operations.make_minutes(meeting_id=meeting_id, actor=who(request), now=when(request))

    return confirmed(request, question, run, "desk:meeting-outcome", view.line.id)


@role(*words.MAY_ACT)
@require_http_methods(GET_POST)
def sign(request: HttpRequest, meeting_id: UUID) -> HttpResponseBase:
    """Sign the minutes: from then on nothing of the meeting changes."""
    view = allowed(request, meeting_id, "sign_minutes")
    question = Question(
        _("Ký số biên bản"), _("Hãy đọc biên bản trước. Sau khi ký, câu trả lời và kết luận không sửa được nữa."),
        _("Ký số biên bản"), done=_("Đã ký biên bản."),
    )  # fmt: skip

    def run() -> None:
        operations.sign_minutes(meeting_id=meeting_id, actor=who(request), now=when(request))

    return confirmed(request, question, run, "desk:meeting-outcome", view.line.id)


@role(*words.MAY_ACT)
@require_http_methods(GET_POST)
def send(request: HttpRequest, meeting_id: UUID) -> HttpResponseBase:
    """Send the signed outcome to every connection point."""
    view = allowed(request, meeting_id, "send")
    n = view.counts.total
    text = ngettext("Gửi thông báo kết quả đến %(n)s điểm cầu.", "Gửi thông báo kết quả đến %(n)s điểm cầu.", n) % {
        "n": n
    }
    question = Question(_("Gửi kết quả"), text, _("Gửi kết quả"), done=_("Đã gửi kết quả đến các điểm cầu."))

    def run() -> None:
        operations.send(meeting_id=meeting_id, actor=who(request), now=when(request))

    return confirmed(request, question, run, "desk:meeting-outcome", view.line.id)


def _context(request: HttpRequest, found: OutcomeView) -> dict[str, Any]:
    tasks = [task for owing in found.owes for task in owing.tasks]
    names = people.names([one.person_id for one in tasks if one.person_id])
    own = {who(request).agency_id}
    reads_all = found.line.agency_id in own

    def told(task: Any) -> dict[str, Any] | None:
        shown_ = words.today(task)
        if shown_ is None:
            return None
        linked = reads_all or task.agency_id in own
        return {**shown_, "person": names.get(task.person_id, ""), "linked": linked}

    return {
        "found": found, "line": found.line, "state": words.STATES[found.line.state],
        "owes": [(one, [told(task) for task in one.tasks]) for one in found.owes],
        "conclusions": [(one, told(one.task)) for one in found.conclusions],
        "questions": [(one, title, colour, told(one.task)) for one, title, colour in shown(found.questions)],
        "late": sum(one.state == "open_overdue" for one in tasks),
        "done": found.total - found.open,
        "waiting": [one for one in found.questions if one.state in ("waiting", "now")],
    }  # fmt: skip

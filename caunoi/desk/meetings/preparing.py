"""A meeting before it begins: its draft, its agenda, that it begins, that it does not take place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from caunoi.core.clock import VIETNAM
from caunoi.core.errors import Conflict, InvalidInput
from caunoi.desk.asking import agency_of, when, who
from caunoi.desk.meetings import words
from caunoi.desk.meetings.forms import ItemForm, MeetingForm, WhyForm
from caunoi.desk.meetings.views import GET_POST
from caunoi.desk.taking import Question, asked, confirmed
from caunoi.desk.tasks.choosing import label_of
from caunoi.meetings import operations, queries
from caunoi.meetings.errors import WrongState
from caunoi.meetings.shapes import ItemDraft, MeetingView
from caunoi.ui.access import role

ASK = "desk/meetings/ask.html"
OVER = ("ended", "concluded")


def allowed(request: HttpRequest, meeting_id: UUID, name: str) -> MeetingView:
    """The meeting, when the officer may do this with it now. Raises MeetingNotFound, WrongState."""
    view = queries.meeting(meeting_id, actor=who(request), now=when(request))
    if name not in view.may and request.method != "POST":
        raise WrongState
    return view


def about(view: MeetingView, title: str, button: str, text: str = "", to: str = "desk:meeting") -> dict[str, Any]:
    """The words of a page that asks something about a meeting."""
    return {
        "title": title, "button": button, "text": text, "line": view.line,
        "back": reverse(to, args=[view.line.id]),
    }  # fmt: skip


@role(*words.MAY_ACT)
@require_http_methods(GET_POST)
def draft(request: HttpRequest) -> HttpResponseBase:
    """Prepare a meeting; with `previous` it follows another one."""
    made: list[UUID] = []

    def run(form: Any) -> str:
        made.append(
            operations.draft_meeting(
                agency_id=agency_of(request), draft=form.drafted(), actor=who(request), now=when(request)
            )
        )
        return _("Đã lưu dự thảo. Hãy ghi chương trình rồi mời các điểm cầu.")

    before = _before(request)
    initial = {"previous_id": request.GET.get("previous", "")}
    context = {
        "title": _("Chuẩn bị cuộc họp"), "button": _("Lưu dự thảo"), "back": reverse("desk:meetings"),
        "text": _("Chỉ cơ quan bạn thấy cuộc họp cho đến khi mời các điểm cầu."),
    }  # fmt: skip
    form_of = partial(MeetingForm, before=before, initial=initial)
    answer = asked(request, form_of, run, template=ASK, context=context, to="desk:meetings")
    return redirect("desk:meeting-agenda", made[0]) if made else answer


@role(*words.MAY_ACT)
@require_http_methods(GET_POST)
def change(request: HttpRequest, meeting_id: UUID) -> HttpResponseBase:
    """Another time, place or name; points that are invited are told."""
    view = allowed(request, meeting_id, "change")

    def run(form: Any) -> str:
        operations.change_meeting(meeting_id=meeting_id, draft=form.drafted(), actor=who(request), now=when(request))
        return _("Đã sửa cuộc họp.")

    starts, ends = (one.astimezone(VIETNAM) for one in (view.line.starts_at, view.line.ends_at))
    initial = {
        "title": view.line.title, "on": starts.date(), "starts_at": starts.time(), "ends_at": ends.time(),
        "place": view.line.place, "room_url": view.room_url, "purpose": view.purpose,
        "previous_id": str(view.previous_id or ""),
    }  # fmt: skip
    text = _("Điểm cầu đã mời được báo khi đổi giờ, địa điểm hoặc phòng họp.") if view.line.state == "invited" else ""
    context = about(view, _("Sửa cuộc họp"), _("Lưu"), text)
    form_of = partial(MeetingForm, before=_before(request, meeting_id), initial=initial)
    return asked(request, form_of, run, template=ASK, context=context, to=context["back"])


@role(*words.MAY_ACT)
@require_http_methods(GET_POST)
def agenda(request: HttpRequest, meeting_id: UUID) -> HttpResponseBase:
    """The lines of the agenda in their order; one is added, moved, written anew or taken out at a time."""
    view = allowed(request, meeting_id, "change")
    chosen = next((one for one in view.agenda if str(one.id) == request.GET.get("item", "")), None)
    form_of = partial(ItemForm, now=when(request))
    if "move" in request.POST:
        _moved(request, meeting_id, view)
        return redirect("desk:meeting-agenda", meeting_id)

    def run(form: Any) -> str:
        common: dict[str, Any] = {"meeting_id": meeting_id, "actor": who(request), "now": when(request)}
        if chosen is None:
            operations.add_agenda_item(item=form.drafted(), **common)
            return _("Đã thêm mục vào chương trình.")
        rows = [form.drafted() if row.id == chosen.id else row.draft for row in _rows(view)]
        operations.set_agenda(items=rows, **common)
        return _("Đã sửa mục của chương trình.")

    initial: dict[str, Any] = {"minutes": 15}
    if chosen:
        agency = label_of(chosen.agency_id) if chosen.agency_id else ""
        initial = {"title": chosen.title, "minutes": chosen.minutes, "notes": chosen.notes, "agency_id": agency}
    context = {
        **about(view, _("Chương trình họp"), _("Lưu mục này") if chosen else _("Thêm vào chương trình")),
        "view": view, "chosen": chosen, "total": sum(one.minutes for one in view.agenda),
    }  # fmt: skip
    to = reverse("desk:meeting-agenda", args=[meeting_id])
    return asked(
        request, partial(form_of, initial=initial), run, template="desk/meetings/agenda.html", context=context, to=to
    )


@dataclass(frozen=True, slots=True)
class Row:
    """A line that there is, as a draft again."""

    id: UUID
    draft: ItemDraft


def _rows(view: MeetingView) -> list[Row]:
    return [Row(one.id, ItemDraft(one.title, one.minutes, one.agency_id, one.notes)) for one in view.agenda]


def _moved(request: HttpRequest, meeting_id: UUID, view: MeetingView) -> None:
    rows = _rows(view)
    at = next((n for n, one in enumerate(rows) if str(one.id) == request.POST.get("item", "")), None)
    move = request.POST["move"]
    if at is None:
        messages.error(request, WrongState().message)
        return
    row = rows.pop(at)
    if move != "out":
        rows.insert(max(0, at - 1) if move == "up" else at + 1, row)
    try:
        operations.set_agenda(
            meeting_id=meeting_id, items=[one.draft for one in rows], actor=who(request), now=when(request)
        )
    except (InvalidInput, Conflict) as error:
        messages.error(request, error.message)


@role(*words.MAY_ACT)
@require_http_methods(GET_POST)
def start(request: HttpRequest, meeting_id: UUID) -> HttpResponseBase:
    """Open the meeting; the chair goes into the room."""
    view = allowed(request, meeting_id, "start")
    question = Question(
        _("Bắt đầu họp"), _("Các điểm cầu vào được phòng họp và gửi câu hỏi ngay."), _("Bắt đầu họp"),
        done=_("Cuộc họp đã bắt đầu."),
    )  # fmt: skip

    def run() -> None:
        operations.start(meeting_id=meeting_id, actor=who(request), now=when(request))

    to = "desk:meeting-room" if request.method == "POST" else "desk:meeting"
    return confirmed(request, question, run, to, view.line.id)


@role(*words.MAY_ACT)
@require_http_methods(GET_POST)
def cancel(request: HttpRequest, meeting_id: UUID) -> HttpResponseBase:
    """The meeting does not take place; whoever was invited is told why."""
    view = allowed(request, meeting_id, "cancel")

    def run(form: Any) -> str:
        operations.cancel(
            meeting_id=meeting_id, reason=form.cleaned_data["reason"], actor=who(request), now=when(request)
        )
        return _("Đã hủy cuộc họp.")

    text = _("Các điểm cầu đã mời được báo cùng lý do. Cuộc họp đã hủy không mở lại được.")
    context = {**about(view, _("Hủy cuộc họp"), _("Hủy cuộc họp"), text), "warning": True}
    return asked(request, WhyForm, run, template=ASK, context=context, to=context["back"])


def _before(request: HttpRequest, own: UUID | None = None) -> list[tuple[str, str]]:
    """Meetings of the agency that may open this one by their outcome, the latest first."""
    found = queries.meetings(agency_of(request), actor=who(request), now=when(request)).meetings
    return [
        (str(one.id), f"{one.starts_at.astimezone(VIETNAM):%d/%m/%Y} · {one.title}")
        for one in found
        if one.agency_id == agency_of(request) and one.state in OVER and one.id != own
    ]

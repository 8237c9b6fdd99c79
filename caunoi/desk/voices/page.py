"""One voice: what it says, who answers, what happened, and what the officer may do with it now."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from caunoi.core.errors import NotFound, NotPermitted
from caunoi.desk.asking import when, who
from caunoi.desk.voices import words
from caunoi.desk.voices.checking import said
from caunoi.ui import formats
from caunoi.ui.access import role
from caunoi.voices import queries
from caunoi.voices.petition_shapes import OfficerPetition
from caunoi.voices.shapes import StepView, VoiceView

ACTS: tuple[tuple[str, str, Promise, str], ...] = (
    ("answer", "desk:voice-answer", gettext_lazy("Viết trả lời"), ""),
    ("route_by_hand", "desk:voice-route", gettext_lazy("Chọn cơ quan trả lời"), ""),
    ("forward", "desk:voice-forward", gettext_lazy("Chuyển cơ quan khác"), "secondary"),
    ("pass_up", "desk:voice-up", gettext_lazy("Chuyển lên cấp trên"), "secondary"),
    ("publish_answer", "desk:voice-publish", gettext_lazy("Công khai câu trả lời"), ""),
    ("close", "desk:voice-close", gettext_lazy("Đồng ý với câu trả lời"), ""),
)
"""What stands as buttons: the operation, the page that asks for it, its button, the button's kind."""
LESS: tuple[tuple[str, str, Promise], ...] = (
    ("reopen", "desk:voice-reopen", gettext_lazy("Chưa giải quyết được, mở lại")),
    ("unpublish", "desk:voice-unpublish", gettext_lazy("Thôi công khai")),
    ("withdraw", "desk:voice-withdraw", gettext_lazy("Rút lại")),
)
"""What is done seldom, as links."""


@role(*words.MAY_READ)
@require_GET
def page(request: HttpRequest, voice_id: UUID) -> HttpResponse:
    """All of it, the newest first."""
    view = queries.voice(voice_id, actor=who(request), now=when(request))
    row = view.row
    petition = _petition(request, view)
    context = {
        "view": view, "one": row, "line": words.line(row), "kind": words.KINDS[row.kind], "facts": _facts(view),
        "acts": [(url, text, kind) for name, url, text, kind in ACTS if name in view.may],
        "less": [(url, text) for name, url, text in LESS if name in view.may],
        "joins": "add_same" in view.may and not view.has_same, "petition": petition,
        "said": said(petition) if petition else [],
        "answers": [(one, [(promise, *_task(promise.state)) for promise in one.commitments]) for one in view.answers],
        "history": [_told(step) for step in reversed(view.steps)],
    }  # fmt: skip
    return render(request, "desk/voices/voice.html", context)


def _petition(request: HttpRequest, view: VoiceView) -> OfficerPetition | None:
    """A petition's own part, when the officer may see it."""
    if view.row.kind != "petition":
        return None
    try:
        return queries.petition_for_officer(view.row.id, actor=who(request), now=when(request))
    except (NotFound, NotPermitted):
        return None


def _task(state: str) -> words.Named:
    return words.TASKS.get(state, (words.TASKS["open_within"][0], "grey"))


def _facts(view: VoiceView) -> list[tuple[str, str, bool]]:
    """What stands beside it: name, value, and whether the value is data in Vietnamese."""
    row = view.row
    found: list[tuple[str, Any, bool]] = [
        (_("Nơi gửi"), row.author_name or _("Người dân"), bool(row.author_name)),
        (_("Lĩnh vực"), row.topic_name, False),
        (_("Cơ quan trả lời"), row.holder_name or _("chưa có cơ quan trả lời"), bool(row.holder_name)),
        (_("Người đầu mối"), view.contact_name, True),
        (_("Người thay thế"), view.stand_in_name, True),
        (_("Cách gửi"), words.WAYS.get(view.way, "") if row.kind == "difficulty" else "", False),
        (_("Ngày gửi"), formats.moment(row.raised_at), False),
        (_("Đã báo lãnh đạo vì quá hạn"), formats.day(view.escalated_on), False),
    ]
    return [(name, str(value), data) for name, value, data in found if value]


_LINE = '<p class="govuk-body govuk-!-margin-bottom-1">{}</p>'
_DATA = '<span lang="vi">{}</span>'


def _told(step: StepView) -> dict[str, Any]:
    """A step as the timeline shows it; names and words are data, whatever the page's language."""
    who_did = ", ".join(name for name in (step.person_name, step.agency_name) if name)
    lines: list[str] = []
    if step.to_agency_name:
        lines.append(format_html("→ {}", format_html(_DATA, step.to_agency_name)))
    if step.to_agency_name and step.due_on:
        lines.append(_("Trả lời trước hết ngày %(day)s.") % {"day": formats.day(step.due_on)})
    if step.words:
        lines.append(format_html(_DATA, step.words))
    return {
        "title": step.title, "by": format_html(_DATA, who_did) if who_did else "", "at": step.at,
        "text": format_html_join("", _LINE, ((line,) for line in lines)),
    }  # fmt: skip

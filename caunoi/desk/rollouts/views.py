"""The list of roll-outs, one of them, and its design."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from caunoi.desk.asking import agency_of, when, who
from caunoi.desk.rollouts import words
from caunoi.desk.rollouts.forms import ChecklistForm, DraftForm
from caunoi.desk.taking import asked
from caunoi.people import queries as people
from caunoi.rollouts import operations, queries
from caunoi.rollouts.shapes import CriterionView, ItemDraft, RolloutDraft, RolloutView
from caunoi.ui.access import role

GET_POST = ["GET", "HEAD", "POST"]
LARGEST_FILE = 20_000_000


@role(*words.MAY_READ)
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Every roll-out that concerns the officer's agency, the latest first."""
    found = queries.rollouts(actor=who(request), now=when(request))
    context = {
        "rows": [(one, *words.STAGES[one.stage]) for one in found], "prepares": who(request).role in words.MAY_PREPARE,
    }  # fmt: skip
    return render(request, "desk/rollouts/list.html", context)


@role(*words.MAY_PREPARE)
@require_http_methods(GET_POST)
def draft(request: HttpRequest) -> HttpResponseBase:
    """Design a pilot and the checklist of the places after it."""
    agency_id, now = agency_of(request), when(request)
    serving, places = queries.choices(agency_id, actor=who(request), now=now)

    def run(form: Any) -> str:
        given = form.cleaned_data
        made = RolloutDraft(
            code=given["code"], title=given["title"], abstract=given["abstract"], person_id=UUID(given["person_id"]),
            pilot_agency_id=UUID(given["pilot_agency_id"]), pilot_starts_on=given["pilot_starts_on"],
            pilot_ends_on=given["pilot_ends_on"], entry=form.criteria("entry"), exit=form.criteria("exit"),
            items=form.drafted(),
        )  # fmt: skip
        operations.draft_rollout(agency_id=agency_id, draft=made, actor=who(request), now=now)
        return _("Đã lập dự thảo. Chỉ cơ quan bạn thấy cho đến khi thí điểm bắt đầu.")

    form_of = partial(
        DraftForm, people=[(str(one), name) for one, name in serving],
        places=[(str(one.id), one.name) for one in places], initial={"person_id": str(who(request).person_id)},
    )  # fmt: skip
    context = {
        "title": _("Lập đợt triển khai"), "button": _("Lưu dự thảo"), "back": reverse("desk:rollouts"),
        "text": _("Thử ở một nơi, có điều kiện bắt đầu và tiêu chí kết thúc, rồi mới nhân rộng từng nơi."),
    }  # fmt: skip
    return asked(request, form_of, run, template="desk/rollouts/ask.html", context=context, to="desk:rollouts")


@role(*words.MAY_READ)
@require_GET
def rollout(request: HttpRequest, rollout_id: UUID) -> HttpResponse:
    """One roll-out: its pilot, waves and what happened."""
    view = queries.rollout(rollout_id, actor=who(request), now=when(request))
    names = people.names([view.person_id, *(one.by for one in view.steps)])
    actor = who(request)
    own = actor.agency_id == view.line.agency_id
    in_pilot = view.line.stage == "pilot" and actor.agency_id == view.pilot_agency_id
    context = {
        "view": view, "line": view.line, "stage": words.STAGES[view.line.stage],
        "officer": names.get(view.person_id, ""),
        "sides": _sides(view), "records": actor.role in words.MAY_PREPARE and (own or in_pilot),
        "prepares": own and actor.role in words.MAY_PREPARE, "decides": own and actor.role in words.MAY_DECIDE,
        "counts": [(*words.PLACES[state], count) for state, count in view.line.counts.items()],
        "history": [_told(one, names) for one in reversed(view.steps)],
        "waves": [(one, f"{one.live / one.total if one.total else 0:.4f}") for one in view.waves],
    }  # fmt: skip
    return render(request, "desk/rollouts/rollout.html", context)


@role(*words.MAY_PREPARE)
@require_http_methods(GET_POST)
def checklist(request: HttpRequest, rollout_id: UUID) -> HttpResponseBase:
    """Replace the checklist by what the pilot has taught."""
    view = queries.rollout(rollout_id, actor=who(request), now=when(request))

    def run(form: Any) -> str:
        operations.change_checklist(rollout_id=rollout_id, items=form.drafted(), actor=who(request), now=when(request))
        return _("Đã sửa danh mục kiểm tra.")

    initial = {
        "items": _written([ItemDraft(one.text, one.who) for one in view.items if one.obligatory]),
        "optional": _written([ItemDraft(one.text, one.who) for one in view.items if not one.obligatory]),
    }
    context = {
        "title": _("Sửa danh mục kiểm tra"), "button": _("Lưu"), "back": reverse("desk:rollout", args=[rollout_id]),
        "text": _("Sửa được đến khi kết thúc thí điểm; sau đó mọi nơi dùng cùng một danh mục."),
    }  # fmt: skip
    form_of = partial(ChecklistForm, initial=initial)
    return asked(request, form_of, run, template="desk/rollouts/ask.html", context=context, to=context["back"])


@role(*words.MAY_READ)
@require_GET
def file(request: HttpRequest, rollout_file_id: UUID) -> HttpResponse:
    """The guidance document or a piece of evidence."""
    found, content = queries.evidence_file(rollout_file_id, actor=who(request), now=when(request))
    answer = HttpResponse(content, content_type=found.media_type)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=found.name) or "attachment"
    answer["Cache-Control"] = "private, no-store"
    return answer


def upload(form: Any) -> tuple[str, bytes] | None:
    """The file of a form as operations take it."""
    given = form.cleaned_data.get("file")
    return (given.name, given.read(LARGEST_FILE)) if given else None


def reasoned(reason: str, more: str) -> str:
    """What an officer wrote, marked as Vietnamese, and a sentence of ours; empty when there is neither."""
    return format_html('<span lang="vi">{}</span> {}', reason, more) if reason or more else ""


def _written(items: list[ItemDraft]) -> str:
    return "\n".join(f"{one.text} | {one.who}" for one in items)


def _sides(view: RolloutView) -> list[tuple[str, list[tuple[CriterionView, Any, str, bool]]]]:
    """Criteria by side, each with its finding's words and colour, and whether it is recorded on now."""
    now = {"draft": ("entry",), "pilot": ("entry", "exit")}.get(view.line.stage, ())
    return [
        (title, [(one, *words.met(one.met), side in now) for one in found])
        for side, title, found in (
            ("entry", _("Điều kiện bắt đầu thí điểm"), view.entry),
            ("exit", _("Tiêu chí kết thúc thí điểm"), view.exit),
        )
    ]  # fmt: skip


def _told(one: Any, names: dict[UUID, str]) -> dict[str, Any]:
    passed = _("Bỏ qua %(count)s tiêu chí bắt buộc.") % {"count": one.despite} if one.despite else ""
    title = words.OUTCOMES[one.outcome] if one.outcome else words.STAGES[one.stage][0]
    return {"title": title, "by": names.get(one.by, ""), "at": one.at, "text": reasoned(one.reason, passed)}

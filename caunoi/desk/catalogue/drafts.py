"""Drafts of the catalogue: the list, beginning one, one whole, and what it changes in words."""

from __future__ import annotations

from itertools import groupby
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from caunoi.core.clock import local_date
from caunoi.core.errors import Conflict, InvalidInput, NotFound
from caunoi.desk.asking import agency_of, when, who
from caunoi.desk.catalogue import drafting
from caunoi.desk.catalogue.draft_forms import NewForm
from caunoi.desk.catalogue.editing.parts import PARTS, fees_part
from caunoi.desk.catalogue.editing.words import told
from caunoi.procedures import operations, queries
from caunoi.procedures.errors import DraftElsewhere, DraftExists
from caunoi.procedures.queries import Change
from caunoi.ui.access import role
from caunoi.units import queries as units

GET_POST = ["GET", "HEAD", "POST"]
PILES: dict[str, tuple[Promise, tuple[str, ...]]] = {
    "open": (gettext_lazy("Đang làm"), ("drafting", "checking", "checked")),
    "decide": (gettext_lazy("Chờ quyết định"), ("checked",)),
    "published": (gettext_lazy("Đã công bố"), ("published",)),
    "dropped": (gettext_lazy("Đã bỏ"), ("dropped",)),
}
BEGUN: dict[str, tuple[Promise, Promise, Promise]] = {
    "amend": (
        gettext_lazy("Sửa đổi thủ tục"), gettext_lazy("Soạn bản sửa đổi"),
        gettext_lazy("Bản thảo bắt đầu từ bản mới nhất. Hồ sơ đang giải quyết vẫn theo bản cũ."),
    ),
    "abolish": (
        gettext_lazy("Bãi bỏ thủ tục"), gettext_lazy("Soạn việc bãi bỏ"),
        gettext_lazy("Sau ngày quyết định có hiệu lực, không nhận hồ sơ mới; hồ sơ đã nộp được giải quyết xong."),
    ),
    "variant": (
        gettext_lazy("Quy định riêng của tỉnh"), gettext_lazy("Soạn quy định riêng"),
        gettext_lazy("Chỉ ghi điều tỉnh làm khác; phần còn lại theo bản chung của cả nước."),
    ),
}  # fmt: skip


@role(*drafting.WORKERS)
@require_GET
def drafts(request: HttpRequest) -> HttpResponse:
    """The drafts of my agency: in work, published, dropped; a leader finds first what waits for a decision."""
    rows = queries.drafts(actor=who(request), now=when(request))
    show = request.GET.get("show") or ("decide" if who(request).role == "leader" else "open")
    show = show if show in PILES else "open"
    piles = [
        {"code": code, "title": title, "count": sum(row.state in states for row in rows)}
        for code, (title, states) in PILES.items()
    ]
    shown = [
        {"row": row, "kind": drafting.KINDS[row.kind], "state": drafting.STATES[row.state],
         "colour": drafting.COLOURS[row.state]}
        for row in rows if row.state in PILES[show][1]
    ]  # fmt: skip
    agency = units.agency(agency_of(request))
    context = {
        "rows": shown, "piles": piles, "show": show, "writes": who(request).role == "catalogue_manager",
        "national": agency.level == "nation",
    }  # fmt: skip
    return render(request, "desk/catalogue/drafts/list.html", context)


@role("catalogue_manager")
@require_http_methods(GET_POST)
def new(request: HttpRequest) -> HttpResponseBase:
    """Begin a procedure that does not exist yet: its code and its name."""
    form = NewForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            data = form.cleaned_data
            try:
                view = operations.start_draft(
                    kind="new", code=data["code"], name=form.names(), actor=who(request), now=when(request)
                )
                return redirect("desk:draft", view.id)
            except DraftExists as error:
                return redirect("desk:draft", error.draft_id)
            except (InvalidInput, Conflict) as error:
                form.take(error)
                status = error.status
    return render(request, "desk/catalogue/drafts/new.html", {"form": form}, status=status)


@role("catalogue_manager")
@require_http_methods(GET_POST)
def begin(request: HttpRequest, code: str, kind: str) -> HttpResponseBase:
    """Begin to amend or abolish a procedure, or what my province does differently.

    An open draft of my agency is gone on with; of another agency it is said whose it is.
    """
    if kind not in BEGUN:
        raise NotFound
    entry = queries.entry(code, on=local_date(when(request)))
    title, button, text = BEGUN[kind]
    context: dict[str, Any] = {
        "title": title, "text": text, "button": button, "entry": entry, "warning": kind == "abolish",
    }  # fmt: skip
    if request.method != "POST":
        return render(request, "desk/catalogue/drafts/begin.html", context)
    province = units.agency(agency_of(request)).province_code or "" if kind == "variant" else ""
    try:
        view = operations.start_draft(
            kind=kind, code=entry.code, province=province, actor=who(request), now=when(request)
        )
    except DraftExists as error:
        return redirect("desk:draft", error.draft_id)
    except DraftElsewhere as error:
        context["busy"] = error.message
        return render(request, "desk/catalogue/drafts/begin.html", context, status=error.status)
    return redirect("desk:draft", view.id)


@role(*drafting.WORKERS)
@require_GET
def draft(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """One draft: its parts and what they lack, what was said about it, what may be done next."""
    view = drafting.read(request, draft_id)
    edits = "save" in view.may
    context = {
        **drafting.heading(view), "tasks": drafting.tasks(view) if edits else [],
        "lacking": drafting.lacking(view) if edits else [], "checked": bool(request.GET.get("check")),
        "sections": sections(_changes(view)) if view.kind != "new" else [], "edits": edits,
        "remarks": [
            {"title": _REMARKED.get(remark.state, ""), "by": remark.name, "at": remark.at, "text": remark.text}
            for remark in reversed(view.remarks)
        ],
    }  # fmt: skip
    return render(request, "desk/catalogue/drafts/draft.html", context)


@role(*drafting.WORKERS)
@require_GET
def whole(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Everything that the draft says, in words and in all languages, to read and to print."""
    view = drafting.read(request, draft_id)
    if view.kind == "abolish":
        raise NotFound
    around = drafting.around(view)
    parts: list[dict[str, Any]] = []
    for part in PARTS.values():
        rows = part.rows.read(view.whole) if part.rows else []
        shown = [{"name": part.row_name(row, around), "said": told(part.row_entries(row), row, around),
                  "fees": _fees(view.whole, number, around) if part.code == "cases" else []}
                 for number, row in enumerate(rows)]  # fmt: skip
        parts.append({"part": part, "said": told(part.entries, view.whole, around), "rows": shown})
    context = {**drafting.heading(view), "parts": parts, "sections": _questions(around.body, around)}
    return render(request, "desk/catalogue/drafts/whole.html", context)


@role(*drafting.WORKERS)
@require_GET
def changes(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """What the draft changes, sentence by sentence, before beside after; and what provinces override of it."""
    view = drafting.read(request, draft_id)
    affected = (
        queries.affected_provinces(draft_id, actor=who(request), now=when(request)) if view.kind != "variant" else []
    )
    names = provinces(request, [one.province for one in affected])
    context = {
        **drafting.heading(view), "sections": sections(_changes(view)),
        "affected": [(names.get(one.province, one.province), one) for one in affected],
    }  # fmt: skip
    return render(request, "desk/catalogue/drafts/changes.html", context)


_REMARKED = {
    "drafting": gettext_lazy("Trả lại để sửa"), "checking": gettext_lazy("Gửi kiểm tra"),
    "checked": gettext_lazy("Đã kiểm tra"), "published": gettext_lazy("Quyết định công bố"),
    "dropped": gettext_lazy("Bỏ bản thảo"),
}  # fmt: skip


def _changes(view: queries.DraftView) -> list[Change]:
    return [] if view.kind == "abolish" else queries.changes(view.base, view.whole)


def sections(found: list[Change]) -> list[tuple[str, list[tuple[Change, str]]]]:
    """Changes under the part that they are in, in the order of the parts."""
    order = list(PARTS)
    named = sorted(((_part_code(change.place), change) for change in found), key=lambda pair: order.index(pair[0]))
    return [
        (str(PARTS[code].title), [(change, _language(change.place)) for _code, change in group])
        for code, group in groupby(named, key=lambda pair: pair[0])
    ]


def _language(place: str) -> str:
    """The language of what is said at a place where it is not the page's: what has no translation is Vietnamese."""
    first, _slash, rest = place.partition("/")
    verbatim = first == "components" and rest.endswith("/name")
    return "vi" if verbatim or first in _VIETNAMESE or "/fees/" in place else ""


_VIETNAMESE = ("field", "keywords", "legal_basis", "unsure_notes", "competent_name", "agencies", "reliefs")
"""What a body says in Vietnamese only, or with the name of a text."""


def _part_code(place: str) -> str:
    first = place.split("/")[0]
    if first in ("name", "summary"):
        return "names"
    if first in ("legal_basis", "source_url", "unsure", "unsure_notes"):
        return "legal"
    return first if first in PARTS else "general"


def _fees(body: dict[str, Any], index: int, around: Any) -> list[dict[str, Any]]:
    part = fees_part(body, index)
    rows = part.rows.read(body) if part.rows else []
    return [{"name": part.row_name(row, around), "said": told(part.row_entries(row), row, around)} for row in rows]


def _questions(body: dict[str, Any], around: Any) -> list[tuple[str, list[tuple[str, bool]]]]:
    form = body.get("form") or {}
    known, required = form.get("properties") or {}, set(form.get("required") or ())
    for rule in form.get("allOf") or ():
        required |= set(rule.get("then", {}).get("required", ()))
    return [
        (
            around.text(section.get("x-title-i18n")),
            [(around.text(known.get(n, {}).get("x-title-i18n")) or n, n in required) for n in section["fields"]],
        )
        for section in form.get("x-sections") or ()
    ]


def provinces(request: HttpRequest, codes: list[str]) -> dict[str, str]:
    """Names of provinces by code, as they are today; one statement, none when there are no codes."""
    if not codes:
        return {}
    return {unit.code: unit.full_name for unit in units.units_at(on=local_date(when(request)), level="province")}

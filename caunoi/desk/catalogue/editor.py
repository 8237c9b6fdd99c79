"""The pages on which a version's body is written: a part, a row of a part, a fee of a case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from caunoi.core.errors import Conflict, NotFound
from caunoi.desk.catalogue import drafting
from caunoi.desk.catalogue.editing import specs
from caunoi.desk.catalogue.editing.around import Body
from caunoi.desk.catalogue.editing.entries import Entry, Item
from caunoi.desk.catalogue.editing.form import PartForm
from caunoi.desk.catalogue.editing.parts import OWN, Part, fees_part, with_kind
from caunoi.desk.catalogue.editing.rows import Rows
from caunoi.desk.taking import Question, confirmed
from caunoi.procedures.errors import StaleDraft
from caunoi.procedures.queries import DraftView
from caunoi.ui.access import role

GET_POST = ["GET", "HEAD", "POST"]
EDITORS = ("catalogue_manager",)


@dataclass(frozen=True, slots=True)
class Page:
    """One form of a draft: what it is called, what it asks of which item, how the answer is kept, where it leads."""

    title: str
    entries: list[Entry]
    item: Item
    keep: Callable[[Item], dict[str, Body]]
    """The changed item as the arguments of `drafting.save`."""
    back: str
    place: tuple[str, int | None, int | None]
    more: dict[str, Any]


@role(*EDITORS)
@require_http_methods(GET_POST)
def part(request: HttpRequest, draft_id: UUID, part: str) -> HttpResponseBase:
    """A part of the draft: its form, or its rows in order."""
    view = drafting.read(request, draft_id)
    found = _part(view, part)
    if found.rows:
        return _rows(request, view, found, reverse("desk:draft", args=[view.id]), _row_address(view, found.code))
    if not found.entries:
        return redirect(drafting.part_address(view, part))
    own = found.code in OWN
    page = Page(
        title=str(found.title), entries=list(found.entries), item=view.body if own else view.whole,
        keep=(lambda item: {"body": item}) if own else (lambda item: {"whole": item}),
        back=reverse("desk:draft", args=[view.id]), place=(found.code, None, None), more={"part": found},
    )  # fmt: skip
    return _form(request, view, page)


@role(*EDITORS)
@require_http_methods(GET_POST)
def row(request: HttpRequest, draft_id: UUID, part: str, index: int) -> HttpResponseBase:
    """A row of a part: a case, a paper, a result, an agency, a relief."""
    view = drafting.read(request, draft_id)
    found = _part(view, part)
    page = _row_page(view, found, index, reverse("desk:draft-part", args=[view.id, part]), (part, index, None))
    if part == "cases":
        page.more["fees"] = _listed(view, fees_part(view.whole, index), _fee_address(view, index))
        page.more["fees_href"] = reverse("desk:draft-fees", args=[view.id, index])
    return _form(request, view, page)


@role(*EDITORS)
@require_http_methods(GET_POST)
def fees(request: HttpRequest, draft_id: UUID, index: int) -> HttpResponseBase:
    """The fees of a case."""
    view = drafting.read(request, draft_id)
    found = fees_of_case(view, index)
    back = reverse("desk:draft-row", args=[view.id, "cases", index])
    return _rows(request, view, found, back, _fee_address(view, index))


@role(*EDITORS)
@require_http_methods(GET_POST)
def fee(request: HttpRequest, draft_id: UUID, index: int, fee: int) -> HttpResponseBase:
    """A fee of a case: how it is reckoned decides what else is asked."""
    view = drafting.read(request, draft_id)
    page = _row_page(
        view, fees_of_case(view, index), fee, reverse("desk:draft-fees", args=[view.id, index]), ("cases", index, fee)
    )
    page.more["fee_kinds"] = specs.FEE_KINDS
    if page.item.get("kind") == "table":
        page.more["table_href"] = reverse("desk:draft-fee-table", args=[view.id, index, fee])
    wanted = request.POST.get("kind", "")
    if request.method == "POST" and wanted in dict(specs.FEE_KINDS) and wanted != page.item.get("kind"):
        return _kind_changed(request, view, page, wanted)
    return _form(request, view, page)


@role(*EDITORS)
@require_http_methods(GET_POST)
def drop_row(request: HttpRequest, draft_id: UUID, part: str, index: int) -> HttpResponseBase:
    """Ask before a row goes."""
    view = drafting.read(request, draft_id)
    found = _part(view, part)
    rows = rows_of(found)
    name = found.row_name(row_at(rows, view.whole, index), drafting.around(view))
    words = Question(_("Bỏ “%(name)s”") % {"name": name}, _("Có thể lấy lại bằng “Hoàn tác”."), _("Bỏ"), warning=True)
    return confirmed(
        request, words, lambda: drafting.save(request, view, whole=rows.drop(view.whole, index)), "desk:draft-part",
        view.id, part,
    )  # fmt: skip


def _kind_changed(request: HttpRequest, view: DraftView, page: Page, kind: str) -> HttpResponseBase:
    form = PartForm(request.POST, entries=page.entries, around=drafting.around(view, page.item))
    if not form.is_valid():
        return _shown(request, view, page, form, status=422)
    try:
        drafting.save(request, view, **page.keep(with_kind(form.changed(), kind)))
    except StaleDraft as stale:
        return _shown(request, view, page, form, status=409, stale=stale)
    messages.success(request, _("Đã đổi cách tính. Hãy điền tiếp các mục của cách tính này."))
    return redirect(request.path)


def _form(request: HttpRequest, view: DraftView, page: Page) -> HttpResponseBase:
    """Show the form, or keep what was answered."""
    if request.method != "POST":
        form = PartForm(entries=page.entries, around=drafting.around(view, page.item))
        if request.GET.get("check"):
            form.show(drafting.problems_at(view, *page.place))
        return _shown(request, view, page, form)
    form = PartForm(request.POST, entries=page.entries, around=drafting.around(view, page.item))
    if not form.is_valid():
        return _shown(request, view, page, form, status=422)
    try:
        drafting.save(request, view, **page.keep(form.changed()))
    except StaleDraft as stale:
        return _shown(request, view, page, form, status=409, stale=stale)
    messages.success(request, _("Đã lưu “%(what)s”.") % {"what": page.title})
    return redirect(page.back)


def _shown(
    request: HttpRequest, view: DraftView, page: Page, form: PartForm, *, status: int = 200,
    stale: StaleDraft | None = None,
) -> HttpResponse:  # fmt: skip
    context = {
        **drafting.heading(view), "form": form, "title": page.title, "back": page.back, "stale": stale,
        "revision": stale.revision if stale else request.POST.get("revision", view.revision), **page.more,
    }  # fmt: skip
    return render(request, "desk/catalogue/drafts/part.html", context, status=status)


def _row_page(view: DraftView, found: Part, index: int, back: str, place: tuple[str, int | None, int | None]) -> Page:
    rows = rows_of(found)
    item = row_at(rows, view.whole, index)
    return Page(
        title=found.row_name(item, drafting.around(view)) or str(found.title), entries=list(found.row_entries(item)),
        item=item, keep=lambda changed: {"whole": rows.replace(view.whole, index, changed)}, back=back, place=place,
        more={"part": found},
    )  # fmt: skip


def _rows(
    request: HttpRequest, view: DraftView, found: Part, back: str, address: Callable[[int], str]
) -> HttpResponseBase:
    """The rows in order; POST adds one, or moves or drops one."""
    if request.method == "POST":
        return _rearranged(request, view, found, address)
    around = drafting.around(view)
    context = {
        **drafting.heading(view), "part": found, "rows": _listed(view, found, address), "back": back,
        "words": [word for word in around.words if word not in (view.whole.get("agencies") or {})],
        "drops": found.code in drafting.parts_of(view),
    }  # fmt: skip
    return render(request, "desk/catalogue/drafts/rows.html", context)


def _rearranged(request: HttpRequest, view: DraftView, found: Part, address: Callable[[int], str]) -> HttpResponseBase:
    rows, asked = rows_of(found), request.POST.get("act", "add")
    act, _colon, number = asked.partition(":")
    index = int(number) if number.isascii() and number.isdigit() and len(number) < 5 else 0
    name = request.POST.get("name", "").strip()[:300]
    if act == "add" and not name:
        messages.error(request, _("Hãy điền tên rồi bấm thêm."))
        return redirect(request.path)
    try:
        drafting.save(request, view, whole=_acted(rows, view.whole, act, index, name))
    except Conflict as refused:
        messages.error(request, refused.message)
        return redirect(request.path)
    if act == "add":
        return redirect(address(len(rows.read(view.whole))))
    return redirect(f"{request.path}#row-{max(index + {'up': -1, 'down': 1}.get(act, 0), 0)}")


def _acted(rows: Rows, whole: Body, act: str, index: int, name: str) -> Body:
    row_at(rows, whole, index) if act != "add" else None
    match act:
        case "add":
            return rows.add(whole, name)
        case "up" | "down":
            return rows.move(whole, index, -1 if act == "up" else 1)
        case "drop":
            return rows.drop(whole, index)
    raise NotFound


def _listed(view: DraftView, found: Part, address: Callable[[int], str]) -> list[dict[str, Any]]:
    around = drafting.around(view)
    rows = rows_of(found).read(view.whole)
    return [
        {
            "name": found.row_name(row, around), "words": found.row_words(row, around), "href": address(number),
            "number": number, "first": number == 0, "last": number == len(rows) - 1,
        }
        for number, row in enumerate(rows)
    ]  # fmt: skip


def _part(view: DraftView, code: str) -> Part:
    found = drafting.parts_of(view).get(code)
    if found is None:
        raise NotFound
    return found


def fees_of_case(view: DraftView, index: int) -> Part:
    """The fees of a case as a part. Raises NotFound."""
    row_at(rows_of(_part(view, "cases")), view.whole, index)
    return fees_part(view.whole, index)


def rows_of(found: Part) -> Rows:
    """The rows of a part. Raises NotFound for one that is a single form."""
    if found.rows is None:
        raise NotFound
    return found.rows


def row_at(rows: Rows, body: Body, index: int) -> Item:
    """A row by its place. Raises NotFound."""
    found = rows.read(body)
    if index >= len(found):
        raise NotFound
    return found[index]


def _row_address(view: DraftView, part: str) -> Callable[[int], str]:
    return lambda number: reverse("desk:draft-row", args=[view.id, part, number])


def _fee_address(view: DraftView, index: int) -> Callable[[int], str]:
    return lambda number: reverse("desk:draft-fee", args=[view.id, index, number])

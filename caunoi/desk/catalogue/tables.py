"""The decision table of a fee: which answers, which amount."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from caunoi.core.decisions import Grid, GridColumn, Slip
from caunoi.core.errors import NotFound, Problem
from caunoi.desk.catalogue import drafting
from caunoi.desk.catalogue.editing.around import Around
from caunoi.desk.catalogue.editor import EDITORS, GET_POST, fees_of_case, row_at, rows_of
from caunoi.desk.tables import editor
from caunoi.desk.tables.place import Place, Question
from caunoi.ui.access import role

_KINDS = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean"}
_WHOLE = re.compile(r"\d+(?:\.0+)?")
_NOT_ASKED: Promise = gettext_lazy("biểu mẫu không có câu hỏi “%(column)s”")
_NO_AMOUNT: Promise = gettext_lazy("bảng phải có cột kết quả “amount” là số tiền")
_WRONG_AMOUNT: Promise = gettext_lazy("dòng %(number)s: số tiền phải là số đồng nguyên, không âm")


@role(*EDITORS)
@require_http_methods(GET_POST)
def fee_table(request: HttpRequest, draft_id: UUID, index: int, fee: int) -> HttpResponseBase:
    """The table of a fee in a grid: its columns are questions of the form, its result is an amount."""
    view = drafting.read(request, draft_id)
    part = fees_of_case(view, index)
    item = row_at(rows_of(part), view.whole, fee)
    if item.get("kind") != "table":
        raise NotFound
    around = drafting.around(view, item)
    asked = questions(around)
    back = reverse("desk:draft-fee", args=[view.id, index, fee])

    def keep(text: str) -> HttpResponseBase:
        drafting.save(request, view, whole=rows_of(part).replace(view.whole, fee, {**item, "table": text}))
        messages.success(request, _("Đã lưu bảng quyết định."))
        return redirect(back)

    place = Place(
        title=_("Bảng quyết định: %(name)s") % {"name": part.row_name(item, around)}, text=str(item.get("table", "")),
        code=str(item.get("id") or "fee"), name=part.row_name(item, Around(view.whole)) or "fee", back=back,
        questions=asked, outputs=(GridColumn("amount", "number", str(_("Số tiền (đồng)"))),), keep=keep,
        template="desk/catalogue/drafts/table.html", context=drafting.heading(view), revision=view.revision,
        money=frozenset({"amount"}), more=lambda grid: _slips(grid, {q.name for q in asked}),
    )  # fmt: skip
    return editor.edit(request, place)


def questions(around: Around) -> list[Question]:
    """The questions of the form that a table can ask."""
    known = (around.body.get("form") or {}).get("properties") or {}
    return [
        Question(name, label, _KINDS[known[name]["type"]], _choices(known[name], around), _allowed(known[name]))
        for name, label in around.questions(*_KINDS)
    ]


def _choices(rules: dict[str, Any], around: Around) -> tuple[tuple[str, str], ...]:
    texts = rules.get("x-enum-i18n") or {}
    return tuple((str(v), around.text(texts.get(v)) or str(v)) for v in rules.get("enum", ()))


def _allowed(rules: dict[str, Any]) -> str:
    """The values that an answer can have, where the form says so."""
    if rules["type"] == "string":
        return ", ".join(f'"{value}"' for value in rules.get("enum", ()))
    low, high = rules.get("minimum"), rules.get("maximum")
    if low is not None and high is not None:
        return f"[{low}..{high}]"
    return f">= {low}" if low is not None else f"<= {high}" if high is not None else ""


def _slips(grid: Grid, asked: set[str]) -> list[Slip]:
    found = [
        Slip(Problem(_NOT_ASKED, params=(("column", column.name),)), None, n)
        for n, column in enumerate(grid.inputs)
        if column.name not in asked
    ]
    names = [column.name for column in grid.columns]
    if "amount" not in names[len(grid.inputs) :]:
        return [*found, Slip(Problem(_NO_AMOUNT))]
    at = names.index("amount", len(grid.inputs))
    wrong = [n for n, row in enumerate(grid.rows) if not _WHOLE.fullmatch(row[at]) and row[at][:1] in "-0123456789"]
    return [
        *found,
        *(Slip(Problem(_WRONG_AMOUNT, params=(("number", n + 1),)), n, at) for n in wrong if grid.rows[n][at]),
    ]

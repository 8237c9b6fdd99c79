"""The page on which a decision table is written. Everything is a form post: it works without a script."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from caunoi.core.decisions import Grid, Slip, TableInvalid, read_grid, write_grid
from caunoi.core.errors import Conflict, Problem
from caunoi.desk.tables import showing
from caunoi.desk.tables.place import Place
from caunoi.desk.tables.posting import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Done, acted, sent, size

LARGEST = 300_000
"""Bytes of a DMN file that is taken."""


def edit(request: HttpRequest, place: Place) -> HttpResponseBase:
    """Show the saved table, or do what a button asks with the table as the page has it.

    Nothing is kept until "save": the other buttons answer with the page, changed.
    """
    if request.method != "POST":
        return _opened(request, place)
    act = request.POST.get("act", "check")
    if act == "import":
        return _taken(request, place)
    if too_large(grid := sent(request.POST, place)) or "rows" not in request.POST:
        return _opened(request, place)
    match act:
        case "save":
            return _kept(request, place, grid)
        case "export":
            return _file(place, write_grid(grid))
        case "try":
            tried = showing.tried(grid, place, request.POST)
            return _page(request, place, grid, tried=tried, focus="tried")
        case "check":
            found = showing.slips(grid, place)
            return _page(request, place, grid, found=found, checked=True)
    done = acted(grid, act, request.POST, place) or Done(grid)
    return _page(request, place, done.grid, focus=done.focus)


def too_large(grid: Grid) -> bool:
    """Whether the table has more cells than a form can send."""
    most = max(len(grid.inputs), len(grid.outputs))
    return size(grid) > MOST_CELLS or len(grid.rows) > MOST_ROWS or most > MOST_COLUMNS


def _opened(request: HttpRequest, place: Place) -> HttpResponse:
    if not place.text.strip():
        return _page(request, place, place.first())
    try:
        grid = read_grid(place.text)
    except TableInvalid as error:
        return _page(request, place, place.first(), found=[Slip(problem) for problem in error.problems])
    return _page(request, place, grid, found=showing.slips(grid, place))


def _taken(request: HttpRequest, place: Place) -> HttpResponse:
    """A file in place of the grid; kept only when the visitor saves it."""
    given = request.FILES.get("file")
    before = sent(request.POST, place)
    wrong: list[Slip]
    if given is None or (given.size or 0) > LARGEST:
        said = _("Hãy chọn một tệp .dmn không quá 300 kB.")
        return _page(request, place, before, found=[Slip(Problem(said))], status=422)
    try:
        grid = replace(read_grid(given.read().decode("utf-8-sig")), code=place.code, name=place.name)
    except UnicodeDecodeError:
        wrong = [Slip(Problem(_("Tệp không phải văn bản UTF-8.")))]
        return _page(request, place, before, found=wrong, status=422)
    except TableInvalid as error:
        wrong = [Slip(problem) for problem in error.problems]
        return _page(request, place, before, found=wrong, status=422)
    if too_large(grid):
        said = _("Bảng này lớn hơn lưới có thể chứa (%(rows)s dòng, %(cells)s ô). Hãy chia làm hai bảng.")
        found = [Slip(Problem(said % {"rows": MOST_ROWS, "cells": MOST_CELLS}))]
        return _page(request, place, before, found=found, status=422)
    return _page(request, place, grid, found=showing.slips(grid, place), unsaved=True)


def _kept(request: HttpRequest, place: Place, grid: Grid) -> HttpResponseBase:
    try:
        return place.keep(write_grid(grid))
    except Conflict as refused:
        found = [Slip(Problem(refused.message))]
        return _page(request, place, grid, found=found, status=409, revision=getattr(refused, "revision", None))


def _file(place: Place, text: str) -> HttpResponse:
    answer = HttpResponse(text, content_type="application/xml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{place.code}.dmn"'
    return answer


def _page(
    request: HttpRequest, place: Place, grid: Grid, *, found: list[Slip] | None = None, focus: str = "",
    tried: showing.Tried | None = None, checked: bool = False, unsaved: bool = False, status: int = 200,
    revision: Any = None,
) -> HttpResponse:  # fmt: skip
    context = {
        **place.context, **showing.page(grid, place, found or []), "place": place, "focus": focus, "tried": tried,
        "checked": checked and not found, "unsaved": unsaved or (request.method == "POST" and status == 200),
        "tries": showing.tries(grid, place, request.POST), "too_large": too_large(grid),
        "revision": revision or request.POST.get("revision", place.revision),
    }  # fmt: skip
    return render(request, place.template, context, status=status)

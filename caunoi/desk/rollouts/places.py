"""The places of a roll-out as they stood on a day: as a table, a workbook and a map."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import IO, Any
from uuid import UUID

import xlsxwriter
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from caunoi.core.clock import local_date
from caunoi.desk.asking import page_number, when, who
from caunoi.desk.rollouts import words
from caunoi.desk.sending import workbook as sent
from caunoi.desk.taking import past_last
from caunoi.rollouts import queries
from caunoi.rollouts.shapes import PlaceLine, RolloutView
from caunoi.ui import maps
from caunoi.ui.access import role
from caunoi.ui.forms import DateField, Form
from caunoi.units import queries as units
from caunoi.units.rules.text import fold

PAGE = 50


class FilterForm(Form):
    """Which places, and on which day."""

    on = DateField(label=gettext_lazy("Tính đến hết ngày"), required=False)


@dataclass(frozen=True, slots=True)
class Pages:
    """One page of a list."""

    number: int
    pages: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks: the moment, and which places."""

    at: datetime
    on: date
    state: str
    province: str
    text: str
    wrong: list[str]

    def query(self, today: date, **more: str) -> str:
        """The question as the end of an address."""
        said = {
            "state": self.state, "province": self.province, "q": self.text,
            "on": "" if self.on == today else self.on.isoformat(),
        } | more  # fmt: skip
        kept = {name: value for name, value in said.items() if value}
        return f"?{urlencode(kept)}" if kept else "?"


@role(*words.MAY_READ)
@require_GET
def table(request: HttpRequest, rollout_id: UUID) -> HttpResponse:
    """The places of a page; narrowed by state, province and name without diacritics."""
    asked, today = _asked(request), local_date(when(request))
    view = queries.rollout(rollout_id, actor=who(request), now=when(request), as_of=asked.at)
    found = _found(request, rollout_id, asked)
    pages = max(1, -(-len(found) // PAGE))
    number = min(page_number(request), pages)
    shown = found[(number - 1) * PAGE : number * PAGE]
    context = {
        **_common(view, asked, today), "rows": [(one, *words.PLACES[one.state]) for one in shown],
        "page": Pages(number, pages), "count": len(found),
        "states": [(code, title, asked.query(today, state=code)) for code, (title, _colour) in words.PLACES.items()],
        "every": asked.query(today, state=""),
    }  # fmt: skip
    return render(request, "desk/rollouts/places.html", context, status=422 if asked.wrong else 200)


@role(*words.MAY_READ)
@require_GET
def workbook(request: HttpRequest, rollout_id: UUID) -> HttpResponseBase:
    """The whole table that the question gives, as XLSX."""
    asked = _asked(request)
    view = queries.rollout(rollout_id, actor=who(request), now=when(request), as_of=asked.at)
    found = _found(request, rollout_id, asked)
    return sent(lambda to: _written(to, view, asked, found), f"{view.line.id}-{asked.on}.xlsx")


@role(*words.MAY_READ)
@require_GET
def drawn(request: HttpRequest, rollout_id: UUID) -> HttpResponse:
    """The places on a map: provinces by colour, communes of a province (or of all) as points; the table behind."""
    asked, today = _asked(request), local_date(when(request))
    view = queries.rollout(rollout_id, actor=who(request), now=when(request), as_of=asked.at)
    found = _found(request, rollout_id, asked)
    drawing, unplaced = _drawn(found, asked)
    context = {
        **_common(view, asked, today), "drawing": drawing, "unplaced": unplaced, "count": len(found),
        "legend": [(*words.PLACES[one], sum(1 for p in found if p.state == one)) for one in words.PLACES],
        "rows": [(one, *words.PLACES[one.state]) for one in found[:PAGE]],
    }  # fmt: skip
    return render(request, "desk/rollouts/map.html", context, status=422 if asked.wrong else 200)


def _common(view: RolloutView, asked: Asked, today: date) -> dict[str, Any]:
    return {
        "view": view, "line": view.line, "asked": asked, "query": asked.query(today),
        "provinces": [(one.code, one.full_name) for one in units.units_at(on=today, level="province")],
    }  # fmt: skip


def _asked(request: HttpRequest) -> Asked:
    """The question; what is wrong in it is said, and left out."""
    now = when(request)
    today = local_date(now)
    on, wrong = today, []
    if text := request.GET.get("on", "") or "/".join(request.GET.get(f"on_{i}", "") for i in range(3)).strip("/"):
        form = FilterForm({"on": text})
        given = form.cleaned_data.get("on") if form.is_valid() else None
        if given is None or given > today:
            wrong.append(_("Hãy nhập một ngày không sau hôm nay, ví dụ 30/6/2026."))
        else:
            on = given
    at = now if on == today else past_last(on) - timedelta(microseconds=1)
    state = request.GET.get("state", "")
    return Asked(
        at, on, state if state in words.PLACES else "", request.GET.get("province", "")[:10],
        request.GET.get("q", "").strip()[:100], wrong,
    )  # fmt: skip


def _found(request: HttpRequest, rollout_id: UUID, asked: Asked) -> list[PlaceLine]:
    found = queries.places(
        rollout_id, actor=who(request), now=when(request), as_of=asked.at, state=asked.state, province=asked.province
    )
    wanted = fold(asked.text)
    return [one for one in found if wanted in fold(one.agency_name)] if wanted else found


def _drawn(found: list[PlaceLine], asked: Asked) -> tuple[maps.Drawing, int]:
    """Provinces as areas, everything below as points; how many have no known coordinates."""
    areas = {one.province: _mark(one) for one in found if one.level == "province"}
    lower = [one for one in found if one.level == "commune" and one.unit_id]
    where = units.units([one.unit_id for one in lower if one.unit_id]) if lower else {}
    points = []
    for one in lower:
        spot = where.get(one.unit_id) if one.unit_id else None
        if spot is not None and spot.lat is not None and spot.lon is not None:
            points.append((spot.lat, spot.lon, _mark(one)))
    drawing = maps.drawing(reverse("units:boundaries"), areas=areas, points=points, focus=asked.province)
    return drawing, len(found) - len(areas) - len(points)


def _mark(one: PlaceLine) -> maps.Mark:
    title, colour = words.PLACES[one.state]
    return maps.Mark(f"{one.agency_name}: {title}", colour, reverse("desk:rollout-place", args=[one.id]))


def _written(to: IO[bytes], view: RolloutView, asked: Asked, found: list[PlaceLine]) -> None:
    book = xlsxwriter.Workbook(
        to, {"in_memory": True, "strings_to_formulas": False, "default_date_format": "dd/mm/yyyy"}
    )
    sheet = book.add_worksheet(str(_("Nơi triển khai"))[:31])
    bold = book.add_format({"bold": True, "bg_color": "#F1EADF", "border": 1})
    sheet.write_string(0, 0, f"{view.line.code}. {view.line.title}")
    sheet.write_string(1, 0, f"{_('Tính đến hết ngày')} {asked.on:%d/%m/%Y}")
    heads = [
        _("Cơ quan"), _("Mã tỉnh"), _("Đợt"), _("Hạn vận hành"), _("Trạng thái"), _("Từ ngày"),
        _("Mục bắt buộc còn lại"), _("Quá hạn"),
    ]  # fmt: skip
    for column, name in enumerate(heads):
        sheet.write_string(3, column, name, bold)
    for number, one in enumerate(found, 4):
        sheet.write_string(number, 0, one.agency_name)
        sheet.write_string(number, 1, one.province)
        sheet.write_number(number, 2, one.wave)
        sheet.write_datetime(number, 3, datetime.combine(one.due_on, datetime.min.time()))
        sheet.write_string(number, 4, str(words.PLACES[one.state][0]))
        sheet.write_datetime(number, 5, datetime.combine(local_date(one.since), datetime.min.time()))
        sheet.write_number(number, 6, one.open)
        sheet.write_string(number, 7, _("quá hạn") if one.late else "")
    sheet.set_column(0, 0, 48)
    sheet.set_column(1, 7, 16)
    sheet.freeze_panes(4, 1)
    sheet.autofilter(3, 0, max(3, 3 + len(found)), len(heads) - 1)
    book.close()

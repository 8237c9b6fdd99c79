"""How settlement goes: for my commune, my province and the country; tables to take away.

Any officer may open it: figures hold nothing personal. Which commune and province are "mine" follows from the agency
that the officer acts for.
"""

from __future__ import annotations

import csv
from datetime import date, datetime
from io import StringIO

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from caunoi.board import periods, reading
from caunoi.board.periods import PeriodForm, Span
from caunoi.board.reading import Place, Row
from caunoi.core.clock import local_date
from caunoi.core.errors import DomainError, InvalidInput, NotPermitted, Problem
from caunoi.measures.queries import Settlement
from caunoi.ui.access import officer
from caunoi.ui.forms import errors_of

MARK = "\ufeff"
FIGURES = ("received", "in_process", "done", "on_time", "late")


def _now(request: HttpRequest) -> datetime:
    now: datetime = request.now  # type: ignore[attr-defined]
    return now


def _place(request: HttpRequest, today: date) -> Place:
    agency_id = getattr(getattr(request, "actor", None), "agency_id", None)
    if agency_id is None:
        raise NotPermitted
    return reading.place_of(agency_id, on=today)


@officer
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The board. Wrong dates are said beside their fields; the figures are then this month's."""
    now = _now(request)
    today = local_date(now)
    period, form = periods.asked(request.GET, today)
    wrong = form.is_bound and not form.is_valid()
    place = _place(request, today)
    context = {
        "period": period, "form": form, "choices": periods.CHOICES.items(), "now": now, "place": place,
        "chosen": "dates" if form.is_bound else period.kind,
        "query": _query(request, wrong=wrong),
    }  # fmt: skip
    try:
        context |= {
            "summary": reading.summary(place, period, now=now),
            "provinces": reading.provinces(place, period, now=now),
            "agencies": reading.agencies(place, period, now=now),
        }
    except DomainError as error:  # the measure is not defined on these dates: the page says so
        context["unavailable"] = error.message
        wrong = True
    return render(request, "board/home.html", context, status=422 if wrong else 200)


def _query(request: HttpRequest, *, wrong: bool) -> str:
    """The address's own parameters, for the downloads."""
    return "" if wrong else request.GET.urlencode()


@officer
@require_GET
def provinces_csv(request: HttpRequest) -> HttpResponse:
    """The country's provinces."""
    period, place = _asked(request)
    return _table("provinces", period, reading.provinces(place, period, now=_now(request)))


@officer
@require_GET
def agencies_csv(request: HttpRequest) -> HttpResponse:
    """The agencies of the officer's province."""
    period, place = _asked(request)
    return _table("agencies", period, reading.agencies(place, period, now=_now(request)))


def _asked(request: HttpRequest) -> tuple[Span, Place]:
    """The period and the place of a download. Raises InvalidInput."""
    today = local_date(_now(request))
    period, form = periods.asked(request.GET, today)
    _require_valid(form)
    return period, _place(request, today)


def _require_valid(form: PeriodForm) -> None:
    if form.is_bound and not form.is_valid():
        raise InvalidInput([Problem(error.text) for error in errors_of(form)])


def _table(name: str, period: Span, rows: list[Row]) -> HttpResponse:
    """A CSV that spreadsheets open as they should: UTF-8 with its mark, heads in the reader's language."""
    out = StringIO()
    out.write(MARK)
    writer = csv.writer(out)
    writer.writerow([
        _("Nơi"), _("Mã"), _("Từ ngày"), _("Đến hết ngày"), _("Đã tiếp nhận"), _("Đang xử lý"), _("Đã xong"),
        _("Đúng hạn"), _("Quá hạn"), _("Tỷ lệ đúng hạn"),
    ])  # fmt: skip
    for row in rows:
        writer.writerow([row.name, row.figures.code, period.start, period.last, *_cells(row.figures)])
    answer = HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}-{period.start}-{period.last}.csv"'
    return answer


def _cells(figures: Settlement) -> list[str]:
    share = figures.on_time_share
    return [*(str(getattr(figures, name)) for name in FIGURES), "" if share is None else f"{share:.4f}"]

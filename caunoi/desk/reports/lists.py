"""What an agency has to report and which rounds it opened; the reports of a round."""

from __future__ import annotations

from typing import IO, Any
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from openpyxl import Workbook

from caunoi.desk.asking import Pages, agency_of, page_number, when, who
from caunoi.desk.reports import words
from caunoi.desk.sending import plain, workbook
from caunoi.reports import queries
from caunoi.reports.errors import NotTheOpener
from caunoi.reports.shapes import ReportView
from caunoi.reports.words import LEVELS, named, period_name
from caunoi.ui.access import role
from caunoi.units.rules.text import fold

PER_PAGE = 50


@role(*words.SEES)
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """The agency's own reports, and the rounds that it opened."""
    actor, now, agency_id = who(request), when(request), agency_of(request)
    mine = queries.my_reports(agency_id=agency_id, actor=actor, now=now)
    opened = [one for one in queries.rounds(actor=actor, now=now) if one.agency_id == agency_id]
    context = {
        "mine": [(one, *_said(one)) for one in mine],
        "opened": [(one, named(one.names), period_name(one.period)) for one in opened],
        "opens": actor.role in words.LEADS and _stands_above(request),
        "above": _stands_above(request),
    }  # fmt: skip
    return render(request, "desk/reports/list.html", context)


@role(*words.SEES)
@require_GET
def round_page(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """A round's reports, narrowed by state and by name without diacritics; for an agency asked, its own only."""
    actor, now = who(request), when(request)
    found = queries.round_view(round_id, actor=actor, now=now)
    status, text = request.GET.get("state", ""), request.GET.get("q", "")
    rows = [one for one in _rows(request, round_id) if _fits(one, status, text)]
    number, pages = page_number(request), max(1, -(-len(rows) // PER_PAGE))
    number = min(number, pages)
    states = [(code, words.status(code)[0]) for code in words.COLOURS]
    context = {
        "round": found, "form": named(found.names), "period": period_name(found.period), "state": status, "q": text,
        "states": [*states, ("overdue", words.STANDINGS["overdue"][0])],
        "rows": [(one, *_said(one)) for one in rows[(number - 1) * PER_PAGE : number * PER_PAGE]],
        "count": len(rows), "page": Pages(number, pages), "opener": found.counts.total > 0,
    }  # fmt: skip
    return render(request, "desk/reports/round.html", context)


@role(*words.SEES)
@require_GET
def round_sheet(request: HttpRequest, round_id: UUID) -> FileResponse:
    """The same list as a workbook."""
    found = queries.round_view(round_id, actor=who(request), now=when(request))
    status, text = request.GET.get("state", ""), request.GET.get("q", "")
    rows = [one for one in _rows(request, round_id) if _fits(one, status, text)]

    def write(file: IO[bytes]) -> None:
        book = Workbook(write_only=True)
        sheet = book.create_sheet(_("Báo cáo"))
        sheet.append(
            [_("Cơ quan"), _("Cấp"), _("Trạng thái"), _("Thời hạn"), _("Hạn gửi"), _("Ngày gửi"), _("Lần gửi")]
        )
        for one in rows:
            _title, state, standing = _said(one)
            sheet.append(plain(
                sheet, one.agency_name, str(LEVELS[one.level]), str(state[0]), str(standing[0]), one.due_on,
                one.submitted_at.date() if one.submitted_at else None, one.submissions,
            ))  # fmt: skip
        book.save(file)

    return workbook(write, f"bao-cao-{found.period.code.replace('/', '-')}.xlsx")


def _rows(request: HttpRequest, round_id: UUID) -> list[ReportView]:
    actor, now = who(request), when(request)
    if queries.round_view(round_id, actor=actor, now=now).counts.total:
        return queries.reports_of_round(round_id, actor=actor, now=now)
    mine = queries.my_reports(agency_id=agency_of(request), actor=actor, now=now)
    return [one for one in mine if one.round_id == round_id]


def _fits(one: ReportView, status: str, text: str) -> bool:
    state = status in ("", one.status) or (status == "overdue" and one.standing == "overdue")
    return state and fold(text) in fold(one.agency_name)


def _said(one: ReportView) -> tuple[str, Any, Any]:
    """A report's title, its status and how it stands to its due day."""
    return f"{named(one.names)}, {period_name(one.period)}", words.status(one.status), words.STANDINGS[one.standing]


def _stands_above(request: HttpRequest) -> bool:
    try:
        return bool(queries.askable(agency_id=agency_of(request), actor=who(request), now=when(request)))
    except NotTheOpener:
        return False

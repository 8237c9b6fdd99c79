"""A round's consolidated reports: have one made, follow it, take the files; and the last round beside this one."""

from __future__ import annotations

from typing import IO
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods
from openpyxl import Workbook

from caunoi.desk.asking import Pages, page_number, when, who
from caunoi.desk.reports import words
from caunoi.desk.sending import workbook
from caunoi.desk.taking import Question, confirmed
from caunoi.people import queries as people
from caunoi.reports import queries
from caunoi.reports.consolidating import comparing, making
from caunoi.reports.words import named, period_name
from caunoi.ui.access import role

PER_PAGE = 50


@role(*words.SEES)
@require_GET
def consolidated(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """What was made of the round, with how far the one that is being made has come."""
    actor, now = who(request), when(request)
    made = making.consolidations(round_id, actor=actor, now=now)
    found = queries.round_view(round_id, actor=actor, now=now)
    names = people.names({one.asked_by for one in made})
    context = {
        "round": found, "form": named(found.names), "period": period_name(found.period),
        "rows": [(one, names.get(one.asked_by, ""), words.MAKING[one.state], f"{one.percent / 100}") for one in made],
        "working": any(one.state in ("waiting", "working") for one in made),
        "may_ask": found.counts.accepted and actor.role in words.FILLS,
    }  # fmt: skip
    return render(request, "desk/reports/consolidated.html", context)


@role(*words.FILLS)
@require_http_methods(["GET", "HEAD", "POST"])
def consolidate(request: HttpRequest, round_id: UUID) -> HttpResponseBase:
    """Have one made."""
    actor, now = who(request), when(request)
    counts = queries.round_view(round_id, actor=actor, now=now).counts
    said = _("Báo cáo được lập từ %(accepted)s trên %(total)s báo cáo; cơ quan còn thiếu được nêu tên.") % {
        "accepted": counts.accepted, "total": counts.total,
    }  # fmt: skip
    begun = _("Báo cáo tổng hợp đang được lập. Trang này tự cập nhật.")
    question = Question(_("Lập báo cáo tổng hợp"), said, _("Lập báo cáo"), done=begun)
    return confirmed(
        request, question, lambda: making.ask(round_id=round_id, actor=actor, now=now), "desk:report-consolidated",
        round_id,
    )  # fmt: skip


@role(*words.SEES)
@require_GET
def consolidated_file(request: HttpRequest, round_id: UUID, consolidation_id: UUID, kind: str) -> HttpResponse:
    """The PDF or the DOCX."""
    file, content = making.consolidated_file(
        round_id, consolidation_id, kind=kind, actor=who(request), now=when(request)
    )
    answer = HttpResponse(content, content_type=file.media_type)
    answer["Content-Disposition"] = f'attachment; filename="{file.name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@role(*words.SEES)
@require_GET
def comparison(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """Every number that moved since the last round, the biggest jump first."""
    actor, now = who(request), when(request)
    before, changes = comparing.comparison(round_id, actor=actor, now=now)
    found = queries.round_view(round_id, actor=actor, now=now)
    pages = max(1, -(-len(changes) // PER_PAGE))
    number = min(page_number(request), pages)
    shown = changes[(number - 1) * PER_PAGE : number * PER_PAGE]
    context = {
        "round": found, "form": named(found.names), "period": period_name(found.period),
        "before": period_name(before.period) if before else "",
        "rows": [(one, named(one.names), named(one.cell.unit)) for one in shown],
        "page": Pages(number, pages),
    }  # fmt: skip
    return render(request, "desk/reports/comparison.html", context)


@role(*words.SEES)
@require_GET
def comparison_sheet(request: HttpRequest, round_id: UUID) -> FileResponse:
    """The same as a workbook."""
    actor, now = who(request), when(request)
    _before, changes = comparing.comparison(round_id, actor=actor, now=now)
    found = queries.round_view(round_id, actor=actor, now=now)

    def write(file: IO[bytes]) -> None:
        book = Workbook(write_only=True)
        sheet = book.create_sheet(_("So sánh"))
        sheet.append([_("Cơ quan"), _("Ô số liệu"), _("Kỳ trước"), _("Kỳ này"), _("Thay đổi"), _("Tỷ lệ thay đổi")])
        for one in changes:
            name = named(one.names)
            sheet.append([one.report.agency_name, name, one.before, one.now, one.difference, one.share])
        book.save(file)

    return workbook(write, f"so-sanh-{found.period.code.replace('/', '-')}.xlsx")

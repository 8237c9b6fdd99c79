"""What a year's dossiers ask of people, and which paper would save the most when it is dropped."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from caunoi.core.clock import local_date
from caunoi.desk import sending
from caunoi.desk.asking import agency_of, when
from caunoi.desk.catalogue_data import burden_workbook
from caunoi.measures import queries as measures
from caunoi.procedures import queries
from caunoi.procedures.queries import Burden, Limit
from caunoi.ui.access import role
from caunoi.ui.formats import number
from caunoi.units import queries as units

READERS = ("catalogue_manager", "administrator", "centre_manager", "head_of_unit", "leader", "auditor")
YEAR = timedelta(days=365)
FIRST = 20
"""So many papers and procedures are shown; the workbook has all."""
_LIMITS = {
    "working_days": gettext_lazy("%(n)s ngày làm việc"), "calendar_days": gettext_lazy("%(n)s ngày"),
    "working_hours": gettext_lazy("%(n)s giờ làm việc"), "same_day": gettext_lazy("trong ngày"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Period:
    """The dossiers that were counted: received on `[start, end]` in `place`, the country when it is empty."""

    start: date
    end: date
    place: str


@role(*READERS)
@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """The totals, the papers that could be dropped with what each saves, and the procedures by what they ask."""
    found, period = _burden(request)
    asked = [line for line in found.procedures if line.dossiers] or list(found.procedures)
    context: dict[str, Any] = {
        "burden": found,
        "period": period,
        "held": ([paper for paper in found.held if paper.papers_a_year] or found.held)[:FIRST],
        "rows": [(line, limit_text(line.limit)) for line in asked[:FIRST]],
        "share": found.saved / found.papers if found.papers else None,
    }
    return render(request, "desk/catalogue_data/burden.html", context)


@role(*READERS)
@require_GET
def workbook(request: HttpRequest) -> HttpResponseBase:
    """All of it as a workbook of two sheets."""
    found, period = _burden(request)
    name = f"ganh-nang-thu-tuc-{period.end:%Y%m%d}.xlsx"
    return sending.workbook(lambda file: burden_workbook.write(file, found, period), name)


def _burden(request: HttpRequest) -> tuple[Burden, Period]:
    """For the province of the officer's agency; for the whole country when it has none. The last 365 days."""
    today = local_date(when(request))
    start = today - YEAR + timedelta(days=1)
    province = units.agency(agency_of(request)).province_code
    counts = measures.received_by_procedure(start=start, end=today + timedelta(days=1), province=province or None)
    place = units.unit_at(province, on=today).full_name if province else ""
    return queries.burden(counts, on=today), Period(start, today, place)


def limit_text(limit: Limit | None) -> str:
    """A limit in words; a dash when there is none."""
    return str(_LIMITS[limit.unit]) % {"n": number(limit.value)} if limit else "–"

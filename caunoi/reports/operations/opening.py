"""Open a round: one request for reports of one period to many agencies, in as many statements as for one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.core.errors import Problem
from caunoi.core.ids import new_id
from caunoi.core.journal import Place, append, append_many
from caunoi.measures.policies import own_unit
from caunoi.reports import definitions
from caunoi.reports.errors import RoundExists, UnfitRound
from caunoi.reports.events import ReportAsked, RoundOpened
from caunoi.reports.models import Report, Round
from caunoi.reports.operations.freezing import fill_in, is_over
from caunoi.reports.policies import level_of, require_opener, stands_above
from caunoi.reports.rows import place_of, round_view
from caunoi.reports.rules import calendar
from caunoi.reports.rules.calendar import ReportPeriod
from caunoi.reports.rules.form import FormVersion, RoundKind
from caunoi.reports.shapes import Counts, RoundView
from caunoi.units import queries as units
from caunoi.units.queries import AgencyView

BATCH = 2000


def period(kind: RoundKind, year: int, number: int) -> ReportPeriod:
    """A regular period by the cut-off calendar (Decree 09/2019). Raises UnfitRound."""
    try:
        return calendar.period(definitions.calendar(), kind, year, number)
    except (LookupError, ValueError) as error:
        raise UnfitRound([Problem(_("Không có kỳ báo cáo này trong lịch."), "number")]) from error


@transaction.atomic
def open_round(
    *,
    agency_id: UUID,
    form: str,
    period: ReportPeriod,
    agency_ids: Sequence[UUID],
    actor: Actor,
    now: datetime,
    due_on: date | None = None,
) -> RoundView:
    """Ask agencies below for reports of a period; by a leader of the agency above them.

    `due_on` (the last day in time) defaults to the calendar's; an ad hoc round needs it. Measured values are filled in
    at once when the cut-off day is over, otherwise by the job that night. Raises NotTheOpener, UnknownForm,
    RoundExists, UnfitRound with every problem.
    """
    opener = units.agency(agency_id)
    person_id = require_opener(actor, agency=opener, now=now)
    today = local_date(now)
    version = definitions.form(form, on=today)
    due = due_on or _due(period)
    asked = units.agencies(agency_ids)
    problems = [
        *_wrong_period(version, period, due, today),
        *_wrong_agencies(version, opener, agency_ids, list(asked.values())),
    ]
    if problems or due is None:
        raise UnfitRound(problems)
    same = Round.objects.filter(agency_id=agency_id, form=form, kind=period.kind, start=period.start)
    if period.kind != "ad_hoc" and same.exists():
        raise RoundExists
    row = Round.objects.create(
        id=new_id(), kind=period.kind, year=period.year, number=period.number, form=form,
        form_version=version.valid_from, form_digest=version.digest, form_data=dict(version.data), start=period.start,
        end=period.end, due_on=due, agency_id=agency_id, province=opener.province_code, opened_by=person_id,
        opened_at=now,
    )  # fmt: skip
    reports = [_report(row, one) for one in asked.values()]
    Report.objects.bulk_create(reports, batch_size=BATCH)
    _tell(row, reports, period, actor=actor, now=now)
    if is_over(row, now):
        fill_in(row, actor=actor, now=now)
    return round_view(row, agency_name=opener.name, counts=Counts(draft=len(reports)))


def _report(row: Round, agency: AgencyView) -> Report:
    owner = own_unit(agency)
    return Report(
        id=new_id(), round=row, agency_id=agency.id, agency_name=agency.name, level=level_of(agency) or "",
        key=owner[1] if owner else "", unit_id=agency.unit_id, province=agency.province_code,
    )  # fmt: skip


def _tell(row: Round, reports: list[Report], period: ReportPeriod, *, actor: Actor, now: datetime) -> None:
    opened = RoundOpened(
        form=row.form, form_digest=row.form_digest, period=period.code, start=row.start, end=row.end,
        due_on=row.due_on, reports=len(reports),
    )  # fmt: skip
    append(opened, subject_id=row.id, actor=actor, now=now, place=Place(agency_id=row.agency_id, province=row.province))
    asked = ReportAsked(round=row.id, due_on=row.due_on)
    append_many(((asked, one.id, place_of(one)) for one in reports), actor=actor, now=now)


def _due(period: ReportPeriod) -> date | None:
    if period.kind == "ad_hoc":
        return None
    return calendar.due_on(definitions.calendar(), period)


def _wrong_period(version: FormVersion, period: ReportPeriod, due: date | None, today: date) -> list[Problem]:
    problems = []
    if period.kind not in (version.kind, "ad_hoc"):
        problems.append(Problem(_("Biểu mẫu này không dùng cho loại kỳ báo cáo đã chọn."), "form"))
    if period.end <= period.start:
        problems.append(Problem(_("Ngày chốt số liệu phải sau ngày đầu kỳ."), "last"))
    if period.start > today:
        problems.append(Problem(_("Kỳ báo cáo này chưa bắt đầu."), "number"))
    if due is None:
        problems.append(Problem(_("Hãy ghi hạn gửi báo cáo."), "due_on"))
    elif due < period.end:
        problems.append(Problem(_("Hạn gửi phải sau ngày chốt số liệu."), "due_on"))
    elif due < today:
        problems.append(Problem(_("Hạn gửi đã qua. Hãy ghi hạn gửi từ hôm nay trở đi."), "due_on"))
    return problems


def _wrong_agencies(
    version: FormVersion, opener: AgencyView, wanted: Sequence[UUID], found: Sequence[AgencyView]
) -> list[Problem]:
    if not wanted:
        return [Problem(_("Hãy chọn ít nhất một cơ quan báo cáo."), "agencies")]
    problems = []
    if len(found) < len(set(wanted)):
        problems.append(Problem(_("Có cơ quan không còn trong danh mục."), "agencies"))
    for one in found:
        if not stands_above(opener, one):
            problems.append(_about(_("%(agency)s không thuộc cấp dưới của cơ quan bạn."), one))
        elif level_of(one) not in version.levels:
            problems.append(_about(_("Biểu mẫu này không dùng cho %(agency)s."), one))
    return problems[:20]


def _about(text: object, agency: AgencyView) -> Problem:
    return Problem(str(text), "agencies", params=(("agency", agency.name),))

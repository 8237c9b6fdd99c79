"""Rounds and their reports, for who opened them and for the agencies asked."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.reports.errors import NotTheOpener, RoundNotFound
from caunoi.reports.models import Report, Round
from caunoi.reports.policies import COMMITTEE, DEPARTMENTS, READERS, agencies_read, held, level_of
from caunoi.reports.rows import cells_of, report_view
from caunoi.reports.rows import round_view as view_of
from caunoi.reports.shapes import AcceptedReport, Askable, Counts, ReportView, RoundView
from caunoi.units import queries as units
from caunoi.units.queries import AgencyView

PAGE = 100
_OPEN = Q(reports__status__in=["draft", "returned"])


def rounds(*, actor: Actor, now: datetime) -> list[RoundView]:
    """The latest rounds that the actor's agencies opened, with how many reports stand where; three statements."""
    return _with_counts(Round.objects.filter(agency_id__in=agencies_read(actor, now=now)), now)


def my_reports(*, agency_id: UUID, actor: Actor, now: datetime) -> list[ReportView]:
    """What the agency was asked for, the newest first. For those who read there; otherwise nothing."""
    if agency_id not in agencies_read(actor, now=now):
        return []
    rows = Report.objects.filter(agency_id=agency_id).select_related("round").order_by("-round__due_on", "-id")
    return [report_view(row, now=now) for row in rows[:PAGE]]


def round_view(round_id: UUID, *, actor: Actor, now: datetime) -> RoundView:
    """One round; how many reports stand where only for who opened it. Raises RoundNotFound."""
    mine = agencies_read(actor, now=now)
    found = _with_counts(Round.objects.filter(pk=round_id), now)
    if found and found[0].agency_id in mine:
        return found[0]
    if found and Report.objects.filter(round_id=round_id, agency_id__in=mine).exists():
        (row,) = Round.objects.filter(pk=round_id)
        return view_of(row, agency_name=found[0].agency_name, counts=Counts())
    raise RoundNotFound


def reports_of_round(
    round_id: UUID, *, actor: Actor, now: datetime, status: str | None = None, standing: str | None = None
) -> list[ReportView]:
    """The reports of a round by province and name, of one status or standing or all. Raises RoundNotFound.

    For who opened the round; two statements besides the permission, however many reports.
    """
    rows = _of_opener(round_id, actor, now).order_by("province", "level", "agency_name", "id")
    if status:
        rows = rows.filter(status=status)
    found = [report_view(row, now=now) for row in rows]
    return [one for one in found if standing is None or one.standing == standing]


def accepted(round_id: UUID, *, actor: Actor, now: datetime) -> list[AcceptedReport]:
    """The accepted reports of a round with their cells, for who opened it; two statements. Raises RoundNotFound."""
    rows = list(_of_opener(round_id, actor, now).filter(status="accepted").order_by("province", "level", "agency_name"))
    cells = cells_of(row.id for row in rows)
    return [AcceptedReport(report_view(row, now=now), cells.get(row.id, {})) for row in rows]


def previous_round(round_id: UUID, *, actor: Actor, now: datetime) -> RoundView | None:
    """The last round before this one by the same form, kind and opener. Raises RoundNotFound."""
    this = Round.objects.filter(pk=round_id, agency_id__in=agencies_read(actor, now=now)).first()
    if this is None:
        raise RoundNotFound
    found = earlier(this).filter(agency_id=this.agency_id).order_by("-start")[:1]
    views = _with_counts(Round.objects.filter(pk__in=[row.pk for row in found]), now)
    return views[0] if views else None


def earlier(this: Round) -> QuerySet[Round]:
    """Rounds of the same form and kind whose period lies before. Private to the room."""
    return Round.objects.filter(form=this.form, kind=this.kind, end__lte=this.start)


def askable(*, agency_id: UUID, actor: Actor, now: datetime) -> list[Askable]:
    """Whom the agency may ask for reports together, by level. Raises NotTheOpener for who may not open rounds."""
    agency = units.agency(agency_id)
    if not held(actor, now=now).get(agency_id, frozenset()) & READERS:
        raise NotTheOpener
    today = local_date(now)
    if agency.level == "nation":
        return _grouped(
            [*units.agencies_of(None, on=today), *units.agencies_at(level="province", kinds=[COMMITTEE], on=today)],
            agency,
        )
    if agency.level != "province" or agency.kind != COMMITTEE:
        raise NotTheOpener
    below = [
        *units.agencies_at(level="province", kinds=sorted(DEPARTMENTS), on=today),
        *units.agencies_at(level="commune", kinds=[COMMITTEE], on=today),
    ]
    return _grouped([one for one in below if one.province_code == agency.province_code], agency)


def _grouped(agencies: Iterable[AgencyView], opener: AgencyView) -> list[Askable]:
    found: dict[str, list[UUID]] = {}
    for one in agencies:
        if (level := level_of(one)) and one.id != opener.id:
            found.setdefault(level, []).append(one.id)
    return [Askable(level, tuple(ids)) for level, ids in found.items()]  # type: ignore[arg-type]


def _of_opener(round_id: UUID, actor: Actor, now: datetime) -> QuerySet[Report]:
    mine = agencies_read(actor, now=now)
    if not Round.objects.filter(pk=round_id, agency_id__in=mine).exists():
        raise RoundNotFound
    return Report.objects.filter(round_id=round_id).select_related("round")


def _with_counts(rows: QuerySet[Round], now: datetime) -> list[RoundView]:
    late = _OPEN & Q(due_on__lt=local_date(now))
    counted = rows.annotate(
        n_draft=Count("reports", filter=Q(reports__status="draft")),
        n_submitted=Count("reports", filter=Q(reports__status="submitted")),
        n_returned=Count("reports", filter=Q(reports__status="returned")),
        n_accepted=Count("reports", filter=Q(reports__status="accepted")),
        n_overdue=Count("reports", filter=late),
    ).order_by("-start", "-opened_at")[:PAGE]
    found = list(counted)
    names = units.agencies({row.agency_id for row in found}) if found else {}
    return [
        view_of(
            row, agency_name=names[row.agency_id].name if row.agency_id in names else "",
            counts=Counts(row.n_draft, row.n_submitted, row.n_returned, row.n_accepted, row.n_overdue),
        )
        for row in found
    ]  # fmt: skip

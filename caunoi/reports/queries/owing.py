"""What an agency owes in report rounds, and what is owed to it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.core.subjects import SubjectRef
from caunoi.reports.models import Report, Round
from caunoi.reports.policies import agencies_read
from caunoi.reports.rows import period_of
from caunoi.reports.words import checking_title, named, report_title
from caunoi.tasks.shapes import Owed

MOST = 200
SOON = timedelta(days=7)


def owed(agency_id: UUID, *, actor: Actor, now: datetime) -> list[Owed]:
    """Reports that the agency has to hand in, and rounds whose reports wait for it to check; the earliest first.

    At most 200. For those who read in the agency; otherwise nothing.
    """
    if agency_id not in agencies_read(actor, now=now):
        return []
    today = local_date(now)
    return [
        *(_report(row, today) for row in _open(Report.objects.filter(agency_id=agency_id))),
        *_checks(agency_id, today),
    ]


def owed_to(agency_id: UUID, *, actor: Actor, now: datetime) -> list[Owed]:
    """Reports that others have to hand in to the agency; the earliest first, at most 200."""
    if agency_id not in agencies_read(actor, now=now):
        return []
    today = local_date(now)
    return [_report(row, today, names=True) for row in _open(Report.objects.filter(round__agency_id=agency_id))]


def _open(rows: QuerySet[Report]) -> list[Report]:
    open_ = rows.filter(status__in=["draft", "returned"]).select_related("round")
    return list(open_.order_by("round__due_on", "agency_name", "id")[:MOST])


def _report(row: Report, today: date, *, names: bool = False) -> Owed:
    title = report_title(named(row.round.form_data["names"]), period_of(row.round), row.agency_name if names else "")
    return Owed(
        kind="report", subject=SubjectRef("report", row.pk), title=title, due_on=row.round.due_on,
        state=_state(row.round.due_on, today), holder_id=row.agency_id, to_id=row.round.agency_id, person_id=None,
        url_name="desk:report", url_args=(str(row.pk),),
    )  # fmt: skip


def _checks(agency_id: UUID, today: date) -> list[Owed]:
    waiting = Count("reports", filter=Q(reports__status="submitted"))
    rows = Round.objects.filter(agency_id=agency_id).annotate(waiting=waiting).filter(waiting__gt=0)
    return [
        Owed(
            kind="report_check", subject=SubjectRef("report_round", row.pk),
            title=checking_title(named(row.form_data["names"]), period_of(row), row.waiting), due_on=None, state="open",
            holder_id=agency_id, to_id=agency_id, person_id=None, url_name="desk:report-round",
            url_args=(str(row.pk),),
        )
        for row in rows.order_by("due_on", "pk")[:MOST]
    ]  # fmt: skip


def _state(due_on: date, today: date) -> str:
    if due_on < today:
        return "late"
    return "soon" if due_on <= today + SOON else "open"

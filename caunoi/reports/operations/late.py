"""Reports that are late are asked for again, once a day, in the journal; the notices follow it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.core.journal import append_many
from caunoi.reports.events import ReportChased
from caunoi.reports.models import Chase, Report, Round
from caunoi.reports.rows import place_of

FOR_DAYS = 400
"""Past so many days nobody is asked any more."""


@transaction.atomic
def chase(*, actor: Actor, now: datetime) -> int:
    """Ask for every report that is past its due day and not handed in, unless that was done today; how many."""
    today = local_date(now)
    late = Round.objects.filter(due_on__lt=today, due_on__gt=today - timedelta(days=FOR_DAYS))
    rounds = {row.pk: row for row in late.select_for_update().order_by("pk")}
    waiting = Report.objects.filter(round_id__in=rounds, status__in=["draft", "returned"])
    rows = list(waiting.exclude(chases__on=today).order_by("pk"))
    for row in rows:
        row.round = rounds[row.round_id]
    days = {row.pk: (today - row.round.due_on).days for row in rows}
    Chase.objects.bulk_create(
        [Chase(report=row, on=today, at=now, days_late=days[row.pk]) for row in rows], batch_size=2000
    )
    told = (
        (ReportChased(round=row.round_id, due_on=row.round.due_on, days_late=days[row.pk]), row.pk, place_of(row))
        for row in rows
    )
    append_many(told, actor=actor, now=now)
    return len(rows)

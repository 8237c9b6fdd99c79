"""The dossier's limit: when it stops counting, when it counts again, when the process's timers fire. Private."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from caunoi.core.clock import local_date
from caunoi.dossiers.calendars import vietnam
from caunoi.dossiers.models import Dossier
from caunoi.dossiers.rules.deadlines import due_at
from caunoi.dossiers.rules.pauses import Limit, Pause, after_pause, deadline_passes, reminder_at, restarts

Moments = Mapping[str, datetime | None]
NO_TIMERS: Moments = {"reminder": None, "deadline": None}
"""While the limit does not count, nobody is reminded of it."""


def timers(dossier: Dossier) -> Moments:
    """When the process's timers fire, by the deadline that is on the row."""
    began = dossier.complete_at or dossier.received_at
    if began is None or dossier.due_at is None:
        return NO_TIMERS
    calendar = vietnam()
    return {
        "reminder": reminder_at(began, dossier.due_at, calendar),
        "deadline": deadline_passes(dossier.due_at, calendar),
    }


def clock_dates(dossier: Dossier) -> dict[str, date | None]:
    """Dates of receipt and of the deadline in force, for the journal; none before receipt."""
    received = dossier.received_at is not None
    return {
        "received_on": local_date(dossier.received_at) if dossier.received_at else None,
        "due_on": local_date(dossier.due_at) if received and dossier.due_at else None,
    }


def pause(dossier: Dossier, *, now: datetime) -> dict[str, Any]:
    """The limit stops counting at `now` (row not saved); what the journal says of it."""
    ran = dossier.paused_at is None and dossier.received_at is not None
    dossier.paused_at = dossier.paused_at or now
    return {**clock_dates(dossier), "clock_ran": ran}


@dataclass(frozen=True, slots=True)
class Again:
    """What the journal says when the limit counts again, and by how much a step's own time moves."""

    said: dict[str, Any]
    passed: timedelta


def count_again(dossier: Dossier, *, kind: str, now: datetime) -> Again:
    """The limit counts again at `now`: anew, or with the paused office time added (row not saved).

    Before receipt nothing counted yet: the dossier is complete now, and its provisional deadline counts from now.
    """
    assert dossier.paused_at is not None
    calendar = vietnam()
    span = Pause(dossier.paused_at, now, kind)
    passed = calendar.working_time_between(span.start, span.end)
    anew = restarts(kind, dossier.pause_mode) or dossier.received_at is None
    if dossier.received_at is None:
        dossier.due_at = due_at(now, dossier.limit_value, dossier.limit_unit, calendar)
    elif dossier.due_at is not None:
        limit = Limit(dossier.limit_value, dossier.limit_unit)
        dossier.due_at = after_pause(dossier.due_at, span, limit=limit, mode=dossier.pause_mode, calendar=calendar)
    if anew:
        dossier.complete_at = now
    dossier.paused_at = None
    hours = (Decimal(int(passed.total_seconds() // 60)) / 60).quantize(Decimal("0.01"))
    return Again({**clock_dates(dossier), "paused_hours": hours, "restarted": anew}, passed)

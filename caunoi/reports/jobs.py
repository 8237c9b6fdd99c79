"""Background jobs of this room."""

from __future__ import annotations

from procrastinate.contrib.django import app

from caunoi.core.actor import System
from caunoi.core.clock import SystemClock
from caunoi.core.jobs import BACK_OFF
from caunoi.reports import operations
from caunoi.reports.consolidating.making import consolidate as consolidate  # a job of this room

_SYSTEM = System("reports")


@app.periodic(cron="20 * * * *")
@app.task(name="reports.freeze", retry=BACK_OFF, queueing_lock="reports.freeze", pass_context=False)
def freeze(timestamp: int) -> None:
    """Fill in and freeze what is measured in every round whose cut-off day is over, every hour."""
    operations.freeze_due(actor=_SYSTEM, now=SystemClock().now())


@app.periodic(cron="30 0 * * *")
@app.task(name="reports.chase", retry=BACK_OFF, queueing_lock="reports.chase", pass_context=False)
def chase(timestamp: int) -> None:
    """Ask for late reports, every morning (00:30 UTC is 07:30 in Việt Nam)."""
    operations.chase(actor=_SYSTEM, now=SystemClock().now())

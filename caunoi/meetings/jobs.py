"""Background jobs of the room: thin, with the machine's clock."""

from __future__ import annotations

from procrastinate.contrib.django import app

from caunoi.core.clock import SystemClock
from caunoi.core.jobs import BACK_OFF
from caunoi.meetings import operations


@app.periodic(cron="*/10 * * * *")
@app.task(name="meetings.remind_soon", retry=BACK_OFF, queueing_lock="meetings.remind_soon", pass_context=False)
def remind_soon(timestamp: int) -> None:
    """Tell of meetings that begin within the hour; none is told of twice."""
    operations.remind_soon(now=SystemClock().now())

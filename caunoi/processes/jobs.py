"""Background jobs of the room."""

from __future__ import annotations

from procrastinate.contrib.django import app

from caunoi.core.clock import SystemClock
from caunoi.core.jobs import BACK_OFF
from caunoi.processes.operations import tick


@app.periodic(cron="* * * * *")
@app.task(name="processes.tick", retry=BACK_OFF, queueing_lock="processes.tick", pass_context=False)
def fire_timers(timestamp: int) -> None:
    """Fire the timers that are due, every minute."""
    tick(now=SystemClock().now())

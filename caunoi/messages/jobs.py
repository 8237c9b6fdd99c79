"""Background entry points of this room."""

from __future__ import annotations

from procrastinate.contrib.django import app

from caunoi.core.clock import SystemClock
from caunoi.messages.operations import deliver_due


@app.periodic(cron="* * * * * */10")
@app.task(name="messages.deliver", queueing_lock="messages.deliver", lock="messages.deliver", pass_context=False)
def deliver(timestamp: int) -> None:
    """Send what waits, every ten seconds."""
    deliver_due(now=SystemClock().now())

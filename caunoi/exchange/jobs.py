"""Background jobs of the room: thin, with the machine's clock."""

from __future__ import annotations

from procrastinate.contrib.django import app

from caunoi.core.clock import SystemClock
from caunoi.core.jobs import BACK_OFF
from caunoi.exchange.operations import calls, sending


@app.periodic(cron="* * * * * */5")
@app.task(name="exchange.send", queueing_lock="exchange.send", lock="exchange.send", pass_context=False)
def send(timestamp: int) -> None:
    """Send the events that are due, every five seconds. Each has its own back-off."""
    sending.send_due(now=SystemClock().now())


@app.periodic(cron="40 2 * * *")
@app.task(name="exchange.forget", retry=BACK_OFF, queueing_lock="exchange.forget", pass_context=False)
def forget(timestamp: int) -> None:
    """Remove old keys, calls and tokens, every night."""
    calls.remove_old(now=SystemClock().now())

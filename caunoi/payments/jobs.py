"""Background entry points of this room."""

from __future__ import annotations

from procrastinate.contrib.django import app

from caunoi.core.clock import SystemClock
from caunoi.payments.operations import ask_due, send_refunds_due


@app.periodic(cron="* * * * * */10")
@app.task(name="payments.ask", queueing_lock="payments.ask", lock="payments.ask", pass_context=False)
def ask(timestamp: int) -> None:
    """Every ten seconds: ask what became of payments whose time has come, send granted refunds."""
    now = SystemClock().now()
    ask_due(now=now)
    send_refunds_due(now=now)

"""Background jobs of this room."""

from __future__ import annotations

from procrastinate.contrib.django import app

from caunoi.core.actor import System
from caunoi.core.clock import SystemClock
from caunoi.core.jobs import BACK_OFF
from caunoi.voices import operations


@app.periodic(cron="5 * * * *")
@app.task(name="voices.escalate", retry=BACK_OFF, queueing_lock="voices.escalate", pass_context=False)
def escalate(timestamp: int) -> None:
    """Tell leaders of what is late, every hour."""
    while operations.escalate_late(actor=System("voices"), now=SystemClock().now()):
        pass

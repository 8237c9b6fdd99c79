"""Background jobs of the room: thin, with the machine's clock."""

from __future__ import annotations

from procrastinate.contrib.django import app

from caunoi.core.clock import SystemClock
from caunoi.core.jobs import BACK_OFF
from caunoi.tasks import operations


@app.periodic(cron="0 0,3,6 * * *")
@app.task(name="tasks.remind", retry=BACK_OFF, queueing_lock="tasks.remind", pass_context=False)
def remind(timestamp: int) -> None:
    """Remind of deadlines at 7, 10 and 13 o'clock in Việt Nam; what was told is not told again."""
    operations.remind_due(now=SystemClock().now())

"""Background jobs of the room."""

from __future__ import annotations

from procrastinate.contrib.django import app

from caunoi.core.clock import SystemClock, local_date
from caunoi.core.jobs import BACK_OFF
from caunoi.procedures.operations import begin_versions


@app.periodic(cron="5 * * * *")
@app.task(name="procedures.begin", retry=BACK_OFF, queueing_lock="procedures.begin", pass_context=False)
def begin(timestamp: int) -> None:
    """Show in the published list what began, a few minutes after midnight in Việt Nam; hourly, so none is missed."""
    begin_versions(on=local_date(SystemClock().now()))

"""Background jobs of this room."""

from __future__ import annotations

from procrastinate.contrib.django import app

from caunoi.core.clock import SystemClock
from caunoi.core.jobs import BACK_OFF
from caunoi.measures.lake import compaction, export


@app.periodic(cron="1 * * * *")
@app.task(name="measures.export", retry=BACK_OFF, queueing_lock="measures.export", pass_context=False)
def export_lake(timestamp: int) -> None:
    """Write the hour that is over to the lake's files, every hour."""
    export.export_closed(now=SystemClock().now())


@app.periodic(cron="40 2 * * *")
@app.task(name="measures.compact", retry=BACK_OFF, queueing_lock="measures.compact", pass_context=False)
def compact_lake(timestamp: int) -> None:
    """Put the lake's small files together, every night."""
    compaction.compact(now=SystemClock().now())

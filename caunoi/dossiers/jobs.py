"""Background jobs of the room: thin, with the machine's clock."""

from __future__ import annotations

from procrastinate.contrib.django import app

from caunoi.core.clock import SystemClock
from caunoi.core.jobs import BACK_OFF
from caunoi.dossiers.operations import by_clock


@app.periodic(cron="5 * * * *")
@app.task(name="dossiers.silence", retry=BACK_OFF, queueing_lock="dossiers.silence", pass_context=False)
def silence(timestamp: int) -> None:
    """Tell who asked another agency that no answer came in time, every hour."""
    by_clock.silent_consultations(now=SystemClock().now())


@app.periodic(cron="15 * * * *")
@app.task(name="dossiers.supplements", retry=BACK_OFF, queueing_lock="dossiers.supplements", pass_context=False)
def supplements(timestamp: int) -> None:
    """Close requests for a supplement whose limit passed, every hour."""
    by_clock.expired_supplements(now=SystemClock().now())

"""Background jobs of this room."""

from __future__ import annotations

from datetime import timedelta

from procrastinate.contrib.django import app

from caunoi.core.clock import SystemClock
from caunoi.core.jobs import BACK_OFF
from caunoi.documents import promised
from caunoi.documents.operations import uploads


@app.periodic(cron="25 * * * *")
@app.task(
    name="documents.expired_uploads", retry=BACK_OFF, queueing_lock="documents.expired_uploads", pass_context=False
)
def expired_uploads(timestamp: int) -> None:
    """Remove uploads that nobody finished, every hour."""
    uploads.remove_expired(now=SystemClock().now())


@app.periodic(cron="* * * * *")
@app.task(name="documents.promised", retry=BACK_OFF, queueing_lock="documents.promised", pass_context=False)
def make_promised(timestamp: int) -> None:
    """Make the papers that were promised and that nobody asked for yet, every minute."""
    promised.fulfil_some(before=SystemClock().now() - timedelta(minutes=1))

"""Background jobs of this room."""

from __future__ import annotations

from procrastinate.contrib.django import app

from caunoi.core.clock import SystemClock
from caunoi.core.jobs import BACK_OFF
from caunoi.documents.operations import uploads


@app.periodic(cron="25 * * * *")
@app.task(
    name="documents.expired_uploads", retry=BACK_OFF, queueing_lock="documents.expired_uploads", pass_context=False
)
def expired_uploads(timestamp: int) -> None:
    """Remove uploads that nobody finished, every hour."""
    uploads.remove_expired(now=SystemClock().now())

"""The health check for load balancers and for `make run`."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, JsonResponse

from caunoi.config import schema
from caunoi.core.clock import SystemClock
from caunoi.ui.access import public

APART = 30
"""Seconds that a server's clock may differ from the database's: what it writes down is law to somebody."""


@public
def healthz(request: HttpRequest) -> JsonResponse:
    """`ok` when the database answers, tells the same time and is not older than the program; 503 otherwise."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            (there,) = cursor.fetchone()
        left = schema.missing()
    except Exception:  # any failure of the database is the answer, not an error page
        return JsonResponse({"status": "database unavailable"}, status=503)
    seconds = round((SystemClock().now() - there).total_seconds())
    if abs(seconds) > APART:
        return JsonResponse({"status": "clock differs from the database's", "seconds": seconds}, status=503)
    if left:
        said = "the database is older than the program: run “caunoi migrate”"
        return JsonResponse({"status": said, "missing": left}, status=503)
    return JsonResponse({"status": "ok"})

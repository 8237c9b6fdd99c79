"""The health check for load balancers and for `make run`."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, JsonResponse

from caunoi.ui.access import public


@public
def healthz(request: HttpRequest) -> JsonResponse:
    """`ok` when the database answers; 503 otherwise."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception:  # any failure of the database is the answer, not an error page
        return JsonResponse({"status": "database unavailable"}, status=503)
    return JsonResponse({"status": "ok"})

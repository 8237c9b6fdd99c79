"""A person's deadlines for their calendar program. No sign-in: whoever knows the secret address reads titles and days.

A calendar program cannot sign in, so the address itself is the secret; its owner can renew it at any time.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from caunoi.api.frame import only_read
from caunoi.tasks import queries
from caunoi.ui.access import public


@public
@csrf_exempt
@only_read
def tasks(request: HttpRequest, token: str) -> HttpResponse:
    """`GET /api/calendars/<secret>/tasks.ics`: the open tasks of its owner as iCalendar (RFC 5545)."""
    now = request.now  # type: ignore[attr-defined]
    feed = queries.calendar_feed(token, now=now, base_url=f"{request.scheme}://{request.get_host()}")
    answer = HttpResponse(feed, content_type="text/calendar; charset=utf-8")
    answer["Cache-Control"] = "private, no-store"
    answer["Content-Disposition"] = 'inline; filename="nhiem-vu.ics"'
    answer["Referrer-Policy"] = "no-referrer"
    answer["X-Robots-Tag"] = "noindex"
    return answer

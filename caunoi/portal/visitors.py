"""Who visits and when, from the request (`caunoi.ui.middleware.RequestContext` put them there)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpRequest

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date


@dataclass(frozen=True, slots=True)
class Visit:
    """What every query and operation is told: `actor` and `now`."""

    actor: Actor
    now: datetime

    @property
    def today(self) -> date:
        """The civil date in Việt Nam."""
        return local_date(self.now)


def visit(request: HttpRequest) -> Visit:
    """The visit that this request is."""
    return Visit(request.actor, request.now)  # type: ignore[attr-defined]


def page_number(request: HttpRequest) -> int:
    """`?page=3`; 1 for anything that is no page."""
    text = request.GET.get("page", "")
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 5 and int(text) else 1

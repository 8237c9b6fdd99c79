"""Who asks, when and from where: what the frame put on the request, with its types."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest

from caunoi.board import reading
from caunoi.board.reading import Place
from caunoi.core.actor import Person
from caunoi.core.clock import local_date
from caunoi.core.errors import NotPermitted


def who(request: HttpRequest) -> Person:
    """The officer. The access mark has made sure that there is one."""
    actor = getattr(request, "actor", None)
    if not isinstance(actor, Person):
        raise NotPermitted
    return actor


def when(request: HttpRequest) -> datetime:
    """The time of the request."""
    now: datetime = request.now  # type: ignore[attr-defined]
    return now


def place_of(request: HttpRequest) -> Place:
    """Where the officer serves."""
    agency_id = who(request).agency_id
    if agency_id is None:
        raise NotPermitted
    return reading.place_of(agency_id, on=local_date(when(request)))

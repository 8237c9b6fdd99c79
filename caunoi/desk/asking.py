"""Who asks, and when: what the frame put on the request, with its types."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from django.http import HttpRequest

from caunoi.core.actor import Person
from caunoi.core.errors import NotPermitted
from caunoi.units import queries as units
from caunoi.units.errors import AgencyNotFound


def who(request: HttpRequest) -> Person:
    """The officer. The access mark has made sure that there is one."""
    actor = getattr(request, "actor", None)
    if not isinstance(actor, Person):
        raise NotPermitted
    return actor


def agency_of(request: HttpRequest) -> UUID:
    """The agency that the officer acts for now."""
    agency_id = who(request).agency_id
    if agency_id is None:
        raise NotPermitted
    return agency_id


def when(request: HttpRequest) -> datetime:
    """The time of the request."""
    now: datetime = request.now  # type: ignore[attr-defined]
    return now


def keeps_catalogue(request: HttpRequest) -> bool:
    """Whether the officer acts for an agency that keeps a catalogue: a ministry, or a province's committee."""
    actor = getattr(request, "actor", None)
    if not isinstance(actor, Person) or actor.agency_id is None:
        return False
    try:
        return _keeps_catalogue(actor.agency_id)
    except AgencyNotFound:
        return False


@lru_cache(maxsize=4096)
def _keeps_catalogue(agency_id: UUID) -> bool:
    """An agency's kind and level never change, so each is read once."""
    agency = units.agency(agency_id)
    return agency.level == "nation" or (agency.level == "province" and agency.kind == "peoples_committee")


def page_number(request: HttpRequest) -> int:
    """The page asked for, 1 when it is none."""
    text = request.GET.get("page", "")
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 7 else 1


@dataclass(frozen=True, slots=True)
class Pages:
    """Which page of how many, for `{% pagination %}`."""

    number: int
    pages: int

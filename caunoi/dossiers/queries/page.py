"""Everything that a dossier's page shows, read once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from caunoi.core.actor import Actor
from caunoi.dossiers.models import Dossier
from caunoi.dossiers.policies import Standing, is_applicant, require_visible
from caunoi.dossiers.queries.actions import Read, actions_of, items_of
from caunoi.dossiers.queries.reading import agencies_told, timeline_from, told_of, view_of
from caunoi.dossiers.queries.requests import (
    agencies_asked,
    asked_of,
    lines_from,
    records_of,
    requests_from,
    results_from,
)
from caunoi.dossiers.rules.codes import normal_code
from caunoi.dossiers.shapes import ActionView, DossierView, TimelineEntry
from caunoi.dossiers.shapes_settling import ControlLine, RequestView, ResultView
from caunoi.dossiers.views_of import named_by, surroundings
from caunoi.units import queries as units


@dataclass(frozen=True, slots=True)
class DossierTold:
    """A dossier as another system is told of it: its timeline, what was asked and signed."""

    dossier: DossierView
    timeline: list[TimelineEntry]
    requests: list[RequestView]
    results: list[ResultView]


@dataclass(frozen=True, slots=True)
class DossierPage:
    """A dossier: its timeline, what may be done, what was asked and signed; for officers, who had it (form 06)."""

    dossier: DossierView
    timeline: list[TimelineEntry]
    actions: list[ActionView]
    requests: list[RequestView]
    control: list[ControlLine]
    results: list[ResultView]


def page(code: str, *, actor: Actor, now: datetime) -> DossierPage:
    """By its code in either notation; at most fifteen statements. Raises DossierNotFound."""
    return _page(Dossier.objects.filter(code=normal_code(code)).first(), actor, now)


def page_of(dossier_id: UUID, *, actor: Actor, now: datetime) -> DossierPage:
    """The same by its id."""
    return _page(Dossier.objects.filter(id=dossier_id).first(), actor, now)


def _page(row: Dossier | None, actor: Actor, now: datetime) -> DossierPage:
    found, who = require_visible(row, actor, now=now)
    return page_from(found, who, actor, now)


def page_from(found: Dossier, who: Standing, actor: Actor, now: datetime) -> DossierPage:
    """The same of a row that the actor may see. Every agency that is named anywhere on it is read in one statement."""
    own = is_applicant(found, actor)
    asked, records, told = asked_of(found, own=own), records_of(found, own=own), told_of(found)
    items = [] if own else items_of(found.id)
    ids = agencies_asked(asked) | agencies_told(told) | named_by(found)
    ids |= {item.agency_id for item in items} | {row.agency_id for row in records if row.agency_id}
    agencies = units.agencies(ids)
    read = Read(items, agencies, asked, records)
    return DossierPage(
        dossier=view_of(found, actor, now, surroundings(found, agencies)),
        timeline=timeline_from(told, agencies),
        actions=actions_of(found, who, actor, now, read=read),
        requests=requests_from(found, asked, agencies, own=own, now=now),
        control=[] if own else lines_from(found, items, agencies),
        results=results_from(found, records, agencies),
    )


def told_from(found: Dossier, actor: Actor, now: datetime) -> DossierTold:
    """What is told to another system, of a row that the actor may see; at most six statements."""
    own = is_applicant(found, actor)
    asked, records, told = asked_of(found, own=own), records_of(found, own=own), told_of(found)
    ids = agencies_asked(asked) | agencies_told(told) | named_by(found)
    agencies = units.agencies(ids | {row.agency_id for row in records if row.agency_id})
    return DossierTold(
        dossier=view_of(found, actor, now, surroundings(found, agencies)),
        timeline=timeline_from(told, agencies),
        requests=requests_from(found, asked, agencies, own=own, now=now),
        results=results_from(found, records, agencies),
    )

"""Everything that a dossier's page shows, read once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from caunoi.core.actor import Actor
from caunoi.dossiers.models import Dossier
from caunoi.dossiers.policies import Standing, is_applicant, require_visible
from caunoi.dossiers.queries.actions import actions_of
from caunoi.dossiers.queries.reading import timeline_of, view_of
from caunoi.dossiers.queries.requests import lines_of, requests_of
from caunoi.dossiers.rules.codes import normal_code
from caunoi.dossiers.shapes import ActionView, DossierView, TimelineEntry
from caunoi.dossiers.shapes_settling import ControlLine, RequestView


@dataclass(frozen=True, slots=True)
class DossierPage:
    """A dossier with its timeline, what may be done, what was asked, and for officers who had it (form 06)."""

    dossier: DossierView
    timeline: list[TimelineEntry]
    actions: list[ActionView]
    requests: list[RequestView]
    control: list[ControlLine]


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
    """The same of a row that the actor may see."""
    own = is_applicant(found, actor)
    asked = requests_of(found, own=own, now=now)
    actions = actions_of(found, who, actor, now)
    control = [] if own else lines_of(found)
    return DossierPage(view_of(found, actor, now), timeline_of(found), actions, asked, control)

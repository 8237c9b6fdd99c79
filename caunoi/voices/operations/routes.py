"""An agency's own rows of the routing table."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.core.errors import Problem
from caunoi.core.ids import new_id
from caunoi.core.journal import Place, append
from caunoi.people import queries as people
from caunoi.tasks.rules.holding import stands_above
from caunoi.units import queries as units
from caunoi.units.queries import AgencyView
from caunoi.voices import services, texts
from caunoi.voices.errors import RouteNotFound, WrongRoute
from caunoi.voices.events import RouteEnded, RouteSet
from caunoi.voices.models import Route
from caunoi.voices.policies import person_of, require_keeper
from caunoi.voices.routing import in_force
from caunoi.voices.shapes import RouteDraft, Way
from caunoi.voices.tables import fields


@transaction.atomic
def set_route(*, keeper_id: UUID, draft: RouteDraft, actor: Actor, now: datetime) -> UUID:
    """Add a row to the keeper's table: who answers a topic, whom one asks, within how many working days, from when on.

    By a head or leader of a committee, office or ministry. Raises NotTheKeeper, WrongRoute (every problem: an agency
    that is not in force on the first day, people who do not serve there, a period that overlaps another row's ...).
    """
    keeper = require_keeper(actor, agency_id=keeper_id, now=now)
    agency = units.agencies([draft.agency_id]).get(draft.agency_id)
    if problems := _problems(keeper, agency, draft, now):
        raise WrongRoute(problems)
    assert agency is not None
    row = Route.objects.create(
        id=new_id(), keeper_id=keeper.id, level=keeper.level, province=keeper.province_code, unit_id=keeper.unit_id,
        topic=draft.topic, agency_id=agency.id, contact_id=draft.contact_id, stand_in_id=draft.stand_in_id,
        way=draft.way, days=draft.days, valid_from=draft.valid_from, valid_to=draft.valid_to,
        reference=draft.reference.strip()[:200], set_at=now, set_by=person_of(actor),
    )  # fmt: skip
    event = RouteSet(
        topic=row.topic, level=row.level, keeper=keeper.id, agency=agency.id, days=row.days, valid_from=row.valid_from,
        valid_to=row.valid_to,
    )  # fmt: skip
    append(event, subject_id=row.pk, actor=actor, now=now, place=_place(keeper))
    return row.pk


@transaction.atomic
def end_route(*, route_id: UUID, on: date | None = None, actor: Actor, now: datetime) -> None:
    """Let a row hold no longer from `on` (today when left out). Raises RouteNotFound, NotTheKeeper, WrongRoute."""
    row = Route.objects.select_for_update().filter(pk=route_id).first()
    if row is None:
        raise RouteNotFound
    keeper = require_keeper(actor, agency_id=row.keeper_id, now=now)
    day = on or local_date(now)
    if row.valid_to is not None and row.valid_to <= day:
        return
    row.valid_to = max(day, row.valid_from)
    event = RouteEnded(
        topic=row.topic, level=row.level, keeper=keeper.id, agency=row.agency_id, days=row.days,
        valid_from=row.valid_from, valid_to=row.valid_to,
    )  # fmt: skip
    append(event, subject_id=row.pk, actor=actor, now=now, place=_place(keeper))
    if row.valid_to == row.valid_from:  # it never held
        row.delete()
    else:
        row.save(update_fields=["valid_to"])


def _problems(keeper: AgencyView, agency: AgencyView | None, draft: RouteDraft, now: datetime) -> list[Problem]:
    found: list[Problem] = []
    if draft.topic not in fields().topics and draft.topic not in services.services():
        found.append(Problem(texts.NO_TOPIC, field="topic"))
    if draft.way not in set(Way):
        found.append(Problem(texts.NO_WAY, field="way"))
    if not 1 <= draft.days <= 250:
        found.append(Problem(texts.DAYS, field="days"))
    if not draft.reference.strip():
        found.append(Problem(texts.NO_REFERENCE, field="reference"))
    if draft.valid_to is not None and draft.valid_to <= draft.valid_from:
        found.append(Problem(texts.PERIOD, field="valid_to"))
    day = max(draft.valid_from, local_date(now))
    if in_force(agency, day) is None:
        found.append(Problem(texts.NO_AGENCY, field="agency_id", params=(("on", f"{day:%d/%m/%Y}"),)))
    elif agency is not None:
        if agency.level != keeper.level or not (agency.id == keeper.id or stands_above(keeper, agency)):
            found.append(Problem(texts.NOT_COVERED, field="agency_id"))
        found += _people(agency, draft, now)
    return found + _overlaps(keeper, draft)


def _people(agency: AgencyView, draft: RouteDraft, now: datetime) -> list[Problem]:
    named = {"contact_id": draft.contact_id, "stand_in_id": draft.stand_in_id}
    serve = people.agencies_served([one for one in named.values() if one], at=now)
    return [
        Problem(texts.NOT_SERVING, field=name)
        for name, one in named.items()
        if one and agency.id not in serve.get(one, frozenset())
    ]


def _overlaps(keeper: AgencyView, draft: RouteDraft) -> list[Problem]:
    rows = Route.objects.filter(keeper_id=keeper.id, topic=draft.topic)
    rows = rows.filter(Q(valid_to=None) | Q(valid_to__gt=draft.valid_from))
    if draft.valid_to is not None:
        rows = rows.filter(valid_from__lt=draft.valid_to)
    first = rows.order_by("valid_from").first()
    if first is None:
        return []
    return [Problem(texts.OVERLAPS, field="valid_from", params=(("start", f"{first.valid_from:%d/%m/%Y}"),))]


def _place(keeper: AgencyView) -> Place:
    return Place(unit_id=keeper.unit_id, agency_id=keeper.id, province=keeper.province_code)

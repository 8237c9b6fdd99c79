"""Topics that fit a text, who would answer, and an agency's table."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.people import queries as people
from caunoi.units import queries as units
from caunoi.units.queries import AgencyView
from caunoi.units.rules.text import fold
from caunoi.voices import texts
from caunoi.voices.errors import NoLevelAbove
from caunoi.voices.models import Route
from caunoi.voices.policies import require_keeper
from caunoi.voices.routing import Place, destination_of_field, in_force
from caunoi.voices.rules.routing import level_above, scores
from caunoi.voices.shapes import RoutePreview, RouteView, TopicView, Way
from caunoi.voices.tables import fields, topic_name
from caunoi.voices.viewing import name_of, names


def topics() -> list[TopicView]:
    """Every field, by the order of the file; no statement."""
    return [TopicView(code, topic_name(code)) for code in fields().topics]


def propose_topics(text: str, *, most: int = 3) -> list[TopicView]:
    """The fields that a text speaks of, best first; no statement."""
    found = scores(fold(text), fields().topics)
    return [TopicView(code, topic_name(code), score) for code, score in found[:most]]


def route_for(*, topic: str, way: str, agency_id: UUID, now: datetime) -> RoutePreview:
    """Who will answer a difficulty of this agency, by when; at most four statements.

    Raises NoLevelAbove at the top, KeyError for an unknown field.
    """
    author = units.agency(agency_id)
    level = level_above(author.level, way)
    if level is None:
        raise NoLevelAbove
    fields().topics[topic]
    where = destination_of_field(
        topic, level=level, place=Place(author.province_code, author.unit_id), on=local_date(now)
    )
    known = names([where.contact_id, where.stand_in_id])
    return RoutePreview(
        topic=topic, way=way, level=level, agency_id=where.agency.id if where.agency else None,
        agency_name=where.agency.name if where.agency else "", contact_id=where.contact_id,
        contact_name=known.get(where.contact_id, "") if where.contact_id else "", stand_in_id=where.stand_in_id,
        stand_in_name=known.get(where.stand_in_id, "") if where.stand_in_id else "", days=where.days,
        due_on=where.due_on, route_id=where.route_id, reference=where.reference, sure=where.sure,
    )  # fmt: skip


def routing_table(agency_id: UUID, *, actor: Actor, now: datetime) -> list[RouteView]:
    """The keeper's table: own rows that hold or will hold, and the general row where there is none; by field.

    Six statements. Raises NotTheKeeper.
    """
    keeper = require_keeper(actor, agency_id=agency_id, now=now)
    today = local_date(now)
    rows = [row for row in Route.objects.filter(keeper_id=keeper.id) if row.valid_to is None or row.valid_to > today]
    agencies = units.agencies({row.agency_id for row in rows})
    persons = names([one for row in rows for one in (row.contact_id, row.stand_in_id)])
    serve = people.agencies_served([row.contact_id for row in rows if row.contact_id], at=now)
    own = {row.topic for row in rows}
    found = [
        _own(row, agencies, persons, _fault(row, agencies, serve, now))
        for row in sorted(rows, key=lambda row: (topic_name(row.topic), row.valid_from))
    ]
    return found + [_general(code, keeper, now) for code in _general_topics(keeper) if code not in own]


def _general_topics(keeper: AgencyView) -> list[str]:
    if keeper.level != "nation":
        return list(fields().topics)
    held = fields().topics.values()
    return [t.code for t in held if (p := t.levels.get("nation")) and keeper.name.startswith(p.name)]


def _fault(
    row: Route, agencies: dict[UUID, AgencyView], serve: dict[UUID, frozenset[UUID]], now: datetime
) -> str | Promise:
    agency = agencies.get(row.agency_id)
    if in_force(agency, max(local_date(now), row.valid_from)) is None:
        ended = agency.valid_to if agency else None
        return texts.ENDED % {"on": f"{ended:%d/%m/%Y}"} if ended else texts.NOBODY
    if row.contact_id and row.agency_id not in serve.get(row.contact_id, frozenset()):
        return texts.CONTACT_LEFT
    return ""


def _own(row: Route, agencies: dict[UUID, AgencyView], persons: dict[UUID, str], fault: str | Promise) -> RouteView:
    return RouteView(
        id=row.pk, topic=row.topic, topic_name=topic_name(row.topic), agency_id=row.agency_id,
        agency_name=name_of(agencies, row.agency_id),
        contact_name=persons.get(row.contact_id, "") if row.contact_id else "",
        stand_in_name=persons.get(row.stand_in_id, "") if row.stand_in_id else "", way=row.way, days=row.days,
        valid_from=row.valid_from, valid_to=row.valid_to, reference=row.reference, sure=True, fault=fault,
    )  # fmt: skip


def _general(code: str, keeper: AgencyView, now: datetime) -> RouteView:
    today = local_date(now)
    place = Place(keeper.province_code, keeper.unit_id)
    where = destination_of_field(code, level=keeper.level, place=place, on=today)
    return RouteView(
        id=None, topic=code, topic_name=topic_name(code), agency_id=where.agency.id if where.agency else None,
        agency_name=where.agency.name if where.agency else "", contact_name="", stand_in_name="", way=Way.STEP,
        days=where.days, valid_from=today, valid_to=None, reference=where.reference, sure=False,
        fault="" if where.agency else texts.NOBODY,
    )  # fmt: skip

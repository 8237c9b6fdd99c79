"""The wrong door, the level above, and what no row of the table leads anywhere."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.units import queries as units
from caunoi.units.queries import AgencyView
from caunoi.voices import events, petition_journal, services
from caunoi.voices.acting import held_before, locked, note, reason_of, require_open, save, send_to, step
from caunoi.voices.errors import ForwardedInCircle, NoLevelAbove, NoSuchAgency, NotTheKeeper, SayWhyForward
from caunoi.voices.models import Voice
from caunoi.voices.policies import may_route, require_answerer, standing
from caunoi.voices.routing import Destination, Place, destination, destination_of_field, in_force
from caunoi.voices.rules.routing import LEVELS, Pattern
from caunoi.voices.shapes import Kind, Way
from caunoi.voices.tables import due_after, fields

HELD = ["holder_id", "level", "person_id", "stand_in_id", "route_id", "due_on", "escalated_on", "forwards"]


@transaction.atomic
def forward(*, voice_id: UUID, to_agency_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """It belongs to another agency: that one holds it, with a limit of its own. The first time needs no reason.

    Never to an agency that held it before. Raises VoiceNotFound, NotTheAnswerer, NotOpen, NoSuchAgency,
    ForwardedInCircle, SayWhyForward.
    """
    who = standing(actor, now=now)
    voice = locked(voice_id, who)
    require_answerer(who, voice, now=now)
    require_open(voice)
    agency = _agency(to_agency_id, now)
    if agency.id in held_before(voice):
        raise ForwardedInCircle(agency=agency.name)
    words = reason_of(reason, needed=voice.forwards > 0, error=SayWhyForward)
    before, voice.forwards = voice.holder_id, voice.forwards + 1
    _move(voice, _by_hand(agency, voice, now), "forwarded", words, actor, now)
    note(
        events.Forwarded, voice, actor=actor, now=now, agency=agency, holder_before=before, times=voice.forwards
    )  # fmt: skip


@transaction.atomic
def pass_up(*, voice_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """The level above has to answer: it goes where the table of that level leads, with that level's limit.

    Raises VoiceNotFound, NotTheAnswerer, NotOpen, NoLevelAbove, SayWhy.
    """
    who = standing(actor, now=now)
    voice = locked(voice_id, who)
    require_answerer(who, voice, now=now)
    require_open(voice)
    if voice.level not in LEVELS[:-1]:
        raise NoLevelAbove
    words = reason_of(reason)
    where = _above(voice, now)
    before = voice.holder_id
    _move(voice, where, "passed_up", words, actor, now)
    note(events.PassedUp, voice, actor=actor, now=now, agency=where.agency, holder_before=before)
    if where.agency is None:
        note(events.Unrouted, voice, actor=actor, now=now)


@transaction.atomic
def route_by_hand(*, voice_id: UUID, agency_id: UUID, actor: Actor, now: datetime) -> None:
    """The keeper of the table says who answers what no row leads anywhere. Raises VoiceNotFound, NotTheKeeper,
    NotOpen, NoSuchAgency."""
    who = standing(actor, now=now)
    voice = Voice.objects.select_for_update().filter(pk=voice_id, holder_id=None).first()
    if voice is None:
        voice = locked(voice_id, who)
        require_open(voice)
        raise NotTheKeeper
    if not may_route(who, voice):
        raise NotTheKeeper
    require_open(voice)
    agency = _agency(agency_id, now)
    _move(voice, _by_hand(agency, voice, now), "routed", "", actor, now)
    note(events.Routed, voice, actor=actor, now=now, agency=agency)


def _move(voice: Voice, where: Destination, kind: str, words: str, actor: Actor, now: datetime) -> None:
    by = voice.holder_id
    if by is not None:
        petition_journal.left(voice, actor=actor, now=now)
    send_to(voice, where)
    save(voice, HELD)
    step(voice, kind, actor=actor, now=now, by_agency=by, to_agency=voice.holder_id, words=words)
    if where.agency is not None:
        petition_journal.reached(voice, actor=actor, now=now)


def _agency(agency_id: UUID, now: datetime) -> AgencyView:
    found = in_force(units.agencies([agency_id]).get(agency_id), local_date(now))
    if found is None:
        raise NoSuchAgency
    return found


def _by_hand(agency: AgencyView, voice: Voice, now: datetime) -> Destination:
    days = days_of(voice, agency.level)
    due = due_after(local_date(now), days)
    return Destination(agency.level, agency, None, None, Way.STEP, days, due, None, "", sure=True)


def days_of(voice: Voice, level: str) -> int:
    if voice.kind == Kind.PETITION and (found := services.services().get(voice.topic)):
        return found.days
    return fields().days[level if level in LEVELS else LEVELS[0]]


def _above(voice: Voice, now: datetime) -> Destination:
    level = LEVELS[LEVELS.index(voice.level) + 1]
    place, today = Place(voice.province, voice.unit_id), local_date(now)
    if voice.kind == Kind.DIFFICULTY:
        return destination_of_field(voice.topic, level=level, place=place, on=today)
    found = services.services().get(voice.topic)
    said = found.levels.get(level) if found else None
    pattern = Pattern(said.kind, said.name) if said else None
    return destination(
        voice.topic, level=level, place=place, on=today, pattern=pattern, days=days_of(voice, level),
        reference=found.reference if found else "",
    )  # fmt: skip

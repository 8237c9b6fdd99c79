"""Petitions as rows: found, locked, told of in the journal. Private to the room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Max

from caunoi.core.actor import Actor, Person
from caunoi.core.journal import Place, append
from caunoi.dossiers.calendars import vietnam
from caunoi.units.views import UnitView
from caunoi.voices.models import Petition, Step, Voice
from caunoi.voices.petition_errors import PetitionNotFound
from caunoi.voices.petition_events import PetitionEvent
from caunoi.voices.petition_places import answerer
from caunoi.voices.petition_secrets import digest, fits
from caunoi.voices.rules.services import Service


@dataclass(frozen=True, slots=True)
class Routed:
    """Who answers, by when, and whom there to tell; without a holder nobody is responsible yet."""

    holder_id: UUID | None
    holder_name: str
    level: str
    due_on: date | None
    route_id: UUID | None = None
    person_id: UUID | None = None
    stand_in_id: UUID | None = None


def routed(service: Service, unit: UnitView, *, on: date) -> Routed:
    """By the category as it ships."""
    found, level = answerer(service, unit, on=on)
    due = vietnam().add_working_days(on, service.days)
    return Routed(found.id if found else None, found.name if found else "", level, due)


def locked(voice_id: UUID) -> Petition:
    """The petition with its voice, locked. Raises PetitionNotFound."""
    rows = Petition.objects.select_for_update(of=("self", "voice")).select_related("voice")
    found = rows.filter(voice_id=voice_id).first()
    if found is None:
        raise PetitionNotFound
    return found


def of_author(*, token: str, voice_id: UUID | None, actor: Actor, lock: bool = False) -> Petition:
    """By its secret, or the actor's own by id. Raises PetitionNotFound."""
    rows = Petition.objects.select_related("voice")
    rows = rows.select_for_update(of=("self", "voice")) if lock else rows
    if token:
        found = rows.filter(token_digest=digest(token)).first()
        if found is not None and fits(token, found.token_digest):
            return found
    elif voice_id is not None and isinstance(actor, Person):
        found = rows.filter(voice_id=voice_id, person_id=actor.person_id).first()
        if found is not None:
            return found
    raise PetitionNotFound


def step(voice: Voice, kind: str, *, words: str, person_id: UUID | None, now: datetime) -> None:
    """Something that happened to the petition, for its page."""
    last = voice.steps.aggregate(last=Max("seq"))["last"] or 0
    Step.objects.create(
        voice=voice, seq=last + 1, kind=kind, at=now, by_person=person_id,
        by_agency=voice.holder_id if person_id else None, words=words, due_on=voice.due_on,
    )  # fmt: skip


def place_of(voice: Voice) -> Place:
    """Where its entries count: at the agency that holds it, in the unit it concerns."""
    return Place(unit_id=voice.unit_id, agency_id=voice.holder_id, province=voice.province)


def note(kind: type[PetitionEvent], voice: Voice, *, actor: Actor, now: datetime, **more: Any) -> None:
    """Append an entry to the petition's chain."""
    event = kind(
        code=voice.code, service=voice.topic, competent_agency=voice.holder_id, received_on=voice.raised_on,
        due_on=voice.due_on, **more,
    )  # fmt: skip
    append(event, subject_id=voice.id, actor=actor, now=now, place=place_of(voice))

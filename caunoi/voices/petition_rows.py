"""Petitions as rows: found, locked, told of in the journal. Private to the room."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Max

from caunoi.core.actor import Actor, Person
from caunoi.core.journal import Place, append
from caunoi.units import queries as units
from caunoi.voices.models import Petition, Step, Voice
from caunoi.voices.petition_errors import PetitionNotFound
from caunoi.voices.petition_events import PetitionEvent
from caunoi.voices.petition_secrets import digest, fits


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
    """Where its entries count: at the holder, in the holder's commune or province; unrouted ones where they are."""
    holder = units.agencies([voice.holder_id]).get(voice.holder_id) if voice.holder_id else None
    if holder is None:
        return Place(unit_id=voice.unit_id, agency_id=None, province=voice.province)
    unit_id = holder.unit_id if holder.level == "commune" else None
    return Place(unit_id=unit_id, agency_id=holder.id, province=holder.province_code)


def said(voice: Voice) -> dict[str, Any]:
    """What every entry says of a petition."""
    return {
        "code": voice.code, "service": voice.topic, "competent_agency": voice.holder_id,
        "received_on": voice.raised_on, "due_on": voice.due_on,
    }  # fmt: skip


def note(kind: type[PetitionEvent], voice: Voice, *, actor: Actor, now: datetime, **more: Any) -> None:
    """Append an entry to the petition's chain."""
    append(kind(**said(voice), **more), subject_id=voice.id, actor=actor, now=now, place=place_of(voice))

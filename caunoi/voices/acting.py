"""What the operations share: a number, the locked row, a step, a new holder, the journal. Private to the room."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.core.ids import new_id
from caunoi.core.journal import Event, Place, append
from caunoi.units.queries import AgencyView
from caunoi.voices.errors import NotOpen, SayWhy, VoiceNotFound
from caunoi.voices.events import VoiceEvent
from caunoi.voices.models import Step, Voice
from caunoi.voices.policies import Standing, person_of, visible
from caunoi.voices.routing import Destination
from caunoi.voices.shapes import Kind, State


def locked(voice_id: UUID, who: Standing) -> Voice:
    """The row, locked, when the actor may see it. Raises VoiceNotFound."""
    row = Voice.objects.select_for_update(of=("self",)).filter(visible(who), pk=voice_id).first()
    if row is None:
        raise VoiceNotFound
    return row


def require_open(voice: Voice) -> None:
    """Raises NotOpen."""
    if voice.state != State.OPEN:
        raise NotOpen


def reason_of(text: str, *, needed: bool = True, error: type[Exception] = SayWhy) -> str:
    """Why, trimmed. Raises SayWhy (or `error`)."""
    trimmed = text.strip()
    if not trimmed and not needed:
        return ""
    if not 5 <= len(trimmed) <= 1000:
        raise error
    return trimmed


def step(
    voice: Voice, kind: str, *, actor: Actor, now: datetime, by_agency: UUID | None = None,
    to_agency: UUID | None = None, words: str = "",
) -> Step:  # fmt: skip
    """Write down what happened; its number follows the last one's."""
    last = Step.objects.filter(voice=voice).order_by("-seq").values_list("seq", flat=True).first() or 0
    return Step.objects.create(
        voice=voice, seq=last + 1, kind=kind, at=now, by_person=person_of(actor), by_agency=by_agency,
        to_agency=to_agency, words=words, due_on=voice.due_on,
    )  # fmt: skip


def acting_agency(actor: Actor, who: Standing, *candidates: UUID | None) -> UUID | None:
    """In whose name the actor acts: their own agency when it is one of the candidates, else the first they serve in."""
    chosen = getattr(actor, "agency_id", None)
    given = [one for one in candidates if one is not None]
    if chosen in given:
        return chosen if isinstance(chosen, UUID) else None
    return next((one for one in given if one in who.roles), given[0] if given and who.everywhere else None)


def send_to(voice: Voice, where: Destination) -> None:
    """Let the destination hold it from now on; saved by the caller."""
    voice.holder_id = where.agency.id if where.agency else None
    voice.level = where.level
    voice.person_id, voice.stand_in_id = where.contact_id, where.stand_in_id
    voice.route_id, voice.due_on = where.route_id, where.due_on
    voice.escalated_on = None


def held_before(voice: Voice) -> set[UUID]:
    """Every agency that held it."""
    found = Step.objects.filter(voice=voice).exclude(to_agency=None).values_list("to_agency", flat=True)
    return {one for one in found if one is not None}


def place_of(voice: Voice, agency: AgencyView | None = None) -> Place:
    """Where an entry counts: the holder's territory when it is known, else where the voice comes from."""
    if agency is not None:
        return Place(unit_id=agency.unit_id, agency_id=agency.id, province=agency.province_code)
    return Place(unit_id=voice.unit_id, agency_id=voice.holder_id, province=voice.province)


def said(voice: Voice) -> dict[str, Any]:
    """What every entry of a difficulty says."""
    return {
        "code": voice.code, "topic": voice.topic, "author_agency": voice.author_agency_id, "holder": voice.holder_id,
        "level": voice.level, "due_on": voice.due_on,
    }  # fmt: skip


def note(
    event: type[VoiceEvent], voice: Voice, *, actor: Actor, now: datetime, agency: AgencyView | None = None, **more: Any
) -> None:
    """The entry of a difficulty; petitions have entries of their own and get none here."""
    if voice.kind == Kind.DIFFICULTY:
        _append(event(**said(voice), **more), voice, actor, now, agency)


def _append(event: Event, voice: Voice, actor: Actor, now: datetime, agency: AgencyView | None) -> None:
    append(event, subject_id=voice.pk, actor=actor, now=now, place=place_of(voice, agency))


def add_same_count(voice_id: UUID) -> None:
    """One more that has it, too."""
    Voice.objects.filter(pk=voice_id).update(same=F("same") + 1)


def new_voice(**values: Any) -> Voice:
    """A row that is not saved yet."""
    return Voice(id=new_id(), **values)


def late(voice: Voice, now: datetime) -> bool:
    """Open, and its day has passed."""
    return voice.state == State.OPEN and voice.due_on is not None and voice.due_on < local_date(now)


def save(voice: Voice, fields: Iterable[str]) -> None:
    """Write the named columns."""
    voice.save(update_fields=list(fields))

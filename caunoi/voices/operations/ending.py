"""The author accepts the answer, does not, or takes the voice back."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.voices import events, petition_journal
from caunoi.voices.acting import locked, note, reason_of, require_open, save, step
from caunoi.voices.errors import NotAnswered, VoiceNotFound
from caunoi.voices.models import Voice
from caunoi.voices.operations.moving import days_of
from caunoi.voices.policies import require_author, standing
from caunoi.voices.shapes import Kind, State
from caunoi.voices.tables import due_after


@transaction.atomic
def withdraw(*, voice_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """Its author takes it back before it is answered. Raises VoiceNotFound, NotTheAuthor, NotOpen, SayWhy."""
    voice = _own(voice_id, actor, now)
    require_open(voice)
    words = reason_of(reason)
    voice.state = State.WITHDRAWN
    save(voice, ["state"])
    step(voice, "withdrawn", actor=actor, now=now, by_agency=voice.author_agency_id, words=words)
    note(events.Withdrawn, voice, actor=actor, now=now)
    petition_journal.withdrawn(voice, actor=actor, now=now)


@transaction.atomic
def close(*, voice_id: UUID, actor: Actor, now: datetime) -> None:
    """Its author accepts the answer. Raises VoiceNotFound, NotTheAuthor, NotAnswered."""
    voice = _own(voice_id, actor, now)
    if voice.state != State.ANSWERED:
        raise NotAnswered
    voice.state = State.CLOSED
    save(voice, ["state"])
    step(voice, "closed", actor=actor, now=now, by_agency=voice.author_agency_id)
    note(events.Closed, voice, actor=actor, now=now)


@transaction.atomic
def reopen(*, voice_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """The author of a difficulty does not accept the answer: open again at the same agency, with its limit anew.

    Raises VoiceNotFound, NotTheAuthor, NotAnswered, SayWhy.
    """
    voice = _own(voice_id, actor, now)
    if voice.kind != Kind.DIFFICULTY:
        raise VoiceNotFound  # petitions are reopened with what their figures need
    if voice.state not in (State.ANSWERED, State.CLOSED):
        raise NotAnswered
    words = reason_of(reason)
    open_again(voice, now)
    step(
        voice, "reopened", actor=actor, now=now, by_agency=voice.author_agency_id, to_agency=voice.holder_id,
        words=words,
    )  # fmt: skip
    note(events.Reopened, voice, actor=actor, now=now)


def open_again(voice: Voice, now: datetime) -> None:
    """Open, with the level's limit from today on, no longer published."""
    voice.state, voice.escalated_on = State.OPEN, None
    voice.due_on = due_after(local_date(now), days_of(voice, voice.level)) if voice.holder_id else None
    voice.answered_at, voice.answered_on_time, voice.published_at = None, None, None
    save(voice, ["state", "escalated_on", "due_on", "answered_at", "answered_on_time", "published_at"])


def _own(voice_id: UUID, actor: Actor, now: datetime) -> Voice:
    who = standing(actor, now=now)
    voice = locked(voice_id, who)
    require_author(who, voice)
    return voice

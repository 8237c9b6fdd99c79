"""An answer that serves everybody with the same question."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from caunoi.core.actor import Actor
from caunoi.core.errors import Problem
from caunoi.voices import events, texts
from caunoi.voices.acting import locked, note, save, step
from caunoi.voices.errors import NotAnswered, NotOnePublishes
from caunoi.voices.models import Voice
from caunoi.voices.operations.answering import search_key
from caunoi.voices.operations.checking import publish_with_petition
from caunoi.voices.policies import require_decider, standing
from caunoi.voices.shapes import State


@transaction.atomic
def publish_answer(
    *, voice_id: UUID, public_title: str, public_text: str, public_answer: str, actor: Actor, now: datetime
) -> None:
    """Publish question and answer in words that were checked for other people's data.

    By a head or leader of the agency that answered. Raises VoiceNotFound, NotTheAnswerer, NotAnswered, NotOnePublishes,
    and for a petition NotAgreed, StillPersonal.
    """
    voice = _answered(voice_id, actor, now)
    given = {"public_title": public_title, "public_text": public_text, "public_answer": public_answer}
    problems = [Problem(texts.PUBLIC_WORDS, field=name) for name, words in given.items() if not words.strip()]
    if problems:
        raise NotOnePublishes(problems)
    voice.public_title = public_title.strip()[:200]
    voice.public_text, voice.public_answer = public_text.strip(), public_answer.strip()
    publish_with_petition(voice, list(given.values()))
    voice.published_at = now
    voice.search_key = search_key(voice)
    save(voice, ["public_title", "public_text", "public_answer", "published_at", "search_key"])
    step(voice, "published", actor=actor, now=now, by_agency=voice.holder_id)
    note(events.Published, voice, actor=actor, now=now)


@transaction.atomic
def unpublish(*, voice_id: UUID, actor: Actor, now: datetime) -> None:
    """Take the published answer down; its words stay for the next time. Raises what `publish_answer` raises."""
    voice = _answered(voice_id, actor, now)
    if voice.published_at is None:
        return
    voice.published_at = None
    voice.search_key = search_key(voice)
    save(voice, ["published_at", "search_key"])
    step(voice, "unpublished", actor=actor, now=now, by_agency=voice.holder_id)
    note(events.Unpublished, voice, actor=actor, now=now)


def _answered(voice_id: UUID, actor: Actor, now: datetime) -> Voice:
    who = standing(actor, now=now)
    voice = locked(voice_id, who)
    require_decider(who, voice)
    if voice.state not in (State.ANSWERED, State.CLOSED):
        raise NotAnswered
    return voice

"""The author of a petition comes back: by the secret of the confirmation, or signed in."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.dossiers.calendars import vietnam
from caunoi.voices.petition_errors import (
    AnsweredAlready,
    NotAnsweredYet,
    PetitionRatedBefore,
    ReopenedTooOften,
    SayWhyAgain,
    WrongRating,
)
from caunoi.voices.petition_events import PetitionRated, PetitionReopened, PetitionWithdrawn
from caunoi.voices.petition_rows import note, of_author, step
from caunoi.voices.services import service

SATISFIED_FROM, MAX_REOPENED, MAX_WORDS = 4, 2, 1000
ANSWERED = ("answered", "closed")


@transaction.atomic
def rate(
    *, rating: int, actor: Actor, now: datetime, token: str = "", voice_id: UUID | None = None, words: str = ""
) -> bool:
    """The author's stars for the last answer, 1 to 5, once for each answer; whether they count as satisfied (4, 5).

    By the secret `token`, or one's own by `voice_id`. Raises PetitionNotFound, NotAnsweredYet, PetitionRatedBefore,
    WrongRating.
    """
    row = of_author(token=token, voice_id=voice_id, actor=actor, lock=True)
    if row.voice.state not in ANSWERED:
        raise NotAnsweredYet
    if row.rating is not None:
        raise PetitionRatedBefore
    if not 1 <= rating <= 5:
        raise WrongRating
    row.rating, row.satisfied, row.rating_words = rating, rating >= SATISFIED_FROM, words.strip()[:MAX_WORDS]
    row.save(update_fields=["rating", "satisfied", "rating_words"])
    row.voice.state = "closed"
    row.voice.save(update_fields=["state"])
    step(row.voice, "rated", words=row.rating_words, person_id=None, now=now)
    note(PetitionRated, row.voice, actor=actor, now=now, rating=rating, satisfied=row.satisfied)
    return row.satisfied


@transaction.atomic
def reopen_petition(*, reason: str, actor: Actor, now: datetime, token: str = "", voice_id: UUID | None = None) -> None:
    """The author does not accept the answer and says why: the same agency has it again, with a new limit.

    The rating of the answer is taken back. Raises PetitionNotFound, NotAnsweredYet, ReopenedTooOften, SayWhyAgain.
    """
    row = of_author(token=token, voice_id=voice_id, actor=actor, lock=True)
    voice, why = row.voice, reason.strip()
    if voice.state not in ANSWERED:
        raise NotAnsweredYet
    if row.reopened >= MAX_REOPENED:
        raise ReopenedTooOften(limit=MAX_REOPENED)
    if not 5 <= len(why) <= MAX_WORDS:
        raise SayWhyAgain
    was = {"was_on_time": bool(voice.answered_on_time), "was_satisfied": bool(row.satisfied)}
    row.rating, row.satisfied, row.rating_words, row.reopened = None, None, "", row.reopened + 1
    row.save(update_fields=["rating", "satisfied", "rating_words", "reopened"])
    voice.state, voice.answered_at, voice.answered_on_time, voice.escalated_on = "open", None, None, None
    voice.published_at = None
    voice.due_on = vietnam().add_working_days(local_date(now), service(voice.topic).days)
    voice.save(update_fields=["state", "answered_at", "answered_on_time", "escalated_on", "due_on", "published_at"])
    step(voice, "reopened", words=why, person_id=None, now=now)
    note(PetitionReopened, voice, actor=actor, now=now, **was)


@transaction.atomic
def withdraw_petition(*, actor: Actor, now: datetime, token: str = "", voice_id: UUID | None = None) -> None:
    """The author takes it back before it is answered; nothing of it is public any more.

    Raises PetitionNotFound, AnsweredAlready.
    """
    row = of_author(token=token, voice_id=voice_id, actor=actor, lock=True)
    if row.voice.state != "open":
        raise AnsweredAlready
    row.voice.state, row.checked, row.at_once = "withdrawn", "hidden", False
    row.voice.save(update_fields=["state"])
    row.save(update_fields=["checked", "at_once"])
    step(row.voice, "withdrawn", words="", person_id=None, now=now)
    note(PetitionWithdrawn, row.voice, actor=actor, now=now)

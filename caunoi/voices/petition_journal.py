"""What the acts that petitions share with difficulties tell the journal about a petition; nothing for a difficulty.

Call `left` before the holder changes and `reached` after it, the others after the act. Private to the room.
"""

from __future__ import annotations

from datetime import datetime

from caunoi.core.actor import Actor
from caunoi.voices.models import Voice
from caunoi.voices.petition_events import PetitionAnswered, PetitionLeft, PetitionReached, PetitionWithdrawn
from caunoi.voices.petition_rows import note


def left(voice: Voice, *, actor: Actor, now: datetime) -> None:
    """It goes on to another agency."""
    if voice.kind == "petition":
        note(PetitionLeft, voice, actor=actor, now=now)


def reached(voice: Voice, *, actor: Actor, now: datetime) -> None:
    """It is open at its holder from now on."""
    if voice.kind == "petition":
        note(PetitionReached, voice, actor=actor, now=now)


def answered(voice: Voice, *, on_time: bool, actor: Actor, now: datetime) -> None:
    """Its holder answered."""
    if voice.kind == "petition":
        note(PetitionAnswered, voice, actor=actor, now=now, on_time=on_time)


def withdrawn(voice: Voice, *, actor: Actor, now: datetime) -> None:
    """Its author took it back while it was open."""
    if voice.kind == "petition":
        note(PetitionWithdrawn, voice, actor=actor, now=now)

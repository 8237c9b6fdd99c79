"""What happens to a citizen's petition, as the journal and the figures of Decision 766 take it.

A petition counts for the agency that holds it: `petition.reached` when it comes to an agency, `petition.left` when it
goes on to another one. Every entry carries the day on which it was first received. How they are counted and why:
docs/decisions/0101-petitions-and-open311.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from caunoi.core.journal import Event


@dataclass(frozen=True, kw_only=True)
class PetitionEvent(Event):
    """Base. `competent_agency`: who holds it, None while nobody is responsible; `due_on`: the last day to answer."""

    subject_kind: ClassVar[str] = "voice"

    code: str
    service: str
    competent_agency: UUID | None
    received_on: date
    due_on: date | None


@dataclass(frozen=True, kw_only=True)
class PetitionFiled(PetitionEvent):
    """A petition was sent. `channel`: `portal` or `open311`."""

    kind: ClassVar[str] = "petition.filed"

    channel: str
    anonymous: bool
    photos: int
    with_place: bool


@dataclass(frozen=True, kw_only=True)
class PetitionReached(PetitionEvent):
    """It is open at an agency from now on: at first, forwarded or passed up."""

    kind: ClassVar[str] = "petition.reached"


@dataclass(frozen=True, kw_only=True)
class PetitionLeft(PetitionEvent):
    """It is no longer open at this agency and goes on to another one; `due_on` as it was here."""

    kind: ClassVar[str] = "petition.left"


@dataclass(frozen=True, kw_only=True)
class PetitionAnswered(PetitionEvent):
    """The agency that holds it answered."""

    kind: ClassVar[str] = "petition.answered"

    on_time: bool


@dataclass(frozen=True, kw_only=True)
class PetitionWithdrawn(PetitionEvent):
    """The author took it back before it was answered."""

    kind: ClassVar[str] = "petition.withdrawn"


@dataclass(frozen=True, kw_only=True)
class PetitionReopened(PetitionEvent):
    """The author does not accept the answer; open again, with a new `due_on`. `was_…`: how it had counted."""

    kind: ClassVar[str] = "petition.reopened"

    was_on_time: bool
    was_satisfied: bool


@dataclass(frozen=True, kw_only=True)
class PetitionRated(PetitionEvent):
    """The author rated the answer, 1 to 5; `satisfied`: 4 or 5."""

    kind: ClassVar[str] = "petition.rated"

    rating: int
    satisfied: bool


@dataclass(frozen=True, kw_only=True)
class PetitionChecked(PetitionEvent):
    """Somebody decided what the public sees: `outcome` is `shown` or `hidden`, with how many of its photos."""

    kind: ClassVar[str] = "petition.checked"

    outcome: str
    photos: int
    worded: bool

"""What this room writes to the journal about difficulties and the routing table; petitions have their own entries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from caunoi.core.journal import Event


@dataclass(frozen=True, kw_only=True)
class VoiceEvent(Event):
    """What every entry of a difficulty says: who raised it, its field, who holds it (None: nobody yet), by when."""

    subject_kind: ClassVar[str] = "voice"

    code: str
    topic: str
    author_agency: UUID | None
    holder: UUID | None
    level: str
    due_on: date | None


@dataclass(frozen=True, kw_only=True)
class Raised(VoiceEvent):
    """A locality raised it. `sure`: an own row of the routing table led it."""

    kind: ClassVar[str] = "voice.raised"

    way: str
    sure: bool


@dataclass(frozen=True, kw_only=True)
class Unrouted(VoiceEvent):
    """No row of the table leads anywhere: it waits for the keeper."""

    kind: ClassVar[str] = "voice.unrouted"


@dataclass(frozen=True, kw_only=True)
class Routed(VoiceEvent):
    """The keeper of the table said who answers."""

    kind: ClassVar[str] = "voice.routed"


@dataclass(frozen=True, kw_only=True)
class Forwarded(VoiceEvent):
    """Another agency holds it; `times`: forwarded so often."""

    kind: ClassVar[str] = "voice.forwarded"

    holder_before: UUID | None
    times: int


@dataclass(frozen=True, kw_only=True)
class PassedUp(VoiceEvent):
    """The level above holds it."""

    kind: ClassVar[str] = "voice.passed_up"

    holder_before: UUID | None


@dataclass(frozen=True, kw_only=True)
class Answered(VoiceEvent):
    """Answered, with so many commitments."""

    kind: ClassVar[str] = "voice.answered"

    on_time: bool
    commitments: int
    same: int


@dataclass(frozen=True, kw_only=True)
class Escalated(VoiceEvent):
    """Its day passed without an answer: leaders were told."""

    kind: ClassVar[str] = "voice.escalated"


@dataclass(frozen=True, kw_only=True)
class Published(VoiceEvent):
    """The answer serves everybody from now on."""

    kind: ClassVar[str] = "voice.published"


@dataclass(frozen=True, kw_only=True)
class Unpublished(VoiceEvent):
    """The answer is no longer public."""

    kind: ClassVar[str] = "voice.unpublished"


@dataclass(frozen=True, kw_only=True)
class SameAdded(VoiceEvent):
    """Another agency has it too."""

    kind: ClassVar[str] = "voice.same"

    by: UUID | None
    count: int


@dataclass(frozen=True, kw_only=True)
class Withdrawn(VoiceEvent):
    """Its author took it back."""

    kind: ClassVar[str] = "voice.withdrawn"


@dataclass(frozen=True, kw_only=True)
class Closed(VoiceEvent):
    """Its author accepted the answer."""

    kind: ClassVar[str] = "voice.closed"


@dataclass(frozen=True, kw_only=True)
class Reopened(VoiceEvent):
    """Its author did not accept the answer."""

    kind: ClassVar[str] = "voice.reopened"


@dataclass(frozen=True, kw_only=True)
class RouteEvent(Event):
    """A row of a routing table."""

    subject_kind: ClassVar[str] = "voice_route"

    topic: str
    level: str
    keeper: UUID
    agency: UUID
    days: int
    valid_from: date


@dataclass(frozen=True, kw_only=True)
class RouteSet(RouteEvent):
    """A row was added."""

    kind: ClassVar[str] = "voice_route.set"

    valid_to: date | None


@dataclass(frozen=True, kw_only=True)
class RouteEnded(RouteEvent):
    """A row holds no longer from `valid_to` on."""

    kind: ClassVar[str] = "voice_route.ended"

    valid_to: date

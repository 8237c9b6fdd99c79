"""What this room writes to the journal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from caunoi.core.journal import Event


@dataclass(frozen=True, kw_only=True)
class MachineRegistered(Event):
    """A system may call from now on, as `person`, with these scopes."""

    kind: ClassVar[str] = "machine.registered"
    subject_kind: ClassVar[str] = "machine"

    person: UUID
    role: str
    scopes: list[str]


@dataclass(frozen=True, kw_only=True)
class MachineChanged(Event):
    """Its scopes or its limit changed."""

    kind: ClassVar[str] = "machine.changed"
    subject_kind: ClassVar[str] = "machine"

    scopes: list[str]
    per_minute: int


@dataclass(frozen=True, kw_only=True)
class MachineSecretRenewed(Event):
    """Its old secret and its tokens are worth nothing any more."""

    kind: ClassVar[str] = "machine.secret_renewed"
    subject_kind: ClassVar[str] = "machine"


@dataclass(frozen=True, kw_only=True)
class MachineClosed(Event):
    """It may not call any more."""

    kind: ClassVar[str] = "machine.closed"
    subject_kind: ClassVar[str] = "machine"


@dataclass(frozen=True, kw_only=True)
class SubscriptionMade(Event):
    """It is told of events from now on."""

    kind: ClassVar[str] = "machine.subscription_made"
    subject_kind: ClassVar[str] = "machine"

    subscription: UUID
    kinds: list[str]


@dataclass(frozen=True, kw_only=True)
class SubscriptionClosed(Event):
    """It is not told any more."""

    kind: ClassVar[str] = "machine.subscription_closed"
    subject_kind: ClassVar[str] = "machine"

    subscription: UUID


@dataclass(frozen=True, kw_only=True)
class SubscriptionPaused(Event):
    """Nothing arrived there for days; or it goes on again (`paused` false)."""

    kind: ClassVar[str] = "machine.subscription_paused"
    subject_kind: ClassVar[str] = "machine"

    subscription: UUID
    paused: bool

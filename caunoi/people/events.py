"""The journal entries of this room. Persons are identifiers only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from caunoi.core.journal import Event


@dataclass(frozen=True, kw_only=True)
class AccountCreated(Event):
    """A person is known. `door` is `national_identity`, `password`, or `counter` (who cannot sign in with it yet)."""

    kind: ClassVar[str] = "account.created"
    subject_kind: ClassVar[str] = "account"
    door: str


@dataclass(frozen=True, kw_only=True)
class AccountUpdated(Event):
    """The national identity gave new particulars; `fields` names which, never what."""

    kind: ClassVar[str] = "account.updated"
    subject_kind: ClassVar[str] = "account"
    fields: list[str]


@dataclass(frozen=True, kw_only=True)
class AccountTakenOver(Event):
    """Who was registered at a counter signed in through the national identity for the first time."""

    kind: ClassVar[str] = "account.taken_over"
    subject_kind: ClassVar[str] = "account"


@dataclass(frozen=True, kw_only=True)
class AccountLookedUp(Event):
    """An officer asked who has a personal identification number; the subject is the person found."""

    kind: ClassVar[str] = "account.looked_up"
    subject_kind: ClassVar[str] = "account"


@dataclass(frozen=True, kw_only=True)
class SignedIn(Event):
    """Somebody signed in. `methods` are allauth's words: password, mfa, socialaccount."""

    kind: ClassVar[str] = "account.signed_in"
    subject_kind: ClassVar[str] = "account"
    methods: list[str]


@dataclass(frozen=True, kw_only=True)
class MembershipGranted(Event):
    """A person began to serve in a role in an agency."""

    kind: ClassVar[str] = "membership.granted"
    subject_kind: ClassVar[str] = "membership"
    person: UUID
    role: str
    valid_from: datetime
    valid_to: datetime | None


@dataclass(frozen=True, kw_only=True)
class MembershipEnded(Event):
    """A person stops serving at `valid_to`."""

    kind: ClassVar[str] = "membership.ended"
    subject_kind: ClassVar[str] = "membership"
    person: UUID
    role: str
    valid_to: datetime


@dataclass(frozen=True, kw_only=True)
class RoleDelegated(Event):
    """A leader let a colleague act in their role for a period."""

    kind: ClassVar[str] = "delegation.given"
    subject_kind: ClassVar[str] = "delegation"
    membership: UUID
    from_person: UUID
    to_person: UUID
    role: str
    valid_from: datetime
    valid_to: datetime


@dataclass(frozen=True, kw_only=True)
class DelegationRevoked(Event):
    """A delegation was taken back before its end."""

    kind: ClassVar[str] = "delegation.revoked"
    subject_kind: ClassVar[str] = "delegation"
    to_person: UUID
    valid_to: datetime


@dataclass(frozen=True, kw_only=True)
class AbsenceReported(Event):
    """Somebody is away for a period and `deputy` stands in; never why."""

    kind: ClassVar[str] = "absence.reported"
    subject_kind: ClassVar[str] = "absence"
    person: UUID
    deputy: UUID
    valid_from: datetime
    valid_to: datetime


@dataclass(frozen=True, kw_only=True)
class AbsenceEnded(Event):
    """Somebody is back before the end that was reported."""

    kind: ClassVar[str] = "absence.ended"
    subject_kind: ClassVar[str] = "absence"
    person: UUID
    valid_to: datetime


@dataclass(frozen=True, kw_only=True)
class SecondFactorReset(Event):
    """An administrator took a lost second factor off and ended all sessions of the account."""

    kind: ClassVar[str] = "account.second_factor_reset"
    subject_kind: ClassVar[str] = "account"
    factors: int

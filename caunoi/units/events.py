"""The journal entries of this room. Each is about a unit version, or about a register when it is loaded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from caunoi.core.journal import Event


@dataclass(frozen=True, kw_only=True)
class UnitEvent(Event):
    """What all entries about a unit version say."""

    subject_kind: ClassVar[str] = "unit"

    register: str
    level: str
    code: str
    on: date
    mutation: UUID


@dataclass(frozen=True, kw_only=True)
class UnitCreated(UnitEvent):
    """A version began by a `create`."""

    kind: ClassVar[str] = "unit.created"


@dataclass(frozen=True, kw_only=True)
class UnitChanged(UnitEvent):
    """Base of the changes that leave the territory as it was; `into` is the version that begins."""

    into: UUID
    into_code: str


@dataclass(frozen=True, kw_only=True)
class UnitRenamed(UnitChanged):
    """A new name or code."""

    kind: ClassVar[str] = "unit.renamed"


@dataclass(frozen=True, kw_only=True)
class UnitTypeChanged(UnitChanged):
    """A new type or level."""

    kind: ClassVar[str] = "unit.type_changed"


@dataclass(frozen=True, kw_only=True)
class UnitTransferred(UnitChanged):
    """Another parent."""

    kind: ClassVar[str] = "unit.transferred"


@dataclass(frozen=True, kw_only=True)
class UnitMerged(UnitChanged):
    """The unit went whole into another."""

    kind: ClassVar[str] = "unit.merged"


@dataclass(frozen=True, kw_only=True)
class UnitSplit(UnitEvent):
    """The unit was divided; `shares` in the order of `into`, by the first basis given."""

    kind: ClassVar[str] = "unit.split"

    into: tuple[UUID, ...]
    into_codes: tuple[str, ...]
    shares: tuple[str, ...]
    basis: str


@dataclass(frozen=True, kw_only=True)
class UnitAbolished(UnitEvent):
    """The unit ended with no successor."""

    kind: ClassVar[str] = "unit.abolished"

    reason: str


@dataclass(frozen=True, kw_only=True)
class RegisterLoaded(Event):
    """A register was loaded from files; stands for the creation of the units of its first day."""

    kind: ClassVar[str] = "register.loaded"
    subject_kind: ClassVar[str] = "register"

    register: str
    starts_on: date
    units_at_start: int
    versions: int
    mutations: int


@dataclass(frozen=True, kw_only=True)
class AgenciesLoaded(Event):
    """The agencies of a register's units were made."""

    kind: ClassVar[str] = "register.agencies_loaded"
    subject_kind: ClassVar[str] = "register"

    register: str
    agencies: int


@dataclass(frozen=True, kw_only=True)
class AgencySucceeded(Event):
    """An agency ended and another took over what still ran; `heirs`: among so many it was divided."""

    kind: ClassVar[str] = "agency.succeeded"
    subject_kind: ClassVar[str] = "agency"

    code: str
    on: date
    heir: UUID
    heirs: int
    sure: bool

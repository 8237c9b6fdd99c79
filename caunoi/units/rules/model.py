"""The words of the engine: versions, placements, edges, mutations, and the reasons for refusing one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Any
from uuid import UUID

from caunoi.units.rules.text import fold, split_name


class Kind(StrEnum):
    """What a mutation does."""

    CREATE = "create"
    RENAME = "rename"
    CHANGE_TYPE = "change_type"
    MERGE = "merge"
    SPLIT = "split"
    TRANSFER = "transfer"
    ABOLISH = "abolish"


PROPERTY_KINDS = frozenset({Kind.RENAME, Kind.CHANGE_TYPE, Kind.TRANSFER})
"""Kinds that change what a unit is called or where it belongs, and not its territory."""
WHOLE, EQUAL = "whole", "equal"
BASES = (WHOLE, "stated", "population", "area", "count", EQUAL)
"""Bases of shares, best first; a basis that is not named here comes before `equal`, which is assumed and unsure."""


@dataclass(slots=True)
class Version:
    """A unit during `[valid_from, valid_to)`. `full_name` carries the type, `name` does not."""

    id: UUID
    level: str
    code: str
    type: str
    name: str
    full_name: str
    valid_from: date
    valid_to: date | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)
    begun_by: UUID | None = None
    ended_by: UUID | None = None

    @property
    def key(self) -> tuple[str, str]:
        """Level and code: unique among the versions in force on one date."""
        return self.level, self.code

    @property
    def name_key(self) -> str:
        """The name folded for search."""
        return fold(self.name)


@dataclass(slots=True)
class Placement:
    """The parent of a version, and the code of its topmost ancestor, during `[valid_from, valid_to)`."""

    unit: UUID
    parent: UUID | None
    top_code: str
    valid_from: date
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Edge:
    """`share` of `origin` went into `target` on that day, on that basis."""

    mutation: UUID
    origin: UUID
    target: UUID
    on: date
    basis: str
    share: Fraction
    sure: bool = True
    sources: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A unit that a `create` mutation brings into being; `id` is chosen by the caller."""

    id: UUID
    level: str
    code: str
    type: str
    written_name: str
    parent: UUID | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)

    def version(self, on: date, mutation: UUID | None) -> Version:
        """The version that begins on that day."""
        name, full_name = split_name(self.written_name, self.type)
        return Version(
            self.id, self.level, self.code, self.type, name, full_name, on, None, self.extra, begun_by=mutation
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutation:
    """One change made by law on one day.

    - create: `draft`.
    - rename, change_type, transfer: one of `units`; the new values in `change` (`code`, `name`; `type`, `level`;
      `parent`), and `new_id` for the version that begins.
    - merge: `units` go whole into `into[0]`, which is a version created the same day or a unit that goes on; a unit
      that goes on gets a new version, `new_id`.
    - split: `units[0]` is divided over `into`; `shares` maps a basis to one share for each of `into`.
    - abolish: `units` end with no successor; `reason` says why.
    """

    id: UUID
    kind: Kind
    on: date
    units: tuple[UUID, ...] = ()
    into: tuple[UUID, ...] = ()
    shares: Mapping[str, tuple[Fraction, ...]] = field(default_factory=dict)
    draft: Draft | None = None
    change: Mapping[str, Any] = field(default_factory=dict)
    new_id: UUID | None = None
    decree: str = ""
    reason: str = ""
    sources: tuple[str, ...] = ()

    @property
    def produces(self) -> UUID | None:
        """The version that begins with it, if any."""
        return self.draft.id if self.draft else self.new_id


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a mutation is refused: a stable `code` and what its sentence names."""

    code: str
    params: tuple[tuple[str, Any], ...] = ()
    mutation: UUID | None = None

    @classmethod
    def of(cls, code: str, mutation: UUID | None = None, /, **params: Any) -> Reason:
        """A reason with its parameters."""
        return cls(code, tuple(params.items()), mutation)


class Refused(Exception):
    """Mutations that may not be applied, with every reason; nothing was changed."""

    def __init__(self, reasons: list[Reason]) -> None:
        self.reasons = reasons
        super().__init__("; ".join(f"{r.code} {dict(r.params)}" for r in reasons[:20]))

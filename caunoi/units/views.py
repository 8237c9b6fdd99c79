"""What queries give: frozen values, never rows of the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID


@dataclass(frozen=True, slots=True)
class UnitView:
    """A unit version as it stood on a date. `valid_to` is exclusive; None means "until further notice"."""

    id: UUID
    register: str
    code: str
    level: str
    type: str
    name: str
    full_name: str
    parent_id: UUID | None
    parent_code: str | None
    province_code: str
    valid_from: date
    valid_to: date | None
    lat: float | None
    lon: float | None
    area_km2: float | None
    population: int | None
    agency_code: str = ""
    parent_name: str = ""
    province_name: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A search hit; `score` from 0 to 1."""

    unit: UnitView
    score: float


@dataclass(frozen=True, slots=True)
class Near:
    """A unit and its distance in kilometres from the point that was asked about."""

    unit: UnitView
    distance_km: float


@dataclass(frozen=True, slots=True)
class Relation:
    """A share of one version in another. `unit` is None when no source names a successor."""

    unit: UnitView | None
    share: Fraction
    sure: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One edge of a lineage: on that day `share` of `origin` went into `target`, by that decree."""

    on: date
    kind: str
    decree: str
    origin_id: UUID
    target_id: UUID | None
    share: Fraction
    basis: str
    sure: bool
    sources: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Lineage:
    """Every version that ever carried a code, what they came from and became (one step each way), and the edges."""

    code: str
    versions: tuple[UnitView, ...]
    relatives: dict[UUID, UnitView]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class DisagreementView:
    """What the sources contradict or leave open about one unit or one edge."""

    kind: str
    on: date
    origin_code: str
    origin_name: str
    target_code: str
    target_name: str
    sources: str


@dataclass(frozen=True, slots=True)
class AgencyView:
    """An agency. `code` has the most specific group first (000.00.05.H26), `code_reversed` the other way round."""

    id: UUID
    code: str
    code_reversed: str
    code_provisional: bool
    kind: str
    level: str
    name: str
    name_en: str
    unit_id: UUID | None
    unit_code: str
    province_code: str
    certain: bool
    valid_from: date
    valid_to: date | None

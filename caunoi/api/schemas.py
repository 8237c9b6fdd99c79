"""What the API takes and gives. Names are the glossary's; dates are ISO 8601, `valid_to` is exclusive."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from uuid import UUID

from ninja import Field, Schema

from caunoi.units.queries import AgencyView, Lineage, Relation, Step, UnitView


class UnitOut(Schema):
    """A unit as it stood on a date."""

    id: UUID = Field(description="The version's identifier; a code may be reused, this never is.")
    register_name: str
    code: str
    level: str = Field(description="province, district or commune in the register `vn`")
    type: str
    name: str = Field(description="Without its type")
    full_name: str
    parent_id: UUID | None
    parent_code: str | None
    parent_name: str
    province_code: str
    province_name: str
    agency_code: str
    valid_from: date
    valid_to: date | None = Field(description="The first day on which it no longer exists; null until further notice")
    lat: float | None
    lon: float | None
    area_km2: float | None
    population: int | None

    @classmethod
    def of(cls, unit: UnitView) -> UnitOut:
        """The view as the API gives it."""
        plain = {name: getattr(unit, name) for name in cls.model_fields if name != "register_name"}
        return cls(register_name=unit.register, **plain)


class UnitPage(Schema):
    """Some units, and how to ask for the next ones."""

    items: list[UnitOut]
    next_cursor: str | None = Field(description="Give it as `cursor` to go on; null at the end")


class ShareOut(Schema):
    """An exact share: `numerator/denominator`."""

    numerator: int
    denominator: int
    value: float

    @classmethod
    def of(cls, share: Fraction) -> ShareOut:
        """The fraction, and its value for those who do not need exactness."""
        return cls(numerator=share.numerator, denominator=share.denominator, value=float(share))


class RelationOut(Schema):
    """How much of one unit is in another."""

    unit: UnitOut | None = Field(description="null when no source names a successor")
    share: ShareOut
    sure: bool = Field(description="false when no source gives the share and it is assumed")

    @classmethod
    def of(cls, relation: Relation) -> RelationOut:
        """The view as the API gives it."""
        unit = UnitOut.of(relation.unit) if relation.unit else None
        return cls(unit=unit, share=ShareOut.of(relation.share), sure=relation.sure)


class StepOut(Schema):
    """One change: on that day that share of `origin_id` went into `target_id`."""

    on: date
    kind: str
    decree: str
    origin_id: UUID
    target_id: UUID | None
    share: ShareOut
    basis: str
    sure: bool
    sources: str

    @classmethod
    def of(cls, step: Step) -> StepOut:
        """The view as the API gives it."""
        plain = {name: getattr(step, name) for name in cls.model_fields if name != "share"}
        return cls(share=ShareOut.of(step.share), **plain)


class LineageOut(Schema):
    """Every version that ever carried a code, the units before and after each, and the changes between them."""

    code: str
    versions: list[UnitOut]
    relatives: list[UnitOut]
    steps: list[StepOut]

    @classmethod
    def of(cls, line: Lineage) -> LineageOut:
        """The view as the API gives it."""
        return cls(
            code=line.code,
            versions=[UnitOut.of(v) for v in line.versions],
            relatives=[UnitOut.of(v) for v in line.relatives.values()],
            steps=[StepOut.of(s) for s in line.steps],
        )


class FoundOut(Schema):
    """A search hit."""

    unit: UnitOut
    score: float = Field(description="0 to 1, best first")


class NearOut(Schema):
    """A unit near a point."""

    unit: UnitOut
    distance_km: float


class ConvertIn(Schema):
    """A table of counts by code in the geography of `start`, to be told in that of `end`."""

    start: date
    end: date
    counts: dict[str, int] = Field(max_length=20_000, description="At most 20,000 codes; counts of zero or more")
    level: str | None = None
    register_name: str = "vn"
    weights: dict[str, int] | None = Field(
        None, max_length=20_000, description="Going back in time: how much each origin held at `end`"
    )


class ConvertOut(Schema):
    """The same counts in the other geography; `total` is conserved to the last unit."""

    counts: dict[str, int]
    unassigned: int = Field(description="What belonged to units with no known successor")
    total: int


class AgencyOut(Schema):
    """An authority or a part of one."""

    id: UUID
    code: str = Field(description="Most specific group first: 000.00.05.H26")
    code_reversed: str
    code_provisional: bool = Field(description="true when this program gave the code, not the authority")
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

    @classmethod
    def of(cls, agency: AgencyView) -> AgencyOut:
        """The view as the API gives it."""
        return cls(**{name: getattr(agency, name) for name in cls.model_fields})

"""What this room takes and gives. Frozen; names of persons are found by the interfaces."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

File = tuple[str, bytes]
"""A file's name and content."""


@dataclass(frozen=True, slots=True)
class CriterionDraft:
    """What must hold before the pilot begins or ends well."""

    text: str
    obligatory: bool = True


@dataclass(frozen=True, slots=True)
class ItemDraft:
    """A line of the checklist. `who`: whose work it is, in words (“Sở Khoa học và Công nghệ”)."""

    text: str
    who: str
    obligatory: bool = True


@dataclass(frozen=True, slots=True)
class RolloutDraft:
    """What is going to be tried and rolled out. `person_id` is the officer responsible at the leading agency."""

    code: str
    title: str
    abstract: str
    person_id: UUID
    pilot_agency_id: UUID
    pilot_starts_on: date
    pilot_ends_on: date
    entry: tuple[CriterionDraft, ...]
    exit: tuple[CriterionDraft, ...]
    items: tuple[ItemDraft, ...]
    is_sample: bool = False


@dataclass(frozen=True, slots=True)
class Guidance:
    """The document that ends a pilot and says how the others shall do it."""

    number: str
    dated: date
    abstract: str
    file: File | None = None


@dataclass(frozen=True, slots=True)
class RolloutLine:
    """A roll-out in a list. `counts`: places by state; the pilot's place counts once the roll-out is decided on."""

    id: UUID
    code: str
    title: str
    agency_id: UUID
    agency_name: str
    stage: str
    since: datetime
    is_sample: bool
    counts: Mapping[str, int]
    pilot_ends_on: date

    @property
    def total(self) -> int:
        """How many places there are."""
        return sum(self.counts.values())

    @property
    def live(self) -> int:
        """How many of them are live."""
        return self.counts.get("live", 0)

    @property
    def share(self) -> str:
        """The live part as the bar takes it."""
        return f"{self.live / self.total if self.total else 0:.4f}"


@dataclass(frozen=True, slots=True)
class CriterionView:
    """A criterion with what was found last; `met` is None before anything was."""

    id: UUID
    side: str
    text: str
    obligatory: bool
    met: bool | None
    note: str
    file_id: UUID | None
    at: datetime | None
    by: UUID | None


@dataclass(frozen=True, slots=True)
class StepView:
    """A roll-out came into a stage."""

    stage: str
    at: datetime
    by: UUID
    outcome: str
    reason: str
    despite: int
    number: str
    dated: date | None
    abstract: str
    file_id: UUID | None


@dataclass(frozen=True, slots=True)
class WaveView:
    """Places taken on together."""

    id: UUID
    number: int
    name: str
    due_on: date
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        """How many places there are."""
        return sum(self.counts.values())

    @property
    def live(self) -> int:
        """How many of them are live."""
        return self.counts.get("live", 0)


@dataclass(frozen=True, slots=True)
class ItemView:
    """A line of the checklist that all places share."""

    id: UUID
    text: str
    who: str
    obligatory: bool


@dataclass(frozen=True, slots=True)
class RolloutView:
    """Everything about a roll-out but its places, as it stood at `as_of`."""

    line: RolloutLine
    abstract: str
    person_id: UUID
    pilot_agency_id: UUID
    pilot_agency_name: str
    pilot_starts_on: date
    entry: tuple[CriterionView, ...]
    exit: tuple[CriterionView, ...]
    items: tuple[ItemView, ...]
    waves: tuple[WaveView, ...]
    steps: tuple[StepView, ...]

    @property
    def guidance(self) -> StepView | None:
        """The document that ended the pilot."""
        return next((one for one in reversed(self.steps) if one.number), None)


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A place in a table or on the map. `open`: obligatory checklist items that are not done."""

    id: UUID
    agency_id: UUID
    agency_name: str
    unit_id: UUID | None
    level: str
    province: str
    wave: int
    due_on: date
    state: str
    since: datetime
    open: int
    late: bool


@dataclass(frozen=True, slots=True)
class ItemAtPlace:
    """A line of the checklist as it stands at a place."""

    id: UUID
    text: str
    who: str
    obligatory: bool
    state: str
    note: str
    file_id: UUID | None
    at: datetime | None
    by: UUID | None

    @property
    def fulfilled(self) -> bool:
        """Done, or said with a reason not to be needed here."""
        return self.state in ("done", "not_needed")


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A place came into a state."""

    state: str
    at: datetime
    by: UUID
    reason: str
    despite: int


@dataclass(frozen=True, slots=True)
class PlaceView:
    """A place with its checklist and what became of it."""

    line: PlaceLine
    rollout_id: UUID
    rollout_code: str
    rollout_title: str
    rollout_agency_id: UUID
    stage: str
    is_sample: bool
    items: tuple[ItemAtPlace, ...]
    history: tuple[ChangeView, ...]

    @property
    def open_items(self) -> tuple[ItemAtPlace, ...]:
        """What is obligatory and not fulfilled."""
        return tuple(one for one in self.items if one.obligatory and not one.fulfilled)

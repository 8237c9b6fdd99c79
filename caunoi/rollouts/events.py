"""What this room writes to the journal: codes, numbers and dates, never what officers wrote."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from caunoi.core.journal import Event


@dataclass(frozen=True, kw_only=True)
class RolloutEvent(Event):
    """Base of what is said of a roll-out."""

    subject_kind: ClassVar[str] = "rollout"

    code: str


@dataclass(frozen=True, kw_only=True)
class RolloutDrafted(RolloutEvent):
    """A pilot was designed: how many criteria to begin and to end it, how many checklist items."""

    kind: ClassVar[str] = "rollout.drafted"

    pilot_agency: UUID
    entry: int
    exit: int
    items: int


@dataclass(frozen=True, kw_only=True)
class ChecklistChanged(RolloutEvent):
    """The checklist was changed before the first wave."""

    kind: ClassVar[str] = "rollout.checklist_changed"

    items: int
    obligatory: int


@dataclass(frozen=True, kw_only=True)
class PilotStarted(RolloutEvent):
    """The pilot began; `despite` obligatory criteria that were not met."""

    kind: ClassVar[str] = "rollout.pilot_started"

    pilot_agency: UUID
    ends_on: date
    despite: int


@dataclass(frozen=True, kw_only=True)
class ResultRecorded(RolloutEvent):
    """What was found about a criterion."""

    kind: ClassVar[str] = "rollout.result_recorded"

    criterion: UUID
    side: str
    met: bool
    with_file: bool


@dataclass(frozen=True, kw_only=True)
class PilotDecided(RolloutEvent):
    """The pilot was decided on: `roll_out`, `extend` or `stop`."""

    kind: ClassVar[str] = "rollout.pilot_decided"

    outcome: str
    despite: int
    guidance_date: date | None
    with_file: bool


@dataclass(frozen=True, kw_only=True)
class WaveOpened(RolloutEvent):
    """A wave was opened to places."""

    kind: ClassVar[str] = "rollout.wave_opened"

    wave: int
    places: int
    due_on: date


@dataclass(frozen=True, kw_only=True)
class RolloutEnded(RolloutEvent):
    """It is finished or was stopped; how many places are live then."""

    kind: ClassVar[str] = "rollout.ended"

    stage: str
    places: int
    live: int


@dataclass(frozen=True, kw_only=True)
class PlaceEvent(Event):
    """Base of what is said of a place."""

    subject_kind: ClassVar[str] = "rollout_place"

    rollout: str


@dataclass(frozen=True, kw_only=True)
class PlaceChanged(PlaceEvent):
    """A place came into a state; `despite` open obligatory items. `before` is empty for a new place."""

    kind: ClassVar[str] = "rollout.place_changed"

    wave: int
    before: str
    state: str
    despite: int


@dataclass(frozen=True, kw_only=True)
class ItemRecorded(PlaceEvent):
    """Something was said of a checklist item."""

    kind: ClassVar[str] = "rollout.item_recorded"

    item: UUID
    state: str
    obligatory: bool
    with_file: bool

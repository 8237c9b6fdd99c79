"""What holds for pilots and places whatever the database says. Pure: no Django, no clock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

Stage = Literal["draft", "pilot", "piloted", "rolling", "finished", "stopped"]
PlaceState = Literal["planned", "preparing", "ready", "live", "paused", "stopped"]
ItemState = Literal["todo", "doing", "done", "not_needed"]
Outcome = Literal["roll_out", "extend", "stop"]

STAGES: tuple[Stage, ...] = ("draft", "pilot", "piloted", "rolling", "finished", "stopped")
PLACE_STATES: tuple[PlaceState, ...] = ("planned", "preparing", "ready", "live", "paused", "stopped")
ITEM_STATES: tuple[ItemState, ...] = ("todo", "doing", "done", "not_needed")
OUTCOMES: tuple[Outcome, ...] = ("roll_out", "extend", "stop")

BEFORE_LIVE = frozenset({"planned", "preparing", "ready"})
"""States in which a place still works through its checklist."""
OPEN_STAGES = frozenset({"pilot", "piloted", "rolling"})

_MOVES: Mapping[str, frozenset[str]] = {
    "live": BEFORE_LIVE,
    "paused": frozenset({"live"}),
    "resumed": frozenset({"paused"}),
    "stopped": frozenset({"planned", "preparing", "ready", "live", "paused"}),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """Something that has to be fulfilled (a checklist item, a criterion) and whether it is."""

    name: str
    obligatory: bool
    fulfilled: bool
    begun: bool = False


def may(act: str, state: str) -> bool:
    """Whether a place in `state` may be taken `live`, `paused`, `resumed` or `stopped`."""
    return state in _MOVES[act]


def unfulfilled(asked: Iterable[Asked]) -> list[str]:
    """The names of what is obligatory and not fulfilled, in order."""
    return [one.name for one in asked if one.obligatory and not one.fulfilled]


def state_of(asked: Iterable[Asked], before: str) -> str:
    """A place's state by its checklist: `ready` when nothing obligatory is open, `preparing` once anything is begun.

    A place that is live, paused or stopped stays so: a checklist never takes a place live or down.
    """
    if before not in BEFORE_LIVE:
        return before
    known = list(asked)
    if not unfulfilled(known) and any(one.fulfilled for one in known):
        return "ready"
    return "preparing" if any(one.begun or one.fulfilled for one in known) else "planned"


def share(counts: Mapping[str, int]) -> float:
    """How much of a roll-out is live, 0 to 1; places that were stopped count as not live, none at all as 0."""
    total = sum(counts.values())
    return counts.get("live", 0) / total if total else 0.0

"""Simulation: one token by hand, and a month's dossiers by chance that can be repeated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from caunoi.core.actor import Actor
from caunoi.processes.shapes_modelling import Mix, MixResult, TokenStep


def simulate_token(code: str, text: str, choices: Sequence[str], *, channel: str = "online") -> list[TokenStep]:
    """The way of a token, first where it stands after the start, then after each choice (see `TokenStep.offers`).

    The real engine runs; nothing is written. `choices`: `element:action`, `element:action:outcome`, or an event's id.
    Raises DefinitionInvalid, SimulationInvalid (a choice that is not offered, named).
    """
    raise NotImplementedError


def recent_mix(code: str, *, start: datetime, end: datetime, actor: Actor, now: datetime) -> Mix:
    """What the runs of `code` that began in `[start, end)` in the actor's place did. Raises NotForProcesses."""
    raise NotImplementedError


def simulate_mix(
    code: str, text: str, mix: Mix, *, officers: Mapping[str, int], days: int = 22, seed: int = 1
) -> MixResult:
    """Let dossiers arrive, queue for officers and be decided as in `mix`, for `days` working days of eight hours.

    `officers`: how many there are, by `agency word:role`; one where nothing is said. The same seed gives the same
    result. Raises DefinitionInvalid, SimulationInvalid.
    """
    raise NotImplementedError

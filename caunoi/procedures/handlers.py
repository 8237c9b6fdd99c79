"""Rooms above say here which processes there are: this room stands beside theirs and may not ask it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ProcessStep:
    """A step of a process that somebody does: `agency` is the process's word for who (`receiving`, `competent`)."""

    id: str
    role: str
    agency: str


Steps = Callable[[str], "tuple[ProcessStep, ...] | None"]
Codes = Callable[[], list[str]]

_steps: list[Steps] = []
_codes: list[Codes] = []


def on_processes(*, steps: Steps, codes: Codes) -> None:
    """`steps` gives the steps of a process by its code, None when there is none; registered once, in `ready`."""
    _steps[:], _codes[:] = [steps], [codes]


def process_steps(code: str) -> tuple[ProcessStep, ...] | None:
    """The steps of the process; None when it does not exist; empty when nobody registered."""
    return _steps[0](code) if _steps else ()


def process_codes() -> list[str]:
    """The codes of the processes that a procedure may use."""
    return _codes[0]() if _codes else []

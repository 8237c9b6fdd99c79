"""What this room's queries return. Public."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settlement:
    """Settlement of the dossiers received in a period, counted from the journal.

    `on_time` = done early or on the day + still in process within the limit; `late` is the rest of `received`.
    """

    scope: str
    code: str
    received: int
    in_process: int
    done: int
    on_time: int
    late: int
    on_time_share: float | None
    """on_time / received in [0, 1]; None when nothing was received."""

"""Rooms above say here what happens when a timer of their subjects' processes fires."""

from __future__ import annotations

from collections.abc import Callable

from caunoi.core.subjects import SubjectRef
from caunoi.processes.shapes import TimerFired

Handler = Callable[[TimerFired], None]
Lock = Callable[[SubjectRef], None]

_handlers: dict[str, tuple[Handler, Lock | None]] = {}


def on_timer(subject_kind: str, handler: Handler, *, lock: Lock | None = None) -> None:
    """Call `handler` in the transaction in which a timer of a subject of this kind fires; registered once, in `ready`.

    `lock` locks the subject's own row and is called before the run is locked, so that the clock takes the locks in the
    same order as the officers' operations (subject, then run) and never stands in their way for ever.
    """
    _handlers[subject_kind] = (handler, lock)


def handler_of(subject_kind: str) -> tuple[Handler, Lock | None] | None:
    """What was registered for a kind of subject."""
    return _handlers.get(subject_kind)

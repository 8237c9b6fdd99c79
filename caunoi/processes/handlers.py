"""Rooms above say here what happens when a timer of their subjects' processes fires."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from caunoi.core.subjects import SubjectRef
from caunoi.processes.shapes import TaskView, TimerFired

Handler = Callable[[TimerFired], None]
Lock = Callable[[SubjectRef], None]

Migrated = Callable[[Sequence[tuple[SubjectRef, TaskView]]], None]

_migrated: dict[str, Migrated] = {}
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


def on_migrated(subject_kind: str, handler: Migrated) -> None:
    """Call `handler` in the transaction of a migration with the open tasks of moved runs as they are now."""
    _migrated[subject_kind] = handler


def tell_migrated(moved: Sequence[tuple[SubjectRef, TaskView]]) -> None:
    """Give each room the tasks of its subjects."""
    for kind, handler in _migrated.items():
        own = [(subject, task) for subject, task in moved if subject.kind == kind]
        if own:
            handler(own)

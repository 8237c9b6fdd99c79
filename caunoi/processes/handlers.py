"""Rooms above say here what happens when a timer of their subjects' processes fires."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from caunoi.core.subjects import SubjectRef
from caunoi.processes.shapes import TaskView, TimerFired
from caunoi.processes.shapes_modelling import Rescheduled

Handler = Callable[[TimerFired], None]
Lock = Callable[[SubjectRef], None]

Migrated = Callable[[Sequence[tuple[SubjectRef, TaskView]]], None]
Foreseen = Callable[[Sequence[tuple[SubjectRef, TaskView]]], Rescheduled]

_foreseen: dict[str, Foreseen] = {}
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


def on_migrated(subject_kind: str, handler: Migrated, *, foreseen: Foreseen | None = None) -> None:
    """Call `handler` in the transaction of a migration with the open tasks of moved runs as they are now.

    `foreseen` says, without writing, how the handler would change the due dates of those tasks.
    """
    _migrated[subject_kind] = handler
    if foreseen is not None:
        _foreseen[subject_kind] = foreseen


def foresee(moving: Sequence[tuple[SubjectRef, TaskView]]) -> Rescheduled:
    """How the due dates of these tasks would change, in all rooms together."""
    found = Rescheduled()
    for kind, handler in _foreseen.items():
        own = [(subject, task) for subject, task in moving if subject.kind == kind]
        if own:
            found += handler(own)
    return found


def tell_migrated(moved: Sequence[tuple[SubjectRef, TaskView]]) -> None:
    """Give each room the tasks of its subjects."""
    for kind, handler in _migrated.items():
        own = [(subject, task) for subject, task in moved if subject.kind == kind]
        if own:
            handler(own)

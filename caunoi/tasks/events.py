"""What this room writes to the journal: identifiers, dates and numbers, never what a task says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from caunoi.core.journal import Event


@dataclass(frozen=True, kw_only=True)
class TaskEvent(Event):
    """What every entry of a task says: who issued it, who leads it, what it comes from, and its deadline now."""

    subject_kind: ClassVar[str] = "task"

    issuing_agency: UUID
    lead_agency: UUID
    origin_id: UUID
    origin_kind: str
    due_on: date


@dataclass(frozen=True, kw_only=True)
class TaskAssigned(TaskEvent):
    """Assigned with the six clear points (Decree 191/2026 art. 24). `assignee`: the person responsible."""

    kind: ClassVar[str] = "task.assigned"

    assignee: UUID
    coordinating: int
    following: int
    parent_task: UUID | None


@dataclass(frozen=True, kw_only=True)
class TaskProgressed(TaskEvent):
    """The lead agency told how far it is, with so many files."""

    kind: ClassVar[str] = "task.progress_reported"

    percent: int
    files: int


@dataclass(frozen=True, kw_only=True)
class TaskPartReported(TaskEvent):
    """A coordinating agency told of its part, with so many files."""

    kind: ClassVar[str] = "task.part_reported"

    agency: UUID
    files: int


@dataclass(frozen=True, kw_only=True)
class TaskSubmitted(TaskEvent):
    """Handed in for closing; the issuer has to verify it. `on_time`: not after the deadline."""

    kind: ClassVar[str] = "task.submitted"

    files: int
    on_time: bool


@dataclass(frozen=True, kw_only=True)
class TaskCompleted(TaskEvent):
    """Verified by the issuer: closed. On time or not by the day on which it was handed in."""

    kind: ClassVar[str] = "task.completed"

    completed_on: date
    on_time: bool


@dataclass(frozen=True, kw_only=True)
class TaskReturned(TaskEvent):
    """Not accepted by the issuer: open again."""

    kind: ClassVar[str] = "task.returned"


@dataclass(frozen=True, kw_only=True)
class TaskDeadlineChanged(TaskEvent):
    """Another deadline from now on; the one before stays in the history. `times`: changed so often."""

    kind: ClassVar[str] = "task.deadline_changed"

    due_before: date
    times: int


@dataclass(frozen=True, kw_only=True)
class TaskReassigned(TaskEvent):
    """Another person, lead, or other agencies beside it."""

    kind: ClassVar[str] = "task.reassigned"

    assignee: UUID
    lead_before: UUID
    coordinating: int
    following: int


@dataclass(frozen=True, kw_only=True)
class TaskPlacedUnder(TaskEvent):
    """Made a part of another task, or of none."""

    kind: ClassVar[str] = "task.placed_under"

    parent_task: UUID | None


@dataclass(frozen=True, kw_only=True)
class TaskCancelled(TaskEvent):
    """Fell away; counted nowhere from this day on."""

    kind: ClassVar[str] = "task.cancelled"


@dataclass(frozen=True, kw_only=True)
class TaskReminded(TaskEvent):
    """Somebody was reminded, before the deadline or after it. `stand_in`: who was told stands in for the one away.

    `vacant`: who is responsible serves there no more; a head or leader of the lead agency was told instead.
    """

    kind: ClassVar[str] = "task.reminded"

    days_left: int
    assignee: UUID
    stand_in: bool
    vacant: bool


@dataclass(frozen=True, kw_only=True)
class TasksLoaded(Event):
    """Tasks were loaded from a published document or another system, in one go."""

    kind: ClassVar[str] = "task.loaded"
    subject_kind: ClassVar[str] = "task_origin"

    issuing_agency: UUID
    origin_kind: str
    tasks: int
    replaced: int
    samples: bool


@dataclass(frozen=True, kw_only=True)
class CalendarRenewed(Event):
    """Somebody made a new secret address for their calendar."""

    kind: ClassVar[str] = "task_calendar.renewed"
    subject_kind: ClassVar[str] = "task_calendar"


@dataclass(frozen=True, kw_only=True)
class CalendarStopped(Event):
    """No address leads to somebody's calendar any more."""

    kind: ClassVar[str] = "task_calendar.stopped"
    subject_kind: ClassVar[str] = "task_calendar"

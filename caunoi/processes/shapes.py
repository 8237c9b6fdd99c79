"""What this room returns. Public."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from caunoi.core.subjects import SubjectRef


@dataclass(frozen=True, slots=True)
class StepView:
    """A user task of a definition: who does it (`agency` is the process's word for it) and what may end it.

    `kind`: receive, examine, check, field_check, consult, sign or return. `result`: the id of the result that is
    signed here, empty when the procedure has one only.
    """

    id: str
    name: str
    role: str
    agency: str
    actions: tuple[str, ...]
    share_of_limit: Decimal
    kind: str = ""
    result: str = ""


@dataclass(frozen=True, slots=True)
class TaskView:
    """A user task: an open one has no `completed_at`. `actions` are what may end it.

    One with `completed_at` but no `action` ended without anybody doing it: cancelled, or by another branch.
    """

    id: UUID
    instance_id: UUID
    step: str
    name: str
    role: str
    agency_id: UUID | None
    actions: list[str]
    share_of_limit: Decimal
    opened_at: datetime
    completed_at: datetime | None = None
    action: str = ""
    completed_by: str = ""
    kind: str = ""
    result: str = ""


@dataclass(frozen=True, slots=True)
class InstanceView:
    """One run of a process, after the call that returned this.

    `opened`: the tasks that became ready by the call (several where branches run in parallel). `closed`: the other
    tasks that the call ended. `waiting_for`: the messages that the run waits for. `completed_at`: when it ended.
    """

    id: UUID
    process_code: str
    subject: SubjectRef
    started_at: datetime
    completed_at: datetime | None
    opened: list[TaskView]
    closed: list[UUID] = field(default_factory=list)
    waiting_for: list[str] = field(default_factory=list)
    digest: str = ""
    """Which text of the process it goes by."""


@dataclass(frozen=True, slots=True)
class TimerFired:
    """A moment of a process came. `due_at` is the moment; `now` may be later, when the program did not run then."""

    subject: SubjectRef
    name: str
    instance_id: UUID
    due_at: datetime
    now: datetime


@dataclass(frozen=True, slots=True)
class DiagramStep:
    """A line of a diagram in words. `kind`: `task`, or `wait` or `end` when the run is or was there. `state`: `done`,
    `current` or empty (not yet)."""

    id: str
    name: str
    kind: str
    state: str


@dataclass(frozen=True, slots=True)
class DiagramView:
    """A process for a viewer: BPMN 2.0 with names in the language in force, the elements where it stands (`current`)
    and those it has passed (`done`), the same as a list in words, and the languages that the file speaks."""

    xml: str
    current: list[str]
    done: list[str]
    steps: list[DiagramStep]
    languages: list[str]

"""What this room returns. Public."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from caunoi.core.subjects import SubjectRef


@dataclass(frozen=True, slots=True)
class StepView:
    """A user task of a definition: who does it (`agency` is the process's word for it) and what may end it."""

    id: str
    name: str
    role: str
    agency: str
    actions: tuple[str, ...]
    share_of_limit: Decimal


@dataclass(frozen=True, slots=True)
class TaskView:
    """A user task: an open one has no `completed_at`. `actions` are what may end it."""

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


@dataclass(frozen=True, slots=True)
class InstanceView:
    """One run of a process. `opened` are the tasks that became ready by the call that returned this."""

    id: UUID
    process_code: str
    subject: SubjectRef
    started_at: datetime
    completed_at: datetime | None
    opened: list[TaskView]

"""Lists of tasks."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from caunoi.core.actor import Actor
from caunoi.core.subjects import SubjectRef
from caunoi.tasks.shapes import (
    ALL,
    OriginView,
    Side,
    TaskFilter,
    TaskPage,
)


def tasks_of(
    agency_id: UUID,
    *,
    side: Side,
    actor: Actor,
    now: datetime,
    as_of: date | None = None,
    only: TaskFilter = ALL,
    offset: int = 0,
    limit: int = 50,
) -> TaskPage:
    """The tasks that an agency leads, coordinates, follows or has issued, at the end of a day (today).

    For its officers and those of the level above. Raises NotYourTasks.
    """
    raise NotImplementedError


def tasks_of_origin(
    subject: SubjectRef,
    *,
    actor: Actor,
    now: datetime,
    as_of: date | None = None,
    only: TaskFilter = ALL,
    offset: int = 0,
    limit: int = 50,
) -> TaskPage:
    """The tasks of a plan, a conclusion or a document (`OriginView.ref`) that the actor may see; by part and place."""
    raise NotImplementedError


def origins(agency_id: UUID, *, actor: Actor, now: datetime) -> list[OriginView]:
    """What the tasks that the agency issued come from, the newest first. Raises NotYourTasks."""
    raise NotImplementedError


def parts_of(subject: SubjectRef) -> list[str]:
    """The parts that the tasks of an origin are in, in the order of the document."""
    raise NotImplementedError

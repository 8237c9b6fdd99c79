"""How many tasks are in each state."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from caunoi.core.subjects import SubjectRef
from caunoi.tasks.shapes import (
    TaskCounts,
)


def counts(
    *,
    as_of: date,
    origin: SubjectRef | None = None,
    agency_ids: Collection[UUID] | None = None,
    by: str | None = None,
) -> Mapping[str, TaskCounts]:
    """Tasks in each state at the end of a day, in one statement whatever their number.

    Of one origin or of all, of some lead agencies or of all. `by`: None (one entry, ""), "part" (its name), "agency"
    (the lead agency's id as text) or "issuer". Counts hold no names: whoever asks decides who may see them.
    """
    raise NotImplementedError

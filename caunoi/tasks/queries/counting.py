"""How many tasks are in each state."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from django.db.models import CharField, Exists, F, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

from caunoi.core.subjects import SubjectRef
from caunoi.tasks.asof import counted, existing, lead, taking_part
from caunoi.tasks.queries.lists import of_origin
from caunoi.tasks.shapes import TaskCounts


def counts(
    *,
    as_of: date,
    origin: SubjectRef | None = None,
    agency_ids: Collection[UUID] | None = None,
    by: str | None = None,
) -> Mapping[str, TaskCounts]:
    """Tasks in each state at the end of a day, in one statement whatever their number.

    Of one origin or of all, of some lead agencies or of all. `by`: None (one entry, ""), "part" (its name), "agency"
    (the lead agency's id as text) or "issuer". Counts hold no names: whoever asks decides who may see them. Raises
    ValueError for another `by`.
    """
    keys: dict[str | None, Combinable] = {
        None: Value(""),
        "part": F("part"),
        "agency": Cast(lead(as_of), CharField()),
        "issuer": Cast("issuer_id", CharField()),
    }
    if by not in keys:
        raise ValueError(f"tasks are not counted by {by!r}")
    rows = existing(as_of)
    if origin is not None:
        rows = rows.filter(of_origin(origin))
    if agency_ids is not None:
        rows = rows.filter(Exists(taking_part(as_of, "lead").filter(agency_id__in=list(agency_ids))))
    found = counted(rows, keys[by])
    return found or ({"": TaskCounts()} if by is None else {})

"""Rows of manual values: read, locked, told of, and as they count in an index. Private to the room."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from fractions import Fraction
from typing import Any
from uuid import UUID

from caunoi.core.actor import Actor
from caunoi.core.journal import Appended, Place, append
from caunoi.measures import known
from caunoi.measures.errors import ValueNotFound
from caunoi.measures.events import ValueEvent
from caunoi.measures.models import ManualValue
from caunoi.measures.shapes import Evidence, ManualView


def locked(value_id: UUID) -> ManualValue:
    """The row, locked until the transaction ends. Raises ValueNotFound."""
    row = ManualValue.objects.select_for_update().filter(pk=value_id).first()
    if row is None:
        raise ValueNotFound
    return row


def said(row: ManualValue) -> dict[str, Any]:
    """What every entry of the journal says of a value."""
    return {
        "index": row.index, "figure": row.figure, "level": row.level, "key": row.key,
        "period_start": row.period_start, "period_end": row.period_end, "value": row.value,
    }  # fmt: skip


def note(event: ValueEvent, row: ManualValue, *, actor: Actor, now: datetime) -> Appended:
    """Append an entry to the value's chain."""
    place = Place(unit_id=row.unit_id, agency_id=row.agency_id, province=row.province)
    return append(event, subject_id=row.id, actor=actor, now=now, place=place)


def counting(
    index: str, level: str, *, start: date, end: date, as_of: datetime, position: int | None
) -> dict[tuple[str, str], list[ManualValue]]:
    """By (key, figure): the values that hold for what begins in `[start, end)`, in order of period; one statement.

    One that began to count later (up to `as_of` and `position`) replaces those whose period it overlaps.
    """
    rows = ManualValue.objects.filter(
        index=index, level=level, period_start__gte=start, period_start__lt=end, counts_at__lte=as_of
    )
    if position is not None:
        rows = rows.filter(counts_from__lte=position)
    kept: dict[tuple[str, str], list[ManualValue]] = {}
    for row in rows.order_by("-counts_from", "-id"):
        found = kept.setdefault((row.key, row.figure), [])
        if not any(row.period_start < one.period_end and one.period_start < row.period_end for one in found):
            found.append(row)
    return {place: sorted(found, key=lambda row: row.period_start) for place, found in kept.items()}


def rolled(how: str, values: Sequence[Fraction]) -> Fraction:
    """Figures of parts (of time or place, in order) as that of the whole: their sum, their mean or the last."""
    if how == "last":
        return values[-1]
    total = sum(values, Fraction(0))
    return total / len(values) if how == "mean" else total


def view_of(row: ManualValue) -> ManualView:
    """The row as others see it."""
    return ManualView(
        id=row.id, index=row.index, figure=row.figure, figure_names=known.figure_names(row.index, row.figure),
        level=row.level, key=row.key, unit_name=row.unit_name, province=row.province, agency_id=row.agency_id,
        start=row.period_start, end=row.period_end, claimed=Fraction(row.claimed), value=Fraction(row.value),
        evidence=evidence_of(row), state=row.state, yearly=known.yearly(row.index), counts=row.counts_at is not None,
        proposed_by=row.proposed_by, proposed_at=row.proposed_at, decided_by=row.decided_by,
        decided_at=row.decided_at, remark=row.remark, answer=row.answer, approved_at=row.approved_at,
    )  # fmt: skip


def evidence_of(row: ManualValue) -> Evidence:
    """What the value rests on."""
    return Evidence(row.document_number, row.document_date, row.abstract, row.file_id)

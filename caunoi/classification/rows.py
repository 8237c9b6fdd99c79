"""Rows read, locked, told of; points as they hold. Private to the room."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

from caunoi.classification import schemes
from caunoi.classification.errors import ClassificationNotFound, SayWhy
from caunoi.classification.models import Classing, Outcome, Point
from caunoi.classification.rules.criteria import Version, leaves, total
from caunoi.core.actor import Actor
from caunoi.core.journal import Place
from caunoi.core.subjects import SubjectRef
from caunoi.documents import operations as documents

CENT = Decimal("0.01")


def locked_classing(classing_id: UUID) -> Classing:
    """The row, locked until the transaction ends. Raises ClassificationNotFound."""
    row = Classing.objects.select_for_update().filter(pk=classing_id).first()
    if row is None:
        raise ClassificationNotFound
    return row


def locked_outcome(outcome_id: UUID) -> Outcome:
    """The row, locked until the transaction ends. Raises ClassificationNotFound."""
    found = Outcome.objects.select_for_update(of=("self",)).select_related("classing").filter(pk=outcome_id).first()
    if found is None:
        raise ClassificationNotFound
    return found


def version_of(row: Classing) -> Version:
    """The criteria as they were when the proposal was made."""
    return schemes.frozen(row.text, f"{row.scheme}.yaml", on=row.version)


def last_points(outcome_ids: Iterable[UUID]) -> dict[UUID, dict[str, Point]]:
    """The points that hold, by result and criterion; one statement."""
    rows = Point.objects.filter(outcome__in=list(outcome_ids)).order_by("outcome_id", "criterion", "-at", "-id")
    found: dict[UUID, dict[str, Point]] = {}
    for row in rows.distinct("outcome_id", "criterion"):
        found.setdefault(row.outcome_id, {})[row.criterion] = row
    return found


def summed(version: Version, points: dict[str, Point]) -> Fraction:
    """All points of a result."""
    return total(version.criteria, {name: Fraction(row.points) for name, row in points.items()})


def missing(version: Version, points: dict[str, Point]) -> list[str]:
    """The criteria that wait for points by hand."""
    return [one.names["vi"] for one in leaves(version.criteria) if points[one.id].state == "missing"]


def decimal(number: Fraction) -> Decimal:
    """With two places; points are whole cents."""
    return (Decimal(number.numerator) / Decimal(number.denominator)).quantize(CENT)


def why(text: str) -> str:
    """What was said, trimmed. Raises SayWhy."""
    if not 5 <= len(text.strip()) <= 1000:
        raise SayWhy
    return text.strip()


def said(row: Outcome) -> dict[str, Any]:
    """What every entry of the journal says of a result."""
    return {"scheme": row.classing.scheme, "year": row.classing.year, "agency": row.agency_id}


def where(row: Outcome) -> Place:
    """Where a result's entries count."""
    return Place(unit_id=row.unit_id, agency_id=row.agency_id, province=row.province)


def kept(file: tuple[str, bytes] | None, row: Outcome, *, actor: Actor, now: Any) -> UUID | None:
    """Keep a file about a result. Raises what `documents.store` raises."""
    if file is None:
        return None
    subject = SubjectRef("classification_result", row.id)
    name, content = file
    return documents.store(
        content=content, name=name, media_type=None, subject=subject, actor=actor, now=now, place=where(row)
    ).id

"""What was published, and whether counting again gives the same. For everyone: figures hold no personal data."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from caunoi.measures import definitions
from caunoi.measures.errors import SnapshotNotFound
from caunoi.measures.figures import Asked, count
from caunoi.measures.freezing import frozen, snapshot_view
from caunoi.measures.models import Snapshot
from caunoi.measures.queries.index import view
from caunoi.measures.rules.loading import load
from caunoi.measures.shapes import Recomputed, SnapshotView


def snapshot(snapshot_id: UUID) -> SnapshotView:
    """A published index as it was computed then. Raises SnapshotNotFound."""
    row = _row(snapshot_id)
    later = Snapshot.objects.filter(replaces=row).values_list("id", flat=True).first()
    return snapshot_view(row, replaced_by=later)


def snapshots(
    *, index: str | None = None, level: str | None = None, province: str | None = None, limit: int = 50
) -> list[SnapshotView]:
    """What was published, the newest first; `province` "" is the whole country, None everything. Two statements."""
    rows = Snapshot.objects.all()
    if index:
        rows = rows.filter(index=index)
    if level:
        rows = rows.filter(level=level)
    if province is not None:
        rows = rows.filter(province=province)
    found = list(rows.order_by("-published_at", "-id")[:limit])
    later = dict(Snapshot.objects.filter(replaces__in=found).values_list("replaces_id", "id"))
    return [snapshot_view(row, replaced_by=later.get(row.id)) for row in found]


def recompute(snapshot_id: UUID, *, now: datetime) -> Recomputed:
    """Count a snapshot again: its definition as it was, up to its position, in its geography.

    Raises SnapshotNotFound.
    """
    row = _row(snapshot_id)
    definition = load(row.definition, file=f"{row.index}.yaml", kinds=definitions.kinds())
    version = definition.in_force(row.version)
    asked = Asked(version, row.level, row.start, row.end, row.as_of, row.geography_on, row.position)
    found = view(asked, count(asked), geography=row.geography, now=now, province=row.province or None)
    before = {one["key"]: one for one in row.result["units"]}
    after = {one["key"]: one for one in frozen(found)["units"]}
    differing = [key for key in sorted({*before, *after}) if _score(before.get(key)) != _score(after.get(key))]
    return Recomputed(row.id, not differing, tuple(differing))


def _score(unit: dict[str, object] | None) -> tuple[object, ...] | None:
    """What must be equal; names may be written differently by now."""
    return None if unit is None else (unit["total"], unit["rank"], unit["groups"])


def _row(snapshot_id: UUID) -> Snapshot:
    row = Snapshot.objects.filter(pk=snapshot_id).first()
    if row is None:
        raise SnapshotNotFound
    return row

"""A published figure is frozen: definition, position, time, who (766; Decree 224/2026 art. 8.2b)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from caunoi.core.actor import Actor
from caunoi.core.ids import new_id
from caunoi.core.journal import Place, append
from caunoi.measures import known
from caunoi.measures.errors import AlreadyReplaced, NotYet, SayWhy, SnapshotNotFound, StillSettling
from caunoi.measures.events import SnapshotPublished
from caunoi.measures.figures import count
from caunoi.measures.freezing import digest, frozen, snapshot_view
from caunoi.measures.lake.export import settled_position
from caunoi.measures.models import Snapshot
from caunoi.measures.policies import require_publisher
from caunoi.measures.queries.index import asking, view
from caunoi.measures.shapes import Level, SnapshotView

PATIENCE = 3.0
"""Seconds that publishing waits for transactions that may still add earlier entries."""


def publish_snapshot(
    *,
    index: str,
    level: Level | str,
    as_of: datetime,
    actor: Actor,
    now: datetime,
    start: date | None = None,
    geography: str = "as_recorded",
    province: str = "",
    replaces: UUID | None = None,
    reason: str = "",
) -> SnapshotView:
    """Freeze an index of a level, of the whole country or of one province's units.

    Only settled entries are counted, so that counting again gives the same forever. One that was wrong is corrected
    by a new one that names it in `replaces` with a `reason`; nothing is changed or removed. By a province's leader or
    manager for its own units, by a ministry's for all. Never inside a
    transaction. Raises NotThePublisher, NotYet, StillSettling, SnapshotNotFound,
    AlreadyReplaced, SayWhy and what `queries.index` raises.
    """
    person_id, agency = require_publisher(actor, province=province, now=now)
    if as_of > now:
        raise NotYet
    asked = asking(index, level=level, as_of=as_of, now=now, start=start, geography=geography)
    asked = replace(asked, position=_settled())
    counted = count(asked)
    found = view(asked, counted, geography=geography, now=now, province=province or None)
    result = frozen(found)
    with transaction.atomic():
        earlier = _replaced(replaces, index=index, level=level, reason=reason)
        row = Snapshot.objects.create(
            id=new_id(), index=index, level=level, province=province, geography=geography,
            geography_on=asked.ground_on, as_of=as_of, start=asked.start, end=asked.end,
            version=asked.version.valid_from, digest=asked.version.digest, definition=known.definition(index).text,
            position=found.position, result=result, result_digest=digest(result), agency_id=agency.id,
            published_by=person_id, published_at=now, replaces=earlier, reason=reason.strip() if earlier else "",
        )  # fmt: skip
        event = SnapshotPublished(
            index=index, level=level, scope=province or "nation", geography=geography, as_of=as_of, start=asked.start,
            version=row.version, digest=row.digest, counted_to=row.position, units=len(found.units),
            result_digest=row.result_digest, agency=agency.id, replaces=replaces,
        )  # fmt: skip
        place = Place(agency_id=agency.id, province=province)
        append(event, subject_id=row.id, actor=actor, now=now, place=place)
    return snapshot_view(row)


def _settled() -> int:
    """The position up to which nothing can appear any more. Raises StillSettling; never inside a transaction."""
    if position := settled_position(1, PATIENCE):
        return position
    raise StillSettling


def _replaced(replaces: UUID | None, *, index: str, level: str, reason: str) -> Snapshot | None:
    if replaces is None:
        return None
    if not 5 <= len(reason.strip()) <= 500:
        raise SayWhy
    row = Snapshot.objects.select_for_update().filter(pk=replaces, index=index, level=level).first()
    if row is None:
        raise SnapshotNotFound
    if Snapshot.objects.filter(replaces=row).exists():
        raise AlreadyReplaced
    return row

"""What a migration would do."""

from __future__ import annotations

from datetime import datetime

from caunoi.core.actor import Actor
from caunoi.processes.migration import fingerprint_of, move_of, runs, sort
from caunoi.processes.policies import require_drawer
from caunoi.processes.shapes_modelling import MigrationPreview


def migrate_preview(*, code: str, from_digest: str, to_number: int, actor: Actor, now: datetime) -> MigrationPreview:
    """What happens to every run of `from_digest` in the actor's place under version `to_number` of that place (0: what
    ships), grouped by where they stand; nothing is written. Raises NotProcessManager, VersionNotFound."""
    found = require_drawer(actor, now=now)
    move = move_of(code, from_digest, to_number, found)
    rows = runs(code, from_digest, found).only("id", "agencies", "state").iterator(chunk_size=500)
    groups = sort(move, rows)
    movable = sum(standing.count for standing in groups.values() if not standing.reason)
    return MigrationPreview(
        code=code,
        from_digest=from_digest,
        to_number=to_number,
        groups=[move.group(standing) for standing in groups.values()],
        movable=movable,
        staying=sum(standing.count for standing in groups.values()) - movable,
        fingerprint=fingerprint_of(move, groups),
    )

"""What a migration would do."""

from __future__ import annotations

from datetime import datetime

from caunoi.core.actor import Actor
from caunoi.processes.shapes_modelling import MigrationPreview


def migrate_preview(*, code: str, from_digest: str, to_number: int, actor: Actor, now: datetime) -> MigrationPreview:
    """What happens to every run of `from_digest` in the actor's place under version `to_number` of that place (0: what
    ships), grouped by where they stand; nothing is written. Raises NotProcessManager, VersionNotFound."""
    raise NotImplementedError

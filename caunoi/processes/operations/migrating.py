"""Move running dossiers to another version of their process."""

from __future__ import annotations

from datetime import datetime

from caunoi.core.actor import Actor
from caunoi.processes.shapes_modelling import MigrationReport


def migrate(
    *, code: str, from_digest: str, to_number: int, fingerprint: str, actor: Actor, now: datetime
) -> MigrationReport:
    """Move every run of `from_digest` in the actor's place that can move; all in one transaction, all or nothing.

    `fingerprint`: from `queries.migrate_preview`; RunsMoved when what it showed no longer holds. Raises
    NotProcessManager, VersionNotFound.
    """
    raise NotImplementedError

"""What a migration would do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from caunoi.core.actor import Actor
from caunoi.core.subjects import SubjectRef
from caunoi.processes import handlers
from caunoi.processes.migration import Groups, Move, fingerprint_of, give_step, move_of, runs, sort
from caunoi.processes.models import ProcessInstance, TaskRecord
from caunoi.processes.policies import Reach, require_drawer
from caunoi.processes.records import task_view
from caunoi.processes.shapes_modelling import MigrationPreview, Rescheduled
from caunoi.processes.transplanting import marking

BATCH = 500


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
        rescheduled=_rescheduled(move, found, groups) if movable else Rescheduled(),
    )


def _rescheduled(move: Move, found: Reach, groups: Groups) -> Rescheduled:
    """How the due dates of open steps would change; three statements for each batch of runs."""
    total = Rescheduled()
    moving = _moving(move, found, groups)
    while batch := list(islice(moving, BATCH)):
        by_id = {row.id: row for row in batch}
        tasks = list(TaskRecord.objects.filter(instance_id__in=by_id, completed_at__isnull=True))
        for task in tasks:
            give_step(task, move, by_id[task.instance_id].agencies)
        subjects = [SubjectRef(by_id[t.instance_id].subject_kind, by_id[t.instance_id].subject_id) for t in tasks]
        total += handlers.foresee(
            [(subject, task_view(t, move.new)) for subject, t in zip(subjects, tasks, strict=True)]
        )
    return total


def _moving(move: Move, found: Reach, groups: Groups) -> Iterator[ProcessInstance]:
    rows = runs(move.code, move.old.digest, found)
    for row in rows.only("id", "agencies", "state", "subject_kind", "subject_id").iterator(chunk_size=BATCH):
        at = marking(move.old, row.state)
        if not move.reason(at, row.agencies):
            yield row

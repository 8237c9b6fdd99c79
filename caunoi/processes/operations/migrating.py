"""Move running dossiers to another version of their process."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from caunoi.core.actor import Actor
from caunoi.core.ids import new_id
from caunoi.core.journal import Place, append, append_many
from caunoi.core.subjects import SubjectRef
from caunoi.processes import handlers
from caunoi.processes.errors import RunsMoved
from caunoi.processes.events import RunMigrated, RunsMigrated
from caunoi.processes.migration import Move, as_shown, give_step, move_of, runs, sort
from caunoi.processes.models import ProcessInstance, TaskRecord
from caunoi.processes.policies import Reach, require_drawer
from caunoi.processes.records import task_view
from caunoi.processes.shapes_modelling import MigrationReport
from caunoi.processes.transplanting import marking, transplant

BATCH = 500


def migrate(
    *, code: str, from_digest: str, to_number: int, fingerprint: str, actor: Actor, now: datetime
) -> MigrationReport:
    """Move every run of `from_digest` in the actor's place that can move; all in one transaction, all or nothing.

    A run keeps its tasks with their ids, its variables, history, agencies and timers; an open task gets the role,
    agency, actions and share that its step has in the new version, and the subject's room is told
    (`handlers.on_migrated`), which gives its steps their new due dates. The others stay as they are.
    `fingerprint`: from `queries.migrate_preview`; RunsMoved when runs stand since then where it showed none. Raises
    NotProcessManager, VersionNotFound.
    """
    found = require_drawer(actor, now=now)
    operation = new_id()
    with transaction.atomic():
        move = move_of(code, from_digest, to_number, found)
        rows = list(runs(code, from_digest, found).select_for_update())
        groups = sort(move, rows)
        if not as_shown(move, groups, fingerprint):
            raise RunsMoved
        moving = [row for row in rows if not groups[_key(move, row)].reason]
        for begin in range(0, len(moving), BATCH):
            _carry_over(move, moving[begin : begin + BATCH], operation, actor, now)
        _note(move, found, operation, len(moving), len(rows) - len(moving), actor, now)
    return MigrationReport(len(moving), len(rows) - len(moving), [move.group(g) for g in groups.values()])


def _key(move: Move, row: ProcessInstance) -> tuple[tuple[str, ...], str]:
    at = marking(move.old, row.state)
    return at, move.reason(at, row.agencies)


def _carry_over(move: Move, batch: list[ProcessInstance], operation: UUID, actor: Actor, now: datetime) -> None:
    """Five statements for a batch, and what the subjects' rooms do."""
    for row in batch:
        row.state = transplant(row.state, move.old, move.new)
        row.definition_id = move.new.digest
    ProcessInstance.objects.bulk_update(batch, ["state", "definition_id"])
    by_id = {row.id: row for row in batch}
    tasks = list(TaskRecord.objects.filter(instance_id__in=by_id, completed_at__isnull=True))
    for task in tasks:
        give_step(task, move, by_id[task.instance_id].agencies)
    TaskRecord.objects.bulk_update(tasks, ["role", "actions", "share_of_limit", "agency_id"])
    event = RunMigrated(operation=operation, code=move.code, from_digest=move.old.digest, to_digest=move.new.digest)
    append_many(((event, row.id, Place(province=row.province)) for row in batch), actor=actor, now=now)
    moved = [
        (SubjectRef(by_id[t.instance_id].subject_kind, by_id[t.instance_id].subject_id), task_view(t, move.new))
        for t in tasks
    ]
    handlers.tell_migrated(moved)


def _note(move: Move, found: Reach, operation: UUID, moved: int, stayed: int, actor: Actor, now: datetime) -> None:
    event = RunsMigrated(
        operation=operation,
        code=move.code,
        from_digest=move.old.digest,
        to_digest=move.new.digest,
        moved=moved,
        stayed=stayed,
    )
    subject = move.target.id if move.target else operation
    place = Place(agency_id=found.agency_id, province=found.province)
    append(event, subject_id=subject, actor=actor, now=now, place=place)

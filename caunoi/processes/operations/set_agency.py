"""Say which agency a word of a run means."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from caunoi.processes.models import TaskRecord
from caunoi.processes.records import definition_of, locked, task_view
from caunoi.processes.shapes import TaskView


def set_agency(instance_id: UUID, word: str, agency_id: UUID) -> list[TaskView]:
    """From now on `word` (`competent`, `consulted` ...) means this agency: open tasks move to it and are returned,
    later ones open there; at most four statements. Raises ProcessEnded."""
    with transaction.atomic(savepoint=False):
        instance = locked(instance_id)
        definition = definition_of(instance)
        instance.agencies = {**instance.agencies, word: str(agency_id)}
        instance.save(update_fields=["agencies"])
        meant = [step.id for step in definition.steps.values() if step.agency == word]
        rows = list(TaskRecord.objects.filter(instance=instance, step__in=meant, completed_at__isnull=True))
        for row in rows:
            row.agency_id = agency_id
        if rows:
            TaskRecord.objects.filter(id__in=[row.id for row in rows]).update(agency_id=agency_id)
    return [task_view(row, definition) for row in rows]

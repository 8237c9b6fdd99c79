"""What waits for whom, and who looked."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from caunoi.core.ids import new_id
from caunoi.dossiers.models.dossier import KEEP, Dossier


def _open(name: str, *fields: str, **condition: Any) -> models.Index:
    """An index over what is not done yet."""
    return models.Index(fields=fields, condition=models.Q(closed_at__isnull=True, **condition), name=name)


class WorkItem(models.Model):
    """One thing that waits for a role in an agency: a user task of the process (its id is the task's), or a
    consultation asked beside the process (its id is the request's). Queues read this table only.

    `due_at` is the dossier's, kept in step; `held` while the dossier is paused or stopped: it waits but cannot be done.
    """

    personal_data: ClassVar[dict[str, str]] = {
        "assignee_id": f"who shall do it; {KEEP}",
        "note": f"may tell of the applicant; {KEEP}",
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="work")
    agency_id = models.UUIDField()
    role = models.CharField(max_length=40)
    step = models.CharField(max_length=60)
    kind = models.CharField(max_length=20, default="step")
    actions = models.JSONField(default=list)
    assignee_id = models.UUIDField(null=True)
    held = models.BooleanField(default=False)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    step_due_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    note = models.TextField(blank=True, help_text="What was found, for the officers who come after.")

    class Meta:
        # A queue is read in order of (due_at, opened_at, id) from one of these: a page costs the same whatever is open.
        indexes = [
            _open("work_agency", "agency_id", "due_at", "opened_at", "id"),
            _open("work_role", "agency_id", "role", "due_at", "opened_at", "id"),
            _open("work_step", "agency_id", "step", "due_at", "opened_at", "id"),
            _open("work_free", "agency_id", "role", "due_at", "opened_at", "id", assignee_id__isnull=True),
            models.Index(
                fields=["agency_id", "due_at", "opened_at", "id"],
                condition=models.Q(closed_at__isnull=True, held=False) & ~models.Q(step="return"),
                name="work_running",
            ),
            _open("work_held", "agency_id", "due_at", "opened_at", "id", held=True),
            _open("work_assignee", "assignee_id", "due_at", "opened_at", "id"),
            _open("work_dossier", "dossier"),
        ]


class DossierLook(models.Model):
    """An officer opened the dossier, or one of its files: the applicant may see it. Once an officer, thing and hour."""

    personal_data: ClassVar[dict[str, str]] = {"person_id": f"who looked, so that the applicant can know; {KEEP}"}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="looks")
    person_id = models.UUIDField()
    agency_id = models.UUIDField(null=True)
    role = models.CharField(max_length=40, blank=True)
    what = models.CharField(max_length=40)
    looked_at = models.DateTimeField()
    hour = models.DateTimeField(null=True, help_text="`looked_at` without minutes.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "person_id", "what", "hour"], name="dossier_look_once_an_hour")
        ]
        indexes = [models.Index(fields=["dossier", "-looked_at"], name="dossier_look")]

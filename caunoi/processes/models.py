"""Running processes and their open tasks. Private to the room."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from caunoi.core.ids import new_id


class ProcessDefinition(models.Model):
    """The text of a BPMN file that a run was started with, by its SHA-256: runs end under the rules they began with."""

    personal_data: ClassVar[dict[str, str]] = {}

    digest = models.CharField(max_length=64, primary_key=True)
    code = models.CharField(max_length=60)
    text = models.TextField()
    loaded_at = models.DateTimeField(db_default=Now())


class ProcessInstance(models.Model):
    """One run of a BPMN process about one subject.

    `state` is the engine's serialised state; once the run has ended, only the elements that it passed.
    """

    personal_data: ClassVar[dict[str, str]] = {}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    process_code = models.CharField(max_length=60)
    definition = models.ForeignKey(ProcessDefinition, on_delete=models.PROTECT, related_name="+")
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    agencies = models.JSONField(default=dict)
    province = models.CharField(max_length=10, blank=True, help_text="Whose versions it began with, and who counts it.")
    state = models.JSONField()
    tasks_opened = models.PositiveIntegerField(default=0, help_text="How many tasks it has opened so far.")
    timers = models.JSONField(default=dict, help_text="Timers that have not fired: moment (ISO 8601) by name.")
    next_timer_at = models.DateTimeField(null=True, help_text="When the clock has to look at it again.")
    started_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True, help_text="When it ended, by itself or cancelled.")

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_id"], name="process_subject"),
            models.Index(
                fields=["next_timer_at"], condition=models.Q(next_timer_at__isnull=False), name="process_timer_due"
            ),
            models.Index(fields=["definition"], condition=models.Q(completed_at__isnull=True), name="process_running"),
            models.Index(fields=["process_code", "started_at"], name="process_begun"),
        ]


class TaskRecord(models.Model):
    """A user task for a queue: which role of which agency has it, from when to when, and how it ended.

    One that ended without anybody doing it (its run was cancelled, another branch ended the process) has no `action`.
    """

    personal_data: ClassVar[dict[str, str]] = {"completed_by": "who did the step, for the control slip"}

    id = models.UUIDField(primary_key=True, editable=False)
    instance = models.ForeignKey(ProcessInstance, on_delete=models.CASCADE, related_name="tasks")
    position = models.PositiveIntegerField(default=0, help_text="Its number in the run, in the order of opening.")
    step = models.CharField(max_length=60)
    role = models.CharField(max_length=40)
    agency_id = models.UUIDField(null=True)
    share_of_limit = models.DecimalField(max_digits=4, decimal_places=3)
    actions = models.JSONField(default=list)
    opened_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True)
    completed_by = models.CharField(max_length=80, blank=True)
    action = models.CharField(max_length=40, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["agency_id", "role", "opened_at"],
                condition=models.Q(completed_at__isnull=True),
                name="task_open",
            )
        ]


class ProcessVersion(models.Model):
    """A draft or a published version of a process, or of a decision table (DMN), of the nation or of one province.

    What is published never changes. `text` is as it was drawn; a process's runs use the text under `digest`, in which
    the decision tables stand that it names.
    """

    personal_data: ClassVar[dict[str, str]] = {
        "made_by": "the officer who drafted it",
        "changed_by": "the officer who changed it last",
        "published_by": "the officer who published it",
        "retired_by": "the officer who retired it",
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=10, default="process")
    code = models.CharField(max_length=60)
    province = models.CharField(max_length=10, blank=True, help_text="Empty: the nation.")
    number = models.PositiveIntegerField(default=0, help_text="0 while it is a draft.")
    state = models.CharField(max_length=10, default="draft")
    names = models.JSONField(default=dict)
    text = models.TextField()
    digest = models.CharField(max_length=64, blank=True)
    agency_id = models.UUIDField()
    note = models.CharField(max_length=500, blank=True)
    revision = models.PositiveIntegerField(default=1)
    made_by = models.UUIDField(null=True)
    made_at = models.DateTimeField()
    changed_by = models.UUIDField(null=True)
    changed_at = models.DateTimeField()
    published_by = models.UUIDField(null=True)
    published_at = models.DateTimeField(null=True)
    retired_by = models.UUIDField(null=True)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "code", "province", "number"],
                condition=~models.Q(state="draft"),
                name="process_version_number",
            ),
            models.UniqueConstraint(
                fields=["kind", "code", "province"], condition=models.Q(state="draft"), name="process_one_draft"
            ),
        ]

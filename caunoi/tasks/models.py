"""The room's tables. Private to the room."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from caunoi.core.ids import new_id

WORDS = "may by mistake name a person. Kept as long as the task is."
KEPT = "who answers for it; kept as long as the task is."


class TaskOrigin(models.Model):
    """A document, a meeting's conclusion, a plan or a voice that tasks come from; once, however many tasks."""

    personal_data: ClassVar[dict[str, str]] = {"abstract": f"what the document is about; {WORDS}"}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=20)
    number = models.CharField(max_length=80)
    issued_on = models.DateField()
    abstract = models.CharField(max_length=500)
    issuer_id = models.UUIDField()
    subject_kind = models.CharField(max_length=40, blank=True)
    subject_id = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["subject_kind", "subject_id"], name="tasks_origin_subject")]
        constraints = [
            models.UniqueConstraint(
                fields=["issuer_id", "kind", "number", "issued_on", "subject_kind", "subject_id"],
                name="tasks_origin_once",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return self.number


class Task(models.Model):
    """One task. What changes is in dated rows beside it; here stands what it is now, for lists and for the clock."""

    personal_data: ClassVar[dict[str, str]] = {
        "person_id": f"who is responsible; {KEPT}",
        "assigned_by": KEPT,
        "cancelled_by": KEPT,
        "title": WORDS,
        "responsibility": WORDS,
        "result": WORDS,
        "authority": WORDS,
        "cancel_reason": WORDS,
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    origin = models.ForeignKey(TaskOrigin, on_delete=models.PROTECT, related_name="tasks")
    part = models.CharField(max_length=200, blank=True)
    position = models.IntegerField(default=0, help_text="Its place among the tasks that were assigned together.")
    title = models.CharField(max_length=1000)
    search_key = models.CharField(max_length=1300, help_text="Title and number of origin, folded.")
    responsibility = models.CharField(max_length=1000)
    result = models.CharField(max_length=1000)
    authority = models.CharField(max_length=1000)
    issuer_id = models.UUIDField(help_text="The agency that assigns and verifies.")
    lead_agency_id = models.UUIDField(help_text="Who holds it now.")
    unit_id = models.UUIDField(null=True)
    province = models.CharField(max_length=40, blank=True)
    person_id = models.UUIDField(null=True)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    assigned_at = models.DateTimeField()
    assigned_on = models.DateField()
    assigned_by = models.CharField(max_length=120, help_text="A reference, never a name.")
    first_due_on = models.DateField()
    due_on = models.DateField()
    due_set_on = models.DateField()
    percent = models.PositiveSmallIntegerField(default=0)
    stage = models.CharField(max_length=12, default="open")
    completed_on = models.DateField(null=True, help_text="When the work that was verified was handed in.")
    verified_on = models.DateField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_on = models.DateField(null=True)
    cancelled_by = models.UUIDField(null=True)
    cancel_reason = models.CharField(max_length=1000, blank=True)
    is_sample = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["issuer_id", "stage", "due_on"], name="tasks_task_issuer"),
            models.Index(fields=["lead_agency_id", "stage", "due_on"], name="tasks_task_lead"),
            models.Index(fields=["person_id", "due_on"], condition=Q(stage="open"), name="tasks_task_person"),
            models.Index(fields=["due_on"], condition=Q(stage="open", is_sample=False), name="tasks_task_clock"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(person_id__isnull=False) | Q(is_sample=True), name="tasks_task_has_a_person"
            ),
            models.CheckConstraint(condition=Q(percent__lte=100), name="tasks_task_percent"),
            models.CheckConstraint(
                condition=Q(verified_on=None) | Q(completed_on__isnull=False, verified_on__gte=F("completed_on")),
                name="tasks_task_verified_after",
            ),
            models.CheckConstraint(condition=Q(parent=None) | ~Q(parent=F("id")), name="tasks_task_not_its_own_parent"),
        ]

    def __str__(self) -> str:
        return self.title


class TaskAgency(models.Model):
    """An agency's part in a task, `[valid_from, valid_to)` by days; of the lead, also who is responsible."""

    personal_data: ClassVar[dict[str, str]] = {
        "person_id": f"who was responsible; {KEPT}",
        "set_by": KEPT,
        "reason": WORDS,
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="agencies")
    agency_id = models.UUIDField()
    side = models.CharField(max_length=12)
    person_id = models.UUIDField(null=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    set_at = models.DateTimeField()
    set_by = models.UUIDField(null=True)
    reason = models.CharField(max_length=1000, blank=True)

    class Meta:
        indexes = [models.Index(fields=["agency_id", "side"], name="tasks_agency_side")]
        constraints = [
            models.UniqueConstraint(
                fields=["task"], condition=Q(side="lead", valid_to=None), name="tasks_agency_one_lead"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="tasks_agency_period"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.side} {self.agency_id}"


class Deadline(models.Model):
    """A deadline that was changed, with its reason. The first one stands with the task."""

    personal_data: ClassVar[dict[str, str]] = {"set_by": KEPT, "reason": WORDS}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="deadlines")
    before = models.DateField()
    due_on = models.DateField()
    set_at = models.DateTimeField()
    set_on = models.DateField()
    set_by = models.UUIDField(null=True)
    reason = models.CharField(max_length=1000)

    class Meta:
        indexes = [models.Index(fields=["task", "-set_at"], name="tasks_deadline_task")]

    def __str__(self) -> str:
        return f"{self.due_on}"


class Report(models.Model):
    """Progress told by the lead agency, or work handed in for closing with what the issuer decided of it."""

    personal_data: ClassVar[dict[str, str]] = {
        "made_by": KEPT,
        "decided_by": KEPT,
        "words": WORDS,
        "remark": WORDS,
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="reports")
    kind = models.CharField(max_length=12)
    percent = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=4000)
    made_at = models.DateTimeField()
    made_on = models.DateField()
    made_by = models.UUIDField(null=True)
    agency_id = models.UUIDField()
    outcome = models.CharField(max_length=12, blank=True)
    remark = models.CharField(max_length=1000, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_on = models.DateField(null=True)
    decided_by = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["task", "kind", "-made_at"], name="tasks_report_task")]
        constraints = [
            models.UniqueConstraint(
                fields=["task"], condition=Q(kind="submission", outcome=""), name="tasks_report_one_waiting"
            ),
            models.CheckConstraint(condition=Q(percent__lte=100), name="tasks_report_percent"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.percent}"


class Evidence(models.Model):
    """A file that shows what a report says."""

    personal_data: ClassVar[dict[str, str]] = {}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="evidence")
    file_id = models.UUIDField()

    def __str__(self) -> str:
        return str(self.file_id)


class Reminder(models.Model):
    """What was told of a deadline: 7, 3 or 1 days before, or minus the days past; each once."""

    personal_data: ClassVar[dict[str, str]] = {"person_id": "who was reminded; kept as long as the task is."}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="reminders")
    due_on = models.DateField()
    days = models.IntegerField()
    person_id = models.UUIDField()
    told_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task", "due_on", "days"], name="tasks_reminder_once")]

    def __str__(self) -> str:
        return f"{self.due_on} {self.days}"


class CalendarToken(models.Model):
    """The secret address of a person's calendar: only its digest, so that nobody can read it here."""

    personal_data: ClassVar[dict[str, str]] = {
        "person_id": "whose deadlines the calendar shows; deleted when the person stops it.",
    }

    person_id = models.UUIDField(primary_key=True)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d}"

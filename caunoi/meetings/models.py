"""The room's tables. Private to the room."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from caunoi.core.ids import new_id

_BY = "who answers for it; kept as long as the meeting is."
_WORDS = "what officers wrote; may by mistake name a person. Kept as long as the meeting is."


class Counter(models.Model):
    """How many meetings were given a code on a day."""

    personal_data: ClassVar[dict[str, str]] = {}

    day = models.DateField(primary_key=True)
    last = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.day} {self.last}"


class Meeting(models.Model):
    """A meeting of one host with connection points. `revision` grows with whatever changes in it."""

    personal_data: ClassVar[dict[str, str]] = {
        "title": _WORDS, "purpose": _WORDS, "reason": _WORDS, "created_by": _BY, "signed_by": _BY,
    }  # fmt: skip

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=300)
    purpose = models.CharField(max_length=2000, blank=True)
    agency_id = models.UUIDField(help_text="The host.")
    unit_id = models.UUIDField(null=True)
    province = models.CharField(max_length=40, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=300, blank=True)
    room_url = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=10, default="draft")
    previous = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="following")
    revision = models.PositiveIntegerField(default=1)
    questions_asked = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=1000, blank=True, help_text="Why it was cancelled.")
    told_soon_at = models.DateTimeField(null=True)
    minutes_file_id = models.UUIDField(null=True)
    minutes_at = models.DateTimeField(null=True)
    signed_at = models.DateTimeField(null=True)
    signed_by = models.UUIDField(null=True)
    sent_at = models.DateTimeField(null=True)
    is_sample = models.BooleanField(default=False)
    created_by = models.UUIDField()
    created_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["agency_id", "starts_at"], name="meetings_meeting_agency"),
            models.Index(fields=["state", "starts_at"], name="meetings_meeting_state"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=models.F("starts_at")), name="meetings_meeting_times"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "invited", "running", "ended", "concluded", "cancelled"]),
                name="meetings_meeting_state_known",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class AgendaItem(models.Model):
    """A line of the agenda."""

    personal_data: ClassVar[dict[str, str]] = {"title": _WORDS, "notes": _WORDS}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=300)
    agency_id = models.UUIDField(null=True, help_text="Who presents it.")
    minutes = models.PositiveSmallIntegerField()
    notes = models.CharField(max_length=2000, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "position"], name="meetings_item_once")]

    def __str__(self) -> str:
        return str(self.position)


class Point(models.Model):
    """A connection point: an agency that was invited, or guests without an agency by name."""

    personal_data: ClassVar[dict[str, str]] = {"contact_id": _BY, "name": _WORDS, "note": _WORDS}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="points")
    agency_id = models.UUIDField(null=True)
    name = models.CharField(max_length=300)
    contact_id = models.UUIDField(null=True, help_text="Who prepares the point.")
    reply = models.CharField(max_length=4, default="none")
    replied_at = models.DateTimeField(null=True)
    expected = models.PositiveSmallIntegerField(default=0)
    present = models.PositiveSmallIntegerField(default=0)
    joined_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=1000, blank=True)
    invited_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["agency_id"], name="meetings_point_agency")]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "agency_id"], name="meetings_point_agency_once"),
            models.CheckConstraint(condition=Q(reply__in=["none", "yes", "no"]), name="meetings_point_reply"),
        ]

    def __str__(self) -> str:
        return self.name


class Question(models.Model):
    """A question of a point. `same`: how many other points have it too. `position` orders those that wait."""

    personal_data: ClassVar[dict[str, str]] = {
        "text": _WORDS, "answer": _WORDS, "asked_by": _BY, "answered_by": _BY,
    }  # fmt: skip

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="questions")
    point = models.ForeignKey(Point, on_delete=models.PROTECT, related_name="questions")
    number = models.PositiveIntegerField()
    position = models.PositiveIntegerField()
    text = models.CharField(max_length=2000)
    topic = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, default="waiting")
    asked_at = models.DateTimeField()
    asked_by = models.UUIDField()
    joined_to = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="joined")
    same = models.PositiveIntegerField(default=0)
    answer = models.CharField(max_length=4000, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.UUIDField(null=True)
    task_id = models.UUIDField(null=True)
    agency_id = models.UUIDField(null=True, help_text="Who got it assigned.")
    due_on = models.DateField(null=True)
    subject_kind = models.CharField(max_length=40, blank=True)
    subject_id = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["meeting", "state", "position"], name="meetings_question_queue")]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="meetings_question_number"),
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(state="now"), name="meetings_question_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "now", "answered", "assigned", "withdrawn", "joined"]),
                name="meetings_question_state",
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)


class Same(models.Model):
    """A point has the same question."""

    personal_data: ClassVar[dict[str, str]] = {"by": _BY}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="sames")
    point = models.ForeignKey(Point, on_delete=models.PROTECT, related_name="sames")
    at = models.DateTimeField()
    by = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "point"], name="meetings_same_once")]


class Conclusion(models.Model):
    """What the chair concluded; a task from the moment that it was written."""

    personal_data: ClassVar[dict[str, str]] = {"text": _WORDS, "by": _BY, "person_id": _BY}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="conclusions")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, null=True, related_name="conclusions")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=500)
    agency_id = models.UUIDField()
    person_id = models.UUIDField()
    due_on = models.DateField()
    task_id = models.UUIDField()
    at = models.DateTimeField()
    by = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="meetings_conclusion_number")]

    def __str__(self) -> str:
        return str(self.number)

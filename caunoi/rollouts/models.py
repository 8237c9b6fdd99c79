"""The room's tables. Private to the room. What happened is added, never rewritten, so every past day can be asked."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from caunoi.core.ids import new_id

_BY = "who answers for it; kept as long as the roll-out is."
_WORDS = "what officers wrote; may by mistake name a person. Kept as long as the roll-out is."


class Rollout(models.Model):
    """One system or way of working: tried in one place first, then taken everywhere."""

    personal_data: ClassVar[dict[str, str]] = {
        "person_id": "the officer responsible; kept as long as the roll-out is.", "created_by": _BY, "abstract": _WORDS,
    }  # fmt: skip

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=300)
    abstract = models.CharField(max_length=2000)
    agency_id = models.UUIDField(help_text="Who leads it.")
    person_id = models.UUIDField()
    pilot_agency_id = models.UUIDField()
    pilot_starts_on = models.DateField()
    pilot_ends_on = models.DateField(help_text="By when the pilot is to be decided on.")
    is_sample = models.BooleanField(default=False)
    created_by = models.UUIDField()
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["agency_id"], name="rollouts_rollout_agency")]

    def __str__(self) -> str:
        return self.code


class Step(models.Model):
    """A roll-out came into a stage. `despite`: how many unmet obligatory criteria a leader passed over, with why."""

    personal_data: ClassVar[dict[str, str]] = {"by": _BY, "reason": _WORDS, "abstract": _WORDS}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    rollout = models.ForeignKey(Rollout, on_delete=models.PROTECT, related_name="steps")
    stage = models.CharField(max_length=12)
    at = models.DateTimeField()
    by = models.UUIDField()
    outcome = models.CharField(max_length=12, blank=True)
    reason = models.CharField(max_length=1000, blank=True)
    despite = models.PositiveSmallIntegerField(default=0)
    number = models.CharField(max_length=80, blank=True, help_text="Of the document that decides or guides.")
    dated = models.DateField(null=True)
    abstract = models.CharField(max_length=500, blank=True)
    file_id = models.UUIDField(null=True, help_text="The pilot's guidance document.")
    pilot_ends_on = models.DateField(null=True, help_text="The new end, when the pilot was extended.")

    class Meta:
        indexes = [models.Index(fields=["rollout", "at"], name="rollouts_step_at")]

    def __str__(self) -> str:
        return self.stage


class Criterion(models.Model):
    """What must hold before the pilot begins (`entry`) or ends well (`exit`)."""

    personal_data: ClassVar[dict[str, str]] = {}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    rollout = models.ForeignKey(Rollout, on_delete=models.PROTECT, related_name="criteria")
    side = models.CharField(max_length=5)
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=500)
    obligatory = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rollout", "side", "position"], name="rollouts_criterion_once"),
            models.CheckConstraint(condition=Q(side__in=["entry", "exit"]), name="rollouts_criterion_side"),
        ]

    def __str__(self) -> str:
        return f"{self.side} {self.position}"


class Result(models.Model):
    """What was found about a criterion; the latest holds."""

    personal_data: ClassVar[dict[str, str]] = {"by": _BY, "note": _WORDS}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="results")
    met = models.BooleanField()
    note = models.CharField(max_length=1000)
    file_id = models.UUIDField(null=True)
    at = models.DateTimeField()
    by = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["criterion", "at"], name="rollouts_result_at")]


class Item(models.Model):
    """One line of the checklist that every place goes through. `who`: whose work it is, in words."""

    personal_data: ClassVar[dict[str, str]] = {}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    rollout = models.ForeignKey(Rollout, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=500)
    who = models.CharField(max_length=200)
    obligatory = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["rollout", "position"], name="rollouts_item_once")]

    def __str__(self) -> str:
        return str(self.position)


class Wave(models.Model):
    """Places that are taken on together. Wave 0 is the pilot's place."""

    personal_data: ClassVar[dict[str, str]] = {"opened_by": _BY}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    rollout = models.ForeignKey(Rollout, on_delete=models.PROTECT, related_name="waves")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    due_on = models.DateField(help_text="By when its places are to be live.")
    opened_at = models.DateTimeField()
    opened_by = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["rollout", "number"], name="rollouts_wave_once")]

    def __str__(self) -> str:
        return str(self.number)


class Place(models.Model):
    """An agency that the roll-out comes to; `agency_id` is who holds it."""

    personal_data: ClassVar[dict[str, str]] = {}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    rollout = models.ForeignKey(Rollout, on_delete=models.PROTECT, related_name="places")
    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="places")
    agency_id = models.UUIDField()
    unit_id = models.UUIDField(null=True)
    level = models.CharField(max_length=20)
    province = models.CharField(max_length=40, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["agency_id"], name="rollouts_place_agency"),
            models.Index(fields=["province"], name="rollouts_place_province"),
        ]
        constraints = [models.UniqueConstraint(fields=["rollout", "agency_id"], name="rollouts_place_once")]


class Change(models.Model):
    """A place came into a state. `despite`: how many open obligatory items a leader passed over, with why."""

    personal_data: ClassVar[dict[str, str]] = {"by": _BY, "reason": _WORDS}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="changes")
    state = models.CharField(max_length=12)
    at = models.DateTimeField()
    by = models.UUIDField()
    reason = models.CharField(max_length=1000, blank=True)
    despite = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["place", "at"], name="rollouts_change_at")]


class Record(models.Model):
    """What was said of a checklist item at a place; the latest holds, none means that nothing was done yet."""

    personal_data: ClassVar[dict[str, str]] = {"by": _BY, "note": _WORDS}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="records")
    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="records")
    state = models.CharField(max_length=12)
    note = models.CharField(max_length=1000, blank=True)
    file_id = models.UUIDField(null=True)
    at = models.DateTimeField()
    by = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["place", "item", "at"], name="rollouts_record_at")]

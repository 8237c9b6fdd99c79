"""The room's tables. Private to the room. Points are never overwritten: a later row of the same criterion holds."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from caunoi.core.ids import new_id

_BY = "who answers for it; kept as long as the classification is."
_WORDS = "what officers wrote; may by mistake name a person. Kept as long as the classification is."


class Classing(models.Model):
    """The classification of a year and a level by one agency, frozen with the criteria as they were."""

    personal_data: ClassVar[dict[str, str]] = {"proposed_by": _BY, "sent_by": _BY}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    scheme = models.CharField(max_length=80)
    version = models.DateField(help_text="The criteria's version: valid from.")
    digest = models.CharField(max_length=64)
    text = models.TextField(help_text="The criteria's file as it was.")
    year = models.PositiveSmallIntegerField()
    level = models.CharField(max_length=20)
    agency_id = models.UUIDField(help_text="Who classifies.")
    province = models.CharField(max_length=40, blank=True)
    as_of = models.DateTimeField()
    start = models.DateField()
    end = models.DateField(help_text="Exclusive.")
    proposed_by = models.UUIDField()
    proposed_at = models.DateTimeField()
    sent_by = models.UUIDField(null=True)
    sent_at = models.DateTimeField(null=True)
    explain_by = models.DateField(null=True, help_text="The last day to explain.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scheme", "year", "level", "agency_id"], name="classification_once")
        ]

    def __str__(self) -> str:
        return f"{self.scheme} {self.year} {self.level}"


class Outcome(models.Model):
    """One agency's result. `agency_id` is who holds it."""

    personal_data: ClassVar[dict[str, str]] = {"decided_by": _BY, "reason": _WORDS}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    classing = models.ForeignKey(Classing, on_delete=models.PROTECT, related_name="outcomes")
    agency_id = models.UUIDField()
    unit_id = models.UUIDField(null=True)
    province = models.CharField(max_length=40, blank=True)
    proposed_points = models.DecimalField(max_digits=8, decimal_places=2)
    proposed_grade = models.CharField(max_length=80)
    reexamined_at = models.DateTimeField(null=True)
    decided_points = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    decided_grade = models.CharField(max_length=80, blank=True)
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=1000, blank=True)

    class Meta:
        indexes = [models.Index(fields=["agency_id"], name="classification_agency")]
        constraints = [models.UniqueConstraint(fields=["classing", "agency_id"], name="classification_agency_once")]


class Point(models.Model):
    """The points of a criterion with what they rest on. `facts`: what was counted, as it was then."""

    personal_data: ClassVar[dict[str, str]] = {"by": _BY, "reason": _WORDS, "document": _WORDS}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    outcome = models.ForeignKey(Outcome, on_delete=models.PROTECT, related_name="points")
    criterion = models.CharField(max_length=80)
    points = models.DecimalField(max_digits=8, decimal_places=2)
    state = models.CharField(max_length=10, help_text="measured, no_data, missing (by hand, not yet), manual")
    numerator = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    denominator = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    facts = models.JSONField(default=list)
    reason = models.CharField(max_length=1000, blank=True)
    document = models.CharField(max_length=300, blank=True, help_text="Number and date of the document cited.")
    file_id = models.UUIDField(null=True)
    at = models.DateTimeField()
    by = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["outcome", "criterion", "at"], name="classification_held")]


class Explanation(models.Model):
    """What the one classified says to the proposal."""

    personal_data: ClassVar[dict[str, str]] = {"by": _BY, "text": _WORDS}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    outcome = models.ForeignKey(Outcome, on_delete=models.PROTECT, related_name="explanations")
    text = models.CharField(max_length=4000)
    file_id = models.UUIDField(null=True)
    at = models.DateTimeField()
    by = models.UUIDField()

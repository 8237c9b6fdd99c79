"""The room's tables. Private to the room."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from caunoi.core.ids import new_id
from caunoi.measures.lake.models import Lake, LakeFile

__all__ = ["Lake", "LakeFile", "ManualValue", "Snapshot"]


class ManualValue(models.Model):
    """A figure that the system cannot measure: typed in with evidence by the unit, verified by an agency above it.

    A row's value never changes; a correction is a new row, and the latest that counts for the same period holds.
    """

    personal_data: ClassVar[dict[str, str]] = {
        "proposed_by": "who answers for the figure; kept as long as the figure is.",
        "decided_by": "who verified or returned the figure; kept as long as the figure is.",
        "approved_by": "who approved and published the figure; kept as long as the figure is.",
        "abstract": "what the cited document is about; may by mistake name a person. Kept as long as the figure is.",
        "remark": "why the verifier returned or changed it. Kept as long as the figure is.",
        "answer": "what the unit answered to that. Kept as long as the figure is.",
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    index = models.CharField(max_length=40)
    figure = models.CharField(max_length=60)
    level = models.CharField(max_length=20)
    key = models.CharField(max_length=40, help_text="Province code, commune version or department agency.")
    unit_name = models.CharField(max_length=300)
    agency_id = models.UUIDField(help_text="Whose officer typed it in.")
    unit_id = models.UUIDField(null=True)
    province = models.CharField(max_length=40, blank=True)
    period_start = models.DateField()
    period_end = models.DateField(help_text="Exclusive.")
    claimed = models.DecimalField(max_digits=24, decimal_places=6, help_text="As the unit typed it in.")
    value = models.DecimalField(max_digits=24, decimal_places=6, help_text="As verified; until then as claimed.")
    document_number = models.CharField(max_length=80)
    document_date = models.DateField()
    abstract = models.CharField(max_length=500)
    file_id = models.UUIDField(null=True)
    state = models.CharField(max_length=12, default="proposed")
    proposed_by = models.UUIDField()
    proposed_at = models.DateTimeField()
    decided_by = models.UUIDField(null=True)
    decided_by_agency = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    remark = models.CharField(max_length=1000, blank=True)
    answer = models.CharField(max_length=1000, blank=True)
    answered_at = models.DateTimeField(null=True)
    approved_by = models.UUIDField(null=True)
    approved_at = models.DateTimeField(null=True)
    counts_at = models.DateTimeField(null=True, help_text="Since when it goes into the index.")
    counts_from = models.BigIntegerField(null=True, help_text="The journal entry by which it began to.")

    class Meta:
        indexes = [
            models.Index(fields=["index", "level", "period_start"], name="measures_value_index"),
            models.Index(fields=["agency_id", "-proposed_at"], name="measures_value_agency"),
            models.Index(fields=["state", "province"], name="measures_value_waiting"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(period_end__gt=F("period_start")), name="measures_value_period"),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")), name="measures_value_two_persons"
            ),
            models.CheckConstraint(
                condition=Q(counts_at=None, counts_from=None) | Q(counts_at__isnull=False, counts_from__isnull=False),
                name="measures_value_counts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.index} {self.figure} {self.key}"


class Snapshot(models.Model):
    """An index as it was published: never changed; a correction is a new one that names it in `replaces`."""

    personal_data: ClassVar[dict[str, str]] = {
        "published_by": "who answers for what was published; kept as long as it is published.",
        "reason": "why an earlier one was corrected; may by mistake name a person. Kept with it.",
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    index = models.CharField(max_length=40)
    level = models.CharField(max_length=20)
    province = models.CharField(max_length=40, blank=True, help_text="Only its units; empty: the whole country.")
    geography = models.CharField(max_length=20)
    geography_on = models.DateField(null=True)
    as_of = models.DateTimeField()
    start = models.DateField()
    end = models.DateField(help_text="Exclusive.")
    version = models.DateField(help_text="The definition's version: valid from.")
    digest = models.CharField(max_length=64, help_text="SHA-256 of what that version says.")
    definition = models.TextField(help_text="The definition as it was, so that it can be counted again.")
    position = models.BigIntegerField(help_text="The last entry of the journal that was counted.")
    result = models.JSONField(help_text="Units with exact scores.")
    result_digest = models.CharField(max_length=64)
    agency_id = models.UUIDField()
    published_by = models.UUIDField()
    published_at = models.DateTimeField()
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [models.Index(fields=["index", "level", "-as_of"], name="measures_snapshot_index")]
        constraints = [
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="measures_snapshot_period"),
            models.CheckConstraint(condition=Q(replaces=None) | ~Q(reason=""), name="measures_snapshot_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.index} {self.level} {self.as_of:%Y-%m-%d}"

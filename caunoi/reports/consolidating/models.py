"""The table of consolidated reports. Private to the room."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from caunoi.core.ids import new_id


class Consolidation(models.Model):
    """One making of a round's consolidated report: who asked, from which state of the round, what came of it."""

    personal_data: ClassVar[dict[str, str]] = {
        "asked_by": "who had the report made; kept as long as the report is.",
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    round = models.ForeignKey("reports.Round", on_delete=models.PROTECT, related_name="consolidations")
    agency_id = models.UUIDField()
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=12, default="waiting", help_text="waiting, working, done or failed.")
    step = models.IntegerField(default=0, help_text="How many of the steps are behind.")
    made_at = models.DateTimeField(null=True)
    accepted = models.IntegerField(default=0, help_text="How many accepted reports it was made from.")
    asked = models.IntegerField(default=0, help_text="How many reports the round asked for.")
    inputs = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the cells that it was made from.")
    pdf_id = models.UUIDField(null=True)
    pdf_sha256 = models.CharField(max_length=64, blank=True)
    docx_id = models.UUIDField(null=True)
    docx_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [models.Index(fields=["round", "-asked_at"], name="reports_consolidation_round")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="done") | Q(pdf_id__isnull=False, docx_id__isnull=False),
                name="reports_consolidation_done",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.asked_at:%Y-%m-%d}"

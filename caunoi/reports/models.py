"""The room's tables. Private to the room."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from caunoi.core.ids import new_id


class Round(models.Model):
    """One request for reports of one period, by one form, to a set of agencies. Keeps the form as it was."""

    personal_data: ClassVar[dict[str, str]] = {
        "opened_by": "who answers for the request; kept as long as the round is.",
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=12)
    year = models.IntegerField()
    number = models.IntegerField(help_text="Which month, quarter or half of the year; 1 for a year, 0 when ad hoc.")
    form = models.CharField(max_length=60)
    form_version = models.DateField()
    form_digest = models.CharField(max_length=64)
    form_data = models.JSONField(help_text="The form as it was when the round was opened.")
    start = models.DateField()
    end = models.DateField(help_text="Exclusive: the day after the cut-off.")
    due_on = models.DateField(help_text="The last day on which a report is in time.")
    agency_id = models.UUIDField(help_text="Who opened it, checks and accepts.")
    province = models.CharField(max_length=40, blank=True)
    opened_by = models.UUIDField()
    opened_at = models.DateTimeField()
    frozen_at = models.DateTimeField(null=True, help_text="When measured values were filled in.")
    position = models.BigIntegerField(null=True, help_text="The last entry of the journal that they count.")

    class Meta:
        indexes = [
            models.Index(fields=["agency_id", "-opened_at"], name="reports_round_agency"),
            models.Index(fields=["form", "kind", "-start"], name="reports_round_form"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="reports_round_period"),
            models.CheckConstraint(condition=Q(due_on__gte=F("end")), name="reports_round_due"),
            models.UniqueConstraint(
                fields=["agency_id", "form", "kind", "start"], name="reports_round_once", condition=~Q(kind="ad_hoc")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.kind} {self.year}/{self.number}"


class Report(models.Model):
    """What one agency reports in a round."""

    personal_data: ClassVar[dict[str, str]] = {
        "submitted_by": "who answers for the report; kept as long as it is.",
        "decided_by": "who returned or accepted it; kept as long as it is.",
        "note": "why it was returned or reopened; may by mistake name a person. Kept as long as the report is.",
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="reports")
    agency_id = models.UUIDField(help_text="Whose report it is.")
    agency_name = models.CharField(max_length=300)
    level = models.CharField(max_length=12, help_text="ministry, province, department or commune.")
    key = models.CharField(max_length=40, blank=True, help_text="As measures name the agency; empty: not measured.")
    unit_id = models.UUIDField(null=True)
    province = models.CharField(max_length=40, blank=True)
    status = models.CharField(max_length=12, default="draft", help_text="draft, submitted, returned or accepted.")
    submissions = models.IntegerField(default=0)
    first_submitted_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField(null=True)
    submitted_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.UUIDField(null=True)
    note = models.CharField(max_length=1000, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["agency_id", "status"], name="reports_report_agency"),
            models.Index(fields=["round", "status"], name="reports_report_status"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["round", "agency_id"], name="reports_report_once"),
            models.CheckConstraint(
                condition=Q(status="draft") | Q(submitted_at__isnull=False), name="reports_report_submitted"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency_name} {self.status}"


class CellValue(models.Model):
    """What a report says in one cell: typed in, or measured and frozen."""

    personal_data: ClassVar[dict[str, str]] = {
        "text": "what an agency reports in words; may name a person. Kept as long as the report is.",
        "explanation": "why a number jumped; may by mistake name a person. Kept as long as the report is.",
        "comment": "what the agency says of a measured number; may name a person. Kept as long as the report is.",
        "typed_by": "who typed it in; kept as long as the report is.",
    }

    id = models.BigAutoField(primary_key=True)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="cells")
    code = models.CharField(max_length=120)
    value = models.DecimalField(null=True, max_digits=24, decimal_places=6)
    text = models.TextField(blank=True, help_text="Words, or what was typed where a number belongs.")
    explanation = models.CharField(max_length=1000, blank=True)
    comment = models.CharField(max_length=1000, blank=True)
    source = models.CharField(max_length=12, help_text="typed, measured, target or task_count.")
    revision = models.IntegerField(default=1)
    typed_by = models.UUIDField(null=True)
    typed_at = models.DateTimeField(null=True)
    frozen_at = models.DateTimeField(null=True)
    position = models.BigIntegerField(null=True, help_text="Measured: the last entry of the journal that it counts.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "code"], name="reports_cell_once"),
            models.CheckConstraint(
                condition=Q(source="typed", frozen_at=None) | Q(frozen_at__isnull=False), name="reports_cell_frozen"
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Step(models.Model):
    """Something that happened to a report, never changed: opened, submitted, returned, accepted, reopened.

    A submission keeps every cell as it was handed in: that is what the level above sees, whatever is typed after.
    """

    personal_data: ClassVar[dict[str, str]] = {
        "person_id": "who did it; kept as long as the report is.",
        "note": "why; may by mistake name a person. Kept as long as the report is.",
        "cells": "what was handed in, words included; may name a person. Kept as long as the report is.",
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=12)
    at = models.DateTimeField()
    person_id = models.UUIDField()
    agency_id = models.UUIDField()
    note = models.CharField(max_length=1000, blank=True)
    cells = models.JSONField(null=True)

    class Meta:
        indexes = [models.Index(fields=["report", "at"], name="reports_step_report")]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d}"


class Remark(models.Model):
    """What a checker says of one cell, of a section, or (code empty) of the whole report."""

    personal_data: ClassVar[dict[str, str]] = {
        "text": "what the checker says; may by mistake name a person. Kept as long as the report is.",
        "made_by": "who said it; kept as long as the report is.",
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="remarks")
    code = models.CharField(max_length=120, blank=True)
    text = models.CharField(max_length=1000)
    submission = models.IntegerField(help_text="Which submission it is about.")
    made_by = models.UUIDField()
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, help_text="When the report went back with it; until then not shown.")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["report", "made_at"], name="reports_remark_report")]

    def __str__(self) -> str:
        return self.code


class Evidence(models.Model):
    """A file that shows what a cell (or, code empty, the report) says."""

    personal_data: ClassVar[dict[str, str]] = {
        "added_by": "who handed it in; kept as long as the report is.",
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="evidence")
    code = models.CharField(max_length=120, blank=True)
    file_id = models.UUIDField()
    added_by = models.UUIDField()
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["report", "added_at"], name="reports_evidence_report")]

    def __str__(self) -> str:
        return str(self.file_id)


class Chase(models.Model):
    """A late report was asked for: once a day."""

    personal_data: ClassVar[dict[str, str]] = {}

    id = models.BigAutoField(primary_key=True)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="chases")
    on = models.DateField()
    at = models.DateTimeField()
    days_late = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "on"], name="reports_chase_once")]

    def __str__(self) -> str:
        return f"{self.on}"


from caunoi.reports.consolidating.models import Consolidation as Consolidation  # noqa: E402  a table of this room

"""The catalogue. Private to the room."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from caunoi.core.ids import new_id


class Procedure(models.Model):
    """An administrative procedure by its national code. What it demands is in its dated versions."""

    personal_data: ClassVar[dict[str, str]] = {}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=40, unique=True)
    name = models.TextField()
    field = models.CharField(max_length=300, blank=True)
    agency_text = models.TextField(blank=True)
    limits_text = models.TextField(blank=True)
    results_text = models.TextField(blank=True)
    source_url = models.CharField(max_length=500, blank=True)
    source_updated = models.CharField(max_length=20, blank=True)
    unsure = models.BooleanField(default=False)
    search_text = models.TextField(blank=True)


class ProcedureVersion(models.Model):
    """A version that can be filed, in force on `[effective_from, effective_to)`; its body follows `schema.json`."""

    personal_data: ClassVar[dict[str, str]] = {}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="versions")
    effective_from = models.DateField()
    effective_to = models.DateField(null=True)
    decision_ref = models.CharField(max_length=200, blank=True)
    body = models.JSONField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["procedure", "effective_from"], name="procedure_version_from"),
            models.CheckConstraint(
                condition=models.Q(effective_to__isnull=True) | models.Q(effective_to__gt=models.F("effective_from")),
                name="procedure_version_not_empty",
            ),
        ]

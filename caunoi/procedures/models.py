"""The catalogue. Private to the room."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from caunoi.core.ids import new_id


class Procedure(models.Model):
    """An administrative procedure by its national code. What it demands is in its dated versions.

    `names` has the name in each language where a version gives it. `search_text` is folded, with a blank before and
    after every word.
    """

    personal_data: ClassVar[dict[str, str]] = {}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=40, unique=True)
    name = models.TextField()
    names = models.JSONField(default=dict)
    field = models.CharField(max_length=300, blank=True)
    levels = ArrayField(models.CharField(max_length=10), default=list)
    life_events = ArrayField(models.CharField(max_length=40), default=list)
    agency_text = models.TextField(blank=True)
    limits_text = models.TextField(blank=True)
    results_text = models.TextField(blank=True)
    source_url = models.CharField(max_length=500, blank=True)
    source_updated = models.CharField(max_length=20, blank=True)
    unsure = models.BooleanField(default=False)
    unsure_note = models.TextField(blank=True)
    search_text = models.TextField(blank=True)


class ProcedureVersion(models.Model):
    """A version that can be filed, in force on `[effective_from, effective_to)`; its body follows `schema.json`.

    Published rows never change (a trigger sees to it): a corrected body is a new row with the next `revision`, and
    the row before it gets `superseded_at`. An open end may be set once, when a version follows or the procedure is
    abolished. `origin` is `files` (loaded from `data/procedures`) or `office` (published by a decision here).
    """

    personal_data: ClassVar[dict[str, str]] = {}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="versions")
    effective_from = models.DateField()
    effective_to = models.DateField(null=True)
    decision_ref = models.CharField(max_length=200, blank=True)
    body = models.JSONField()
    digest = models.CharField(max_length=64)
    revision = models.PositiveIntegerField(default=1)
    published_at = models.DateTimeField(null=True)
    superseded_at = models.DateTimeField(null=True)
    origin = models.CharField(max_length=10, default="files")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["procedure", "effective_from"],
                condition=models.Q(superseded_at=None),
                name="procedure_version_from",
            ),
            models.UniqueConstraint(
                fields=["procedure", "effective_from", "revision"], name="procedure_version_revision"
            ),
            models.CheckConstraint(
                condition=models.Q(effective_to__isnull=True) | models.Q(effective_to__gt=models.F("effective_from")),
                name="procedure_version_not_empty",
            ),
        ]


class LifeEventRow(models.Model):
    """An event of life; our grouping, not the law's."""

    personal_data: ClassVar[dict[str, str]] = {}

    code = models.CharField(max_length=40, primary_key=True)
    names = models.JSONField()
    texts = models.JSONField()
    position = models.PositiveSmallIntegerField()


class ProvincialRate(models.Model):
    """What a province's people's council set for a fee, on `[valid_from, valid_to)`; empty case or channel: any."""

    personal_data: ClassVar[dict[str, str]] = {}

    procedure_code = models.CharField(max_length=40)
    fee_id = models.CharField(max_length=60)
    case_id = models.CharField(max_length=60, blank=True)
    channel = models.CharField(max_length=10, blank=True)
    province = models.CharField(max_length=40)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    amount = models.PositiveBigIntegerField(help_text="đồng")
    reference = models.CharField(max_length=300)
    source_url = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [models.Index(fields=["procedure_code", "province"], name="procedure_rate_place")]


class CatalogueLoad(models.Model):
    """That the catalogue's files were loaded as they were then; the newest says what is in the tables."""

    personal_data: ClassVar[dict[str, str]] = {}

    fingerprint = models.CharField(max_length=64)
    entries = models.PositiveIntegerField()
    filable = models.PositiveIntegerField()
    loaded_at = models.DateTimeField()


class ProcedureDraft(models.Model):
    """A change of the catalogue on its way: drafted, checked by another, decided.

    `body` is one version's body as in `schema.json` ($defs/version), its form already plain; for a variant it is
    `{"reference", "unsure", "overrides"}`; for an abolition `{"reason"}`. `revision` counts the saves (the second of
    two who save is told); `step` is where the draft stands among the kept steps (undo, redo).
    """

    personal_data: ClassVar[dict[str, str]] = {
        "made_by": "the officer who began it; kept with the decision.",
        "changed_by": "the officer who changed it last; kept with the decision.",
        "checked_by": "the officer who checked it; kept with the decision.",
        "decided_by": "the officer who decided; kept with the decision.",
        "remarks": "what officers wrote to each other about the draft; kept with the decision.",
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    procedure_code = models.CharField(max_length=40)
    name = models.TextField()
    kind = models.CharField(max_length=10)
    province = models.CharField(max_length=40, blank=True)
    agency_id = models.UUIDField()
    base_version = models.ForeignKey(ProcedureVersion, null=True, on_delete=models.PROTECT, related_name="+")
    body = models.JSONField()
    state = models.CharField(max_length=10, default="drafting")
    revision = models.PositiveIntegerField(default=1)
    step = models.PositiveIntegerField(default=1)
    made_by = models.UUIDField(null=True)
    made_at = models.DateTimeField()
    changed_by = models.UUIDField(null=True)
    changed_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    checked_by = models.UUIDField(null=True)
    checked_at = models.DateTimeField(null=True)
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    decision_ref = models.CharField(max_length=200, blank=True)
    decision_on = models.DateField(null=True)
    effective_from = models.DateField(null=True)
    remarks = models.JSONField(default=list)
    version = models.ForeignKey(ProcedureVersion, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["procedure_code", "province"],
                condition=models.Q(state__in=["drafting", "checking", "checked"]),
                name="procedure_draft_open",
            )
        ]
        indexes = [models.Index(fields=["agency_id", "state"], name="procedure_draft_agency")]


class DraftStep(models.Model):
    """A draft as it stood after one save: what undo goes back to, and what a second editor is shown."""

    personal_data: ClassVar[dict[str, str]] = {"made_by": "the officer who saved it; removed with the draft's steps."}

    draft = models.ForeignKey(ProcedureDraft, on_delete=models.CASCADE, related_name="steps")
    step = models.PositiveIntegerField()
    revision = models.PositiveIntegerField()
    body = models.JSONField()
    made_by = models.UUIDField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draft", "step"], name="procedure_draft_step")]


class AuthorityTransfer(models.Model):
    """A list of procedures handed from one level or kind of agency to another, at a date, by a decision."""

    personal_data: ClassVar[dict[str, str]] = {"decided_by": "the officer who decided; kept with the decision."}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency_id = models.UUIDField(null=True)
    decision_ref = models.CharField(max_length=200)
    on = models.DateField()
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField()
    report = models.JSONField()

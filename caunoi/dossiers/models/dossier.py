"""The dossier, the papers handed in with it, and the counters of its codes."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models

from caunoi.core.ids import new_id
from caunoi.core.journal import Place
from caunoi.dossiers.shapes import Channel, Status

KEEP = "settlement of the dossier; kept as long as the dossier by archive law"


class Dossier(models.Model):
    """One application, from draft to returned result. `version` counts its changes (optimistic lock)."""

    personal_data: ClassVar[dict[str, str]] = {
        "applicant_id": KEEP,
        "applicant_name": KEEP,
        "applicant_phone": f"to reach the applicant; {KEEP}",
        "applicant_search": f"search by name at the counter; {KEEP}",
        "applicant_personal_id": f"to know the applicant again; {KEEP}",
        "applicant_address": f"to reach the applicant; {KEEP}",
        "return_address": f"where the result is sent; {KEEP}",
        "filed_by_id": f"who filed it for the applicant; {KEEP}",
        "supporter_id": f"who helped to file; {KEEP}",
        "priority": f"says something of the applicant's state; served first by law; {KEEP}",
        "reliefs": f"may say something of the applicant's state; decides the fee; {KEEP}",
        "answers": f"the filled form; {KEEP}",
        "result": f"the drafted result; {KEEP}",
        "refusal_reason": f"may tell of the applicant; {KEEP}",
        "return_note": f"may tell of the applicant; {KEEP}",
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=48, null=True, unique=True)  # noqa: DJ001  a draft has none; "" would not be unique
    version = models.PositiveIntegerField(default=1)
    status = models.PositiveSmallIntegerField(default=Status.DRAFT, choices=[(s.value, s.name) for s in Status])
    step = models.CharField(max_length=40, blank=True)
    channel = models.CharField(max_length=10, default=Channel.ONLINE)

    procedure_code = models.CharField(max_length=40)
    procedure_version_id = models.UUIDField()
    case_id = models.CharField(max_length=40)
    limit_value = models.DecimalField(max_digits=6, decimal_places=2)
    limit_unit = models.CharField(max_length=20)
    process_code = models.CharField(max_length=60)
    process_instance_id = models.UUIDField(null=True)

    applicant_id = models.UUIDField()
    applicant_name = models.CharField(max_length=200, blank=True)
    applicant_phone = models.CharField(max_length=20, blank=True)
    applicant_search = models.CharField(max_length=200, blank=True)
    applicant_personal_id = models.CharField(max_length=12, blank=True)
    applicant_address = models.CharField(max_length=300, blank=True)
    priority = models.CharField(
        max_length=20, blank=True, help_text="elderly, disabled, pregnant, merit, correction or empty"
    )
    filed_by_id = models.UUIDField(null=True, help_text="The officer or helper who filed it; empty: the applicant.")
    supporter_id = models.UUIDField(null=True, help_text="Who helped to file, at support_agency_id (assisted filing).")
    support_agency_id = models.UUIDField(null=True)
    answers = models.JSONField(default=dict)

    receiving_agency_id = models.UUIDField()
    receiving_agency_code = models.CharField(max_length=40)
    competent_agency_id = models.UUIDField()
    agencies = models.JSONField(default=dict, help_text="The process's words for agencies, with the agency of each.")
    reader_ids = ArrayField(
        models.UUIDField(), default=list, help_text="Every agency that takes part in it: their readers may read it."
    )
    unit_id = models.UUIDField(null=True)
    province = models.CharField(max_length=10, blank=True)
    specialist_id = models.UUIDField(null=True)

    created_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    complete_at = models.DateTimeField(
        null=True, help_text="When papers asked for before receipt came; receipt counts from here."
    )
    received_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    first_due_at = models.DateTimeField(null=True, help_text="The date of the first receipt slip.")
    pause_mode = models.CharField(max_length=10, default="restart", help_text="restart or resume")
    paused_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)

    result = models.JSONField(default=dict)
    result_number = models.CharField(max_length=40, blank=True)
    reliefs = models.JSONField(default=list, help_text="Reliefs of the fee that the applicant claims, by code.")
    fee = models.JSONField(default=dict, help_text="The fee as computed when it was filed: lines, reliefs, total.")
    fee_due = models.PositiveBigIntegerField(null=True, help_text="In đồng; empty while it is not known.")
    fee_state = models.CharField(max_length=10, default="none", help_text="none, due, paid, waived or refunded")
    fee_paid_at = models.DateTimeField(null=True)
    return_way = models.CharField(max_length=10, default="online", help_text="online, counter or post")
    return_address = models.CharField(max_length=300, blank=True)
    corrects_id = models.UUIDField(null=True, help_text="The dossier whose wrong result this one corrects.")
    linked_to_id = models.UUIDField(null=True, help_text="The dossier of a linked procedure that this one is part of.")
    refusal_reason = models.TextField(blank=True)
    return_note = models.TextField(blank=True)
    receipt_file_id = models.UUIDField(null=True)
    result_file_id = models.UUIDField(null=True)

    submission_key = models.CharField(max_length=80, null=True)  # noqa: DJ001  unique only when given
    last_action = models.CharField(max_length=40, blank=True)
    last_role = models.CharField(max_length=40, blank=True)
    last_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["applicant_id", "submission_key"], name="dossier_submitted_once"),
            models.UniqueConstraint(fields=["filed_by_id", "submission_key"], name="dossier_received_once"),
            models.CheckConstraint(
                condition=models.Q(status=Status.DRAFT) | models.Q(code__isnull=False), name="dossier_filed_has_code"
            ),
        ]
        indexes = [
            models.Index(
                fields=["receiving_agency_id", "due_at"], condition=~models.Q(step=""), name="dossier_receiving"
            ),
            models.Index(
                fields=["competent_agency_id", "due_at"], condition=~models.Q(step=""), name="dossier_competent"
            ),
            models.Index(fields=["receiving_agency_id", "received_at"], name="dossier_register"),
            models.Index(fields=["applicant_id", "-created_at"], name="dossier_applicant"),
            models.Index(
                fields=["receiving_agency_id", "submitted_at", "id"],
                condition=models.Q(fee_state="due"),
                name="dossier_fee_due",
            ),
            models.Index(fields=["receiving_agency_id", "-submitted_at"], name="dossier_received_list"),
            models.Index(fields=["competent_agency_id", "-submitted_at"], name="dossier_competent_list"),
            GinIndex("reader_ids", OpClass("applicant_search", name="gin_trgm_ops"), name="dossier_find_name"),
            GinIndex("reader_ids", OpClass("code", name="gin_trgm_ops"), name="dossier_find_code"),
            models.Index(
                fields=["filed_by_id"],
                condition=models.Q(filed_by_id__isnull=False, status=Status.DRAFT),
                name="dossier_helped",
            ),
            models.Index(
                fields=["applicant_personal_id"], condition=~models.Q(applicant_personal_id=""), name="dossier_find_id"
            ),
            models.Index(
                fields=["applicant_phone"], condition=~models.Q(applicant_phone=""), name="dossier_find_phone"
            ),
            models.Index(
                fields=["linked_to_id"], condition=models.Q(linked_to_id__isnull=False), name="dossier_linked"
            ),
            models.Index(
                fields=["corrects_id"], condition=models.Q(corrects_id__isnull=False), name="dossier_corrects"
            ),
        ]

    @property
    def place(self) -> Place:
        """Where the dossier counts in the journal: the agency that received it."""
        return Place(unit_id=self.unit_id, agency_id=self.receiving_agency_id, province=self.province)


class DossierComponent(models.Model):
    """One component handed in. `origin`: 0 on paper only (it has no file), 1 digitised here, 2 reused from an earlier
    dossier's paper, 3 reused from an earlier result; `source_id` is then the paper's or the result's."""

    personal_data: ClassVar[dict[str, str]] = {"file_id": f"the paper itself; {KEEP}", "file_name": KEEP}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="components")
    component_id = models.CharField(max_length=40)
    file_id = models.UUIDField(null=True)
    file_name = models.CharField(max_length=255, blank=True)
    source_id = models.UUIDField(null=True)
    originals = models.PositiveSmallIntegerField(default=0)
    copies = models.PositiveSmallIntegerField(default=0)
    origin = models.PositiveSmallIntegerField(default=1)
    attached_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["dossier", "component_id"], name="dossier_component_once"),
        ]


class Counter(models.Model):
    """The last number given in a series since a day; its row is locked by the transaction that takes one (no holes).

    Series: an agency's code (dossiers of a day), or its code and a book (results of a year).
    """

    personal_data: ClassVar[dict[str, str]] = {}

    series = models.CharField(max_length=80)
    since = models.DateField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["series", "since"], name="dossier_counter_of_series")]

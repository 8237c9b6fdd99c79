"""What is asked while a dossier is settled: of the applicant, of another agency, of the one who decides."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from caunoi.core.ids import new_id
from caunoi.dossiers.models.dossier import KEEP, Dossier


class DossierRequest(models.Model):
    """One question with its answer. `kind` says what is asked:

    `supplement` (papers, once and completely), `payment`, `consultation` (of `to_agency_id`), `extension` (apology and
    new date, at most once), `stop` (until it is resumed), `withdrawal`, `transfer` (to `to_agency_id`), `correction`
    (of a wrong result). Open while `answered_at` is empty. `pauses`: the limit does not count while it is open.
    """

    personal_data: ClassVar[dict[str, str]] = {
        "asked_by": f"who is answerable for the question; {KEEP}",
        "answered_by": f"who is answerable for the answer; {KEEP}",
        "reason": f"may tell of the applicant; {KEEP}",
        "exception_reason": f"may tell of the applicant; {KEEP}",
        "answer": f"may tell of the applicant; {KEEP}",
        "items": f"what is asked, item by item, may tell of the applicant; {KEEP}",
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="requests")
    kind = models.CharField(max_length=20)
    asked_at = models.DateTimeField()
    asked_by = models.UUIDField(null=True)
    asked_role = models.CharField(max_length=40)
    asked_agency_id = models.UUIDField(null=True)
    to_agency_id = models.UUIDField(null=True)
    reason = models.TextField(blank=True)
    items = models.JSONField(default=list)
    pauses = models.BooleanField(default=False)
    due_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.UUIDField(null=True)
    answer = models.TextField(blank=True)
    outcome = models.CharField(max_length=40, blank=True)
    file_id = models.UUIDField(null=True)
    amount = models.PositiveBigIntegerField(null=True, help_text="In đồng, of a payment.")
    exception_reason = models.TextField(blank=True, help_text="Why it is asked again, or after the law's days.")
    told_at = models.DateTimeField(null=True, help_text="When whoever asked was told that no answer came in time.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "kind"],
                condition=models.Q(answered_at__isnull=True) & ~models.Q(kind="consultation"),
                name="dossier_request_open_once",
            ),
            models.UniqueConstraint(
                fields=["dossier"], condition=models.Q(kind="extension"), name="dossier_extended_once"
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=models.Q(answered_at__isnull=True), name="dossier_request_due")
        ]

"""What a settled dossier gives: signed records, and the applicant's rating."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from caunoi.core.ids import new_id
from caunoi.dossiers.models.dossier import KEEP, Dossier


class DossierResult(models.Model):
    """One record that the dossier gives (a linked procedure gives several): drafted, then numbered and signed.

    `status`: `draft`, `valid`, `replaced` (by a corrected one, which names it in `replaces`) or `revoked`.
    """

    personal_data: ClassVar[dict[str, str]] = {
        "drafted": f"what the record says; {KEEP}",
        "signer_id": f"who signed; {KEEP}",
        "owner_id": f"whose electronic store it is in; {KEEP}",
        "file_id": f"the record itself; {KEEP}",
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="results")
    owner_id = models.UUIDField()
    result_id = models.CharField(max_length=60)
    component_code = models.CharField(max_length=60, blank=True)
    drafted = models.JSONField(default=dict)
    number = models.CharField(max_length=40, blank=True)
    agency_id = models.UUIDField(null=True)
    signer_id = models.UUIDField(null=True)
    signed_at = models.DateTimeField(null=True)
    file_id = models.UUIDField(null=True)
    sha256 = models.CharField(max_length=64, blank=True)
    status = models.CharField(max_length=20, default="draft")
    status_reason = models.TextField(blank=True)
    status_at = models.DateTimeField(null=True)
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "result_id"],
                condition=models.Q(status__in=["draft", "valid"]),
                name="dossier_result_once",
            )
        ]
        indexes = [
            models.Index(fields=["owner_id", "-signed_at"], name="dossier_result_owner"),
            models.Index(fields=["sha256"], condition=~models.Q(sha256=""), name="dossier_result_sha"),
        ]


class DossierRating(models.Model):
    """The applicant's scores 0, 1 or 2 by indicator number (Circular 01/2018/TT-VPCP art. 13), once a dossier."""

    personal_data: ClassVar[dict[str, str]] = {"comment": f"the applicant's own words; {KEEP}"}

    dossier = models.OneToOneField(Dossier, on_delete=models.CASCADE, primary_key=True, related_name="rating")
    scores = models.JSONField()
    comment = models.TextField(blank=True)
    rated_at = models.DateTimeField()

"""A citizen's electronic store: the records they got, the papers they handed in; and whether a record still stands."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.dossiers import texts
from caunoi.dossiers.models import DossierComponent, DossierResult
from caunoi.dossiers.policies import require_person
from caunoi.dossiers.shapes import Status
from caunoi.dossiers.shapes_lists import RecordStatus, StoredPaper, StoredResult
from caunoi.procedures import queries as procedures
from caunoi.units import queries as units


def my_results(*, actor: Actor, now: datetime, limit: int = 200) -> list[StoredResult]:
    """The signed-in citizen's records that were handed over, newest first, also those that no longer stand.

    Three statements. Raises SignInToFile.
    """
    rows = DossierResult.objects.filter(
        owner_id=require_person(actor), file_id__isnull=False, dossier__status=Status.RETURNED
    ).exclude(status="draft")
    found = list(rows.select_related("dossier").defer("dossier__answers", "drafted").order_by("-signed_at")[:limit])
    versions = procedures.versions({row.dossier.procedure_version_id for row in found})
    agencies = units.agencies({row.agency_id for row in found if row.agency_id})
    return [_result(row, versions[row.dossier.procedure_version_id], agencies) for row in found]


def _result(
    row: DossierResult, procedure: procedures.ProcedureView, agencies: dict[UUID, units.AgencyView]
) -> StoredResult:
    assert row.file_id is not None
    assert row.signed_at is not None
    agency = agencies.get(row.agency_id) if row.agency_id else None
    names = {result["id"]: result["name"] for result in procedure.results}
    return StoredResult(
        id=row.id,
        title=names.get(row.result_id, procedure.name),
        number=row.number,
        status=row.status,
        status_name=str(texts.RECORD.get(row.status, row.status)),
        status_reason=row.status_reason,
        agency_name=agency.name if agency else "",
        procedure_name=procedure.name,
        dossier_id=row.dossier_id,
        dossier_code=row.dossier.code or "",
        signed_at=row.signed_at,
        file_id=row.file_id,
    )


def my_papers(*, actor: Actor, now: datetime, limit: int = 200) -> list[StoredPaper]:
    """The papers that the signed-in citizen handed in with filed dossiers, newest first; two statements."""
    rows = DossierComponent.objects.filter(
        dossier__applicant_id=require_person(actor), dossier__status__gt=Status.DRAFT, file_id__isnull=False
    )
    found = list(rows.select_related("dossier").defer("dossier__answers").order_by("-attached_at")[:limit])
    versions = procedures.versions({row.dossier.procedure_version_id for row in found})
    papers = []
    for row in found:
        procedure = versions[row.dossier.procedure_version_id]
        titles = {component.id: component.title for component in procedure.components}
        assert row.file_id is not None
        papers.append(
            StoredPaper(
                id=row.id,
                title=titles.get(row.component_id, row.component_id),
                file_id=row.file_id,
                file_name=row.file_name,
                on=local_date(row.attached_at),
                procedure_name=procedure.name,
                dossier_id=row.dossier_id,
                dossier_code=row.dossier.code or "",
            )
        )
    return papers


def result_by_sha(sha256: str) -> RecordStatus | None:
    """Whether the record with exactly these bytes still stands, or None when none was issued here; two statements.

    For anybody: who holds the file knows more than this says. Of several the newest.
    """
    rows = DossierResult.objects.filter(sha256=sha256.lower()).exclude(sha256="").exclude(status="draft")
    row = rows.select_related("dossier").defer("dossier__answers", "drafted").order_by("-signed_at").first()
    if row is None:
        return None
    agency = units.agencies([row.agency_id]).get(row.agency_id) if row.agency_id else None
    return RecordStatus(
        status=row.status,
        status_name=str(texts.RECORD.get(row.status, row.status)),
        number=row.number,
        agency_name=agency.name if agency else "",
        dossier_code=row.dossier.code or "",
        signed_at=row.signed_at,
        status_at=row.status_at,
    )

"""What an applicant has already: records that were issued to them, papers they handed in before. Private to the room.

Nobody hands in twice what an agency has (Decree 118/2025/NĐ-CP); a component says which records may stand for it.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from caunoi.core.clock import local_date
from caunoi.dossiers.models import DossierComponent, DossierResult
from caunoi.dossiers.shapes import Status
from caunoi.dossiers.shapes_filing import ReusablePaper
from caunoi.procedures import queries as procedures
from caunoi.procedures.shapes import ComponentView
from caunoi.units import queries as units

MOST = 200
"""So many of a person's newest records and papers are looked through."""
_FILED = [s for s in Status if s not in (Status.DRAFT, Status.NEW, Status.REFUSED)]


def results_for(owner_id: UUID, component: ComponentView, *, result_id: UUID | None = None) -> list[DossierResult]:
    """The owner's valid records that may stand for the component, newest first; one statement."""
    codes = {*component.accepts_result_of, component.code} - {""}
    rows = _results(owner_id).filter(component_code__in=codes)
    return list((rows.filter(id=result_id) if result_id else rows)[:MOST])


def papers_for(owner_id: UUID, component: ComponentView, *, row_id: UUID | None = None) -> list[DossierComponent]:
    """Papers of the same code that the owner handed in with earlier dossiers, newest first; one statement."""
    rows = _papers(owner_id)
    found = list((rows.filter(id=row_id) if row_id else rows)[:MOST])
    return [row for row, code in _coded(found) if component.code and code == component.code]


def reusable(owner_id: UUID, wanted: Iterable[ComponentView]) -> list[ReusablePaper]:
    """Everything of the owner's that may stand for one of the components; newest first, each content once a component.

    Three statements.
    """
    components = list(wanted)
    results = list(_results(owner_id)[:MOST])
    papers = _coded(list(_papers(owner_id)[:MOST]))
    agencies = units.agencies({row.agency_id for row in results if row.agency_id})
    found: list[ReusablePaper] = []
    for component in components:
        codes = {*component.accepts_result_of, component.code} - {""}
        found += [_result(row, component, agencies) for row in results if row.component_code in codes]
        found += [_paper(row, component) for row, code in papers if code and code == component.code]
    return list({(paper.component_id, paper.file_id): paper for paper in reversed(found)}.values())[::-1]


def _results(owner_id: UUID) -> QuerySet[DossierResult]:
    """Handed over already, or given in a dossier that is done: a record that waits at the counter cannot be used."""
    rows = DossierResult.objects.filter(owner_id=owner_id, status="valid", file_id__isnull=False)
    return rows.filter(dossier__status=Status.RETURNED).select_related("dossier").order_by("-signed_at")


def _papers(owner_id: UUID) -> QuerySet[DossierComponent]:
    rows = DossierComponent.objects.filter(dossier__applicant_id=owner_id, dossier__status__in=_FILED)
    return rows.filter(file_id__isnull=False).select_related("dossier").order_by("-attached_at")


def _coded(rows: list[DossierComponent]) -> list[tuple[DossierComponent, str]]:
    """Each paper with the code of its component, by the version that its dossier was filed under."""
    versions = procedures.versions([row.dossier.procedure_version_id for row in rows])
    codes = {
        (version_id, component.id): component.code
        for version_id, version in versions.items()
        for component in version.components
    }
    return [(row, codes.get((row.dossier.procedure_version_id, row.component_id), "")) for row in rows]


def _result(row: DossierResult, component: ComponentView, agencies: dict[UUID, units.AgencyView]) -> ReusablePaper:
    assert row.file_id is not None
    agency = agencies.get(row.agency_id) if row.agency_id else None
    titles = {r["id"]: r["name"] for r in procedures.version(row.dossier.procedure_version_id).results}
    return ReusablePaper(
        kind="result",
        id=row.id,
        component_id=component.id,
        title=titles.get(row.result_id, component.title),
        file_id=row.file_id,
        on=local_date(row.signed_at or row.dossier.created_at),
        origin_code=row.dossier.code or "",
        agency_name=agency.name if agency else "",
    )


def _paper(row: DossierComponent, component: ComponentView) -> ReusablePaper:
    assert row.file_id is not None
    return ReusablePaper(
        kind="paper",
        id=row.id,
        component_id=component.id,
        title=component.title,
        file_id=row.file_id,
        on=local_date(row.attached_at),
        origin_code=row.dossier.code or "",
        agency_name="",
    )

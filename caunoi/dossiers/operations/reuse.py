"""Use again what the applicant has already: one tick instead of handing in a paper."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from caunoi.core.actor import Actor
from caunoi.documents import queries as files
from caunoi.dossiers.errors import NotReusable
from caunoi.dossiers.operations.acting import save
from caunoi.dossiers.operations.attach import component_of, put
from caunoi.dossiers.operations.drafting import open_for_papers
from caunoi.dossiers.reusing import papers_for, results_for
from caunoi.dossiers.shapes import DossierView
from caunoi.dossiers.shapes_filing import Origin
from caunoi.dossiers.views_of import dossier_view, surroundings


@transaction.atomic
def reuse_result(
    *,
    dossier_id: UUID,
    component_id: str,
    result_id: UUID,
    actor: Actor,
    now: datetime,
    expected_version: int | None = None,
) -> DossierView:
    """Let a signed record of the applicant's stand for a component (origin 3); a revoked or replaced one does not.

    Raises NotReusable (not theirs, not valid, or the component does not accept it), UnknownComponent and what `attach`
    raises.
    """
    return _reuse(dossier_id, component_id, actor, now, expected_version, result_id=result_id)


@transaction.atomic
def reuse_component(
    *,
    dossier_id: UUID,
    component_id: str,
    row_id: UUID,
    actor: Actor,
    now: datetime,
    expected_version: int | None = None,
) -> DossierView:
    """Let a paper of the same code that the applicant handed in with an earlier dossier stand for it (origin 2).

    `row_id` is ReusablePaper.id of kind `paper`. Raises as `reuse_result` does.
    """
    return _reuse(dossier_id, component_id, actor, now, expected_version, row_id=row_id)


def _reuse(
    dossier_id: UUID,
    component_id: str,
    actor: Actor,
    now: datetime,
    expected_version: int | None,
    *,
    result_id: UUID | None = None,
    row_id: UUID | None = None,
) -> DossierView:
    dossier, role = open_for_papers(
        dossier_id, actor=actor, now=now, expected_version=expected_version, component_id=component_id
    )
    around = surroundings(dossier)
    component = component_of(around, dossier, component_id)
    if result_id is not None:
        sources = {r.id: r.file_id for r in results_for(dossier.applicant_id, component, result_id=result_id)}
        origin = Origin.EARLIER_RESULT
    else:
        sources = {r.id: r.file_id for r in papers_for(dossier.applicant_id, component, row_id=row_id)}
        origin = Origin.EARLIER_PAPER
    source_id = result_id or row_id
    file_id = sources.get(source_id) if source_id else None
    if file_id is None:
        raise NotReusable(component=component.title)
    name = files.file(file_id).name
    put(around, dossier, component_id, origin=origin, file_id=file_id, file_name=name, source_id=source_id, now=now)
    save(dossier, action="attach", role=role, now=now, fields=[])
    return dossier_view(dossier, now=now, around=around)

"""Every procedure that ships can be filed: each case, with made-up answers and papers, online and at the counter."""

from __future__ import annotations

from datetime import UTC, datetime
from random import Random
from uuid import UUID

import pytest

from caunoi.core.clock import local_date
from caunoi.dossiers import operations, queries, testing
from caunoi.procedures import queries as procedures
from caunoi.procedures.shapes import CaseView, ProcedureView
from caunoi.procedures.testing import sample_answers
from caunoi.units import testing as units_testing

NOW = datetime(2026, 9, 22, 2, 0, tzinfo=UTC)


@pytest.mark.django_db
def test_each_case_of_each_procedure_is_filed_with_its_fee_and_its_agency() -> None:
    units_testing.load_small(provinces=["01"])
    office = testing.office(NOW)
    filed = 0
    for entry in procedures.listing(on=local_date(NOW)):
        if entry.can_file:
            view = procedures.procedure(entry.code, on=local_date(NOW), province="01")
            for case in view.cases:
                code = _file(office, view, case)
                assert code
                filed += 1
    assert filed > 60


def _file(office: testing.Office, view: ProcedureView, case: CaseView) -> str:
    """File online; what the dossier says of the agency and the fee must fit the procedure."""
    dossier_id = operations.start_draft(
        procedure_code=view.code, receiving_agency_id=office.centre_id, case_id=case.id, actor=office.citizen, now=NOW
    )
    answers = sample_answers(view.form, case.id, on=local_date(NOW), random=Random(view.code + case.id))
    operations.save_answers(dossier_id=dossier_id, answers=answers, actor=office.citizen, now=NOW)
    for component in view.components:
        if component.required and component.asked_for(case.id, "online") and not component.from_form:
            _upload(office, dossier_id, component.id)
    quoted = queries.quote(dossier_id, actor=office.citizen, now=NOW)
    provincial = any(rule.kind == "provincial" for rule in case.fees["online"])
    assert (quoted.total is None) == provincial, (view.code, case.id, quoted)
    operations.submit(dossier_id=dossier_id, idempotency_key=str(dossier_id), actor=office.citizen, now=NOW)
    dossier = queries.dossier(dossier_id, actor=office.citizen, now=NOW)
    assert dossier.status == 1, (view.code, case.id)
    return dossier.code


def _upload(office: testing.Office, dossier_id: UUID, component_id: str) -> None:
    operations.upload(
        dossier_id=dossier_id,
        component_id=component_id,
        content=testing.PNG,
        name=f"{component_id}.png",
        actor=office.citizen,
        now=NOW,
    )

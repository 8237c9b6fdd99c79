"""From rows to what queries and operations return. Private to the room."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from caunoi.core.once import once
from caunoi.dossiers import texts
from caunoi.dossiers.calendars import vietnam
from caunoi.dossiers.models import Dossier, DossierComponent, WorkItem
from caunoi.dossiers.rules.deadlines import left
from caunoi.dossiers.rules.statuses import PAUSED, clock_runs
from caunoi.dossiers.shapes import AttachedComponent, DossierRow, DossierView, DueLeft, Status
from caunoi.procedures import queries as procedures
from caunoi.procedures.shapes import ComponentView, ProcedureView
from caunoi.units import queries as units


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a view needs beside the dossier's row; each was one statement."""

    procedure: ProcedureView
    attached: dict[str, DossierComponent]
    agencies: dict[UUID, units.AgencyView]

    def agency_name(self, agency_id: UUID) -> str:
        """The agency's name, empty when it is unknown."""
        agency = self.agencies.get(agency_id)
        return agency.name if agency else ""


def named_by(dossier: Dossier) -> set[UUID]:
    """The agencies that its view names."""
    ids = (dossier.receiving_agency_id, dossier.competent_agency_id, dossier.support_agency_id)
    return {agency_id for agency_id in ids if agency_id}


def surroundings(dossier: Dossier, agencies: Mapping[UUID, units.AgencyView] | None = None) -> Surroundings:
    """Read them; at most three statements. `agencies`: those that were read already, the dossier's among them."""
    return Surroundings(
        procedure=procedures.version(dossier.procedure_version_id, province=dossier.province),
        attached=once(("attached", dossier.id), lambda: _attached(dossier)),
        agencies=units.agencies(named_by(dossier)) if agencies is None else dict(agencies),
    )


def _attached(dossier: Dossier) -> dict[str, DossierComponent]:
    return {row.component_id: row for row in DossierComponent.objects.filter(dossier_id=dossier.id)}


def due_left(dossier: Dossier, now: datetime) -> DueLeft:
    """What is left of the limit at `now`, with its words."""
    if dossier.due_at is None or not clock_runs(dossier.status):
        return DueLeft(Decimal(0), dossier.limit_unit, "paused" if dossier.status in PAUSED else "done")
    found = left(now, dossier.due_at, dossier.limit_value, dossier.limit_unit, vietnam())
    return DueLeft(found.value, found.unit, found.state, texts.left_text(found.value, found.unit, found.state))


def wanted(procedure: ProcedureView, dossier: Dossier) -> Iterable[ComponentView]:
    """The components that the dossier's case and channel ask for; the online form is none of them."""
    return (c for c in procedure.components if c.asked_for(dossier.case_id, dossier.channel) and not c.from_form)


def components_of(dossier: Dossier, around: Surroundings) -> list[AttachedComponent]:
    """The procedure's components with what is attached to each."""
    return [_component(c, around.attached.get(c.id)) for c in wanted(around.procedure, dossier)]


def _component(component: ComponentView, attached: DossierComponent | None) -> AttachedComponent:
    return AttachedComponent(
        component_id=component.id,
        code=component.code,
        name=component.name,
        title=component.title,
        required=component.required,
        file_id=attached.file_id if attached else None,
        file_name=attached.file_name if attached else "",
        condition=component.condition,
        group=component.group,
        originals=component.originals,
        copies=component.copies,
        attached=attached is not None,
        origin=attached.origin if attached else None,
        handed_originals=attached.originals if attached else 0,
        handed_copies=attached.copies if attached else 0,
        source_id=attached.source_id if attached else None,
        attached_at=attached.attached_at if attached else None,
    )


def dossier_view(dossier: Dossier, *, now: datetime, around: Surroundings | None = None) -> DossierView:
    """The whole view; reads the surroundings when they are not given."""
    around = around or surroundings(dossier)
    case = next(c for c in around.procedure.cases if c.id == dossier.case_id)
    return DossierView(
        id=dossier.id,
        code=dossier.code or "",
        version=dossier.version,
        status=dossier.status,
        status_name=str(texts.STATUS[dossier.status]),
        step=dossier.step,
        procedure_code=dossier.procedure_code,
        procedure_name=around.procedure.name,
        procedure_version_id=dossier.procedure_version_id,
        channel=dossier.channel,
        channel_name=str(texts.CHANNEL[dossier.channel]),
        applicant_id=dossier.applicant_id,
        applicant_name=dossier.applicant_name,
        applicant_phone=dossier.applicant_phone,
        answers=dict(dossier.answers),
        form=around.procedure.form,
        components=components_of(dossier, around),
        receiving_agency_id=dossier.receiving_agency_id,
        receiving_agency_name=around.agency_name(dossier.receiving_agency_id),
        competent_agency_id=dossier.competent_agency_id,
        competent_agency_name=around.agency_name(dossier.competent_agency_id),
        unit_id=dossier.unit_id,
        province_code=dossier.province,
        case_name=case.name,
        limit_text=texts.limit_text(dossier.limit_value, dossier.limit_unit),
        result=dict(dossier.result),
        result_name=around.procedure.results[0]["name"],
        refusal_reason=dossier.refusal_reason,
        return_note=dossier.return_note,
        created_at=dossier.created_at,
        submitted_at=dossier.submitted_at,
        received_at=dossier.received_at,
        due_at=dossier.due_at,
        due_left=due_left(dossier, now),
        finished_at=dossier.finished_at,
        returned_at=dossier.returned_at,
        receipt_file_id=dossier.receipt_file_id,
        result_file_id=dossier.result_file_id,
        case_id=dossier.case_id,
        applicant_personal_id=dossier.applicant_personal_id,
        applicant_address=dossier.applicant_address,
        priority=dossier.priority,
        priority_name=str(texts.PRIORITY[dossier.priority]) if dossier.priority else "",
        filed_by_id=dossier.filed_by_id,
        supporter_id=dossier.supporter_id,
        support_agency_id=dossier.support_agency_id,
        support_agency_name=around.agency_name(dossier.support_agency_id) if dossier.support_agency_id else "",
        agencies={word: UUID(agency) for word, agency in dossier.agencies.items()},
        fee=dict(dossier.fee),
        fee_due=dossier.fee_due,
        fee_state=dossier.fee_state,
        reliefs=list(dossier.reliefs),
        return_way=dossier.return_way,
        return_address=dossier.return_address,
        first_due_at=dossier.first_due_at,
        paused_at=dossier.paused_at,
        result_number=dossier.result_number,
        linked_to_id=dossier.linked_to_id,
        corrects_id=dossier.corrects_id,
        non_territorial=non_territorial(dossier, around),
    )


def non_territorial(dossier: Dossier, around: Surroundings) -> bool:
    """Whether it is received elsewhere than in the unit, or for a provincial matter the province, that decides."""
    receiving = around.agencies.get(dossier.receiving_agency_id)
    competent = around.agencies.get(dossier.competent_agency_id)
    if receiving is None or competent is None or competent.level != "commune":
        return False
    return receiving.unit_id != competent.unit_id


def dossier_row(
    dossier: Dossier, *, procedure_name: str, agencies: Mapping[UUID, units.AgencyView], now: datetime
) -> DossierRow:
    """One line of a list."""
    return DossierRow(
        id=dossier.id,
        code=dossier.code or "",
        version=dossier.version,
        status=dossier.status,
        status_name=str(texts.STATUS[dossier.status]),
        step=dossier.step,
        procedure_code=dossier.procedure_code,
        procedure_name=procedure_name,
        applicant_name=dossier.applicant_name,
        channel=dossier.channel,
        receiving_agency_id=dossier.receiving_agency_id,
        competent_agency_id=dossier.competent_agency_id,
        created_at=dossier.created_at,
        submitted_at=dossier.submitted_at,
        received_at=dossier.received_at,
        due_at=dossier.due_at,
        due_left=due_left(dossier, now),
        finished_at=dossier.finished_at,
        receiving_agency_name=_name(agencies, dossier.receiving_agency_id),
        competent_agency_name=_name(agencies, dossier.competent_agency_id),
        priority=dossier.priority,
        priority_name=str(texts.PRIORITY[dossier.priority]) if dossier.priority else "",
        specialist_id=dossier.specialist_id,
    )


def item_row(item: WorkItem, row: DossierRow, *, assignee: str) -> DossierRow:
    """A line of a pile of work: the dossier's, with what waits."""
    return replace(
        row,
        item_id=item.id,
        item_kind=item.kind,
        item_step=item.step,
        item_step_name=texts.step_name(item.dossier.process_code, item.step),
        item_role=item.role,
        actions=tuple(item.actions),
        assignee_id=item.assignee_id,
        assignee_name=assignee,
        held=item.held,
        opened_at=item.opened_at,
        step_due_at=item.step_due_at,
    )


def _name(agencies: Mapping[UUID, units.AgencyView], agency_id: UUID) -> str:
    agency = agencies.get(agency_id)
    return agency.name if agency else ""


def may_download_result(dossier: Dossier, *, as_applicant: bool) -> bool:
    """Officers see the signed result at once; the applicant when it was handed over."""
    return dossier.result_file_id is not None and (not as_applicant or dossier.status == Status.RETURNED)

"""Start a draft."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.core.ids import new_id
from caunoi.dossiers.errors import CannotReceive
from caunoi.dossiers.models import Dossier
from caunoi.dossiers.policies import require_person
from caunoi.dossiers.shapes import Channel
from caunoi.procedures import queries as procedures
from caunoi.units import queries as units

RECEIVING_KINDS = frozenset({"service_centre", "peoples_committee"})


@transaction.atomic
def start_draft(*, procedure_code: str, receiving_agency_id: UUID, actor: Actor, now: datetime) -> UUID:
    """Start a draft of the procedure in force today, for the signed-in citizen; returns its id.

    The receiving agency is a commune's service centre or committee; the competent one is the agency of the procedure's
    kind in the same unit. Raises SignInToFile, ProcedureNotFound, ProcedureNotInForce, AgencyNotFound, CannotReceive.
    """
    applicant = require_person(actor)
    today = local_date(now)
    procedure = procedures.procedure(procedure_code, on=today)
    receiving = units.agency(receiving_agency_id)
    competent = _competent(receiving, procedure.competent_kind, procedure.level, now)
    case = procedure.cases[0]
    limit = case.limits[Channel.ONLINE]
    dossier = Dossier.objects.create(
        id=new_id(),
        channel=Channel.ONLINE,
        procedure_code=procedure.code,
        procedure_version_id=procedure.version_id,
        process_code=procedure.process_code,
        case_id=case.id,
        limit_value=limit.value,
        limit_unit=limit.unit,
        applicant_id=applicant,
        receiving_agency_id=receiving.id,
        receiving_agency_code=receiving.code,
        competent_agency_id=competent.id,
        unit_id=receiving.unit_id,
        province=receiving.province_code,
        created_at=now,
        last_action="save_answers",
        last_role="applicant",
        last_at=now,
    )
    return dossier.id


def _competent(receiving: units.AgencyView, kind: str, level: str, now: datetime) -> units.AgencyView:
    if receiving.kind not in RECEIVING_KINDS or receiving.level != level:
        raise CannotReceive(agency=receiving.name)
    if receiving.kind == kind:
        return receiving
    found = units.agencies_of(receiving.unit_code, on=local_date(now), kind=kind)
    if not found:
        raise CannotReceive(agency=receiving.name)
    return found[0]

"""Start a draft: for oneself, or for the person before an officer."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.core.once import whole
from caunoi.dossiers.errors import CannotReceive, DossierNotFound
from caunoi.dossiers.models import Dossier
from caunoi.dossiers.operations.drafting import Filer, new_draft
from caunoi.dossiers.placing import place
from caunoi.dossiers.policies import require_person, standing
from caunoi.dossiers.shapes import Channel
from caunoi.dossiers.shapes_filing import CounterPerson, as_priority
from caunoi.people import operations as people
from caunoi.procedures import queries as procedures
from caunoi.units import queries as units


@transaction.atomic
def start_draft(
    *,
    procedure_code: str,
    receiving_agency_id: UUID,
    actor: Actor,
    now: datetime,
    case_id: str | None = None,
    competent_agency_id: UUID | None = None,
    linked_to_id: UUID | None = None,
) -> UUID:
    """Start a draft of the procedure in force today, filed online by the signed-in citizen; returns its id.

    The receiving agency is a public administrative service centre (or a commune's committee where there is none); the
    competent one may be any agency of its province that decides the procedure (non-territorial filing), and is the one
    of the receiving unit when it is not given. `linked_to_id`: the citizen's own dossier that this one follows from.
    Raises SignInToFile, ProcedureNotFound, ProcedureNotInForce, AgencyNotFound, CannotReceive, NotCompetent,
    ChooseCompetent, UnknownCase, ChannelNotOffered, DossierNotFound (of the linked one).
    """
    filer = Filer(require_person(actor))
    dossier = _new(
        procedure_code, receiving_agency_id, competent_agency_id, filer, case_id=case_id, channel="online", now=now
    )
    _link(dossier, linked_to_id)
    dossier.save(force_insert=True)
    return dossier.id


@whole
def start_for(
    *,
    person: CounterPerson,
    agency_id: UUID,
    procedure_code: str,
    actor: Actor,
    now: datetime,
    receiving_agency_id: UUID | None = None,
    case_id: str | None = None,
    channel: str = Channel.DIRECT,
    competent_agency_id: UUID | None = None,
    priority: str = "",
    linked_to_id: UUID | None = None,
) -> UUID:
    """Start a draft for the person before an officer of `agency_id`, who is registered when not known; its id.

    A counter officer receives at their own centre (`direct` or `post`). Support staff help to file `online` at any
    centre (`receiving_agency_id`); the dossier then says who helped, from which agency. Raises RoleNotHeld,
    InvalidAccount, PersonDiffers and what `start_draft` raises.
    """
    account = people.register_person(
        full_name=person.full_name, personal_id=person.personal_id, phone=person.phone, email=person.email,
        agency_id=agency_id, actor=actor, now=now,
    )  # fmt: skip
    officer_id = require_person(actor)
    helping = not standing(actor, now=now).holds(agency_id, ["counter_officer", "centre_manager"])
    receiving = receiving_agency_id or agency_id
    if helping:
        channel = Channel.ONLINE
    elif receiving != agency_id:
        raise CannotReceive(agency=units.agency(receiving).name)
    filer = Filer(
        account.id,
        role="support_staff" if helping else "counter_officer",
        officer_id=officer_id,
        support_agency_id=agency_id if helping else None,
    )
    dossier = _new(procedure_code, receiving, competent_agency_id, filer, case_id=case_id, channel=channel, now=now)
    dossier.priority = as_priority(priority)
    dossier.applicant_phone = person.phone
    dossier.applicant_address = " ".join(person.address.split())[:300]
    dossier.return_way = "online" if helping else "counter"
    _link(dossier, linked_to_id)
    dossier.save(force_insert=True)
    return dossier.id


def _new(
    code: str,
    receiving: UUID,
    competent: UUID | None,
    filer: Filer,
    *,
    case_id: str | None,
    channel: str,
    now: datetime,
) -> Dossier:
    on = local_date(now)
    province = units.agency(receiving).province_code
    procedure = procedures.procedure(code, on=on, province=province)
    placed = place(procedure, receiving, competent, on=on)
    return new_draft(procedure, placed, filer, case_id=case_id, channel=channel, now=now)


def _link(dossier: Dossier, linked_to_id: UUID | None) -> None:
    """Only the applicant's own dossiers are linked."""
    if linked_to_id is None:
        return
    if not Dossier.objects.filter(id=linked_to_id, applicant_id=dossier.applicant_id).exists():
        raise DossierNotFound
    dossier.linked_to_id = linked_to_id

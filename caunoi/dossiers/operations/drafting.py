"""What the operations on a draft share: who may prepare it, making its row, its limit. Private to the room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from caunoi.core.actor import Actor, Person
from caunoi.core.errors import Problem
from caunoi.core.ids import new_id
from caunoi.dossiers import texts
from caunoi.dossiers.errors import (
    AlreadySubmitted,
    ChannelNotOffered,
    DossierNotFound,
    InvalidFiling,
    NotAskedFor,
    UnknownCase,
)
from caunoi.dossiers.models import Dossier, DossierRequest
from caunoi.dossiers.operations.acting import locked, require_version
from caunoi.dossiers.placing import Placed
from caunoi.dossiers.policies import standing
from caunoi.dossiers.shapes import Channel, Status
from caunoi.procedures import queries as procedures
from caunoi.procedures.shapes import ProcedureView

COUNTER_ROLES = ("counter_officer", "centre_manager", "support_staff")
"""Who may prepare a dossier for the person before them; who receives it is the process's matter."""


@dataclass(frozen=True, slots=True)
class Filer:
    """Who files: the applicant (`officer_id` is None), an officer at the receiving counter, or one who only helps."""

    applicant_id: UUID
    role: str = "applicant"
    officer_id: UUID | None = None
    support_agency_id: UUID | None = None


def new_draft(
    procedure: ProcedureView, placed: Placed, filer: Filer, *, case_id: str | None, channel: str, now: datetime
) -> Dossier:
    """A draft's row, not yet saved. Raises UnknownCase, ChannelNotOffered."""
    dossier = Dossier(
        id=new_id(),
        channel=Channel(channel),
        procedure_code=procedure.code,
        procedure_version_id=procedure.version_id,
        process_code=procedure.process_code,
        pause_mode=procedure.pause_mode,
        applicant_id=filer.applicant_id,
        filed_by_id=filer.officer_id,
        supporter_id=filer.officer_id if filer.support_agency_id else None,
        support_agency_id=filer.support_agency_id,
        created_at=now,
        last_action="save_answers",
        last_role=filer.role,
        last_at=now,
    )
    set_place(dossier, placed)
    set_case(dossier, procedure, case_id or procedure.cases[0].id)
    return dossier


def set_place(dossier: Dossier, placed: Placed) -> None:
    """Where it is received, who decides, whom the process calls by its other words; not saved."""
    dossier.receiving_agency_id = placed.receiving.id
    dossier.receiving_agency_code = placed.receiving.code
    dossier.competent_agency_id = placed.competent.id
    dossier.agencies = {word: str(agency) for word, agency in placed.words.items()}
    dossier.reader_ids = placed.readers
    dossier.unit_id, dossier.province = placed.receiving.unit_id, placed.receiving.province_code


def set_case(dossier: Dossier, procedure: ProcedureView, case_id: str) -> None:
    """The case and its limit on the dossier's channel; not saved. Raises UnknownCase, ChannelNotOffered."""
    case = next((c for c in procedure.cases if c.id == case_id), None)
    if case is None:
        raise UnknownCase(case=case_id)
    limit = case.limits.get(dossier.channel)
    if limit is None:
        raise ChannelNotOffered(channel=texts.CHANNEL[dossier.channel])
    dossier.case_id, dossier.limit_value, dossier.limit_unit = case.id, limit.value, limit.unit


def prepared(dossier_id: UUID, *, actor: Actor, now: datetime, expected_version: int | None) -> tuple[Dossier, str]:
    """A draft, locked, that the actor prepares, and in what role: its applicant, or the officer who began it for them.

    Raises DossierNotFound, AlreadySubmitted, StaleDossier.
    """
    dossier = locked(dossier_id)
    role = preparer(dossier, actor, now)
    if dossier.status != Status.DRAFT:
        raise AlreadySubmitted(code=dossier.code)
    require_version(dossier, expected_version)
    return dossier, role


def open_for_papers(
    dossier_id: UUID,
    *,
    actor: Actor,
    now: datetime,
    expected_version: int | None,
    fields: frozenset[str] = frozenset(),
    component_id: str = "",
) -> tuple[Dossier, str]:
    """The same; or a filed dossier that waits for a supplement in which these fields or this component were asked for.

    Raises NotAskedFor too.
    """
    dossier = locked(dossier_id)
    role = preparer(dossier, actor, now)
    if dossier.status not in (Status.DRAFT, Status.SUPPLEMENT):
        raise AlreadySubmitted(code=dossier.code)
    require_version(dossier, expected_version)
    if dossier.status == Status.SUPPLEMENT:
        _require_asked(dossier, fields, component_id)
    return dossier, role


def preparer(dossier: Dossier, actor: Actor, now: datetime) -> str:
    """In what role the actor prepares it: `applicant`, `counter_officer`, `support_staff`. Raises DossierNotFound."""
    if not isinstance(actor, Person):
        raise DossierNotFound
    if dossier.applicant_id == actor.person_id:
        return "applicant"
    draft = dossier.status == Status.DRAFT
    who = standing(actor, now=now)
    if draft and dossier.filed_by_id == actor.person_id:
        if who.holds(dossier.receiving_agency_id, ["counter_officer", "centre_manager"]):
            return "counter_officer"
        if dossier.support_agency_id and who.holds(dossier.support_agency_id, COUNTER_ROLES):
            return "support_staff"
    # A supplement may be brought to the counter that received the dossier.
    if dossier.status == Status.SUPPLEMENT and who.holds(dossier.receiving_agency_id, ["counter_officer"]):
        return "counter_officer"
    raise DossierNotFound


def _require_asked(dossier: Dossier, fields: frozenset[str], component_id: str) -> None:
    asked = DossierRequest.objects.filter(dossier_id=dossier.id, kind="supplement", answered_at=None).first()
    items = asked.items if asked else []
    if fields - {item.get("field") for item in items}:
        raise NotAskedFor
    if component_id and component_id not in {item.get("component_id") for item in items}:
        raise NotAskedFor


def procedure_of(dossier: Dossier) -> ProcedureView:
    """The version that the dossier is filed under, as its province applies it."""
    return procedures.version(dossier.procedure_version_id, province=dossier.province)


def require_reliefs(procedure: ProcedureView, reliefs: list[str]) -> None:
    """Raise InvalidFiling for a relief that the procedure does not know."""
    known = {relief.id for relief in procedure.reliefs}
    problems = [
        Problem(_("Thủ tục này không có mức giảm “%(relief)s”."), "reliefs", params=(("relief", relief),))
        for relief in reliefs
        if relief not in known
    ]
    if problems:
        raise InvalidFiling(problems)

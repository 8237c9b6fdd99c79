"""Change where and how a draft is filed; throw a draft away."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.core.errors import Problem
from caunoi.core.once import whole
from caunoi.dossiers.errors import InvalidFiling
from caunoi.dossiers.models import Dossier
from caunoi.dossiers.operations.acting import save
from caunoi.dossiers.operations.drafting import prepared, procedure_of, require_reliefs, set_case, set_place
from caunoi.dossiers.placing import place
from caunoi.dossiers.shapes import Channel, DossierView
from caunoi.dossiers.shapes_filing import as_priority, chosen
from caunoi.dossiers.views_of import dossier_view
from caunoi.people.rules import is_phone

RETURN_WAYS = ("online", "counter", "post")
_FIELDS = [
    "case_id", "channel", "limit_value", "limit_unit", "receiving_agency_id", "receiving_agency_code",
    "competent_agency_id", "agencies", "reader_ids", "unit_id", "province", "reliefs", "return_way", "return_address",
    "applicant_phone", "applicant_address", "priority",
]  # fmt: skip


@whole
def change_draft(
    *,
    dossier_id: UUID,
    actor: Actor,
    now: datetime,
    case_id: str | None = None,
    channel: str | None = None,
    receiving_agency_id: UUID | None = None,
    competent_agency_id: UUID | None = None,
    reliefs: Collection[str] | None = None,
    return_way: str | None = None,
    return_address: str | None = None,
    phone: str | None = None,
    address: str | None = None,
    priority: str | None = None,
    expected_version: int | None = None,
) -> DossierView:
    """Change what is given of a draft: its case, where it goes, reliefs claimed, how the result comes back, a phone.

    Answers and papers stay; what the new case does not ask is left out when it is filed. A citizen's draft stays
    `online`. Moving the receiving agency asks for the competent one anew unless it is given. Raises UnknownCase,
    ChannelNotOffered, CannotReceive, NotCompetent, ChooseCompetent, InvalidFiling (problems name `reliefs`,
    `return_way`, `return_address`, `phone`), DossierNotFound, AlreadySubmitted, StaleDossier.
    """
    dossier, role = prepared(dossier_id, actor=actor, now=now, expected_version=expected_version)
    if receiving_agency_id or competent_agency_id:
        receiving = receiving_agency_id or dossier.receiving_agency_id
        set_place(dossier, place(procedure_of(dossier), receiving, competent_agency_id, on=local_date(now)))
    if channel is not None and dossier.filed_by_id and not dossier.support_agency_id:
        dossier.channel = Channel(channel)
    procedure = procedure_of(dossier)
    set_case(dossier, procedure, case_id or dossier.case_id)
    if reliefs is not None:
        dossier.reliefs = chosen(reliefs)
        require_reliefs(procedure, dossier.reliefs)
    _set_return(dossier, return_way, return_address, phone)
    if address is not None:
        dossier.applicant_address = " ".join(address.split())[:300]
    if priority is not None:
        dossier.priority = as_priority(priority)
    save(dossier, action="save_answers", role=role, now=now, fields=_FIELDS)
    return dossier_view(dossier, now=now)


@transaction.atomic
def delete_draft(*, dossier_id: UUID, actor: Actor, now: datetime) -> None:
    """Throw a draft away, with its links to the papers handed in; nobody but its author ever knew of it.

    Raises DossierNotFound, AlreadySubmitted.
    """
    dossier, _role = prepared(dossier_id, actor=actor, now=now, expected_version=None)
    dossier.delete()


def _set_return(dossier: Dossier, way: str | None, address: str | None, phone: str | None) -> None:
    problems: list[Problem] = []
    if way is not None:
        if way not in RETURN_WAYS:
            problems.append(Problem(_("Hãy chọn cách nhận kết quả."), "return_way"))
        dossier.return_way = way
    if address is not None:
        dossier.return_address = " ".join(address.split())[:300]
    if dossier.return_way == "post" and not dossier.return_address:
        problems.append(Problem(_("Hãy ghi địa chỉ nhận kết quả qua bưu chính."), "return_address"))
    if phone is not None:
        dossier.applicant_phone = "".join(phone.split())
        if dossier.applicant_phone and not is_phone(dossier.applicant_phone):
            problems.append(Problem(_("Số điện thoại phải bắt đầu bằng 0 hoặc +84 và có 10 hoặc 11 chữ số."), "phone"))
    if problems:
        raise InvalidFiling(problems)

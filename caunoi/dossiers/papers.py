"""The dossier's printed papers: what the receipt and the result say. Private to the room.

Papers are in Vietnamese, whatever language the officer reads.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import override

from caunoi.core.actor import Actor, Person
from caunoi.core.clock import local_date
from caunoi.core.subjects import SubjectRef
from caunoi.documents import forms, signing
from caunoi.documents import operations as documents
from caunoi.dossiers import texts
from caunoi.dossiers.answers import merged, problems_of
from caunoi.dossiers.errors import CannotDraftResult
from caunoi.dossiers.models import Dossier
from caunoi.dossiers.views_of import Surroundings, components_of, surroundings
from caunoi.people import queries as people
from caunoi.procedures.rules import check_answers
from caunoi.units import queries as units


def drafted(dossier: Dossier, around: Surroundings, changes: dict[str, Any], *, on: date) -> dict[str, Any]:
    """What the record will say: the answers with the specialist's changes. Raises CannotDraftResult."""
    form = around.procedure.form
    whole = merged(dossier.answers, changes)
    if found := check_answers(form, whole, on=on, complete=True):
        raise CannotDraftResult(problems_of(found, form))
    return whole


def store_receipt(dossier: Dossier, around: Surroundings, *, actor: Actor, now: datetime) -> UUID:
    """Make form 01 and keep it; the file's id."""
    assert dossier.received_at is not None
    assert dossier.due_at is not None
    with override("vi"):
        said = surroundings(dossier)
        receiving = said.agency_name(dossier.receiving_agency_id)
        data = forms.ReceiptData(
            dossier_code=dossier.code or "",
            tracking_url=tracking_url(dossier),
            agency_name=receiving,
            place_name=_place_name(dossier),
            issued_at=now,
            procedure_name=said.procedure.name,
            officer_name=_name_of(actor),
            applicant_name=dossier.applicant_name,
            applicant_phone=dossier.applicant_phone,
            channel=str(texts.CHANNEL[dossier.channel]),
            components=_component_lines(dossier, said),
            received_at=dossier.received_at,
            due_at=dossier.due_at,
            return_place=receiving,
            limit_text=texts.limit_text(dossier.limit_value, dossier.limit_unit),
        )
    pdf = forms.receipt_slip(data)
    return _store(dossier, pdf, f"giay-tiep-nhan-{dossier.code}.pdf", actor, now)


def store_result(dossier: Dossier, around: Surroundings, *, actor: Actor, now: datetime) -> UUID:
    """Make the result, sign it, keep it; the file's id."""
    signer = _name_of(actor)
    result = around.procedure.results[0]
    with override("vi"):
        pdf = _RESULTS[result["form"]](dossier, around, signer, local_date(now))
        signed = signing.sign(
            pdf,
            signer_name=signer,
            reason=f"Ký kết quả hồ sơ {dossier.code}",
            agency_name=around.agency_name(dossier.competent_agency_id),
            now=now,
        )
    return _store(dossier, signed, f"{result['id']}-{dossier.code}.pdf", actor, now)


def tracking_url(dossier: Dossier) -> str:
    """What the QR code says."""
    return f"{settings.BASE_URL}/dossiers/{dossier.code}/"


def _birth_certificate(dossier: Dossier, around: Surroundings, signer: str, on: date) -> bytes:
    said = dossier.result
    sexes = {"male": "Nam", "female": "Nữ"}
    data = forms.BirthCertificateData(
        number=dossier.result_number,
        dossier_code=dossier.code or "",
        tracking_url=tracking_url(dossier),
        agency_name=around.agency_name(dossier.competent_agency_id),
        registered_on=on,
        child=forms.Child(
            full_name=said["child_full_name"],
            gender=sexes[said["child_sex"]],
            born_on=date.fromisoformat(said["child_birth_date"]),
            birthplace=said["child_birth_place"],
            home_place=said["child_home_town"],
            ethnicity=said["child_ethnicity"],
            nationality=said["child_nationality"],
        ),
        mother=_parent(said, "mother"),
        father=_parent(said, "father") if said.get("father_known") else None,
        requester_name=dossier.applicant_name,
        signer_name=signer,
    )
    return forms.birth_certificate(data)


def _parent(said: dict[str, Any], who: str) -> forms.Parent:
    return forms.Parent(
        full_name=said[f"{who}_full_name"],
        born_text=f"{date.fromisoformat(said[f'{who}_birth_date']):%d/%m/%Y}",
        ethnicity=said[f"{who}_ethnicity"],
        nationality=said[f"{who}_nationality"],
        residence=said[f"{who}_residence"],
    )


_RESULTS: dict[str, Callable[[Dossier, Surroundings, str, date], bytes]] = {"birth_certificate": _birth_certificate}


def _component_lines(dossier: Dossier, said: Surroundings) -> tuple[forms.ComponentLine, ...]:
    return tuple(
        forms.ComponentLine(name=component.title, copies=1, note="bản điện tử")
        for component in components_of(dossier, said)
        if component.file_id is not None
    )


def _place_name(dossier: Dossier) -> str:
    """Where a paper is made out: the name of the unit that the agency serves."""
    return units.unit(dossier.unit_id).name if dossier.unit_id else ""


def _name_of(actor: Actor) -> str:
    return people.names([actor.person_id]).get(actor.person_id, "") if isinstance(actor, Person) else ""


def _store(dossier: Dossier, pdf: bytes, name: str, actor: Actor, now: datetime) -> UUID:
    subject = SubjectRef("dossier", dossier.id)
    kept = documents.store(
        content=pdf, name=name, media_type="application/pdf", subject=subject, actor=actor, now=now, place=dossier.place
    )
    return kept.id

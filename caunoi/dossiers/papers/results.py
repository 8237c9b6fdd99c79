"""Signed records: what the law of the procedure gives, by the form that the procedure names for each result."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import override

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.documents import forms, signing
from caunoi.documents import queries as files
from caunoi.documents.queries import FileView
from caunoi.dossiers.answers import merged, problems_of
from caunoi.dossiers.errors import CannotDraftResult
from caunoi.dossiers.models import Dossier
from caunoi.dossiers.papers.base import in_vietnamese, name_of, place_name, store, tracking_url
from caunoi.dossiers.papers.words import sections
from caunoi.dossiers.views_of import Surroundings
from caunoi.procedures.rules import check_answers

_DECISION = "Hồ sơ đủ điều kiện. Cơ quan giải quyết thủ tục “{procedure}” theo đề nghị của {applicant}."


@dataclass(frozen=True, slots=True)
class Making:
    """What a record is made from: `said` is in Vietnamese, `result` the procedure's entry for it."""

    dossier: Dossier
    said: Surroundings
    result: dict[str, Any]
    number: str
    agency_name: str
    signer: str
    on: date

    def common(self) -> dict[str, Any]:
        """What every record carries."""
        return {
            "number": self.number,
            "dossier_code": self.dossier.code or "",
            "tracking_url": tracking_url(self.dossier),
            "agency_name": self.agency_name,
            "signer_name": self.signer,
        }

    @property
    def answers(self) -> dict[str, Any]:
        """What was drafted, or as declared."""
        said: dict[str, Any] = self.dossier.result or self.dossier.answers
        return said


def drafted(base: dict[str, Any], around: Surroundings, changes: dict[str, Any], *, on: date) -> dict[str, Any]:
    """What the record will say: the answers in `base` with the specialist's changes. Raises CannotDraftResult."""
    form = around.procedure.form
    whole = merged(base, changes)
    if found := check_answers(form, whole, on=on, complete=True):
        raise CannotDraftResult(problems_of(found, form))
    return whole


def make_result(
    dossier: Dossier,
    around: Surroundings,
    result: dict[str, Any],
    *,
    number: str,
    agency_id: UUID,
    actor: Actor,
    now: datetime,
) -> FileView:
    """Make the record, sign it for the agency, keep it. Raises FormFailed, SigningUnavailable."""
    signer, agency = name_of(actor), around.agency_name(agency_id)
    pdf = unsigned(dossier, around, result, number=number, agency_id=agency_id, signer=signer, now=now)
    signed = signing.sign(
        pdf,
        signer_name=signer,
        reason=f"Ký kết quả hồ sơ {dossier.code}",
        agency_name=agency,
        agency_code=_code(around, agency_id),
        now=now,
    )
    return store(dossier, signed, f"{result['id']}-{dossier.code}.pdf", actor=actor, now=now)


def unsigned(
    dossier: Dossier,
    around: Surroundings,
    result: dict[str, Any],
    *,
    number: str,
    agency_id: UUID,
    signer: str,
    now: datetime,
) -> bytes:
    """The record as it stands before the signature; nothing is kept. Raises FormFailed."""
    agency, said = around.agency_name(agency_id), in_vietnamese(dossier, around)
    own = next((r for r in said.procedure.results if r["id"] == result["id"]), result)
    with override("vi"):
        make = _RESULTS.get(own.get("form", ""), _result_sheet)
        return make(Making(dossier, said, own, number, agency, signer, local_date(now)))


def _code(around: Surroundings, agency_id: UUID) -> str:
    """The agency's code, by which its own certificate is found."""
    agency = around.agencies.get(agency_id)
    return agency.code if agency else ""


def _result_sheet(making: Making) -> bytes:
    """The record of any procedure: the form's titles and answers, and the decision."""
    dossier, procedure = making.dossier, making.said.procedure
    decision = _DECISION.format(procedure=procedure.name, applicant=dossier.applicant_name)
    data = forms.ResultSheetData(
        **making.common(),
        place_name=place_name(dossier),
        issued_on=making.on,
        title=making.result["name"],
        sections=sections(procedure.form, making.answers),
        decision_text=decision,
        legal_basis="\n".join(procedure.legal_basis),
        recipient=dossier.applicant_name,
    )
    return forms.result_sheet(data)


def _certified_copy(making: Making) -> bytes:
    """A copy of what was scanned, with the certification on it; a record of it when the original stayed on paper."""
    attached = [row for row in making.said.attached.values() if row.file_id]
    wanted = making.result.get("of_component")
    scans = [row for row in attached if wanted in (None, "", row.component_id)] or attached
    if not scans or scans[0].file_id is None:
        return _result_sheet(making)
    data = forms.CertifiedCopyData(
        **making.common(),
        place_name=place_name(making.dossier),
        issued_on=making.on,
        document_name=_document_name(making, scans[0].component_id),
        requester_name=making.dossier.applicant_name,
    )
    return forms.certified_copy(files.content(scans[0].file_id), data)


def _document_name(making: Making, component_id: str) -> str:
    for name in ("document_name", "document_kind"):
        if text := making.answers.get(name):
            return str(text)
    titles = {component.id: component.title for component in making.said.procedure.components}
    return titles.get(component_id, str(making.result["name"]))


def _birth_certificate(making: Making) -> bytes:
    """The birth certificate; a plain record when the form did not ask for all that stands in one."""
    if not {"child_full_name", "child_birth_date", "child_sex", "mother_full_name"} <= set(making.answers):
        return _result_sheet(making)
    said = making.answers
    sexes = {"male": "Nam", "female": "Nữ"}
    data = forms.BirthCertificateData(
        **making.common(),
        registered_on=making.on,
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
        requester_name=making.dossier.applicant_name,
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


_RESULTS: dict[str, Callable[[Making], bytes]] = {
    "birth_certificate": _birth_certificate,
    "result_sheet": _result_sheet,
    "certified_copy": _certified_copy,
}

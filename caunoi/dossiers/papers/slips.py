"""Forms 01 to 06 of the one-stop shop, made and kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import override

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.core.subjects import SubjectRef
from caunoi.documents import forms
from caunoi.documents import operations as documents
from caunoi.dossiers import texts
from caunoi.dossiers.models import Dossier, DossierRequest
from caunoi.dossiers.papers.base import applicant_words, in_vietnamese, slip_words, store
from caunoi.dossiers.views_of import Surroundings, components_of

_ANEW = "Thời hạn giải quyết được tính lại từ đầu sau khi nhận đủ hồ sơ (Điều 19 khoản 4 Nghị định 61/2018/NĐ-CP)."
_GOES_ON = "Thời gian chờ bổ sung không tính vào thời hạn giải quyết."


def store_receipt(dossier: Dossier, around: Surroundings, *, actor: Actor, now: datetime) -> UUID:
    """Form 01, receipt and appointment, made when somebody wants it; the file's id."""
    assert dossier.received_at is not None
    assert dossier.due_at is not None
    said = in_vietnamese(dossier, around)
    with override("vi"):
        words = {**slip_words(dossier, said, actor=actor, now=now), **applicant_words(dossier)}
        sheet = forms.receipt_sheet(
            forms.ReceiptData(
                **words,
                components=tuple(_component_lines(dossier, said)),
                received_at=dossier.received_at,
                due_at=dossier.due_at,
                return_place=words["agency_name"],
                limit_text=texts.limit_text(dossier.limit_value, dossier.limit_unit),
            )
        )
    return documents.promise(
        sheet=sheet, name=f"giay-tiep-nhan-{dossier.code}.pdf", subject=SubjectRef("dossier", dossier.id),
        actor=actor, now=now, place=dossier.place,
    )  # fmt: skip


def store_supplement(
    dossier: Dossier, around: Surroundings, asked: DossierRequest, *, actor: Actor, now: datetime
) -> UUID:
    """Form 02, request for a supplement; the file's id."""

    def make(said: Surroundings, words: dict[str, Any]) -> bytes:
        return forms.supplement_slip(
            forms.SupplementData(
                **words,
                items=tuple(_asked_lines(asked, said)),
                reason=asked.reason,
                received_at=dossier.received_at or dossier.submitted_at,
                answer_by=local_date(asked.due_at) if asked.due_at else None,
                limit_note=_ANEW if dossier.pause_mode == "restart" else _GOES_ON,
                guidance="Bổ sung trực tuyến tại địa chỉ trên mã QR, hoặc tại Bộ phận Một cửa.",
            )
        )

    return _slip(dossier, around, make, "phieu-yeu-cau-bo-sung", actor=actor, now=now)


def store_refusal(dossier: Dossier, around: Surroundings, *, actor: Actor, now: datetime) -> UUID:
    """Form 03, refusal with its reason; the file's id."""

    def make(said: Surroundings, words: dict[str, Any]) -> bytes:
        return forms.refusal_slip(
            forms.RefusalData(**words, reason=dossier.refusal_reason, submitted_at=dossier.submitted_at)
        )

    return _slip(dossier, around, make, "phieu-tu-choi", actor=actor, now=now)


def store_apology(
    dossier: Dossier, around: Surroundings, *, old_due: datetime, reason: str, actor: Actor, now: datetime
) -> UUID:
    """Form 04, apology and new date; the file's id."""
    received, new_due = dossier.received_at, dossier.due_at
    assert received is not None
    assert new_due is not None

    def make(said: Surroundings, words: dict[str, Any]) -> bytes:
        return forms.apology_slip(
            forms.ApologyData(
                **words,
                received_at=received,
                due_at=old_due,
                new_due_at=new_due,
                reason=reason,
                return_place=words["agency_name"],
            )
        )

    return _slip(dossier, around, make, "phieu-xin-loi", actor=actor, now=now)


def store_stop(
    dossier: Dossier, around: Surroundings, *, reason: str, guidance: str, actor: Actor, now: datetime
) -> UUID:
    """Form 05, notice of stopping; the file's id."""
    received = dossier.received_at or dossier.submitted_at
    assert received is not None

    def make(said: Surroundings, words: dict[str, Any]) -> bytes:
        return forms.stop_slip(
            forms.StopData(
                **words, received_at=received, stopped_at=now, reason=reason, due_at=dossier.due_at, guidance=guidance
            )
        )

    return _slip(dossier, around, make, "thong-bao-dung", actor=actor, now=now)


def control_pdf(
    dossier: Dossier,
    around: Surroundings,
    steps: Iterable[forms.ControlStep],
    *,
    cooperating: str,
    actor: Actor,
    now: datetime,
) -> bytes:
    """Form 06, the control slip as it stands; nothing is kept."""
    assert dossier.received_at is not None
    assert dossier.due_at is not None
    said = in_vietnamese(dossier, around)
    with override("vi"):
        data = forms.ControlData(
            **slip_words(dossier, said, actor=actor, now=now),
            received_at=dossier.received_at,
            due_at=dossier.due_at,
            steps=tuple(steps),
            applicant_name=dossier.applicant_name,
            competent_agency_name=said.agency_name(dossier.competent_agency_id),
            cooperating_agencies=cooperating,
        )
    return forms.control_slip(data)


def _slip(
    dossier: Dossier,
    around: Surroundings,
    make: Callable[[Surroundings, dict[str, Any]], bytes],
    name: str,
    *,
    actor: Actor,
    now: datetime,
) -> UUID:
    said = in_vietnamese(dossier, around)
    with override("vi"):
        pdf = make(said, {**slip_words(dossier, said, actor=actor, now=now), **applicant_words(dossier)})
    return store(dossier, pdf, f"{name}-{dossier.code}.pdf", actor=actor, now=now).id


def _component_lines(dossier: Dossier, said: Surroundings) -> Iterable[forms.ComponentLine]:
    for component in components_of(dossier, said):
        row = said.attached.get(component.component_id)
        if row is None:
            continue
        note = "bản điện tử" if row.file_id else "bản giấy"
        yield forms.ComponentLine(name=component.title, originals=row.originals, copies=row.copies or 1, note=note)


def _asked_lines(asked: DossierRequest, said: Surroundings) -> Iterable[forms.SupplementItem]:
    titles = {c.id: c.title for c in said.procedure.components}
    fields = said.procedure.form.get("properties", {})
    for item in asked.items:
        name = titles.get(item.get("component_id", "")) or fields.get(item.get("field", ""), {}).get("title", "")
        yield forms.SupplementItem(name=name or "Nội dung khác", what=item["what"])

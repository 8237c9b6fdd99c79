"""Acts that ask somebody: the applicant for papers or money, another agency for its opinion."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from caunoi.core.clock import local_date
from caunoi.desk.asking import agency_of, when, who
from caunoi.desk.dossier.asking_forms import AgencyForm, AnswerForm, ConsultForm, PaidForm, PaymentForm, SupplementForm
from caunoi.desk.dossier.engine import Act
from caunoi.dossiers import operations, queries
from caunoi.dossiers.queries import DossierView
from caunoi.units import queries as units
from caunoi.units.rules.text import fold


def _supplement(_request: HttpRequest, dossier: DossierView) -> Callable[..., Any]:
    hint = _("Người nộp đọc nguyên văn. Chỉ được yêu cầu một lần, nên hãy nêu đủ mọi điều.")
    return partial(SupplementForm, dossier=dossier, label=_("Căn cứ và hướng dẫn"), hint=hint)


def _payment(_request: HttpRequest, dossier: DossierView) -> Callable[..., Any]:
    return partial(
        PaymentForm, amount=dossier.fee_due, label=_("Khoản phải nộp và căn cứ"), hint=_("Người nộp đọc nguyên văn.")
    )


def _paid(_request: HttpRequest, dossier: DossierView) -> Callable[..., Any]:
    return partial(PaidForm, amount=dossier.fee_due)


def neighbours(request: HttpRequest, dossier: DossierView) -> list[tuple[str, Any]]:
    """The agencies that may be asked or take a dossier over: of the commune and of the province, by name."""
    today = local_date(when(request))
    own = units.agency(dossier.competent_agency_id)
    codes = dict.fromkeys(code for code in (own.unit_code, own.province_code) if code)
    found = [agency for code in codes for agency in units.agencies_of(code, on=today)]
    return [(str(agency.id), agency.name) for agency in found if agency.id != own.id]


def peers(request: HttpRequest, dossier: DossierView) -> list[tuple[str, Any]]:
    """The agencies of the same kind and level in the province: only one of these can decide instead, by name."""
    today, own = local_date(when(request)), units.agency(dossier.competent_agency_id)
    if own.level != "commune":
        return neighbours(request, dossier)
    communes = units.units_at(on=today, level="commune", parent_code=own.province_code)
    found = units.agencies_of_units([unit.id for unit in communes], on=today, kinds=[own.kind])
    peer = [agency for agencies in found.values() for agency in agencies if agency.id != own.id]
    return [(str(agency.id), agency.name) for agency in sorted(peer, key=lambda agency: fold(agency.name))]


def _consult(request: HttpRequest, dossier: DossierView) -> Callable[..., Any]:
    return partial(
        ConsultForm, agencies=neighbours(request, dossier), label=_("Hỏi điều gì"),
        hint=_("Nêu điều cần cơ quan đó trả lời và căn cứ."),
    )  # fmt: skip


def _transfer(request: HttpRequest, dossier: DossierView) -> Callable[..., Any]:
    return partial(
        AgencyForm, agencies=peers(request, dossier), label=_("Lý do chuyển"),
        hint=_("Nêu vì sao cơ quan đó mới có thẩm quyền."),
    )  # fmt: skip


def _answer(request: HttpRequest, dossier: DossierView) -> Callable[..., Any]:
    asked = queries.requests(dossier.id, actor=who(request), now=when(request))
    mine = units.agency(agency_of(request)).name
    open_ones = [one for one in asked if one.open and one.kind == "consultation"]
    chosen = next((one for one in open_ones if one.to_agency == mine), open_ones[0] if open_ones else None)
    return partial(
        AnswerForm, request_id=chosen.id if chosen else None, label=_("Trả lời"),
        hint=chosen.reason if chosen else "",
    )  # fmt: skip


def _answered(*, dossier_id: Any, expected_version: int, **said: Any) -> Any:
    """The question has an id of its own; two answers to it cannot both be kept."""
    return operations.answer_consultation(**said)


SUPPLEMENT = Act(
    "request_supplement", _("Yêu cầu bổ sung"),
    _("Đánh dấu từng điều còn thiếu và nói rõ cần gì. Thời hạn tạm dừng đến khi người nộp bổ sung."),
    _("Gửi yêu cầu bổ sung"), _("Đã yêu cầu bổ sung hồ sơ %(code)s. Người nộp được báo."),
    operations.request_supplement, form=_supplement, extra="desk/dossier/ticks.html",
    said=lambda form: {
        "items": form.items(), "reason": form.cleaned_data["reason"], "days": form.cleaned_data["days"],
        "exception_reason": form.cleaned_data["exception_reason"],
    },
)  # fmt: skip
PAYMENT = Act(
    "request_payment", _("Yêu cầu nộp phí"), _("Thời hạn tạm dừng đến khi người nộp đã nộp."), _("Gửi yêu cầu nộp phí"),
    _("Đã yêu cầu nộp phí cho hồ sơ %(code)s."), operations.request_payment, form=_payment,
    said=lambda form: {"amount": form.cleaned_data["amount"], "reason": form.cleaned_data["reason"]},
)  # fmt: skip
PAID = Act(
    "record_payment", _("Ghi đã thu phí"), "", _("Ghi đã thu"), _("Đã ghi khoản thu của hồ sơ %(code)s."),
    operations.record_payment, form=_paid,
    said=lambda form: {name: form.cleaned_data[name] for name in ("amount", "method", "receipt")},
)  # fmt: skip
CONSULT = Act(
    "consult", _("Lấy ý kiến cơ quan khác"), _("Cơ quan đó thấy hồ sơ và trả lời trước ngày bạn chọn."),
    _("Gửi câu hỏi"),
    _("Đã lấy ý kiến về hồ sơ %(code)s."), operations.consult, form=_consult,
    said=lambda form: {
        "agency_id": form.cleaned_data["agency_id"], "question": form.cleaned_data["reason"],
        "due": form.cleaned_data["due"],
    },
)  # fmt: skip
ANSWER = Act(
    "answer_consultation", _("Trả lời lấy ý kiến"), "", _("Gửi trả lời"), _("Đã trả lời về hồ sơ %(code)s."), _answered,
    form=_answer,
    said=lambda form: {
        "request_id": form.request_id, "answer": form.cleaned_data["reason"], "outcome": form.cleaned_data["outcome"],
    },
)  # fmt: skip
TRANSFER = Act(
    "transfer", _("Chuyển cơ quan khác"), _("Cơ quan nhận tiếp tục giải quyết; người nộp được báo."), _("Chuyển hồ sơ"),
    _("Đã chuyển hồ sơ %(code)s sang cơ quan có thẩm quyền."), operations.transfer, form=_transfer, warning=True,
    said=lambda form: {"agency_id": form.cleaned_data["agency_id"], "reason": form.cleaned_data["reason"]},
)  # fmt: skip

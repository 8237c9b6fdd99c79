"""Acts about time and about what comes after: stop, resume, extend, withdraw, hand over, correct."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from caunoi.core.clock import local_date
from caunoi.desk.asking import when, who
from caunoi.desk.dossier.asking_forms import ExtendForm, HandOverForm, NoteForm, RevokeForm
from caunoi.desk.dossier.engine import Act, because
from caunoi.dossiers import operations, queries
from caunoi.dossiers.queries import DossierView
from caunoi.people import queries as people


def _extend(_request: HttpRequest, dossier: DossierView) -> Callable[..., Any]:
    return partial(
        ExtendForm, after=local_date(dossier.due_at) if dossier.due_at else None, label=_("Lý do và lời xin lỗi"),
        hint=_("In vào phiếu xin lỗi và hẹn lại ngày trả; chỉ được hẹn lại một lần."),
    )  # fmt: skip


def _resume(_request: HttpRequest, _dossier: DossierView) -> Callable[..., Any]:
    return NoteForm


def _revoke(request: HttpRequest, dossier: DossierView) -> Callable[..., Any]:
    """What an agency signed in which the officer leads; on POST also what was taken back meanwhile, to say so."""
    led = {m.agency_id for m in people.memberships(who(request).person_id, at=when(request)) if m.role == "leader"}
    signed = queries.results(dossier.id, actor=who(request), now=when(request))
    shown = [one for one in signed if one.agency_id in led and (request.method == "POST" or one.status == "valid")]
    return partial(
        RevokeForm, results=shown,
        label=_("Lý do thu hồi"), hint=_("Nêu căn cứ. Người giữ kết quả đọc nguyên văn trong kho giấy tờ của mình."),
    )  # fmt: skip


def _revoked(*, dossier_id: Any, **said: Any) -> Any:
    """A record has an id of its own."""
    return operations.revoke_result(**said)


def _hand_over(_request: HttpRequest, dossier: DossierView) -> Callable[..., Any]:
    return partial(HandOverForm, way=dossier.return_way)


STOP = Act(
    "stop", _("Dừng giải quyết"), _("Thời hạn không chạy khi hồ sơ dừng. Người nộp được báo lý do."),
    _("Dừng giải quyết"), _("Đã dừng giải quyết hồ sơ %(code)s."), operations.stop, warning=True,
    form=because(_("Lý do dừng"), _("Nêu căn cứ của việc dừng.")),
    said=lambda form: {"reason": form.cleaned_data["reason"]},
)  # fmt: skip
RESUME = Act(
    "resume", _("Xử lý tiếp"), _("Thời hạn lại chạy từ bây giờ."), _("Xử lý tiếp"),
    _("Hồ sơ %(code)s được xử lý tiếp."), operations.resume, form=_resume,
    said=lambda form: {"note": form.cleaned_data["note"]},
)  # fmt: skip
EXTEND = Act(
    "extend", _("Xin lỗi và hẹn lại"), _("Làm trước hạn ít nhất một ngày. Người nộp nhận phiếu xin lỗi."),
    _("Xin lỗi và hẹn lại"), _("Đã hẹn lại ngày trả của hồ sơ %(code)s."), operations.extend, form=_extend,
    said=lambda form: {"new_due": form.cleaned_data["new_due"], "reason": form.cleaned_data["reason"]},
)  # fmt: skip
WITHDRAW = Act(
    "withdraw", _("Rút hồ sơ theo yêu cầu"), _("Người nộp có mặt tại quầy và muốn rút hồ sơ. Hồ sơ kết thúc."),
    _("Rút hồ sơ"), _("Đã rút hồ sơ %(code)s."), operations.withdraw, warning=True,
    form=because(_("Lý do của người nộp"), _("Ghi như người nộp nói.")),
    said=lambda form: {"reason": form.cleaned_data["reason"]},
)  # fmt: skip
HAND_OVER = Act(
    "hand_over", _("Trả kết quả cho người nộp"), _("Người nộp sẽ tải được bản kết quả đã ký."),
    _("Trả kết quả"), _("Đã trả kết quả của hồ sơ %(code)s. Hồ sơ kết thúc."), operations.hand_over, form=_hand_over,
    said=lambda form: {"way": form.cleaned_data["way"]},
)  # fmt: skip
KEEP = Act(
    "keep_result", _("Trả lời: kết quả đúng"),
    _("Người nộp báo kết quả có chỗ sai. Họ đọc nguyên văn trả lời của bạn."),
    _("Gửi trả lời"), _("Đã trả lời phản ánh về kết quả của hồ sơ %(code)s."), operations.keep_result,
    form=because(_("Vì sao kết quả đúng"), _("Nêu căn cứ và giấy tờ đã đối chiếu.")),
    said=lambda form: {"answer": form.cleaned_data["reason"]},
)  # fmt: skip
REVOKE = Act(
    "revoke_result", _("Thu hồi kết quả"),
    _("Kết quả không còn giá trị từ bây giờ: kho giấy tờ của người dân và trang kiểm tra chữ ký đều nói rõ. "
      "Nếu chỉ ghi sai, hãy đính chính thay vì thu hồi."),
    _("Thu hồi kết quả"), _("Đã thu hồi kết quả của hồ sơ %(code)s. Người nộp được báo."), _revoked, form=_revoke,
    said=lambda form: {"result_id": form.cleaned_data["result_id"], "reason": form.cleaned_data["reason"]},
    warning=True,
)  # fmt: skip
CORRECT = Act(
    "start_correction", _("Đính chính kết quả"),
    _("Một hồ sơ đính chính được mở. Bản cũ còn hiệu lực đến khi bản đúng được ký thay."), _("Mở hồ sơ đính chính"),
    _("Đã mở hồ sơ đính chính cho hồ sơ %(code)s."), operations.start_correction,
    form=because(_("Sai ở đâu"), _("Nêu chỗ sai và căn cứ để sửa.")),
    said=lambda form: {"reason": form.cleaned_data["reason"]}, leads_on=True,
)  # fmt: skip

"""The acts of the process: received or refused, examined, forwarded, signed or sent back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from caunoi.core.clock import local_date
from caunoi.desk.asking import when
from caunoi.desk.dossier.asking_forms import NoteForm
from caunoi.desk.dossier.engine import Act, because
from caunoi.desk.dossier.forms import AssignForm
from caunoi.desk.dossier.result_form import ResultForm
from caunoi.dossiers import operations
from caunoi.dossiers.queries import DossierView
from caunoi.people import queries as people


def _result(request: HttpRequest, dossier: DossierView) -> Callable[..., Any]:
    return partial(ResultForm, dossier=dossier, on=local_date(when(request)))


def _note(_request: HttpRequest, _dossier: DossierView) -> Callable[..., Any]:
    return partial(NoteForm, label=_("Ghi chú cho bước sau"))


def _check(_request: HttpRequest, _dossier: DossierView) -> Callable[..., Any]:
    return partial(NoteForm, checks=True, label=_("Những gì đã thấy khi kiểm tra"))


def _specialists(request: HttpRequest, dossier: DossierView) -> Callable[..., Any]:
    serving = people.members(dossier.competent_agency_id, at=when(request), role="specialist")
    names = people.names(m.person_id for m in serving)
    away = {a.person_id: a for a in people.absences(dossier.competent_agency_id, at=when(request)) if a.now}
    choices = [(str(i), _named(name, away.get(i))) for i, name in names.items()]
    return partial(AssignForm, people=sorted(choices, key=lambda pair: pair[1]))


def _named(name: str, absence: people.AbsenceView | None) -> str:
    """A colleague's name, and who stands in while they are away."""
    if absence is None:
        return name
    return str(_("%(name)s (đang vắng, %(deputy)s làm thay)")) % {"name": name, "deputy": absence.deputy_name}


ACCEPT = Act(
    "accept", _("Tiếp nhận hồ sơ"), "", _("Tiếp nhận"),
    _("Đã tiếp nhận hồ sơ %(code)s. Giấy tiếp nhận và hẹn trả kết quả đã có ở bên phải, hãy in cho người nộp."),
    operations.accept, ready_at_once=True,
)  # fmt: skip
REFUSE = Act(
    "refuse", _("Từ chối hồ sơ"),
    _("Hồ sơ sẽ kết thúc. Người nộp đọc nguyên văn lý do bạn ghi ở đây."), _("Từ chối hồ sơ"),
    _("Đã từ chối hồ sơ %(code)s. Người nộp đọc được lý do ở trang theo dõi."), operations.refuse,
    form=because(_("Lý do từ chối"), _("Nêu giấy tờ thiếu hoặc điều kiện chưa đạt và căn cứ.")),
    said=lambda form: {"reason": form.cleaned_data["reason"]}, warning=True,
)  # fmt: skip
EXAMINE = Act(
    "submit_for_signature", _("Trình lãnh đạo ký"),
    _("Đối chiếu phần khai với giấy tờ. Kết quả sẽ ghi đúng như dưới đây; chỉ sửa chỗ viết sai so với giấy tờ."),
    _("Trình ký"), _("Đã trình lãnh đạo ký kết quả của hồ sơ %(code)s."), operations.submit_for_signature,
    form=_result, said=lambda form: {"result": form.changes()},
)  # fmt: skip
ASSIGN = Act(
    "assign", _("Chọn người thẩm định"), _("Chỉ người được phân công mới trình kết quả của hồ sơ này."), _("Phân công"),
    _("Đã phân công người thẩm định hồ sơ %(code)s."), operations.assign,
    form=_specialists, said=lambda form: {"person_id": form.cleaned_data["person_id"]},
)  # fmt: skip
SEND_BACK = Act(
    "return_to_specialist", _("Trả lại chuyên viên"),
    _("Hồ sơ quay về bước thẩm định. Chuyên viên đọc ý kiến của bạn; thời hạn của người nộp không thay đổi."),
    _("Trả lại chuyên viên"), _("Đã trả hồ sơ %(code)s lại cho chuyên viên."), operations.return_to_specialist,
    form=because(_("Ý kiến cho chuyên viên"), _("Nêu điều cần xem lại hoặc sửa.")),
    said=lambda form: {"note": form.cleaned_data["reason"]},
)  # fmt: skip
SIGN = Act(
    "sign", _("Ký kết quả"),
    _("Bạn sắp ký số bản kết quả ghi đúng như dưới đây. Sau khi ký không sửa được nữa."), _("Ký duyệt"),
    _("Đã ký kết quả của hồ sơ %(code)s. Hồ sơ chuyển về quầy để trả cho người nộp."), operations.sign,
    shows_record=True,
)  # fmt: skip
FORWARD = Act(
    "forward", _("Chuyển bước tiếp theo"), _("Bước này xong. Hồ sơ sang bước tiếp theo của quy trình."), _("Chuyển"),
    _("Đã chuyển hồ sơ %(code)s sang bước tiếp theo."), operations.forward, form=_note,
    said=lambda form: {"note": form.cleaned_data["note"]},
)  # fmt: skip
CHECK = Act(
    "submit_check", _("Ghi kết quả kiểm tra"), _("Người quyết định đọc kết quả kiểm tra này."), _("Ghi kết quả"),
    _("Đã ghi kết quả kiểm tra của hồ sơ %(code)s."), operations.forward, form=_check,
    said=lambda form: {
        "note": form.cleaned_data["note"], "outcome": form.cleaned_data["outcome"], "action": "submit_check",
    },
)  # fmt: skip

"""What an officer does to a dossier: how each act is worded, what it asks, and the operation that does it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from caunoi.desk.asking import when
from caunoi.desk.dossier.engine import Act
from caunoi.desk.dossier.forms import AssignForm, ReasonForm, ResultForm
from caunoi.dossiers import operations
from caunoi.dossiers.queries import DossierView
from caunoi.people import queries as people


def _reason(label: Any, hint: Any) -> Callable[..., Any]:
    return lambda _request, _dossier: partial(ReasonForm, label=label, hint=hint)


def _result(_request: HttpRequest, dossier: DossierView) -> Callable[..., Any]:
    return partial(ResultForm, dossier=dossier)


def _specialists(request: HttpRequest, dossier: DossierView) -> Callable[..., Any]:
    serving = people.members(dossier.competent_agency_id, at=when(request), role="specialist")
    names = people.names(m.person_id for m in serving)
    return partial(AssignForm, people=sorted(((str(i), name) for i, name in names.items()), key=lambda pair: pair[1]))


ACCEPT = Act(
    "accept", _("Tiếp nhận hồ sơ"), "", _("Tiếp nhận"),
    _("Đã tiếp nhận hồ sơ %(code)s. Giấy tiếp nhận và hẹn trả kết quả đã có ở bên phải, hãy in cho người nộp."),
    operations.accept, ready_at_once=True,
)  # fmt: skip
REFUSE = Act(
    "refuse", _("Từ chối hồ sơ"),
    _("Hồ sơ sẽ kết thúc. Người nộp đọc nguyên văn lý do bạn ghi ở đây."), _("Từ chối hồ sơ"),
    _("Đã từ chối hồ sơ %(code)s. Người nộp đọc được lý do ở trang theo dõi."), operations.refuse,
    form=_reason(_("Lý do từ chối"), _("Nêu giấy tờ thiếu hoặc điều kiện chưa đạt và căn cứ.")),
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
    form=_reason(_("Ý kiến cho chuyên viên"), _("Nêu điều cần xem lại hoặc sửa.")),
    said=lambda form: {"note": form.cleaned_data["reason"]},
)  # fmt: skip
SIGN = Act(
    "sign", _("Ký kết quả"),
    _("Bạn sắp ký số bản kết quả ghi đúng như dưới đây. Sau khi ký không sửa được nữa."), _("Ký duyệt"),
    _("Đã ký kết quả của hồ sơ %(code)s. Hồ sơ chuyển về quầy để trả cho người nộp."), operations.sign,
    shows_record=True,
)  # fmt: skip
HAND_OVER = Act(
    "hand_over", _("Trả kết quả cho người nộp"),
    _("Người nộp sẽ tải được bản kết quả đã ký. Nếu trả bản giấy, hãy kiểm tra giấy tờ tùy thân của người nhận."),
    _("Trả kết quả"), _("Đã trả kết quả của hồ sơ %(code)s. Hồ sơ kết thúc."), operations.hand_over,
)  # fmt: skip

ACTS: tuple[Act, ...] = (ACCEPT, REFUSE, EXAMINE, ASSIGN, SEND_BACK, SIGN, HAND_OVER)
PAGES = frozenset(act.code for act in ACTS)
"""Actions that have a page here; what the dossiers offer beyond them is not shown until it has one."""

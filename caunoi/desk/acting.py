"""What an officer does to a dossier: each view shows what is about to happen, calls one operation, and goes back.

Every act carries the version that the officer saw. When somebody was quicker the page says who did what, answers 409,
and keeps what was typed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from caunoi.core.errors import Conflict, InvalidInput
from caunoi.desk import reading
from caunoi.desk.asking import when, who
from caunoi.desk.forms import ActForm, AssignForm, ReasonForm, ResultForm
from caunoi.dossiers import operations, queries
from caunoi.dossiers.queries import ActionView, DossierView
from caunoi.people import queries as people
from caunoi.ui import answers
from caunoi.ui.access import officer

Run = Callable[..., DossierView]
GET_POST = ("GET", "HEAD", "POST")


@dataclass(frozen=True, slots=True)
class Act:
    """How an act is asked and what is said after it; `done` has a place for the code."""

    code: str
    title: str | Promise
    text: str | Promise
    button: str | Promise
    done: str | Promise
    warning: bool = False
    shows_record: bool = False


ACCEPT = Act(
    "accept", _("Tiếp nhận hồ sơ"), "", _("Tiếp nhận"),
    _("Đã tiếp nhận hồ sơ %(code)s. Giấy tiếp nhận và hẹn trả kết quả đã có ở bên phải, hãy in cho người nộp."),
)  # fmt: skip
REFUSE = Act(
    "refuse", _("Từ chối hồ sơ"),
    _("Hồ sơ sẽ kết thúc. Người nộp đọc nguyên văn lý do bạn ghi ở đây."), _("Từ chối hồ sơ"),
    _("Đã từ chối hồ sơ %(code)s. Người nộp đọc được lý do ở trang theo dõi."), warning=True,
)  # fmt: skip
EXAMINE = Act(
    "submit_for_signature", _("Trình lãnh đạo ký"),
    _("Đối chiếu phần khai với giấy tờ. Kết quả sẽ ghi đúng như dưới đây; chỉ sửa chỗ viết sai so với giấy tờ."),
    _("Trình ký"), _("Đã trình lãnh đạo ký kết quả của hồ sơ %(code)s."),
)  # fmt: skip
ASSIGN = Act(
    "assign", _("Chọn người thẩm định"), _("Chỉ người được phân công mới trình kết quả của hồ sơ này."), _("Phân công"),
    _("Đã phân công người thẩm định hồ sơ %(code)s."),
)  # fmt: skip
SEND_BACK = Act(
    "return_to_specialist", _("Trả lại chuyên viên"),
    _("Hồ sơ quay về bước thẩm định. Chuyên viên đọc ý kiến của bạn; thời hạn của người nộp không thay đổi."),
    _("Trả lại chuyên viên"), _("Đã trả hồ sơ %(code)s lại cho chuyên viên."),
)  # fmt: skip
SIGN = Act(
    "sign", _("Ký kết quả"),
    _("Bạn sắp ký số bản kết quả ghi đúng như dưới đây. Sau khi ký không sửa được nữa."), _("Ký duyệt"),
    _("Đã ký kết quả của hồ sơ %(code)s. Hồ sơ chuyển về quầy để trả cho người nộp."), shows_record=True,
)  # fmt: skip
HAND_OVER = Act(
    "hand_over", _("Trả kết quả cho người nộp"),
    _("Người nộp sẽ tải được bản kết quả đã ký. Nếu trả bản giấy, hãy kiểm tra giấy tờ tùy thân của người nhận."),
    _("Trả kết quả"), _("Đã trả kết quả của hồ sơ %(code)s. Hồ sơ kết thúc."),
)  # fmt: skip


@officer
@require_POST
def accept(request: HttpRequest, code: str) -> HttpResponseBase:
    """Receive it at the counter; straight from the dossier's page."""
    return _act(request, code, ACCEPT, ActForm, lambda form: partial(operations.accept))


@officer
@require_http_methods(GET_POST)
def refuse(request: HttpRequest, code: str) -> HttpResponseBase:
    """Refuse it, with the reason that the applicant reads."""
    made = partial(ReasonForm, label=_("Lý do từ chối"), hint=_("Nêu giấy tờ thiếu hoặc điều kiện chưa đạt và căn cứ."))
    return _act(
        request, code, REFUSE, made, lambda form: partial(operations.refuse, reason=form.cleaned_data["reason"])
    )


@officer
@require_http_methods(GET_POST)
def submit_for_signature(request: HttpRequest, code: str) -> HttpResponseBase:
    """The specialist's record: as declared, corrected where needed, put before the leader."""
    found = queries.by_code(code, actor=who(request), now=when(request))
    made = partial(ResultForm, dossier=found)

    def run(form: Any) -> Run:
        return partial(operations.submit_for_signature, result=form.changes())

    return _act(request, code, EXAMINE, made, run, found=found)


@officer
@require_http_methods(GET_POST)
def assign(request: HttpRequest, code: str) -> HttpResponseBase:
    """The head of unit names the specialist who examines."""
    found = queries.by_code(code, actor=who(request), now=when(request))
    serving = people.members(found.competent_agency_id, at=when(request), role="specialist")
    names = people.names(m.person_id for m in serving)
    made = partial(AssignForm, people=sorted(((str(i), name) for i, name in names.items()), key=lambda pair: pair[1]))

    def run(form: Any) -> Run:
        return partial(operations.assign, person_id=form.cleaned_data["person_id"])

    return _act(request, code, ASSIGN, made, run, found=found)


@officer
@require_http_methods(GET_POST)
def return_to_specialist(request: HttpRequest, code: str) -> HttpResponseBase:
    """The leader does not sign yet, and says why."""
    made = partial(ReasonForm, label=_("Ý kiến cho chuyên viên"), hint=_("Nêu điều cần xem lại hoặc sửa."))
    return _act(
        request, code, SEND_BACK, made,
        lambda form: partial(operations.return_to_specialist, note=form.cleaned_data["reason"]),
    )  # fmt: skip


@officer
@require_http_methods(GET_POST)
def sign(request: HttpRequest, code: str) -> HttpResponseBase:
    """The leader reads what the record says and signs it."""
    return _act(request, code, SIGN, ActForm, lambda form: partial(operations.sign))


@officer
@require_http_methods(GET_POST)
def hand_over(request: HttpRequest, code: str) -> HttpResponseBase:
    """The counter gives the result to the applicant."""
    return _act(request, code, HAND_OVER, ActForm, lambda form: partial(operations.hand_over))


def _act(
    request: HttpRequest,
    code: str,
    act: Act,
    form_of: Callable[..., ActForm],
    run_of: Callable[[Any], Run],
    found: DossierView | None = None,
) -> HttpResponseBase:
    """Ask on GET, do on POST."""
    dossier = found or queries.by_code(code, actor=who(request), now=when(request))
    if request.method != "POST":
        return _ask(request, dossier, act, form_of)
    form = form_of(request.POST)
    if not form.is_valid():
        return _page(request, dossier, act, form, status=422)
    try:
        done = run_of(form)(
            dossier_id=dossier.id, actor=who(request), now=when(request),
            expected_version=form.cleaned_data["expected_version"],
        )  # fmt: skip
    except InvalidInput as error:
        form.take(error)
        return _page(request, dossier, act, form, status=422)
    except Conflict as error:
        return _conflict(request, dossier.id, act, form, error)
    messages.success(request, str(act.done) % {"code": done.code})
    return redirect("desk:dossier", done.code)


def _ask(request: HttpRequest, dossier: DossierView, act: Act, form_of: Callable[..., ActForm]) -> HttpResponseBase:
    """The page before the act; or why it cannot be done."""
    action = _available(request, dossier.id, act)
    if action is None:
        messages.warning(request, now_("Việc này không làm được ở bước hiện tại của hồ sơ."))
        return redirect("desk:dossier", dossier.code)
    if not action.allowed:
        return answers.status_page(request, 403, message=action.reason)
    seen = request.GET.get("version", "")
    version = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 9 else dossier.version
    return _page(request, dossier, act, form_of(initial={"expected_version": version}))


def _available(request: HttpRequest, dossier_id: UUID, act: Act) -> ActionView | None:
    actions = queries.available_actions(dossier_id, actor=who(request), now=when(request))
    return next((a for a in actions if a.code == act.code), None)


def _page(
    request: HttpRequest, dossier: DossierView, act: Act, form: ActForm, *, conflict: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "dossier": dossier, "act": act, "form": form, "conflict": conflict,
        "record": reading.record(dossier) if act.shows_record else [],
    }  # fmt: skip
    return render(request, "desk/act.html", context, status=status)


def _conflict(request: HttpRequest, dossier_id: UUID, act: Act, form: ActForm, error: Conflict) -> HttpResponse:
    """Somebody was quicker: who did what; and the form again, as typed, when the act can still be done."""
    fresh = queries.dossier(dossier_id, actor=who(request), now=when(request))
    action = _available(request, dossier_id, act)
    if action is not None and action.allowed:
        form.renew(fresh.version)
        return _page(request, fresh, act, form, conflict=error.message, status=409)
    context = {"dossier": fresh, "act": act, "message": error.message, "typed": form.typed()}
    return render(request, "desk/conflict.html", context, status=409)

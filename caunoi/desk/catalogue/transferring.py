"""A transfer of authority: chosen, looked at beforehand with everything that lacks, decided, reported."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from caunoi.core.clock import local_date
from caunoi.core.errors import Conflict, InvalidInput
from caunoi.desk.asking import when, who
from caunoi.desk.catalogue.editing.specs import KINDS, LEVELS
from caunoi.desk.taking import TakingForm
from caunoi.procedures import operations, queries
from caunoi.procedures.errors import TransferRefused
from caunoi.procedures.queries import TransferReport
from caunoi.ui.access import role
from caunoi.ui.forms import DateField

READERS = ("catalogue_manager", "leader")
_CODE = re.compile(r"[0-9]\.[0-9]{6}|CT-[A-Z]+")


class TransferForm(TakingForm):
    """Which procedures go to whom, from when, by which decision."""

    codes = forms.CharField(
        label=gettext_lazy("Mã các thủ tục"), max_length=60_000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("Dán danh sách mã, cách nhau bằng dấu cách, dấu phẩy hoặc xuống dòng."),
    )  # fmt: skip
    to_level = forms.ChoiceField(label=gettext_lazy("Chuyển đến cấp"), choices=LEVELS, widget=forms.Select)
    to_kind = forms.ChoiceField(label=gettext_lazy("Loại cơ quan nhận"), choices=KINDS, widget=forms.Select)
    to_name = forms.CharField(
        label=gettext_lazy("Tên cơ quan bắt đầu bằng"), required=False, max_length=200,
        help_text=gettext_lazy("Khi loại cơ quan chưa đủ rõ, ví dụ Sở Tư pháp."),
    )  # fmt: skip
    decision_ref = forms.CharField(label=gettext_lazy("Văn bản phân cấp, phân quyền"), max_length=200)
    on = DateField(label=gettext_lazy("Từ ngày"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("to_name", "decision_ref"):
            self.fields[name].width = 20  # type: ignore[attr-defined]

    def clean_codes(self) -> list[str]:
        """The codes once each, in their order. Raises ValidationError when there is none."""
        found = list(dict.fromkeys(_CODE.findall(self.cleaned_data["codes"].upper())))
        if not found:
            raise forms.ValidationError(_("Không thấy mã thủ tục nào, ví dụ 1.001193."))
        return found


@role(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def transfer(request: HttpRequest) -> HttpResponseBase:
    """Choose, look at what would happen, and (a leader) decide. Nothing is written before the last button."""
    today = local_date(when(request))
    context: dict[str, Any] = {
        "fields": queries.fields(), "levels": LEVELS, "decides": who(request).role == "leader",
        "chosen": {key: request.GET.get(key, "") for key in ("field", "level")},
    }  # fmt: skip
    if request.method != "POST":
        codes = _chosen(request) if any(context["chosen"].values()) else ""
        context["form"] = TransferForm(initial={"codes": codes, "on": today, "to_level": "commune"})
        return render(request, "desk/catalogue/transfer/choose.html", context)
    form = TransferForm(request.POST)
    context |= {"form": form, "report": None}
    if not form.is_valid():
        return render(request, "desk/catalogue/transfer/choose.html", context, status=422)
    return _decided(request, form, context) if request.POST.get("act") == "transfer" else _seen(request, form, context)


def _seen(request: HttpRequest, form: TransferForm, context: dict[str, Any]) -> HttpResponse:
    try:
        report = operations.transfer_preview(**form.cleaned_data, actor=who(request), now=when(request))
    except (InvalidInput, Conflict) as error:
        form.take(error)
        return render(request, "desk/catalogue/transfer/choose.html", context, status=error.status)
    return _preview(request, report, context)


def _decided(request: HttpRequest, form: TransferForm, context: dict[str, Any]) -> HttpResponseBase:
    try:
        report = operations.transfer_authority(**form.cleaned_data, actor=who(request), now=when(request))
    except TransferRefused as refused:
        return _preview(request, refused.report, context, status=409)
    except (InvalidInput, Conflict) as error:
        form.take(error)
        return render(request, "desk/catalogue/transfer/choose.html", context, status=error.status)
    messages.success(request, _("Đã chuyển thẩm quyền %(count)s thủ tục.") % {"count": len(report.lines)})
    return redirect("desk:transfer-report", report.id)


def _preview(request: HttpRequest, report: TransferReport, context: dict[str, Any], status: int = 200) -> HttpResponse:
    return render(request, "desk/catalogue/transfer/preview.html", {**context, **_said(report)}, status=status)


def _said(report: TransferReport) -> dict[str, Any]:
    levels, kinds = dict(LEVELS), dict(KINDS)
    lines = [
        {"line": line, "before": f"{line.from_name or kinds.get(line.from_kind, line.from_kind)}, "
         f"{str(levels.get(line.from_level, line.from_level)).lower()}"}
        for line in report.lines
    ]  # fmt: skip
    to = f"{report.to_name or kinds.get(report.to_kind, report.to_kind)}, {str(levels[report.to_level]).lower()}"
    by_kind: dict[str, list[Any]] = {}
    for lack in report.lacks:
        by_kind.setdefault(str(LACKS.get(lack.kind, lack.kind)), []).append(lack)
    return {"report": report, "lines": lines, "to": to, "lacks": list(by_kind.items())}


LACKS = {
    "unknown": gettext_lazy("Mã không có trong danh mục"), "version": gettext_lazy("Chưa có bản để nộp hồ sơ"),
    "waiting": gettext_lazy("Đang có bản chờ hiệu lực"), "process": gettext_lazy("Thiếu quy trình"),
    "form": gettext_lazy("Thiếu biểu mẫu"), "agency": gettext_lazy("Nơi chưa có cơ quan nhận"),
    "officer": gettext_lazy("Cơ quan nhận chưa có người làm"),
}  # fmt: skip


@role(*READERS)
@require_GET
def report(request: HttpRequest, transfer_id: UUID) -> HttpResponse:
    """What was transferred, to read and to print."""
    found = queries.transfer(transfer_id, actor=who(request), now=when(request))
    return render(request, "desk/catalogue/transfer/report.html", _said(found))


def _chosen(request: HttpRequest) -> str:
    """The codes of what can be filed in a field and at a level, a line each."""
    field, level = request.GET.get("field", ""), request.GET.get("level", "")
    found = queries.current(on=local_date(when(request)))
    return "\n".join(p.code for p in found if field in ("", p.field) and level in ("", p.level))

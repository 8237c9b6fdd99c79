"""The catalogue as a workbook to take away, and a workbook that becomes drafts after a look at what it would change.

Between the look and the confirmation the workbook is kept an hour for the one who brought it; nothing else is written.
"""

from __future__ import annotations

import base64
from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from caunoi.core.clock import local_date
from caunoi.desk import keeping, sending
from caunoi.desk.asking import when, who
from caunoi.documents.rules import XLSX
from caunoi.procedures import operations, queries
from caunoi.procedures.errors import SheetsWrong
from caunoi.ui.access import role
from caunoi.ui.forms import Form

READERS = ("catalogue_manager", "administrator", "centre_manager")
MOST_BYTES = 5_000_000
KEPT = "catalogue-sheets"
MOST_CHANGES = 30
"""So many differences of a procedure are listed; the draft shows all."""


class SheetsForm(Form):
    """The workbook to look at."""

    workbook = forms.FileField(
        label=gettext_lazy("Bảng tính XLSX"),
        help_text=gettext_lazy("Tệp đã tải ở trang này và sửa lại, nhiều nhất 5 MB."),
        widget=forms.FileInput(attrs={"accept": f".xlsx,{XLSX}"}),
    )

    def clean_workbook(self) -> UploadedFile[Any]:
        """Not larger than what is read."""
        found: UploadedFile[Any] = self.cleaned_data["workbook"]
        if (found.size or 0) > MOST_BYTES:
            raise forms.ValidationError(_("Tệp lớn quá 5 MB."))
        return found


@role(*READERS)
@require_http_methods(["GET", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """Take the workbook away, or bring one: what it would change, or everything that is wrong, is shown first."""
    form = SheetsForm(request.POST, request.FILES) if request.method == "POST" else SheetsForm()
    if request.method == "POST" and form.is_valid():
        content = form.cleaned_data["workbook"].read()
        return _preview(request, content)
    may = who(request).role == "catalogue_manager"
    status = 422 if form.is_bound else 200
    return render(request, "desk/catalogue_data/sheets.html", {"form": form, "may": may}, status=status)


def _preview(request: HttpRequest, content: bytes) -> HttpResponse:
    found = queries.preview_sheets(content, actor=who(request), now=when(request))
    token = ""
    if not found.problems and found.drafts:
        token = keeping.keep(request, KEPT, base64.b64encode(content).decode())
    context: dict[str, Any] = {
        "preview": found, "token": token, "most": MOST_CHANGES,
        "lines": [line for line in found.lines if line.kind != "same"],
        "same": sum(line.kind == "same" for line in found.lines),
    }  # fmt: skip
    return render(request, "desk/catalogue_data/preview.html", context, status=422 if found.problems else 200)


@role("catalogue_manager")
@require_POST
def confirm(request: HttpRequest) -> HttpResponse:
    """Begin the drafts of the workbook that was looked at; all of them or none."""
    token = request.POST.get("token", "")
    kept = keeping.kept(request, KEPT, token)
    if kept is None:
        messages.warning(request, _("Bảng tính đã hết hạn giữ hoặc đã được nhập. Hãy chọn lại tệp."))
        return redirect("desk:sheets")
    content = base64.b64decode(kept)
    try:
        made = operations.import_sheets(content, actor=who(request), now=when(request))
    except SheetsWrong:
        return _preview(request, content)  # something changed since: the page says what
    keeping.forget(request, KEPT, token)
    said = ngettext("Đã tạo %(n)s bản thảo.", "Đã tạo %(n)s bản thảo.", len(made)) % {"n": len(made)}
    messages.success(request, said)
    return redirect("desk:drafts")


@role(*READERS)
@require_GET
def workbook(request: HttpRequest) -> HttpResponseBase:
    """The procedures in force as XLSX; with `?code=` (several times) only these."""
    on = local_date(when(request))
    codes = [code[:40].replace("\0", "") for code in request.GET.getlist("code")][:500]
    return sending.workbook(
        lambda file: queries.write_sheets(file, on=on, codes=codes), f"danh-muc-thu-tuc-{on:%Y%m%d}.xlsx"
    )

"""What is typed in on these pages."""

from __future__ import annotations

from copy import deepcopy
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from caunoi.core.clock import local_date
from caunoi.core.errors import DomainError
from caunoi.desk.counter.forms import PagesField
from caunoi.desk.taking import TakingForm
from caunoi.desk.tasks.choosing import AgenciesField, AgencyField, OfficerField
from caunoi.desk.tasks.words import ORIGINS
from caunoi.documents.rules import XLSX
from caunoi.tasks.importing import LACKING, MOST_BYTES
from caunoi.ui.forms import DateField

_WHY = {"required": _("Hãy nêu lý do."), "min_length": _("Ngắn quá: ít nhất %(limit_value)s ký tự.")}
SHORT = {"rows": "2"}


def _text(key: str, label: Any, hint: Any) -> forms.CharField:
    """One of the clear points in words; empty, it says which point is not clear."""
    return forms.CharField(
        label=label, help_text=hint, max_length=1000, widget=forms.Textarea(attrs=SHORT),
        error_messages={"required": LACKING[key]},
    )  # fmt: skip


def origin_fields(now: datetime) -> dict[str, forms.Field]:
    """What tasks come from, asked once."""
    return {
        "origin_kind": forms.ChoiceField(label=_("Giao theo"), choices=list(ORIGINS.items())[:2], initial="conclusion"),
        "origin_number": forms.CharField(
            label=_("Số, ký hiệu"), max_length=80, help_text=_("Ví dụ: 45/TB-UBND."),
            error_messages={"required": _("Hãy ghi số, ký hiệu của văn bản hoặc kết luận.")},
        ),
        "origin_issued_on": DateField(label=_("Ngày ban hành")),
        "origin_abstract": forms.CharField(
            label=_("Trích yếu"), max_length=500, widget=forms.Textarea(attrs=SHORT),
            error_messages={"required": _("Hãy ghi trích yếu của văn bản hoặc kết luận.")},
        ),
        "origin_issuer_id": AgencyField(label=_("Cơ quan ban hành"), on=local_date(now)),
    }  # fmt: skip


class WithOrigin(TakingForm):
    """A form that asks for the origin unless there is one already."""

    def __init__(self, *args: Any, now: datetime, asks_origin: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        if asks_origin:
            self.fields = {**origin_fields(now), **self.fields}

    @property
    def of_origin(self) -> list[Any]:
        """The fields of the origin."""
        return [bound for bound in self if bound.name.startswith("origin_")]

    @property
    def of_task(self) -> list[Any]:
        """The other ones."""
        return [bound for bound in self.visible_fields() if not bound.name.startswith("origin_")]

    def take(self, error: DomainError) -> None:
        """Problems of the origin, too, stand at its fields."""
        for problem in error.problems:
            names = [name for name in (problem.field, f"origin_{problem.field}") if name in self.fields]
            self.add_error(names[0] if names else None, str(problem))
        if not error.problems:
            self.add_error(None, error.message)


class AssignForm(WithOrigin):
    """One task with its six clear points, in the order in which one thinks of them."""

    def __init__(self, *args: Any, now: datetime, issuer_id: UUID, **kwargs: Any) -> None:
        super().__init__(*args, now=now, **kwargs)
        self.issuer_id, on = issuer_id, local_date(now)
        self.fields |= {
            "title": _text("title", _("Nhiệm vụ"), _("Rõ việc: làm gì.")),
            "part": forms.CharField(
                label=_("Phần, mục"), required=False, max_length=200,
                help_text=_("Mục của kết luận hoặc trụ cột của kế hoạch."),
            ),
            "lead_agency_id": AgencyField(
                label=_("Cơ quan chủ trì"), on=on, error_messages={"required": LACKING["lead_agency_id"]}
            ),
            "person_id": OfficerField(label=_("Người chịu trách nhiệm")),
            "responsibility": _text("responsibility", _("Trách nhiệm"), _("Người ấy chịu trách nhiệm về việc gì.")),
            "due_on": DateField(label=_("Hạn hoàn thành"), error_messages={"required": LACKING["due_on"]}),
            "result": _text("result", _("Kết quả phải đạt"), _("Sản phẩm, mức phải đạt, cách xác nhận.")),
            "authority": _text("authority", _("Thẩm quyền"), _("Được tự quyết định, huy động những gì.")),
            "coordinating": AgenciesField(label=_("Cơ quan phối hợp"), on=on),
            "following": AgenciesField(label=_("Cơ quan theo dõi"), on=on),
        }  # fmt: skip
        self.fields["part"].width = 20  # type: ignore[attr-defined]

    def clean(self) -> None:
        """Who is responsible is looked for among those who serve in the lead agency."""
        super().clean()
        resolve_person(self, self.cleaned_data.get("lead_agency_id"), self.issuer_id, self.now)


def resolve_person(form: forms.Form, agency_id: Any, issuer_id: UUID, now: datetime) -> None:
    """Put the person's identifier where the name was typed, or what is wrong with the name or the agency."""
    typed = form.cleaned_data.get("person_id")
    if not typed or agency_id is None:
        return
    field = form.fields["person_id"]
    assert isinstance(field, OfficerField)
    try:
        form.cleaned_data["person_id"] = field.resolve(typed, agency_id, issuer_id=issuer_id, now=now)
    except ValidationError as wrong:
        of_agency = wrong.code == "not_below" and "lead_agency_id" in form.fields
        form.add_error("lead_agency_id" if of_agency else "person_id", wrong)


class ImportForm(WithOrigin):
    """The annex of an origin."""

    workbook = forms.FileField(
        label=_("Phụ lục ở dạng XLSX"), help_text=_("Theo mẫu tải ở trang này, nhiều nhất 10 MB và 20.000 dòng."),
        widget=forms.FileInput(attrs={"accept": f".xlsx,{XLSX}"}),
        error_messages={"required": _("Hãy chọn tệp XLSX.")},
    )  # fmt: skip

    def clean_workbook(self) -> Any:
        """Not larger than what is read."""
        found = self.cleaned_data["workbook"]
        if (found.size or 0) > MOST_BYTES:
            raise ValidationError(_("Tệp lớn quá 10 MB."))
        return found


class ProgressForm(TakingForm):
    """How far the work is."""

    percent = forms.IntegerField(
        label=_("Mức hoàn thành (%)"), min_value=0, max_value=100, widget=forms.TextInput({"inputmode": "numeric"}),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), _("Hãy nhập một số nguyên từ 0 đến 100.")
        ),
    )  # fmt: skip
    words = forms.CharField(
        label=_("Đã làm được gì"), max_length=4000, widget=forms.Textarea(attrs={"rows": "5"}),
        error_messages={"required": _("Hãy ghi nội dung báo cáo.")},
    )  # fmt: skip
    evidence = PagesField(
        label=_("Tệp minh chứng"), required=False, help_text=_("PDF, ảnh, DOCX, XLSX hoặc ODT; chọn được nhiều tệp.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "percent" in self.fields:
            self.fields["percent"].width = 3  # type: ignore[attr-defined]


class SubmitForm(ProgressForm):
    """The work is done, with what shows it."""

    percent = None  # type: ignore[assignment]


class PartForm(SubmitForm):
    """What a coordinating agency did of its part, with what shows it."""


class VerifyForm(TakingForm):
    """The issuer's decision about what was handed in."""

    remark = forms.CharField(
        label=_("Nhận xét"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": "3"})
    )


class ReasonForm(TakingForm):
    """Why something is returned or cancelled."""

    reason = forms.CharField(
        label=_("Lý do"), min_length=5, max_length=1000, widget=forms.Textarea(attrs={"rows": "4"}),
        error_messages=_WHY,
    )  # fmt: skip


class DeadlineForm(TakingForm):
    """Another deadline, and why."""

    due_on = DateField(label=_("Hạn mới"))
    reason = forms.CharField(
        label=_("Lý do đổi hạn"), min_length=5, max_length=1000, widget=forms.Textarea(attrs={"rows": "4"}),
        error_messages=_WHY,
    )  # fmt: skip


class ReassignForm(TakingForm):
    """Who else leads, coordinates, follows or is responsible, and why. `agencies`: whether agencies may be changed."""

    def __init__(
        self, *args: Any, now: datetime, agencies: bool, lead_id: UUID, issuer_id: UUID, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.now, self.lead_id, self.issuer_id, on = now, lead_id, issuer_id, local_date(now)
        if agencies:
            self.fields["lead_agency_id"] = AgencyField(label=_("Cơ quan chủ trì"), on=on)
        self.fields["person_id"] = OfficerField(label=_("Người chịu trách nhiệm"))
        if agencies:
            self.fields["coordinating"] = AgenciesField(label=_("Cơ quan phối hợp"), on=on)
            self.fields["following"] = AgenciesField(label=_("Cơ quan theo dõi"), on=on)
        self.fields["reason"] = deepcopy(ReasonForm.base_fields["reason"])

    def clean(self) -> None:
        """Who is responsible is looked for in the agency that leads from now on."""
        super().clean()
        resolve_person(self, self.cleaned_data.get("lead_agency_id", self.lead_id), self.issuer_id, self.now)

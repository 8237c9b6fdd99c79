"""What is typed about processes."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from caunoi.desk.taking import TakingForm
from caunoi.ui.forms import DateField, Form

LARGEST = 1_000_000
"""Bytes of a BPMN file that is taken."""


class NewProcess(TakingForm):
    """The code and names of a new process, and what it is a copy of."""

    base = forms.ChoiceField(
        label=_("Sao chép từ quy trình"), widget=forms.Select, help_text=_("Chọn quy trình gần giống nhất rồi sửa.")
    )
    code = forms.CharField(
        label=_("Mã quy trình"), max_length=60,
        help_text=_("Chữ thường không dấu, chữ số và gạch dưới, ví dụ cap_phep_via_he. Thủ tục gọi quy trình bằng mã."),
    )  # fmt: skip
    vi = forms.CharField(label=_("Tên (tiếng Việt)"), max_length=200)
    en = forms.CharField(label=_("Tên (tiếng Anh)"), max_length=200, required=False)
    th = forms.CharField(label=_("Tên (tiếng Thái)"), max_length=200, required=False)

    def __init__(self, *args: Any, bases: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["base"].choices = bases  # type: ignore[attr-defined]
        self.initial.setdefault("base", "generic")
        self.fields["code"].width = 20  # type: ignore[attr-defined]


class PublishForm(TakingForm):
    """The note that stays with a version. `revision`: what the publisher has seen."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    note = forms.CharField(
        label=_("Ghi chú của phiên bản"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Đổi gì, theo văn bản nào."),
    )  # fmt: skip


class UploadForm(TakingForm):
    """A drawing that was made elsewhere."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    file = forms.FileField(label=_("Tệp .bpmn"))

    def clean_file(self) -> str:
        """The file's text. It is small, and it is text."""
        given = self.cleaned_data["file"]
        if given.size > LARGEST:
            raise ValidationError(_("Tệp lớn hơn 1 MB."))
        try:
            text: str = given.read().decode()
        except UnicodeDecodeError as error:
            raise ValidationError(_("Tệp không phải văn bản UTF-8.")) from error
        return text


class PeriodForm(Form):
    """From which day to which, and of which agency."""

    first_day = DateField(label=_("Từ ngày"))
    last_day = DateField(label=_("Đến hết ngày"))
    agency_id = forms.ChoiceField(label=_("Cơ quan"), required=False, widget=forms.Select)

    def __init__(self, *args: Any, agencies: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency_id"].choices = [("", _("Mọi cơ quan")), *agencies]  # type: ignore[attr-defined]

    def clean(self) -> None:
        """The period does not end before it begins."""
        super().clean()
        start, end = self.cleaned_data.get("first_day"), self.cleaned_data.get("last_day")
        if isinstance(start, date) and isinstance(end, date) and end < start:
            self.add_error("last_day", ValidationError(_("Ngày cuối không được trước ngày đầu.")))


class MixForm(Form):
    """How long a simulation runs, how many dossiers come, and how many officers there are of each role."""

    days = forms.IntegerField(label=_("Số ngày làm việc"), min_value=1, max_value=250, initial=22)
    arrivals = forms.IntegerField(
        label=_("Lượng hồ sơ so với tháng trước (%)"), min_value=1, max_value=1000, initial=100
    )  # fmt: skip
    seed = forms.IntegerField(
        label=_("Số khởi đầu ngẫu nhiên"), min_value=1, max_value=999_999, initial=1,
        help_text=_("Cùng một số thì cùng một kết quả."),
    )  # fmt: skip

    def __init__(self, *args: Any, places: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, name in places.items():
            self.fields[f"officers:{key}"] = forms.IntegerField(label=name, min_value=1, max_value=200, initial=1)
        for field in self.fields.values():
            field.width = 4  # type: ignore[attr-defined]

    def officers(self) -> dict[str, int]:
        """How many officers, by `agency word:role`."""
        return {
            name.removeprefix("officers:"): number
            for name, number in self.cleaned_data.items()
            if name.startswith("officers:")
        }

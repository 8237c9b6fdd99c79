"""What is typed in on these pages."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caunoi.desk.taking import TakingForm
from caunoi.ui.forms import DateField


def _text(label: Any, rows: int = 3, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": str(rows)}), **options)


class ProposeForm(TakingForm):
    """Which criteria, level and year."""

    scheme = forms.ChoiceField(label=_("Bộ tiêu chí"))
    level = forms.ChoiceField(label=_("Cấp được xếp loại"), widget=forms.RadioSelect)
    year = forms.IntegerField(
        label=_("Năm"), min_value=2000, max_value=2100, help_text=_("Từ 15/12 năm trước đến 14/12.")
    )

    def __init__(
        self, *args: Any, schemes: list[tuple[str, str]], levels: list[tuple[str, Any]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scheme"].choices = schemes  # type: ignore[attr-defined]
        self.fields["level"].choices = levels  # type: ignore[attr-defined]


class SendForm(TakingForm):
    """Until when those classified may explain themselves."""

    explain_by = DateField(label=_("Giải trình đến hết ngày"))


class ExplainForm(TakingForm):
    """What the one classified says."""

    text = _text(_("Nội dung giải trình"), 6, max_length=4000)
    file = forms.FileField(label=_("Tệp kèm theo"), required=False, help_text=_("PDF, ảnh, DOCX, XLSX hoặc ODT."))


class PointsField(forms.CharField):
    """Points with a comma or a point; what is no number is said so."""

    width = 5

    def clean(self, value: Any) -> Any:
        text = "".join(str(super().clean(value)).split()).replace(",", ".")
        try:
            return Decimal(text)
        except ArithmeticError:
            raise forms.ValidationError(_("Hãy nhập một số, ví dụ 7,5.")) from None


class PointsForm(TakingForm):
    """Points by hand, and what they rest on."""

    points = PointsField(label=_("Điểm"), max_length=12)
    reason = _text(_("Lý do"), max_length=1000)
    document = forms.CharField(
        label=_("Văn bản minh chứng"), max_length=300, required=False,
        help_text=_("Số, ngày, trích yếu; hoặc gửi tệp."),
    )  # fmt: skip
    file = forms.FileField(label=_("Tệp minh chứng"), required=False, help_text=_("PDF, ảnh, DOCX, XLSX hoặc ODT."))


class DecideForm(TakingForm):
    """The grade, and why when it is not the one that the points give."""

    grade = forms.ChoiceField(label=_("Mức xếp loại"), widget=forms.RadioSelect)
    reason = _text(_("Lý do"), required=False, max_length=1000, help_text=_("Bắt buộc khi khác mức theo điểm."))

    def __init__(self, *args: Any, grades: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["grade"].choices = grades  # type: ignore[attr-defined]

"""What is typed in on these pages."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caunoi.desk.measures.words import GEOGRAPHIES, LEVELS
from caunoi.desk.taking import TakingForm
from caunoi.ui.forms import DateField

LARGEST_FILE = 20_000_000
_WHY = {"required": _("Hãy nêu lý do."), "min_length": _("Ngắn quá: ít nhất %(limit_value)s ký tự.")}


class NumberField(forms.DecimalField):
    """A number that is not negative; the decimal sign is a comma or a point."""

    width = 10

    def __init__(self, **options: Any) -> None:
        wrong = _("Hãy nhập một số không âm, ví dụ 125 hoặc 12,5.")
        super().__init__(
            min_value=Decimal(0), max_digits=21, decimal_places=6, localize=False,
            error_messages={"required": _("Hãy nhập số liệu."), "invalid": wrong, "min_value": wrong},
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}), **options,
        )  # fmt: skip

    def to_python(self, value: Any) -> Any:
        """The number, whichever sign was used."""
        return super().to_python("".join(str(value if value is not None else "").split()).replace(",", "."))


class ProposeForm(TakingForm):
    """One figure of one period with its evidence."""

    figure = forms.ChoiceField(
        label=_("Số liệu"), error_messages={"required": _("Hãy chọn số liệu.")},
        help_text=_("Chỉ những số liệu mà hệ thống không tự đếm được."),
    )  # fmt: skip
    start = DateField(label=_("Kỳ số liệu: từ ngày"))
    last = DateField(label=_("Kỳ số liệu: đến hết ngày"))
    value = NumberField(label=_("Giá trị"))
    number = forms.CharField(
        label=_("Số, ký hiệu văn bản minh chứng"), max_length=80, help_text=_("Ví dụ: 123/BC-UBND."),
        error_messages={"required": _("Hãy ghi số, ký hiệu của văn bản.")},
    )  # fmt: skip
    dated = DateField(label=_("Ngày của văn bản"))
    abstract = forms.CharField(
        label=_("Trích yếu"), max_length=500, widget=forms.Textarea(attrs={"rows": "3"}),
        help_text=_("Không ghi thông tin của cá nhân: số liệu được công khai cùng trích yếu."),
        error_messages={"required": _("Hãy ghi trích yếu của văn bản.")},
    )  # fmt: skip
    file = forms.FileField(label=_("Tệp minh chứng"), required=False, help_text=_("PDF, ảnh, DOCX, XLSX hoặc ODT."))

    def __init__(self, *args: Any, choices: list[tuple[str, list[tuple[str, str]]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["figure"].choices = [("", _("Hãy chọn…")), *choices]  # type: ignore[attr-defined]


class DecideForm(TakingForm):
    """Whether the evidence shows the figure."""

    decision = forms.ChoiceField(
        label=_("Kết quả thẩm định"), widget=forms.RadioSelect,
        choices=[("verify", _("Minh chứng đúng và đủ")), ("return", _("Trả lại để làm lại"))],
        error_messages={"required": _("Hãy chọn kết quả thẩm định.")},
    )  # fmt: skip
    value = NumberField(
        label=_("Giá trị thẩm định"), required=False, help_text=_("Bỏ trống nếu đúng như đơn vị tự đánh giá.")
    )
    remark = forms.CharField(
        label=_("Nhận xét"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": "3"}),
        help_text=_("Bắt buộc khi trả lại hoặc khi sửa giá trị."),
    )  # fmt: skip

    def __init__(self, *args: Any, yearly: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not yearly:
            del self.fields["value"]


class ExplainForm(TakingForm):
    """What the unit answers to the verification."""

    answer = forms.CharField(
        label=_("Nội dung giải trình"), min_length=5, max_length=1000, widget=forms.Textarea(attrs={"rows": "5"}),
        error_messages=_WHY,
    )  # fmt: skip


class PublishForm(TakingForm):
    """Which index is frozen, of which units, as it stood when."""

    index = forms.ChoiceField(label=_("Bộ chỉ số"))
    level = forms.ChoiceField(label=_("Cấp"), widget=forms.RadioSelect, choices=list(LEVELS.items()))
    on = DateField(label=_("Chốt số liệu đến hết ngày"))
    geography = forms.ChoiceField(label=_("Địa giới"), choices=list(GEOGRAPHIES.items()), initial="as_recorded")
    replaces = forms.ChoiceField(label=_("Đính chính cho"), required=False)
    reason = forms.CharField(
        label=_("Lý do đính chính"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": "3"})
    )

    def __init__(
        self, *args: Any, indices: list[tuple[str, str]], earlier: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["index"].choices = indices  # type: ignore[attr-defined]
        self.fields["replaces"].choices = [("", _("Không, công bố mới")), *earlier]  # type: ignore[attr-defined]
        if not earlier:
            del self.fields["replaces"], self.fields["reason"]

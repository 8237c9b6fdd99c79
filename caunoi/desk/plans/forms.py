"""What is typed in on these pages."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caunoi.desk.plans import words
from caunoi.desk.taking import TakingForm
from caunoi.ui.forms import DateField

LARGEST_FILE = 20_000_000


class NumberField(forms.DecimalField):
    """A number; the decimal sign is a comma or a point."""

    width = 10

    def __init__(self, **options: Any) -> None:
        wrong = _("Hãy nhập một số, ví dụ 125 hoặc 12,5.")
        super().__init__(
            max_digits=21, decimal_places=6, localize=False,
            error_messages={
                "required": _("Hãy nhập số."), "invalid": wrong, "max_digits": wrong, "max_decimal_places": wrong,
                "max_whole_digits": wrong,
            },
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}), **options,
        )  # fmt: skip

    def to_python(self, value: Any) -> Any:
        """The number, whichever sign was used."""
        return super().to_python("".join(str(value if value is not None else "").split()).replace(",", "."))

    def prepare_value(self, value: Any) -> Any:
        """As people write it: 95,5."""
        return f"{value.normalize():f}".replace(".", ",") if isinstance(value, Decimal) else value


def _long(**options: Any) -> forms.CharField:
    return forms.CharField(widget=forms.Textarea(attrs={"rows": "3"}), **options)


class PlanForm(TakingForm):
    """A plan apart from its indicators."""

    code = forms.SlugField(
        label=_("Mã kế hoạch"), max_length=60,
        help_text=_("Chữ thường không dấu, chữ số, gạch nối; thành địa chỉ của trang, không đổi được nữa."),
        error_messages={
            "required": _("Hãy đặt mã cho kế hoạch."),
            "invalid": _("Mã chỉ có chữ thường không dấu, chữ số và gạch nối."),
        },
    )  # fmt: skip
    title = forms.CharField(
        label=_("Tên kế hoạch"), max_length=500, error_messages={"required": _("Hãy nhập tên kế hoạch.")}
    )
    kind = forms.ChoiceField(label=_("Loại kế hoạch"), widget=forms.RadioSelect, choices=list(words.KINDS.items()))
    starts_on = DateField(label=_("Thực hiện từ ngày"))
    ends_on = DateField(label=_("Đến hết ngày"))
    legal_basis = _long(label=_("Căn cứ pháp lý"), required=False, max_length=2000)
    pillars = forms.MultipleChoiceField(
        label=_("Trụ cột"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Hãy chọn ít nhất một trụ cột.")},
    )  # fmt: skip

    def __init__(self, *args: Any, pillars: list[tuple[str, str]], coded: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pillars"].choices = pillars  # type: ignore[attr-defined]
        if coded:
            del self.fields["code"]


class IndicatorForm(TakingForm):
    """One indicator, and the target of the plan's own agency."""

    code = forms.SlugField(
        label=_("Mã chỉ tiêu"), max_length=60, help_text=_("Chữ thường không dấu, chữ số, gạch nối."),
        error_messages={
            "required": _("Hãy đặt mã cho chỉ tiêu."),
            "invalid": _("Mã chỉ có chữ thường không dấu, chữ số và gạch nối."),
        },
    )  # fmt: skip
    pillar = forms.ChoiceField(label=_("Trụ cột"))
    name_vi = forms.CharField(
        label=_("Tên chỉ tiêu"), max_length=500, error_messages={"required": _("Hãy nhập tên chỉ tiêu.")}
    )
    name_en = forms.CharField(label=_("Tên tiếng Anh"), max_length=500, required=False)
    name_th = forms.CharField(label=_("Tên tiếng Thái"), max_length=500, required=False)
    unit_of_measure = forms.CharField(
        label=_("Đơn vị tính"), max_length=60, initial="%", error_messages={"required": _("Hãy nhập đơn vị tính.")}
    )
    unit_of_measure.width = 10  # type: ignore[attr-defined]
    direction = forms.ChoiceField(
        label=_("Chiều"), widget=forms.RadioSelect, initial="higher",
        choices=[("higher", _("Càng cao càng tốt")), ("lower", _("Càng thấp càng tốt"))],
    )  # fmt: skip
    measure = forms.ChoiceField(label=_("Nguồn số liệu"), required=False)
    combination = forms.ChoiceField(
        label=_("Khi giao xuống, của cấp trên là"), choices=list(words.COMBINATIONS.items()), initial="each"
    )
    value = NumberField(label=_("Mục tiêu"))
    due_on = DateField(label=_("Đến hết ngày"))
    baseline = NumberField(label=_("Giá trị gốc"), required=False)
    baseline_on = DateField(label=_("Ngày của giá trị gốc"), required=False)

    def __init__(
        self, *args: Any, pillars: list[tuple[str, str]], measures: list[Any], coded: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pillar"].choices = pillars  # type: ignore[attr-defined]
        self.fields["measure"].choices = [("", _("Báo cáo kèm minh chứng")), *measures]  # type: ignore[attr-defined]
        if coded:
            del self.fields["code"]


class IssueForm(TakingForm):
    """Number and date of the document."""

    document_number = forms.CharField(
        label=_("Số, ký hiệu văn bản"), max_length=80, help_text=_("Ví dụ: 586/KH-UBND."),
        error_messages={"required": _("Hãy ghi số, ký hiệu của văn bản.")},
    )  # fmt: skip
    issued_on = DateField(label=_("Ngày ban hành"))


class SentForm(TakingForm):
    """That the plan was sent on."""

    number = forms.CharField(
        label=_("Số, ký hiệu văn bản gửi"), max_length=80,
        error_messages={"required": _("Hãy ghi số, ký hiệu của văn bản.")},
    )  # fmt: skip
    sent_on = DateField(label=_("Ngày gửi"))


class ReasonForm(TakingForm):
    """Why."""

    reason = _long(
        label=_("Lý do"), min_length=5, max_length=1000,
        error_messages={
            "required": _("Hãy nêu lý do."), "min_length": _("Ngắn quá: ít nhất %(limit_value)s ký tự."),
        },
    )  # fmt: skip


class ReviewForm(TakingForm):
    """What the review concluded."""

    conclusion = _long(label=_("Kết luận"), required=False, max_length=5000)


class ReportForm(TakingForm):
    """A value of one day with its evidence."""

    on = DateField(label=_("Số liệu đến hết ngày"))
    value = NumberField(label=_("Giá trị"), required=False, help_text=_("Bỏ trống nếu nhập tử số và mẫu số."))
    part = NumberField(label=_("Tử số"), required=False, help_text=_("Ví dụ: 3743 trên 3806 thôn."))
    whole = NumberField(label=_("Mẫu số"), required=False)
    evidence = _long(
        label=_("Văn bản minh chứng"), min_length=5, max_length=500,
        help_text=_("Số, ngày và trích yếu của văn bản. Không ghi thông tin của cá nhân."),
        error_messages={
            "required": _("Hãy ghi văn bản làm minh chứng."),
            "min_length": _("Ngắn quá: ít nhất %(limit_value)s ký tự."),
        },
    )  # fmt: skip
    file = forms.FileField(label=_("Tệp minh chứng"), required=False, help_text=_("PDF, ảnh, DOCX, XLSX hoặc ODT."))

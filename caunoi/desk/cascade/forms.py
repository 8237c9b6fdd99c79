"""What is typed in on these pages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from caunoi.desk.cascade.words import METHODS
from caunoi.desk.taking import TakingForm
from caunoi.plans.cascading.texts import MISREAD
from caunoi.plans.rules.pasting import number
from caunoi.plans.rules.splitting import PLACES
from caunoi.ui.forms import DateField


class ValueField(forms.CharField):
    """A number as Vietnamese writes it: 1.250 or 12,5."""

    width = 10

    def __init__(self, **options: Any) -> None:
        attrs = {"inputmode": "decimal", "autocomplete": "off"}
        super().__init__(max_length=40, widget=forms.TextInput(attrs=attrs), **options)

    def clean(self, value: Any) -> Any:
        """The number; None when it may be empty."""
        text = super().clean(value)
        if not text:
            return None
        read = number(text)
        if isinstance(read, str):
            raise ValidationError(str(MISREAD[read]) % {"found": text[:30], "places": PLACES})
        return read


class SplitForm(TakingForm):
    """How a target is split; the second level only where there is one."""

    method = forms.ChoiceField(label=_("Cách chia"), widget=forms.RadioSelect, choices=list(METHODS.items()))
    second = forms.ChoiceField(
        label=_("Chia tiếp đến cấp xã"), required=False,
        choices=[("", _("Không; mỗi tỉnh tự chia")), *list(METHODS.items())],
        help_text=_("Bộ có thể đề xuất luôn đến cấp xã; tỉnh vẫn thống nhất với từng xã."),
    )  # fmt: skip
    pasted = forms.CharField(
        label=_("Bảng dán từ trang tính"), required=False, strip=False,
        widget=forms.Textarea(attrs={"rows": "8", "spellcheck": "false"}), max_length=2_000_000,
        help_text=_("Khi nhập bảng: mỗi dòng là mã đơn vị, tên (nếu có) và chỉ tiêu. Ví dụ: 01; Hà Nội; 1.250,5"),
    )  # fmt: skip
    places = forms.TypedChoiceField(
        label=_("Số chữ số thập phân của mỗi phần"), coerce=int, choices=[(n, str(n)) for n in range(PLACES + 1)]
    )
    answer_by = DateField(label=_("Các đơn vị trả lời trước ngày"), required=False)

    def __init__(self, *args: Any, two_levels: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not two_levels:
            del self.fields["second"]

    def methods(self) -> list[str]:
        """One way of splitting, or two."""
        return [one for one in (self.cleaned_data["method"], self.cleaned_data.get("second")) if one]


class CounterForm(TakingForm):
    """What a unit asks for instead, and why."""

    value = ValueField(
        label=_("Giá trị đề nghị"), error_messages={"required": _("Hãy nhập giá trị đề nghị.")},
        help_text=_("Ví dụ: 1.250 hoặc 12,5."),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Lý do"), min_length=5, max_length=1000, widget=forms.Textarea(attrs={"rows": "4"}),
        error_messages={
            "required": _("Hãy nêu lý do."), "min_length": _("Ngắn quá: ít nhất %(limit_value)s ký tự."),
        },
    )  # fmt: skip


class PasteForm(TakingForm):
    """Values of the next round from a spreadsheet."""

    pasted = forms.CharField(
        label=_("Bảng dán từ trang tính"), strip=False, max_length=2_000_000,
        widget=forms.Textarea(attrs={"rows": "12", "spellcheck": "false"}),
        help_text=_("Mỗi dòng là mã đơn vị, tên (nếu có) và chỉ tiêu; có thể chỉ gồm một số đơn vị."),
        error_messages={"required": _("Bảng dán vào còn trống.")},
    )  # fmt: skip


class ReasonForm(TakingForm):
    """Why; `needed` says whether it may be left out."""

    reason = forms.CharField(
        label=_("Lý do"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": "4"})
    )

    def __init__(self, *args: Any, needed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if needed:
            self.fields["reason"].required = True
            self.fields["reason"].error_messages["required"] = str(_("Hãy nêu lý do."))

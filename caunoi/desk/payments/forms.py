"""What is typed at the till."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caunoi.core.ids import new_id
from caunoi.desk.payments.words import METHODS
from caunoi.desk.taking import TakingForm
from caunoi.ui.forms import DateField

MOST = 10_000_000_000
LARGEST_FILE = 20_000_000


class MoneyField(forms.IntegerField):
    """Whole đồng; people may group the digits: 12.000, 12 000 or 12,000."""

    width = 10

    def __init__(self, **options: Any) -> None:
        wrong = _("Hãy nhập số tiền bằng chữ số, ví dụ 12.000.")
        super().__init__(
            min_value=1, max_value=MOST, localize=False,
            error_messages={"required": _("Hãy nhập số tiền."), "invalid": wrong},
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}), **options,
        )  # fmt: skip

    def to_python(self, value: Any) -> int | None:
        """The number without what groups its digits."""
        text = "".join(str(value or "").split())
        groups = text.replace(",", ".").split(".")
        if len(groups) > 1 and all(len(group) == 3 for group in groups[1:]):
            text = "".join(groups)
        return super().to_python(text)

    def prepare_value(self, value: Any) -> Any:
        """As people read it."""
        return f"{value:,}".replace(",", ".") if isinstance(value, int) else value


class TakeForm(TakingForm):
    """How much is taken, how, from whom. `key` makes the same request twice one receipt."""

    fee = MoneyField(label=_("Mức thu (đồng)"), help_text=_("Theo nghị quyết của Hội đồng nhân dân cấp tỉnh."))
    amount = MoneyField(label=_("Số tiền nhận (đồng)"))
    method = forms.ChoiceField(
        label=_("Cách nộp tiền"),
        widget=forms.RadioSelect,
        choices=[(code, METHODS[code]) for code in METHODS if code != "online"],
    )
    payer_name = forms.CharField(
        label=_("Người nộp tiền"), max_length=200, error_messages={"required": _("Hãy ghi tên người nộp tiền.")}
    )
    while_under_way = forms.BooleanField(
        label=_("Vẫn thu: tôi đã hỏi người nộp, họ không thanh toán trực tuyến nữa"), required=False
    )
    key = forms.CharField(max_length=80, widget=forms.HiddenInput)

    def __init__(self, *args: Any, known: bool, under_way: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("key", f"till-{new_id()}")
        self.initial.setdefault("method", "cash")
        self.fields["method"].inline = True  # type: ignore[attr-defined]
        if known:
            del self.fields["fee"]
        if not under_way:
            del self.fields["while_under_way"]


class WhyForm(TakingForm):
    """Why a receipt is taken back."""

    reason = forms.CharField(
        label=_("Lý do"), min_length=5, max_length=300, widget=forms.Textarea(attrs={"rows": "3"}),
        error_messages={"required": _("Hãy nêu lý do."), "min_length": _("Ngắn quá: ít nhất %(limit_value)s ký tự.")},
    )  # fmt: skip


class RefundForm(WhyForm):
    """How much is to be given back, and why."""

    amount = MoneyField(label=_("Số tiền hoàn (đồng)"))
    field_order = ["amount", "reason"]


class DecisionForm(TakingForm):
    """Granted or refused; a refusal says why."""

    grant = forms.ChoiceField(
        label=_("Quyết định"), choices=[("yes", _("Duyệt hoàn tiền")), ("no", _("Không duyệt"))],
        widget=forms.RadioSelect, error_messages={"required": _("Hãy chọn một quyết định.")},
    )  # fmt: skip
    remark = forms.CharField(
        label=_("Ý kiến"), help_text=_("Bắt buộc khi không duyệt."), max_length=300, required=False,
        widget=forms.Textarea(attrs={"rows": "3"}),
    )  # fmt: skip

    def clean(self) -> None:
        """A refusal has its reason."""
        super().clean()
        if self.cleaned_data.get("grant") == "no" and len(self.cleaned_data.get("remark", "").strip()) < 5:
            self.add_error("remark", _("Hãy nêu vì sao không duyệt, ít nhất 5 ký tự."))


class DayFileForm(TakingForm):
    """A service's file of a day."""

    provider = forms.ChoiceField(label=_("Cổng thanh toán"), widget=forms.Select)
    day = DateField(label=_("Ngày của tệp"))
    file = forms.FileField(
        label=_("Tệp đối soát (CSV)"), help_text=_("Tệp cổng thanh toán gửi cho một ngày, tối đa 20 MB."),
        error_messages={"required": _("Hãy chọn tệp."), "empty": _("Tệp rỗng.")},
    )  # fmt: skip

    def __init__(self, *args: Any, providers: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["provider"].choices = list(providers.items())  # type: ignore[attr-defined]

    def clean_file(self) -> bytes:
        """The content, not larger than a day of a province."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_("Tệp lớn quá: tối đa 20 MB."))
        content: bytes = file.read()
        return content

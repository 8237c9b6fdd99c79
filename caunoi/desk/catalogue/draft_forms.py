"""What is typed about a draft as a whole: its code, remarks, the decision."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caunoi.desk.taking import TakingForm
from caunoi.ui.forms import DateField


def _text(language: str) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": 2, "lang": language})


class NewForm(TakingForm):
    """A procedure that does not exist yet."""

    code = forms.CharField(
        label=_("Mã thủ tục"), max_length=40,
        help_text=_("Mã trên Cổng Dịch vụ công quốc gia, ví dụ 1.001193; chưa có mã thì CT- và chữ in hoa."),
    )  # fmt: skip
    name = forms.CharField(label=_("Tên thủ tục bằng tiếng Việt"), max_length=1000, widget=_text("vi"))
    name_en = forms.CharField(label=_("Tên bằng tiếng Anh"), max_length=1000, required=False, widget=_text("en"))
    name_th = forms.CharField(label=_("Tên bằng tiếng Thái"), max_length=1000, required=False, widget=_text("th"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].width = 10  # type: ignore[attr-defined]

    def names(self) -> dict[str, str]:
        """The name by language, without those not given."""
        data = self.cleaned_data
        found = {"vi": data["name"], "en": data["name_en"], "th": data["name_th"]}
        return {language: text for language, text in found.items() if text}


class ReturnForm(TakingForm):
    """Why a draft goes back."""

    remark = forms.CharField(
        label=_("Cần sửa gì"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Người soạn đọc đúng những lời này."),
    )  # fmt: skip


class CheckForm(TakingForm):
    """What the one who checked wants the leader to read."""

    remark = forms.CharField(
        label=_("Ý kiến gửi lãnh đạo"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )


class DecisionForm(TakingForm):
    """The announcing decision."""

    decision_ref = forms.CharField(label=_("Số quyết định công bố"), max_length=200, help_text=_("Ví dụ 1234/QĐ-BTP."))
    decision_on = DateField(label=_("Ngày ký quyết định"))
    effective_from = DateField(
        label=_("Có hiệu lực từ ngày"),
        help_text=_("Có thể là ngày sau này: đến ngày ấy, mọi nơi tự làm theo bản mới."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision_ref"].width = 20  # type: ignore[attr-defined]

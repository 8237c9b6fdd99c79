"""Forms of the pages that follow a dossier."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caunoi.ui.forms import Form

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

QUESTIONS = {
    1: (_("Từ khi nộp đến khi có kết quả mất bao lâu?"), (_("Sớm hơn hẹn"), _("Đúng hẹn"), _("Muộn hơn hẹn"))),
    2: (
        _("Từng nơi tham gia giải quyết làm có đúng hạn không?"),
        (_("Sớm hơn hạn"), _("Đúng hạn"), _("Có nơi muộn hơn hạn")),
    ),
    3: (
        _("Bạn phải liên hệ nơi nhận hồ sơ mấy lần để hồ sơ đầy đủ?"),
        (_("Không lần nào"), _("Một lần"), _("Nhiều hơn một lần")),
    ),
    4: (
        _("Bạn phải liên hệ mấy nơi để hồ sơ đầy đủ?"),
        (_("Không nơi nào"), _("Một nơi, là bộ phận một cửa"), _("Nhiều hơn một nơi")),
    ),
    7: (
        _("Thái độ của cán bộ hướng dẫn, tiếp nhận và giải quyết thế nào?"),
        (_("Tốt, và làm nhanh hơn hẹn"), _("Đúng mực"), _("Gây phiền hà, hoặc làm không đúng quy định")),
    ),
}
"""The five indicators that concern whoever served the applicant (Circular 01/2018/TT-VPCP art. 13 and 15.1a), as
questions; answers from 2 points down to 0."""


class RatingForm(Form):
    """Five questions with two, one or no points, and a comment."""

    comment = forms.CharField(
        label=_("Bạn muốn nói thêm điều gì?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": "4"}),
    )
    field_order = [*(f"score_{number}" for number in QUESTIONS), "comment"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, (question, answers) in QUESTIONS.items():
            self.fields[f"score_{number}"] = forms.TypedChoiceField(
                label=question,
                choices=list(zip(("2", "1", "0"), answers, strict=True)),
                widget=forms.RadioSelect,
                coerce=int,
                error_messages={
                    "required": _("Hãy chọn một câu trả lời."),
                    "invalid_choice": _("Hãy chọn một trong các câu trả lời được nêu."),
                },
            )
        self.order_fields(self.field_order)

    def scores(self) -> dict[int, int]:
        """Points by the indicator's number."""
        return {number: self.cleaned_data[f"score_{number}"] for number in QUESTIONS}


def _in_words(label: StrOrPromise, hint: StrOrPromise, missing: StrOrPromise) -> forms.CharField:
    """What the applicant says in a sentence or more."""
    return forms.CharField(
        label=label,
        help_text=hint,
        min_length=5,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": "4"}),
        error_messages={
            "required": missing,
            "min_length": _("Ngắn quá: ít nhất %(limit_value)s ký tự."),
            "max_length": _("Dài quá: tối đa %(limit_value)s ký tự, bạn đã nhập %(show_value)s."),
        },
    )


class WithdrawForm(Form):
    """Why the dossier is taken back."""

    reason = _in_words(_("Vì sao bạn rút hồ sơ?"), _("Một câu ngắn là đủ."), _("Hãy ghi lý do rút hồ sơ."))


class WrongForm(Form):
    """What is wrong with the result."""

    reason = _in_words(
        _("Kết quả sai ở đâu?"), _("Ghi điều in sai và điều đúng như bạn đã khai."), _("Hãy ghi kết quả sai ở đâu.")
    )


class TrackForm(Form):
    """A code with the phone that was given when filing."""

    code = forms.CharField(
        label=_("Mã hồ sơ"),
        help_text=_("Mã ghi trên giấy tiếp nhận, ví dụ 000.00.05.H26-260922-0114"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Hãy nhập mã hồ sơ.")},
    )
    phone = forms.CharField(
        label=_("Số điện thoại đã khai khi nộp"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
        error_messages={"required": _("Hãy nhập số điện thoại đã khai khi nộp.")},
    )
    phone.width = 20  # type: ignore[attr-defined]

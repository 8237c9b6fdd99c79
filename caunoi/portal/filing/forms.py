"""Forms of the filing pages that are the same for every procedure."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from caunoi.dossiers.queries import AttachedComponent, ReusablePaper
from caunoi.procedures.queries import Relief
from caunoi.ui import formats
from caunoi.ui.forms import Form, lazy_format
from caunoi.ui.uploads import Handed, UploadField

MOST_PAGES = 30


class PaperForm(Form):
    """Files of one paper: one document, or photographs page by page."""

    def __init__(self, data: Any = None, files: Any = None, *, component: AttachedComponent) -> None:
        super().__init__(data, files)
        self.fields["files"] = UploadField(
            label=_("Chọn tệp hoặc ảnh"),
            help_text=_("Giấy có nhiều trang? Chọn tất cả ảnh một lần, theo thứ tự; chúng tôi ghép thành một tệp PDF."),
            required=True,
            error_messages={"required": lazy_format(_("Hãy chọn tệp “%(title)s”."), title=component.title)},
        )

    def clean_files(self) -> Handed:
        """Refuse more pages than a paper has."""
        handed: Handed = self.cleaned_data["files"]
        if len(handed.files) + len(handed.uploads) > MOST_PAGES:
            raise ValidationError(_("Mỗi giấy tờ nhận tối đa %(most)s tệp."), params={"most": MOST_PAGES})
        return handed


class ReuseForm(Form):
    """What the person has already, to be used again with a tick."""

    def __init__(self, data: Any = None, *, papers: list[ReusablePaper]) -> None:
        super().__init__(data)
        self.papers = {f"{paper.kind}:{paper.id}:{paper.component_id}": paper for paper in papers}
        field = forms.MultipleChoiceField(
            label=_("Dùng lại giấy tờ bạn đã có"),
            choices=[(key, paper.title) for key, paper in self.papers.items()],
            widget=forms.CheckboxSelectMultiple,
            error_messages={
                "required": _("Hãy đánh dấu giấy tờ muốn dùng lại."),
                "invalid_choice": _("Giấy tờ này không còn dùng lại được. Hãy tải lại trang."),
            },
        )
        field.choice_hints = {key: _hint(paper) for key, paper in self.papers.items()}  # type: ignore[attr-defined]
        self.fields["again"] = field

    def chosen(self) -> list[ReusablePaper]:
        """The papers that were ticked."""
        return [self.papers[key] for key in self.cleaned_data["again"]]


def _hint(paper: ReusablePaper) -> Any:
    day = formats.day(paper.on)
    if paper.kind == "result":
        return lazy_format(_("%(agency)s cấp ngày %(day)s"), agency=paper.agency_name, day=day)
    return lazy_format(_("Bạn đã nộp ngày %(day)s, hồ sơ %(code)s"), day=day, code=paper.origin_code)


class ReliefsForm(Form):
    """Which groups the applicant belongs to that pay less."""

    def __init__(self, data: Any = None, *, reliefs: list[Relief], claimed: list[str]) -> None:
        super().__init__(data, initial={"reliefs": claimed})
        field = forms.MultipleChoiceField(
            label=_("Bạn có thuộc diện nào sau đây không?"),
            help_text=_("Đánh dấu mọi diện đúng với bạn; mức giảm cao nhất được áp dụng. Nếu không, để trống."),
            choices=[(relief.id, relief.name) for relief in reliefs],
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )
        field.choice_hints = {relief.id: relief.needs for relief in reliefs}  # type: ignore[attr-defined]
        self.fields["reliefs"] = field


class ReturnForm(Form):
    """How the result comes back, and a phone for the office to call."""

    return_way = forms.ChoiceField(
        label=_("Bạn muốn nhận kết quả bằng cách nào?"),
        help_text=_("Cách nào thì bản điện tử có chữ ký số cũng nằm trong kho giấy tờ của bạn."),
        widget=forms.RadioSelect,
        choices=[
            ("online", _("Chỉ bản điện tử, tải về tại đây")),
            ("counter", _("Bản giấy, lấy tại nơi nộp hồ sơ")),
            ("post", _("Bản giấy, gửi qua bưu chính")),
        ],
        error_messages={"required": _("Hãy chọn cách nhận kết quả.")},
    )
    return_address = forms.CharField(
        label=_("Địa chỉ nhận qua bưu chính"),
        help_text=_("Chỉ khi nhận qua bưu chính: số nhà, đường, xã hoặc phường, tỉnh."),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    phone = forms.CharField(
        label=_("Số điện thoại liên hệ"),
        help_text=_("Để báo tin, và để bạn tra cứu hồ sơ không cần đăng nhập."),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    phone.width = 20  # type: ignore[attr-defined]


class DeclarationForm(Form):
    """The last word before filing. `idempotency_key` was drawn when the page was made: a page files once."""

    idempotency_key = forms.CharField(widget=forms.HiddenInput, max_length=80, required=False)
    declaration = forms.BooleanField(
        label=_(
            "Tôi cam đoan nội dung khai trên là đúng sự thật và chịu trách nhiệm trước pháp luật về nội dung cam đoan."
        ),
        error_messages={"required": _("Hãy đánh dấu vào ô cam đoan để nộp hồ sơ.")},
    )

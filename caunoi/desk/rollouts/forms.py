"""What is typed in on these pages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from caunoi.desk.rollouts.words import ITEMS, OUTCOMES
from caunoi.desk.taking import TakingForm
from caunoi.rollouts.shapes import CriterionDraft, ItemDraft
from caunoi.ui.forms import DateField


def _text(label: Any, rows: int = 3, **options: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": str(rows)})
    return forms.CharField(label=label, widget=area, **options)


def lines(text: str) -> list[str]:
    """The lines of a text that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


class ChecklistForm(TakingForm):
    """A checklist, a line an item: what, and after a vertical bar whose work it is."""

    items = _text(
        _("Danh mục kiểm tra: mục bắt buộc"), 5,
        help_text=_("Mỗi dòng một mục: nội dung | ai làm. Ví dụ: Tập huấn cán bộ | Sở Khoa học và Công nghệ."),
        error_messages={"required": _("Hãy ghi ít nhất một mục bắt buộc.")},
    )  # fmt: skip
    optional = _text(_("Danh mục kiểm tra: mục nên có"), required=False, help_text=_("Cũng viết như trên."))

    def drafted(self) -> tuple[ItemDraft, ...]:
        """The checklist as the operation takes it."""
        found = []
        for name, obligatory in (("items", True), ("optional", False)):
            for line in lines(self.cleaned_data[name]):
                text, _bar, who = line.partition("|")
                found.append(ItemDraft(text.strip(), who.strip(), obligatory))
        return tuple(found)


class DraftForm(ChecklistForm):
    """A pilot and the checklist of the places after it."""

    code = forms.CharField(label=_("Mã"), max_length=40, help_text=_("Ví dụ: TK-2026-01."))
    title = forms.CharField(label=_("Tên hệ thống hoặc cách làm"), max_length=300)
    abstract = _text(_("Nội dung"), max_length=2000)
    person_id = forms.ChoiceField(label=_("Người phụ trách"))
    pilot_agency_id = forms.ChoiceField(label=_("Nơi thí điểm"))
    pilot_starts_on = DateField(label=_("Thí điểm từ ngày"))
    pilot_ends_on = DateField(label=_("Quyết định về thí điểm trước ngày"))
    entry = _text(_("Điều kiện bắt đầu: bắt buộc"), help_text=_("Mỗi dòng một điều kiện."))
    entry_optional = _text(_("Điều kiện bắt đầu: nên có"), required=False)
    exit = _text(_("Tiêu chí kết thúc: bắt buộc"), help_text=_("Mỗi dòng một tiêu chí."))
    exit_optional = _text(_("Tiêu chí kết thúc: nên có"), required=False)
    field_order = (
        "code", "title", "abstract", "person_id", "pilot_agency_id", "pilot_starts_on", "pilot_ends_on", "entry",
        "entry_optional", "exit", "exit_optional", "items", "optional",
    )  # fmt: skip

    def __init__(self, *args: Any, people: list[tuple[str, str]], places: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person_id"].choices = people  # type: ignore[attr-defined]
        self.fields["pilot_agency_id"].choices = [("", _("Hãy chọn…")), *places]  # type: ignore[attr-defined]

    def criteria(self, side: str) -> tuple[CriterionDraft, ...]:
        """The criteria of a side as the operation takes them."""
        must, may = self.cleaned_data[side], self.cleaned_data[f"{side}_optional"]
        return (*(CriterionDraft(one) for one in lines(must)), *(CriterionDraft(one, False) for one in lines(may)))


class ReasonForm(TakingForm):
    """Why, when something obligatory is missing."""

    reason = _text(
        _("Lý do"),
        required=False,
        max_length=1000,
        help_text=_("Bắt buộc nếu còn mục hoặc tiêu chí bắt buộc chưa đạt."),
    )


class WhyForm(TakingForm):
    """Why, always."""

    reason = _text(_("Lý do"), max_length=1000, error_messages={"required": _("Hãy nêu lý do.")})


class ResultForm(TakingForm):
    """What was found about a criterion."""

    met = forms.ChoiceField(
        label=_("Kết quả"), widget=forms.RadioSelect, choices=[("yes", _("Đạt")), ("no", _("Chưa đạt"))],
        error_messages={"required": _("Hãy chọn kết quả.")},
    )  # fmt: skip
    note_text = _text(_("Căn cứ"), max_length=1000, help_text=_("Số liệu, biên bản. Không ghi thông tin của cá nhân."))
    file = forms.FileField(label=_("Tệp minh chứng"), required=False, help_text=_("PDF, ảnh, DOCX, XLSX hoặc ODT."))


class DecideForm(TakingForm):
    """The end of a pilot."""

    outcome = forms.ChoiceField(
        label=_("Quyết định"), widget=forms.RadioSelect, choices=list(OUTCOMES.items()),
        error_messages={"required": _("Hãy chọn một quyết định.")},
    )  # fmt: skip
    number = forms.CharField(
        label=_("Số, ký hiệu văn bản hướng dẫn"), max_length=80, required=False, help_text=_("Bắt buộc khi nhân rộng.")
    )
    dated = DateField(label=_("Ngày của văn bản"), required=False)
    guidance_abstract = _text(_("Trích yếu"), 2, max_length=500, required=False)
    file = forms.FileField(label=_("Tệp văn bản hướng dẫn"), required=False, help_text=_("PDF, DOCX hoặc ODT."))
    new_end = DateField(label=_("Ngày kết thúc mới"), required=False, help_text=_("Chỉ khi gia hạn."))
    reason = _text(
        _("Lý do"), required=False, max_length=1000,
        help_text=_("Bắt buộc khi gia hạn, khi dừng, hoặc khi nhân rộng mà còn tiêu chí bắt buộc chưa đạt."),
    )  # fmt: skip


class WaveForm(TakingForm):
    """Which places come next, by when."""

    name = forms.CharField(label=_("Tên đợt"), max_length=200, help_text=_("Ví dụ: Đợt 1, các tỉnh phía Bắc."))
    due_on = DateField(label=_("Vận hành trước ngày"))
    scope = forms.ChoiceField(
        label=_("Mở cho"), help_text=_("Nơi đã ở trong đợt triển khai thì bỏ qua."),
        error_messages={"required": _("Hãy chọn nơi để mở.")},
    )  # fmt: skip
    codes = _text(
        _("Chỉ các nơi có mã"), required=False,
        help_text=_("Bỏ trống để mở cho tất cả; hoặc mã đơn vị hành chính, mỗi dòng một mã."),
    )  # fmt: skip
    field_order = ("name", "due_on", "scope", "codes")

    def __init__(self, *args: Any, scopes: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scope"].choices = scopes  # type: ignore[attr-defined]


class ItemForm(TakingForm):
    """What is to be said of a checklist item."""

    state = forms.ChoiceField(
        label=_("Tình trạng"), widget=forms.RadioSelect, choices=[(code, named[0]) for code, named in ITEMS.items()],
        error_messages={"required": _("Hãy chọn tình trạng của mục.")},
    )  # fmt: skip
    note_text = _text(
        _("Ghi chú, căn cứ"), required=False, max_length=1000,
        help_text=_("Mục bắt buộc đã xong cần tệp hoặc ghi chú; không cần ở đây thì nêu vì sao."),
    )  # fmt: skip
    file = forms.FileField(label=_("Tệp minh chứng"), required=False, help_text=_("PDF, ảnh, DOCX, XLSX hoặc ODT."))

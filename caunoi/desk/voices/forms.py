"""What is typed in on these pages."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from caunoi.core.clock import local_date
from caunoi.desk.taking import TakingForm
from caunoi.desk.tasks.choosing import AgencyField, OfficerField
from caunoi.desk.voices import words
from caunoi.ui.forms import DateField
from caunoi.voices.shapes import CommitmentDraft

Choices = list[tuple[str, str]]
MOST_ROWS = 20
"""So many commitments stand in one answer."""


def _text(label: Any, rows: int = 4, **options: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": str(rows)})
    return forms.CharField(label=label, widget=area, **options)


class BoxForm(TakingForm):
    """The one box: where it hurts, of which field, by which way."""

    text = _text(
        _("Địa phương đang vướng ở đâu?"), 6, max_length=4000,
        help_text=_("Viết như nói: việc gì, vướng ở chỗ nào, cần ai làm gì. Không ghi thông tin của người dân."),
        error_messages={"required": _("Hãy viết khó khăn, vướng mắc của địa phương.")},
    )  # fmt: skip
    topic = forms.ChoiceField(
        label=_("Thuộc lĩnh vực nào?"), required=False, widget=forms.RadioSelect,
    )  # fmt: skip
    other = forms.ChoiceField(label=_("Lĩnh vực khác"), required=False)
    way = forms.ChoiceField(
        label=_("Gửi theo cách nào?"), widget=forms.RadioSelect, choices=list(words.WAYS.items()), initial="step"
    )

    def __init__(self, *args: Any, proposed: Choices, topics: Choices, asks_way: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_way:
            del self.fields["way"]
        self.fields["topic"].choices = proposed  # type: ignore[attr-defined]
        self.fields["other"].choices = [("", _("Hãy chọn…")), *topics]  # type: ignore[attr-defined]


class AnswerForm(TakingForm):
    """The answer itself; what is promised in it stands in rows of its own."""

    text = _text(
        _("Trả lời"), 8, max_length=8000,
        help_text=_("Trả lời đúng chỗ vướng: làm thế nào, theo quy định nào, ai làm tiếp."),
        error_messages={"required": _("Câu trả lời chưa có nội dung. Hãy viết trả lời.")},
    )  # fmt: skip


class CommitmentForm(TakingForm):
    """One thing that is promised: what, by when, by whom. Left empty it counts for nothing."""

    text = forms.CharField(
        label=_("Cam kết làm gì"), max_length=1000, widget=forms.Textarea(attrs={"rows": "2"}),
        error_messages={"required": _("Hãy ghi cam kết làm gì.")},
    )  # fmt: skip
    due_on = DateField(label=_("Xong trước ngày"), error_messages={"required": _("Hãy ghi ngày phải xong.")})

    def __init__(self, *args: Any, now: datetime, agency_id: UUID, me: UUID, **kwargs: Any) -> None:
        super().__init__(*args, empty_permitted=True, use_required_attribute=False, **kwargs)
        self.now, self.agency_id, self.me = now, agency_id, me
        self.fields["agency_id"] = AgencyField(
            label=_("Cơ quan thực hiện"), on=local_date(now), required=False,
            help_text=_("Bỏ trống nếu là cơ quan bạn. Gõ tên hoặc mã định danh, không cần dấu."),
        )  # fmt: skip
        self.fields["person_id"] = OfficerField(
            label=_("Người chịu trách nhiệm"), required=False,
            help_text=_("Bỏ trống nếu là bạn. Họ và tên hoặc tên đăng nhập của người công tác tại cơ quan thực hiện."),
        )  # fmt: skip

    @property
    def said(self) -> bool:
        """Whether anything is written in the row."""
        return any(self.data.get(self.add_prefix(name), "").strip() for name in _ROW)

    def has_changed(self) -> bool:
        """A row in which nothing is written is left alone."""
        return self.said

    def clean(self) -> None:
        """Who is responsible is looked for in the agency that does it."""
        super().clean()
        self._resolve()

    def _resolve(self) -> None:
        typed, agency = self.cleaned_data.get("person_id"), self.cleaned_data.get("agency_id") or self.agency_id
        if not typed or "agency_id" in self.errors:
            return
        field = self.fields["person_id"]
        assert isinstance(field, OfficerField)
        try:
            self.cleaned_data["person_id"] = field.resolve(typed, agency, issuer_id=self.agency_id, now=self.now)
        except ValidationError as wrong:
            self.add_error("agency_id" if wrong.code == "not_below" else "person_id", wrong)

    def draft(self) -> CommitmentDraft:
        """The commitment as the operation takes it."""
        given = self.cleaned_data
        return CommitmentDraft(
            text=given["text"], due_on=given["due_on"], agency_id=given["agency_id"] or self.agency_id,
            person_id=given["person_id"] or self.me,
        )  # fmt: skip


_ROW = (
    "text", "due_on_0", "due_on_1", "due_on_2", "due_on", "agency_id", "agency_id-pick", "person_id",
    "person_id-pick",
)  # fmt: skip


class CheckForm(TakingForm):
    """Whether the public sees a petition, in which words, with which photos."""

    decision = forms.ChoiceField(
        label=_("Quyết định"), widget=forms.RadioSelect,
        choices=[("show", _("Hiện công khai")), ("hide", _("Không hiện công khai"))],
        error_messages={"required": _("Hãy chọn hiện hay không hiện.")},
    )  # fmt: skip
    public_title = forms.CharField(label=_("Tiêu đề công khai"), max_length=200, required=False)
    public_text = _text(_("Nội dung công khai"), 5, max_length=4000, required=False)
    photos = forms.MultipleChoiceField(
        label=_("Ảnh được hiện"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Chỉ chọn ảnh không nhận ra được ai, không thấy biển số xe, giấy tờ."),
    )  # fmt: skip
    reason = _text(
        _("Lý do không hiện"), 3, max_length=500, required=False,
        help_text=_("Người gửi đọc được lý do này. Bắt buộc khi không hiện."),
    )  # fmt: skip

    def __init__(self, *args: Any, photos: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["photos"].choices = photos  # type: ignore[attr-defined]
        if not photos:
            del self.fields["photos"]


class ForwardForm(TakingForm):
    """To whom, and why when it is not the first time."""

    to_agency_id = forms.Field()
    reason = _text(
        _("Lý do"), 3, required=False, max_length=1000,
        help_text=_("Lần chuyển đầu tiên không cần lý do; từ lần thứ hai thì bắt buộc."),
    )  # fmt: skip

    def __init__(self, *args: Any, now: datetime, forwards: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_agency_id"] = AgencyField(label=_("Chuyển đến cơ quan"), on=local_date(now))
        if forwards:
            self.fields["reason"].required = True
            self.fields["reason"].error_messages["required"] = _("Đã chuyển một lần rồi. Lần này hãy nêu lý do.")


class ReasonForm(TakingForm):
    """Why."""

    reason = _text(_("Lý do"), 3, max_length=1000, error_messages={"required": _("Hãy nêu lý do.")})


class PublishForm(TakingForm):
    """What everybody may read of a voice and its answer."""

    public_title = forms.CharField(
        label=_("Tiêu đề công khai"), max_length=200, error_messages={"required": _("Hãy ghi tiêu đề.")}
    )
    public_text = _text(
        _("Câu hỏi, vướng mắc"), 5, max_length=4000, error_messages={"required": _("Hãy ghi nội dung vướng mắc.")}
    )
    public_answer = _text(
        _("Trả lời"), 8, max_length=8000, error_messages={"required": _("Câu trả lời công khai chưa có nội dung.")}
    )


class RouteByHandForm(TakingForm):
    """Who answers a voice that no row of the table leads anywhere."""

    agency_id = forms.Field()

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency_id"] = AgencyField(label=_("Cơ quan trả lời"), on=local_date(now))


class EndRouteForm(TakingForm):
    """From which day a row holds no longer."""

    valid_to = DateField(label=_("Không áp dụng từ ngày"))


class RouteForm(TakingForm):
    """A row of the agency's own table: who answers what, who is asked, by when, from which day on."""

    topic = forms.ChoiceField(label=_("Lĩnh vực"), error_messages={"required": _("Hãy chọn lĩnh vực.")})
    way = forms.ChoiceField(
        label=_("Cách gửi"), widget=forms.RadioSelect, choices=list(words.WAYS.items()), initial="step"
    )
    days = forms.IntegerField(
        label=_("Hạn trả lời (ngày làm việc)"), min_value=1, max_value=250,
        widget=forms.TextInput({"inputmode": "numeric"}),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), _("Hãy nhập số ngày làm việc, từ 1 đến 250.")
        ),
    )  # fmt: skip
    valid_from = DateField(label=_("Áp dụng từ ngày"))
    valid_to = DateField(label=_("Đến trước ngày"), required=False, help_text=_("Bỏ trống nếu chưa biết."))
    reference = forms.CharField(
        label=_("Văn bản quy định"), max_length=200, help_text=_("Ví dụ: Quyết định 12/QĐ-UBND, phụ lục 1."),
        error_messages={"required": _("Hãy ghi văn bản quy định.")},
    )  # fmt: skip

    def __init__(self, *args: Any, now: datetime, agency_id: UUID, topics: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now, self.agency_id = now, agency_id
        self.fields["topic"].choices = [("", _("Hãy chọn…")), *topics]  # type: ignore[attr-defined]
        self.fields["days"].width = 3  # type: ignore[attr-defined]
        self.fields |= {
            "agency_id": AgencyField(label=_("Cơ quan trả lời"), on=local_date(now)),
            "contact_id": OfficerField(
                label=_("Người đầu mối"), help_text=_("Người được hỏi đầu tiên; công tác tại cơ quan trả lời.")
            ),
            "stand_in_id": OfficerField(
                label=_("Người thay thế"), required=False, help_text=_("Người được hỏi khi người đầu mối vắng.")
            ),
        }
        self.order_fields(
            ["topic", "agency_id", "contact_id", "stand_in_id", "way", "days", "valid_from", "valid_to", "reference"]
        )

    def clean(self) -> None:
        """Both people serve in the agency that answers."""
        super().clean()
        agency = self.cleaned_data.get("agency_id")
        for name in ("contact_id", "stand_in_id"):
            typed, field = self.cleaned_data.get(name), self.fields[name]
            if not typed or agency is None:
                continue
            assert isinstance(field, OfficerField)
            try:
                self.cleaned_data[name] = field.resolve(typed, agency, issuer_id=self.agency_id, now=self.now)
            except ValidationError as wrong:
                self.add_error("agency_id" if wrong.code == "not_below" else name, wrong)

"""What is typed in on these pages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from caunoi.core.clock import VIETNAM, local_date
from caunoi.desk.taking import TakingForm
from caunoi.desk.tasks.choosing import AgenciesField, AgencyField, OfficerField
from caunoi.desk.tasks.forms import resolve_person
from caunoi.meetings.shapes import Assignment, ItemDraft, MeetingDraft, PointDraft
from caunoi.tasks.importing import LACKING
from caunoi.ui.forms import DateField


def _area(label: Any, rows: int = 3, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": str(rows)}), **options)


def _clock(label: Any, missing: Any) -> forms.TimeField:
    wrong = _("Giờ này không có. Ví dụ đúng: 8:30.")
    made = forms.TimeField(
        label=label, input_formats=["%H:%M", "%Hh%M", "%H"], error_messages={"required": missing, "invalid": wrong},
        help_text=_("Ví dụ: 8:30."), widget=forms.TimeInput(attrs={"autocomplete": "off"}, format="%H:%M"),
    )  # fmt: skip
    made.width = 5  # type: ignore[attr-defined]
    return made


class SaidSelect(forms.Select):
    """A choice among what officers wrote: Vietnamese in every language, the empty choice apart."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The option, with its language."""
        made: dict[str, Any] = super().create_option(name, value, *args, **kwargs)
        if value:
            made["attrs"]["lang"] = "vi"
        return made


class MeetingForm(TakingForm):
    """What a meeting is about, when and where."""

    title = forms.CharField(
        label=_("Tên cuộc họp"), max_length=300, error_messages={"required": _("Hãy ghi tên cuộc họp.")}
    )
    on = DateField(label=_("Ngày họp"))
    starts_at = _clock(_("Bắt đầu lúc"), _("Hãy ghi giờ bắt đầu."))
    ends_at = _clock(_("Kết thúc lúc"), _("Hãy ghi giờ kết thúc."))
    place = forms.CharField(label=_("Địa điểm"), max_length=300, required=False)
    room_url = forms.CharField(
        label=_("Địa chỉ phòng họp trực tuyến"), max_length=500, required=False,
        help_text=_("Của bất kỳ hệ thống hội nghị truyền hình nào; bắt đầu bằng https://."),
    )  # fmt: skip
    purpose = _area(_("Mục đích, yêu cầu"), required=False, max_length=2000)
    previous_id = forms.ChoiceField(
        label=_("Cuộc họp trước"), required=False, widget=SaidSelect,
        help_text=_("Cuộc họp này mở đầu bằng kết quả của cuộc họp trước: việc nào đã xong, việc nào còn."),
    )  # fmt: skip

    def __init__(self, *args: Any, before: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if before:
            self.fields["previous_id"].choices = [("", _("Không có")), *before]  # type: ignore[attr-defined]
        else:
            del self.fields["previous_id"]

    def drafted(self) -> MeetingDraft:
        """The meeting as the operations take it."""
        given = self.cleaned_data
        before = given.get("previous_id")
        return MeetingDraft(
            title=given["title"], starts_at=datetime.combine(given["on"], given["starts_at"], VIETNAM),
            ends_at=datetime.combine(given["on"], given["ends_at"], VIETNAM), purpose=given["purpose"],
            place=given["place"], room_url=given["room_url"], previous_id=UUID(before) if before else None,
        )  # fmt: skip


class ItemForm(TakingForm):
    """A line of the agenda."""

    title = forms.CharField(
        label=_("Nội dung của mục"), max_length=300, error_messages={"required": _("Hãy ghi nội dung của mục.")}
    )
    minutes = forms.IntegerField(
        label=_("Số phút"), min_value=1, max_value=1440, error_messages={"required": _("Hãy ghi số phút.")}
    )
    notes = _area(_("Ghi chú"), 2, required=False, max_length=2000)

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["minutes"].width = 4  # type: ignore[attr-defined]
        self.fields["agency_id"] = AgencyField(label=_("Cơ quan trình bày"), on=local_date(now), required=False)
        self.order_fields(["title", "minutes", "agency_id", "notes"])

    def drafted(self) -> ItemDraft:
        """The line as the operations take it."""
        given = self.cleaned_data
        return ItemDraft(given["title"], given["minutes"], given["agency_id"], given["notes"])


class InviteForm(TakingForm):
    """Who is invited: everybody below, or single ones."""

    scope = forms.ChoiceField(
        label=_("Mời"), widget=forms.RadioSelect, error_messages={"required": _("Hãy chọn mời những ai.")}
    )
    guests = _area(
        _("Khách mời không có trong danh bạ cơ quan"), 2, required=False, max_length=4000,
        help_text=_("Mỗi dòng một điểm cầu, ví dụ tên hiệp hội hoặc doanh nghiệp."),
    )  # fmt: skip

    def __init__(self, *args: Any, scopes: list[tuple[str, Any]], on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scope"].choices = scopes  # type: ignore[attr-defined]
        self.fields["agencies"] = AgenciesField(label=_("Thêm từng cơ quan"), on=on)
        self.order_fields(["scope", "agencies", "guests"])

    def clean(self) -> None:
        """Somebody must be meant."""
        super().clean()
        given = self.cleaned_data
        if given.get("scope") == "chosen" and "agencies" in given and not (given["agencies"] or self.names()):
            raise ValidationError(_("Hãy ghi ít nhất một cơ quan hoặc một khách mời."))

    def names(self) -> list[str]:
        """The guests, each once."""
        return list(dict.fromkeys(filter(None, map(str.strip, self.cleaned_data.get("guests", "").splitlines()))))

    def drafted(self) -> list[PointDraft]:
        """Those that were named one by one."""
        agencies = [PointDraft(agency_id=one) for one in self.cleaned_data["agencies"]]
        return [*agencies, *(PointDraft(name=one) for one in self.names())]


class ReplyForm(TakingForm):
    """Whether a point comes, and with how many people."""

    coming = forms.ChoiceField(
        label=_("Điểm cầu của bạn có dự không?"), widget=forms.RadioSelect,
        choices=[("yes", _("Có, sẽ dự")), ("no", _("Không dự được"))],
        error_messages={"required": _("Hãy chọn có hoặc không.")},
    )  # fmt: skip
    expected = forms.IntegerField(
        label=_("Số người dự kiến"), min_value=0, max_value=9999, required=False, help_text=_("Nếu dự.")
    )
    words = _area(
        _("Ghi chú, hoặc lý do không dự"), required=False, max_length=1000, help_text=_("Bắt buộc khi không dự được.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["expected"].width = 4  # type: ignore[attr-defined]


class AnswerForm(TakingForm):
    """What was answered."""

    answer = _area(
        _("Nội dung trả lời"), 5, max_length=4000, error_messages={"required": _("Hãy ghi nội dung trả lời.")}
    )


class WhyForm(TakingForm):
    """Why, always."""

    reason = _area(_("Lý do"), max_length=1000, error_messages={"required": _("Hãy nêu lý do.")})


DEFAULTS = {
    "responsibility": "Chủ trì thực hiện và báo cáo kết quả",
    "result": "Việc được giải quyết và có văn bản trả lời các điểm cầu đã hỏi",
    "authority": "Theo chức năng, nhiệm vụ được giao; được mời các cơ quan liên quan phối hợp",
}
"""Written beforehand while everybody waits; the chair changes what must be different."""


class AssignmentForm(TakingForm):
    """To whom something is given and by when; the other clear points are written beforehand."""

    def __init__(self, *args: Any, now: datetime, issuer_id: UUID, **kwargs: Any) -> None:
        kwargs["initial"] = {**DEFAULTS, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.now, self.issuer_id = now, issuer_id
        on = local_date(now)
        self.fields |= {
            "lead_agency_id": AgencyField(
                label=_("Cơ quan chủ trì"), on=on, error_messages={"required": LACKING["lead_agency_id"]}
            ),
            "person_id": OfficerField(label=_("Người chịu trách nhiệm")),
            "due_on": DateField(label=_("Hạn hoàn thành"), error_messages={"required": LACKING["due_on"]}),
        }
        for name, label in (
            ("responsibility", _("Trách nhiệm")), ("result", _("Kết quả phải đạt")), ("authority", _("Thẩm quyền")),
        ):  # fmt: skip
            self.fields[name] = _area(label, 2, max_length=1000, error_messages={"required": LACKING[name]})
        self.fields["coordinating"] = AgenciesField(label=_("Cơ quan phối hợp"), on=on)

    def clean(self) -> None:
        """Who is responsible is looked for among those who serve in the lead agency."""
        super().clean()
        resolve_person(self, self.cleaned_data.get("lead_agency_id"), self.issuer_id, self.now)

    def drafted(self) -> Assignment:
        """As the operations take it."""
        given = self.cleaned_data
        names = ("lead_agency_id", "person_id", "due_on", "responsibility", "result", "authority", "coordinating")
        return Assignment(title=given.get("title", ""), **{name: given[name] for name in names})


class QuestionAssignmentForm(AssignmentForm):
    """A question that somebody has to work on."""

    title = _area(_("Nhiệm vụ"), 2, required=False, max_length=500, help_text=_("Bỏ trống thì lấy nguyên văn câu hỏi."))
    answer = _area(_("Trả lời tại cuộc họp"), 2, required=False, max_length=4000, help_text=_("Nếu đã nói điều gì."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["lead_agency_id", "person_id", "due_on", "answer", "title"])


class ConclusionForm(AssignmentForm):
    """A conclusion, about a line of the agenda or the whole."""

    text = _area(
        _("Kết luận"), 3, max_length=500, error_messages={"required": _("Hãy ghi nội dung kết luận.")},
        help_text=_("Thành nhiệm vụ ngay khi ghi."),
    )  # fmt: skip
    item_id = forms.ChoiceField(label=_("Về mục"), required=False, widget=SaidSelect)

    def __init__(self, *args: Any, items: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if items:
            self.fields["item_id"].choices = [("", _("Cả cuộc họp")), *items]  # type: ignore[attr-defined]
        else:
            del self.fields["item_id"]


class JoinForm(TakingForm):
    """The number of the question that this one is joined to."""

    number = forms.IntegerField(
        label=_("Gộp vào câu hỏi số"), min_value=1, max_value=99999,
        error_messages={"required": _("Hãy ghi số của câu hỏi.")},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].width = 4  # type: ignore[attr-defined]

"""What an officer types to ask somebody for something: papers, money, an opinion, more time."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from caunoi.desk.dossier.forms import ActForm, ReasonForm
from caunoi.dossiers.queries import DossierView, ResultView
from caunoi.ui.forms import DateField

Choices = list[tuple[str, Any]]
_PAPER, _FIELD, _OTHER = "component_id", "field", "other"


class SupplementForm(ReasonForm):
    """What is missing, ticked one by one, each with what is wanted; asked once and completely."""

    ask = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    days = forms.IntegerField(label=_("Số ngày làm việc để bổ sung"), min_value=1, max_value=365, required=False)
    exception_reason = forms.CharField(
        label=_("Lý do yêu cầu lần nữa hoặc sau 3 ngày làm việc"), max_length=500, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Chỉ ghi khi hồ sơ đã được yêu cầu bổ sung, hoặc đã quá 3 ngày làm việc từ khi tiếp nhận."),
    )  # fmt: skip

    def __init__(self, *args: Any, dossier: DossierView, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows: list[tuple[str, str]] = [
            *((f"{_PAPER}:{c.component_id}", c.title) for c in dossier.components),
            *((f"{_FIELD}:{n}", dossier.form["properties"][n]["title"]) for n in _asked(dossier)),
            (_OTHER, str(_("Điều khác"))),
        ]
        self.fields["ask"].choices = self.rows  # type: ignore[attr-defined]
        for value, title in self.rows:
            self.fields[_what(value)] = forms.CharField(label=title, max_length=500, required=False)
        self.fields["days"].width = 3  # type: ignore[attr-defined]

    def groups(self) -> list[tuple[str, list[BoundField]]]:
        return [("", [self[name] for name in ("reason", "days", "exception_reason")])]

    def ticks(self) -> list[tuple[str, str, bool, BoundField]]:
        """Each thing that may be asked: value, title, whether it is ticked, what is wanted."""
        ticked = self["ask"].value() or []
        return [(value, title, value in ticked, self[_what(value)]) for value, title in self.rows]

    def clean(self) -> None:
        """Something is ticked, and each tick says what is wanted."""
        super().clean()
        ticked = self.cleaned_data.get("ask") or []
        if not ticked:
            self.add_error(None, ValidationError(_("Hãy đánh dấu ít nhất một điều cần bổ sung.")))
        for value in ticked:
            if len((self.cleaned_data.get(_what(value)) or "").strip()) < 3:
                self.add_error(_what(value), ValidationError(_("Hãy nói rõ cần bổ sung gì.")))

    def items(self) -> list[dict[str, str]]:
        """What is asked, as the operation takes it."""
        found = []
        for value in self.cleaned_data["ask"]:
            kind, _sep, name = value.partition(":")
            what = {"what": self.cleaned_data[_what(value)].strip()}
            found.append({kind: name, **what} if name else what)
        return found


def _what(value: str) -> str:
    return f"what-{value.replace(':', '-')}"


def _asked(dossier: DossierView) -> list[str]:
    return [name for section in dossier.form["x-sections"] for name in section["fields"] if name in dossier.answers]


class PaymentForm(ReasonForm):
    """How much is to be paid, and for what."""

    amount = forms.IntegerField(label=_("Số tiền (đồng)"), min_value=1, max_value=10_000_000_000)
    field_order: tuple[str, ...] = ("amount", "reason")

    def __init__(self, *args: Any, amount: int | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("amount", amount)
        self.fields["amount"].width = 10  # type: ignore[attr-defined]


class PaidForm(ActForm):
    """What was paid, and how."""

    amount = forms.IntegerField(label=_("Số tiền đã thu (đồng)"), min_value=1, max_value=10_000_000_000)
    method = forms.ChoiceField(
        label=_("Cách nộp"), widget=forms.RadioSelect, initial="cash",
        choices=[("cash", _("Tiền mặt")), ("transfer", _("Chuyển khoản")), ("card", _("Thẻ"))],
    )  # fmt: skip
    receipt = forms.CharField(label=_("Số biên lai"), max_length=100, required=False)

    def __init__(self, *args: Any, amount: int | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("amount", amount)
        for name in ("amount", "receipt"):
            self.fields[name].width = 10  # type: ignore[attr-defined]
        self.fields["method"].inline = True  # type: ignore[attr-defined]


class AgencyForm(ReasonForm):
    """Another agency, and why."""

    agency_id = forms.TypedChoiceField(label=_("Cơ quan"), coerce=UUID, widget=forms.Select)
    field_order: tuple[str, ...] = ("agency_id", "reason")

    def __init__(self, *args: Any, agencies: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency_id"].choices = [("", _("Hãy chọn")), *agencies]  # type: ignore[attr-defined]


class ConsultForm(AgencyForm):
    """Whom to ask, what, and by when."""

    due = DateField(label=_("Trả lời trước hết ngày"))
    field_order: tuple[str, ...] = ("agency_id", "reason", "due")


class AnswerForm(ReasonForm):
    """The asked agency's answer."""

    outcome = forms.ChoiceField(
        label=_("Ý kiến"), widget=forms.RadioSelect,
        choices=[("agree", _("Đồng ý")), ("disagree", _("Không đồng ý")), ("other", _("Ý kiến khác"))],
    )  # fmt: skip
    field_order: tuple[str, ...] = ("outcome", "reason")

    def __init__(self, *args: Any, request_id: UUID | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request_id = request_id


class RevokeForm(ReasonForm):
    """Which record is taken back, and why."""

    result_id = forms.TypedChoiceField(
        label=_("Kết quả bị thu hồi"), coerce=UUID, widget=forms.RadioSelect,
        error_messages={"required": _("Hãy chọn kết quả bị thu hồi.")},
    )  # fmt: skip
    field_order: tuple[str, ...] = ("result_id", "reason")

    def __init__(self, *args: Any, results: list[ResultView], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(one.id), f"{one.name}, {one.number}, {one.agency_name}") for one in results]
        self.fields["result_id"].choices = choices  # type: ignore[attr-defined]
        if len(choices) == 1:
            self.initial.setdefault("result_id", choices[0][0])


class ExtendForm(ReasonForm):
    """The new date, given once, with the apology's reason."""

    new_due = DateField(label=_("Hẹn trả lại vào ngày"))
    field_order: tuple[str, ...] = ("new_due", "reason")

    def __init__(self, *args: Any, after: date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.after = after

    def clean_new_due(self) -> date:
        """Later than what was promised before."""
        day: date = self.cleaned_data["new_due"]
        if self.after and day <= self.after:
            raise ValidationError(
                _("Ngày hẹn mới phải sau ngày đã hẹn (%(day)s)."), params={"day": f"{self.after:%d/%m/%Y}"}
            )
        return day


class NoteForm(ActForm):
    """A note that may be empty, and, where the step checks something, what was found."""

    outcome = forms.ChoiceField(
        label=_("Kết quả kiểm tra"), widget=forms.RadioSelect, choices=[("pass", _("Đạt")), ("fail", _("Không đạt"))]
    )
    note = forms.CharField(
        max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 5}), label=_("Ghi chú")
    )

    def __init__(self, *args: Any, checks: bool = False, label: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if label:
            self.fields["note"].label = label
        if not checks:
            del self.fields["outcome"]
        else:
            self.fields["outcome"].inline = True  # type: ignore[attr-defined]


class HandOverForm(ActForm):
    """The result is given to the right person."""

    way = forms.ChoiceField(
        label=_("Cách trả"), widget=forms.RadioSelect,
        choices=[("counter", _("Tại quầy")), ("online", _("Trực tuyến")), ("post", _("Gửi bưu chính"))],
    )  # fmt: skip
    checked = forms.BooleanField(
        label=_("Đã đối chiếu giấy tờ tùy thân của người nhận"), required=False,
        help_text=_("Bắt buộc khi trả tại quầy."),
    )  # fmt: skip

    def __init__(self, *args: Any, way: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("way", way)
        self.fields["way"].inline = True  # type: ignore[attr-defined]

    def clean(self) -> None:
        """At the counter the receiver's identity paper is looked at."""
        super().clean()
        if self.cleaned_data.get("way") == "counter" and not self.cleaned_data.get("checked"):
            self.add_error(
                "checked", ValidationError(_("Hãy đối chiếu giấy tờ tùy thân của người nhận trước khi trả."))
            )

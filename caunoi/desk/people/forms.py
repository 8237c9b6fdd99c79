"""What is typed about colleagues."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from caunoi.desk.taking import TakingForm
from caunoi.ui.forms import DateField

Choices = list[tuple[str, Any]]


def _ends_after(form: forms.Form, first: str, last: str) -> None:
    start, end = form.cleaned_data.get(first), form.cleaned_data.get(last)
    if isinstance(start, date) and isinstance(end, date) and end < start:
        form.add_error(last, ValidationError(_("Ngày cuối không được trước ngày đầu.")))


class AbsenceForm(TakingForm):
    """Who is away from which day to which, and who stands in."""

    person_id = forms.TypedChoiceField(label=_("Người vắng mặt"), coerce=UUID, widget=forms.Select)
    deputy_id = forms.TypedChoiceField(
        label=_("Người làm thay"), coerce=UUID, widget=forms.Select,
        help_text=_("Người cùng vai trò, có mặt suốt thời gian đó."),
    )  # fmt: skip
    first_day = DateField(label=_("Vắng từ ngày"))
    last_day = DateField(label=_("Đến hết ngày"))

    def __init__(self, *args: Any, people: Choices, deputies: Choices, me: UUID, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person_id"].choices = people  # type: ignore[attr-defined]
        self.fields["deputy_id"].choices = [("", _("Hãy chọn")), *deputies]  # type: ignore[attr-defined]
        self.initial.setdefault("person_id", str(me))
        if len(people) == 1:
            self.fields["person_id"].widget = forms.HiddenInput()

    def clean(self) -> None:
        """The period has a last day that is not before its first."""
        super().clean()
        _ends_after(self, "first_day", "last_day")


class DelegationForm(TakingForm):
    """Who signs for the leader from which day to which."""

    to_person_id = forms.TypedChoiceField(label=_("Người được ủy quyền"), coerce=UUID, widget=forms.Select)
    first_day = DateField(label=_("Từ ngày"))
    last_day = DateField(label=_("Đến hết ngày"))

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_person_id"].choices = [("", _("Hãy chọn")), *people]  # type: ignore[attr-defined]

    def clean(self) -> None:
        """The period has a last day that is not before its first."""
        super().clean()
        _ends_after(self, "first_day", "last_day")


class RoleForm(TakingForm):
    """Who serves in which role from when to when."""

    username = forms.CharField(
        label=_("Tên đăng nhập"), max_length=150, help_text=_("Tên mà cán bộ dùng để đăng nhập, ví dụ quay.cuanam.")
    )
    role = forms.ChoiceField(label=_("Vai trò"), widget=forms.Select)
    first_day = DateField(label=_("Từ ngày"))
    last_day = DateField(label=_("Đến hết ngày"), required=False)

    def __init__(self, *args: Any, roles: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [("", _("Hãy chọn")), *roles]  # type: ignore[attr-defined]
        self.fields["username"].width = 20  # type: ignore[attr-defined]

    def clean(self) -> None:
        """The period, when it has a last day, does not end before it begins."""
        super().clean()
        _ends_after(self, "first_day", "last_day")

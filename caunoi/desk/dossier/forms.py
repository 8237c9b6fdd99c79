"""What officers type on this room's pages."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from caunoi.desk.taking import TakingForm


class ActForm(TakingForm):
    """An act without words: it carries the version that the officer saw."""

    expected_version = forms.IntegerField(
        min_value=0,
        widget=forms.HiddenInput,
        error_messages={"required": _("Trang đã cũ. Hãy mở lại hồ sơ rồi thử lại.")},
    )

    def groups(self) -> list[tuple[str, list[BoundField]]]:
        """Titles and fields, as the page lays them out."""
        return [("", list(self.visible_fields()))]

    def typed(self) -> list[dict[str, str]]:
        """What was typed, to be kept when it could not be done."""
        rows = [
            {"key": str(b.label), "value": self._said(b)} for b in self.visible_fields() if b.name in self.changed_data
        ]
        return [row for row in rows if row["value"]]

    def _said(self, bound: BoundField) -> str:
        value = getattr(self, "cleaned_data", {}).get(bound.name, bound.value())
        return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value or "")

    def renew(self, version: int) -> None:
        """Let the next attempt start from `version`, keeping what was typed."""
        data: Any = self.data
        copy = data.copy()
        copy["expected_version"] = str(version)
        self.data = copy


class ReasonForm(ActForm):
    """An act that must say why."""

    reason = forms.CharField(min_length=5, max_length=2000, widget=forms.Textarea(attrs={"rows": 5}))

    def __init__(self, *args: Any, label: Any, hint: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["reason"]
        field.label, field.help_text = label, hint
        wrong = _("Hãy ghi rõ lý do (từ 5 đến 2.000 ký tự).")
        field.error_messages.update({"required": wrong})
        for validator in field.validators:
            validator.message = wrong  # type: ignore[attr-defined]


class AssignForm(ActForm):
    """Who examines."""

    person_id = forms.TypedChoiceField(
        label=_("Người thẩm định"),
        coerce=UUID,
        widget=forms.RadioSelect,
        error_messages={"required": _("Hãy chọn người thẩm định.")},
    )

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person_id"].choices = people  # type: ignore[attr-defined]

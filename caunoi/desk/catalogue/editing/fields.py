"""Form fields for amounts and limits as people write them."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from caunoi.ui import formats

_GROUPED = re.compile(r"^\d{1,3}(?:[.,\s]\d{3})+$")
_DAYS = re.compile(r"^\d+(?:\.5)?$")


class Money(forms.Field):
    """Whole đồng: 8000, 8.000, 8 000 and 8,000 are the same."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs["inputmode"] = "numeric"

    def prepare_value(self, value: Any) -> Any:
        """With thousands apart."""
        return formats.number(value) if isinstance(value, int) and not isinstance(value, bool) else value

    def to_python(self, value: Any) -> int | None:
        """Raises ValidationError for what is no amount."""
        text = str(value or "").replace("đ", "").replace("\N{NO-BREAK SPACE}", " ").strip()
        if not text:
            return None
        if _GROUPED.match(text):
            text = re.sub(r"[.,\s]", "", text)
        if not (text.isascii() and text.isdigit() and len(text) < 13):
            raise ValidationError(_("Hãy nhập số đồng nguyên, ví dụ 8.000."), code="money")
        return int(text)


class Days(forms.CharField):
    """A limit's number as the schema has it: whole or half."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.width = 4
        self.widget.attrs["inputmode"] = "decimal"

    def prepare_value(self, value: Any) -> Any:
        """7.5 as people write it."""
        return str(value).replace(".", formats.number(1.5)[1:2]) if value else ""

    def to_python(self, value: Any) -> str:
        """Raises ValidationError for what is neither whole nor half."""
        text = str(super().to_python(value) or "").strip().replace(",", ".")
        if text and not _DAYS.match(text):
            raise ValidationError(_("Hãy nhập số nguyên hoặc nửa, ví dụ 5 hoặc 7,5."), code="days")
        return text

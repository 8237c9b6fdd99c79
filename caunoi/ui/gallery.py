"""Examples for the page of all components."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest

from caunoi.ui.forms import Form


class Example(Form):
    """Every kind of field."""

    name = forms.CharField(label="Họ, chữ đệm, tên", help_text="Như trong giấy tờ tùy thân")


def context(request: HttpRequest) -> dict[str, Any]:
    """What the page shows."""
    return {}

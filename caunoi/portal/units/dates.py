"""The date that a visitor asks about."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest
from django.utils.translation import gettext as _

from caunoi.core.clock import local_date
from caunoi.core.errors import InvalidInput, Problem
from caunoi.ui.forms import parts_of

REFORM = date(2025, 7, 1)
BEFORE = date(2025, 6, 30)


def today(request: HttpRequest) -> date:
    """The civil date in Việt Nam."""
    return local_date(request.now)  # type: ignore[attr-defined]


def asked(request: HttpRequest) -> date:
    """`?on=2025-06-30` (or 30/06/2025); today without it. Raises InvalidInput for what is no date."""
    text = request.GET.get("on", "").strip()
    if not text:
        return today(request)
    try:
        day, month, year = (int(part) for part in parts_of(text))
        return date(year, month, day)
    except (ValueError, OverflowError):
        message = _("“%(text)s” không phải là một ngày. Ví dụ đúng: 30/06/2025.") % {"text": text[:40]}
        raise InvalidInput([Problem(message, field="on")]) from None

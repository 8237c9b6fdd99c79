"""Dates and numbers as people write them in each language. Pure but for the language in force."""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.translation import get_language

from caunoi.core.clock import VIETNAM

SEPARATORS = {"vi": (".", ","), "en": (",", "."), "th": (",", ".")}
NBSP = "\u00a0"


def day(value: date | datetime | None) -> str:
    """23/09/2026, the civil date in Việt Nam; empty for None."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = value.astimezone(VIETNAM).date()
    return f"{value:%d/%m}/{value.year:04d}"


def moment(value: datetime | None) -> str:
    """10:42 ngày 22/09/2026 is written 22/09/2026 10:42, in Việt Nam's time; empty for None."""
    if value is None:
        return ""
    local = value.astimezone(VIETNAM)
    return f"{day(local)}{NBSP}{local:%H:%M}"


def number(value: Any, places: int | None = None) -> str:
    """1.234,5 in Vietnamese; 1,234.5 in English and Thai. `places` fixes the decimals; else as it has, at most 2."""
    if value is None or value == "":
        return ""
    exact = Decimal(str(value))
    digits = places if places is not None else min(max(-int(exact.normalize().as_tuple().exponent), 0), 2)
    rounded = exact.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    text = f"{rounded:,.{digits}f}"
    group, point = SEPARATORS.get((get_language() or "vi")[:2], SEPARATORS["vi"])
    return text.replace(",", "\0").replace(".", point).replace("\0", group)


def percent(share: Any, places: int = 1) -> str:
    """98,4 % from a share between 0 and 1; empty for None."""
    if share is None:
        return ""
    space = NBSP if (get_language() or "vi").startswith("vi") else ""
    return f"{number(Decimal(str(share)) * 100, places)}{space}%"

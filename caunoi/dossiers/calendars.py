"""The working calendar in force, read once from `data/calendars/vn.json` and the `holidays` package."""

from __future__ import annotations

import json
from functools import lru_cache

import holidays
from django.conf import settings

from caunoi.core.clock import VIETNAM
from caunoi.dossiers.rules.calendars import WorkingCalendar, calendar_from


@lru_cache(maxsize=1)
def vietnam() -> WorkingCalendar:
    """Việt Nam's calendar; years are worked out when they are first asked about."""
    data = json.loads((settings.DATA / "calendars" / "vn.json").read_text(encoding="utf-8"))
    return calendar_from(data, holidays=holidays.country_holidays("VN"), zone=VIETNAM)

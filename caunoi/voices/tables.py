"""The shipped table of fields, read once, again when the file changes; and the calendar that deadlines count by."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path

import yaml
from django.conf import settings
from django.utils.translation import get_language

from caunoi.core.clock import VIETNAM
from caunoi.dossiers.calendars import vietnam
from caunoi.units.rules.text import fold
from caunoi.voices.rules.routing import Table, Topic
from caunoi.voices.rules.routing import table as read


def fields() -> Table:
    """The fields of difficulties, `data/voices/fields.yaml`."""
    path = Path(settings.DATA) / "voices" / "fields.yaml"
    return _read(path, path.stat().st_mtime_ns)


def topic_name(code: str) -> str:
    """A field's name in the language in force; its code when the file no longer has it."""
    found: Topic | None = fields().topics.get(code)
    return found.names.get((get_language() or "vi")[:2], found.names["vi"]) if found else code


def due_after(day: date, days: int) -> date:
    """The last day of a limit of so many working days that begins on `day`."""
    calendar = vietnam()
    opening = calendar.opening(datetime.combine(day, time(9), VIETNAM))
    return calendar.add_working_days(opening.date(), days)


def days_between(first: date, last: date) -> int:
    """Civil days from one to the other; negative when `last` lies before."""
    return (last - first) // timedelta(days=1)


@lru_cache(maxsize=2)
def _read(path: Path, _changed: int) -> Table:
    return read(yaml.safe_load(path.read_text(encoding="utf-8")), fold)

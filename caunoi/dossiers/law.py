"""The rules of settlement in force on a day, from `data/settlement/vn.json`: each value dated, with its article."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.conf import settings


@dataclass(frozen=True, slots=True)
class Law:
    """Decree 61/2018/ND-CP art. 15 and 19, or what replaced it on the day.

    `notice_working_days`: within how many working days of receipt a supplement is asked for; `supplement_days`: working
    days to answer when the procedure names none; `after_supplement_limit`: `stop` or `refuse`; `extend_days_before`:
    how many days before the due date an apology is sent at the latest.
    """

    notice_working_days: int
    supplements_at_most: int
    supplement_days: int
    after_supplement_limit: str
    extensions_at_most: int
    extend_days_before: int


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    read: dict[str, Any] = json.loads((settings.DATA / "settlement" / "vn.json").read_text(encoding="utf-8"))
    return read


def law(on: date) -> Law:
    """What is in force on `on`; the first value before anything began."""
    return Law(**{name: _at(rows, on) for name, rows in _data().items() if isinstance(rows, list)})


def _at(rows: list[dict[str, Any]], on: date) -> Any:
    began = [row["value"] for row in rows if date.fromisoformat(row["from"]) <= on]
    return began[-1] if began else rows[0]["value"]

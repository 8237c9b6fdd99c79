"""Tables beside the bodies: the published list, rates of provinces, events of life."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from caunoi.core.errors import Problem
from caunoi.procedures.errors import BrokenCatalogue
from caunoi.procedures.rules import levels_of
from caunoi.units.rules.text import fold

_UNREAD = re.compile(r"\s*\((?:memory|from [^)]*|[0-9,]+ units[^)]*)\)|\bnot read\b")
_COLUMNS = {"agency": "cơ quan", "limits": "thời hạn", "results": "kết quả", "field": "lĩnh vực", "name": "tên"}
_RATE_COLUMNS = ("procedure", "fee", "province", "from", "amount", "reference")


def read_entries(path: Path) -> dict[str, dict[str, Any]]:
    """The published list by code. Raises BrokenCatalogue naming the line and column."""
    problems: list[Problem] = []
    entries: dict[str, dict[str, Any]] = {}
    for line, row in _rows(path):
        problems += _empty(row, ("code", "name"), line)
        if row["code"] in entries:
            problems.append(Problem(_("mã này đã có ở dòng trên"), line=line, column="code"))
        entries[row["code"]] = _entry(row)
    _refuse(problems, path)
    return entries


def read_life_events(path: Path) -> list[dict[str, Any]]:
    """Events of life in order: `code`, `name` and `text` in three languages, `words` and `fields` that lead to them."""
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    for event in found:
        missing = [k for k in ("code", "name", "text", "words", "fields") if k not in event]
        problems = [
            Problem(_("thiếu mục “%(what)s”"), field=event.get("code", ""), params=(("what", k),)) for k in missing
        ]
        _refuse(problems, path)
    return [{**event, "folded": [f" {fold(word)} " for word in event["words"]]} for event in found]


def read_rates(path: Path) -> list[dict[str, Any]]:
    """Rates that provinces set: whole đồng, in force on `[from, to)`, each with the text that sets it."""
    problems: list[Problem] = []
    rates = []
    for line, row in _rows(path):
        wrong = [*_empty(row, _RATE_COLUMNS, line), *_unreadable(row, line)]
        problems += wrong
        if not wrong:
            rates.append(_rate(row))
    _refuse(problems, path)
    return rates


def events_of(entry: dict[str, Any], events: list[dict[str, Any]]) -> list[str]:
    """The events of life that a published entry belongs to, by its field and the words of its name."""
    name = f" {fold(entry['name'])} "
    return [
        event["code"]
        for event in events
        if entry["field"] in event["fields"] or any(word in name for word in event["folded"])
    ]


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    if path.exists():
        with path.open(encoding="utf-8", newline="") as file:
            yield from enumerate(csv.DictReader(file, restval=""), 2)


def _refuse(problems: list[Problem], path: Path) -> None:
    if problems:
        raise BrokenCatalogue(problems, file=path.name)


def _empty(row: dict[str, str], columns: tuple[str, ...], line: int) -> list[Problem]:
    empty = [column for column in columns if not (row.get(column) or "").strip()]
    return [Problem(_("không được để trống"), line=line, column=column) for column in empty]


def _entry(row: dict[str, str]) -> dict[str, Any]:
    agency = _whole(_UNREAD.sub("", row["agency"]).strip(), 120)
    unread = [column for column, value in row.items() if _UNREAD.search(value or "") or value == "memory"]
    unsure = any("memory" in (value or "") for value in row.values())
    return {
        "code": row["code"],
        "name": row["name"],
        "field": row["field"],
        "levels": _levels(agency),
        "agency_text": agency,
        "limits_text": _UNREAD.sub("", row["limits"]).strip(),
        "results_text": _whole(row["results"], 200),
        "source_url": row["source_url"],
        "source_updated": row["portal_updated"],
        "unsure": unsure,
        "unsure_note": _note(unread) if unsure else "",
    }


def _note(columns: list[str]) -> str:
    """Which columns were not read anywhere, in Vietnamese (the language of the catalogue)."""
    named = [_COLUMNS[column] for column in columns if column in _COLUMNS]
    return f"Chưa đọc được ở nguồn nào: {', '.join(named)}." if named else "Toàn bộ dòng này chưa đọc được ở nguồn nào."


def _whole(text: str, cut: int) -> str:
    """A text that the source cut at `cut` characters says so."""
    return f"{text.rstrip()}…" if len(text) >= cut else text


def _levels(agencies: str) -> list[str]:
    found = [level for part in agencies.split(";") for level in levels_of(fold(part))]
    return list(dict.fromkeys(found))


def _unreadable(row: dict[str, str], line: int) -> list[Problem]:
    problems = []
    for column in ("from", "to"):
        try:
            date.fromisoformat(row[column] or "2026-01-01")
        except ValueError:
            problems.append(Problem(_("phải là ngày có thật, viết dạng 2026-07-01"), line=line, column=column))
    if not row["amount"].isdigit():
        problems.append(Problem(_("phải là số đồng nguyên"), line=line, column="amount"))
    return problems


def _rate(row: dict[str, str]) -> dict[str, Any]:
    return {
        "procedure_code": row["procedure"],
        "fee_id": row["fee"],
        "case_id": row.get("case", ""),
        "channel": row.get("channel", ""),
        "province": row["province"],
        "valid_from": date.fromisoformat(row["from"]),
        "valid_to": date.fromisoformat(row["to"]) if row.get("to") else None,
        "amount": int(row["amount"]),
        "reference": row["reference"],
        "source_url": row.get("source_url", ""),
    }

"""What an earlier result of a citizen can answer: the records that are issued, with the questions behind them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from caunoi.procedures import queries
from caunoi.procedures.rules.form_kinds import kind_of

FITS: dict[str, tuple[str, ...]] = {
    "text": ("text", "long_text", "commune", "province", "choice"),
    "long_text": ("text", "long_text", "commune", "province"),
    "commune": ("commune",), "province": ("province",), "date": ("date",), "choice": ("choice",),
    "whole": ("whole",), "number": ("whole", "number"),
}  # fmt: skip
"""Kinds of questions whose answers can be offered to a question of each kind."""


@dataclass(slots=True)
class Record:
    """A kind of record by its component code, with the questions (name and title) that it was made from."""

    code: str
    title: str
    questions: dict[str, str] = field(default_factory=dict)


def records(kind: str, *, on: date) -> list[Record]:
    """The records in force on `on` that can answer a question of this kind, by title."""
    fitting = FITS.get(kind, ())
    found: dict[str, Record] = {}
    for procedure in queries.current(on=on):
        asked = {
            name: rules["title"] for name, rules in procedure.form["properties"].items() if kind_of(rules) in fitting
        }
        for result in procedure.results:
            if (code := result.get("component_code")) and asked:
                record = found.setdefault(code, Record(code, str(result["name"])))
                record.questions = {**asked, **record.questions}
    return sorted(found.values(), key=lambda record: record.title)


def choices(kind: str, chosen: dict[str, Any] | None, *, on: date) -> list[tuple[str, Any]]:
    """The records as groups of choices `CODE|question`; what was chosen stays, also when nobody issues it any more."""
    groups: list[tuple[str, Any]] = []
    known: set[str] = set()
    for record in records(kind, on=on):
        options = [(f"{record.code}|{name}", f"{title} ({record.title})") for name, title in record.questions.items()]
        known |= {value for value, _title in options}
        groups.append((record.title, options))
    if chosen and (own := f"{chosen['component']}|{chosen['field']}") not in known:
        groups.append((chosen["component"], [(own, f"{chosen['component']}: {chosen['field']}")]))
    return groups

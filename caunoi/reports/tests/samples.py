"""A province, its ward and department, and people there; a small form without any measured cell."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from caunoi.core.actor import Person
from caunoi.people import testing as people
from caunoi.reports import operations
from caunoi.reports.shapes import ReportView, RoundView, Saved, Typed
from caunoi.units import queries as units
from caunoi.units.testing import agency, ward

OPENED = datetime(2026, 9, 1, 2, tzinfo=UTC)
"""Before the cut-off of the third quarter, 14 September 2026."""
AFTER = datetime(2026, 9, 16, 2, tzinfo=UTC)
LATE = datetime(2026, 9, 23, 2, tzinfo=UTC)
"""After the due day, 20 September."""


def names(text: str) -> dict[str, str]:
    """The same in every language."""
    return {"vi": text, "en": text, "th": text}


def sample_form(**change: Any) -> dict[str, Any]:
    """The form `mau` as JSON: a text, two numbers of which one is part of the other, and a table with a total."""
    table = {
        "table": "people", "names": names("Người học"),
        "rows": [{"id": "a", "names": names("A")}, {"id": "b", "names": names("B")},
                 {"id": "all", "names": names("Tổng"), "total": True}],
        "columns": [{"id": "n", "names": names("Số"), "integer": True, "minimum": 0},
                    {"id": "w", "names": names("Nữ"), "integer": True, "minimum": 0}],
        "parts": [{"part": "w", "whole": "n"}],
    }  # fmt: skip
    items = [
        {"code": "words", "kind": "text", "names": names("Lời"), "required": True},
        {"code": "whole", "kind": "number", "names": names("Toàn bộ"), "required": True, "minimum": 0, "jump": 0.5},
        {"code": "part", "kind": "number", "names": names("Một phần")},
    ]
    form = {
        "id": "mau", "names": names("Báo cáo mẫu"), "kind": "quarterly",
        "levels": ["province", "department", "commune"], "example": True,
        "versions": [{
            "valid_from": "2025-07-01",
            "sections": [{"id": "one", "names": names("Phần một"), "items": [*items, table]}],
            "checks": [{"kind": "part", "parts": ["part"], "whole": "whole"}],
        }],
    }  # fmt: skip
    return form | change


def measured_form() -> dict[str, Any]:
    """The form `mau` with numbers of the index 766 beside."""
    form = sample_form()
    (section,) = form["versions"][0]["sections"]
    for code, source in {
        "received": {"index": "766", "indicator": "PROGRESS", "take": "denominator"},
        "on_time": {"index": "766", "indicator": "PROGRESS", "take": "ratio"},
        "points": {"index": "766"},
    }.items():
        section["items"].append({"code": code, "kind": "measured", "names": names(code), "measure": source})
    return form


def write_form(folder: Path, form: Mapping[str, Any]) -> None:
    """Put a form where the room looks for it."""
    (folder / f"{form['id']}.json").write_text(json.dumps(form), encoding="utf-8")


@dataclass(frozen=True)
class Scene:
    """A province's committee above a ward and a department, with one person a role."""

    province: units.AgencyView
    ward: units.AgencyView
    department: units.AgencyView
    leader: Person
    checker: Person
    filler: Person
    sender: Person
    outsider: Person

    def open(self, *agencies: units.AgencyView, now: datetime = OPENED, number: int = 3, **change: Any) -> RoundView:
        """The round of a quarter of 2026, to the ward unless other agencies are named."""
        given: dict[str, Any] = {
            "agency_id": self.province.id, "form": "mau", "period": operations.period("quarterly", 2026, number),
            "agency_ids": [one.id for one in agencies or (self.ward,)], "actor": self.leader, "now": now,
        }  # fmt: skip
        return operations.open_round(**given | change)

    def save(self, report_id: UUID, actor: Person | None = None, now: datetime = AFTER, **texts: str) -> Saved:
        """Type into cells for the first time; `__` in a name stands for the dot."""
        typed = [Typed(code.replace("__", "."), 0, text) for code, text in texts.items()]
        return operations.save(report_id=report_id, typed=typed, actor=actor or self.filler, now=now)

    def submit(self, report_id: UUID, now: datetime = AFTER) -> ReportView:
        """By the head of the ward."""
        return operations.submit(report_id=report_id, actor=self.sender, now=now)


def scene() -> Scene:
    """Made by hand: quick."""
    here = ward("00082", "Cửa Nam", now=OPENED)[0]
    province = agency("peoples_committee", "province", "UBND mẫu", code="000.00.00.H26", province_code="01")
    other = agency("department", "province", "Sở mẫu", code="000.00.01.H26", province_code="01")

    def serving(place: units.AgencyView, role: str) -> Person:
        return people.actor(people.officer(place.id, role).id, at=OPENED)

    return Scene(
        province, here, other, serving(province, "leader"), serving(province, "specialist"),
        serving(here, "specialist"), serving(here, "head_of_unit"), serving(other, "leader"),
    )  # fmt: skip


def day(text: str) -> date:
    """2026-09-14"""
    return date.fromisoformat(text)

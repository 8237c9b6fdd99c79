"""A small plan for tests."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from caunoi.core.clock import VIETNAM
from caunoi.plans.shapes import IndicatorDraft, PillarDraft, PlanContent, TargetDraft

START, END = date(2026, 7, 1), date(2026, 12, 31)


def at(day: date, hour: int = 9) -> datetime:
    """A moment of a day in Việt Nam."""
    return datetime.combine(day, time(hour), VIETNAM)


def indicator(code: str, holder_id: UUID, value: str = "100", **change: Any) -> IndicatorDraft:
    """An indicator of the digital government pillar with one target."""
    target = TargetDraft(holder_id, END, Decimal(value), Decimal(change.pop("baseline", "50")), START)
    given: dict[str, Any] = {"pillar": "government", "names": {"vi": f"Chỉ tiêu {code}"}, "unit_of_measure": "%"}
    return IndicatorDraft(code=code, targets=(target,), **given | change)


def content(holder_id: UUID, *codes: str, **change: Any) -> PlanContent:
    """A yearly plan with these indicators."""
    given: dict[str, Any] = {
        "title": "Kế hoạch chuyển đổi số mẫu", "kind": "yearly", "starts_on": date(2026, 1, 1), "ends_on": END,
        "legal_basis": "Nghị định 224/2026/NĐ-CP", "pillars": (PillarDraft("government", {"vi": "Chính quyền số"}),),
        "indicators": tuple(indicator(code, holder_id) for code in codes),
    }  # fmt: skip
    return PlanContent(**given | change)

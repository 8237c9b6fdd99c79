"""What these pages call things, and what several of them need."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from caunoi.core.clock import local_date
from caunoi.desk.asking import when
from caunoi.plans.policies import APPROVERS, PREPARERS
from caunoi.plans.policies import READERS as _READERS
from caunoi.plans.shapes import TargetView
from caunoi.plans.texts import REASONS, STATES, STATUSES
from caunoi.ui.formats import number
from caunoi.units import queries as units

READERS = tuple(sorted(_READERS))
WRITERS = tuple(sorted(PREPARERS))
LEADERS = tuple(sorted(APPROVERS))
COLOURS = {"met": "green", "on_track": "blue", "at_risk": "yellow", "missed": "red", "no_data": "grey"}
STATUS_COLOURS = {"draft": "grey", "submitted": "yellow", "approved": "blue", "issued": "green"}
KINDS: dict[str, Promise] = {
    "five_year": _("Kế hoạch 5 năm"), "yearly": _("Kế hoạch hằng năm"), "other": _("Kế hoạch khác"),
}  # fmt: skip
COMBINATIONS: dict[str, Promise] = {
    "sum": _("Tổng của các đơn vị"), "mean": _("Trung bình của các đơn vị"),
    "minimum": _("Thấp nhất trong các đơn vị"), "each": _("Từng đơn vị phải đạt"),
}  # fmt: skip
PILLARS: dict[str, dict[str, str]] = {
    "digital-government": {"vi": "Chính quyền số", "en": "Digital government", "th": "รัฐบาลดิจิทัล"},
    "digital-economy": {"vi": "Kinh tế số", "en": "Digital economy", "th": "เศรษฐกิจดิจิทัล"},
    "digital-society": {"vi": "Xã hội số", "en": "Digital society", "th": "สังคมดิจิทัล"},
    "institutions": {"vi": "Thể chế số", "en": "Institutions", "th": "กฎระเบียบ"},
    "infrastructure": {"vi": "Hạ tầng số", "en": "Digital infrastructure", "th": "โครงสร้างพื้นฐานดิจิทัล"},
    "human-resources": {"vi": "Nhân lực số", "en": "Human resources", "th": "บุคลากรดิจิทัล"},
    "data": {"vi": "Dữ liệu số", "en": "Data", "th": "ข้อมูล"},
    "information-security": {
        "vi": "An toàn thông tin", "en": "Information security", "th": "ความมั่นคงปลอดภัยสารสนเทศ"
    },
    "sectors": {"vi": "Chuyển đổi số các ngành, lĩnh vực", "en": "Sectors", "th": "รายสาขา"},
}  # fmt: skip
"""The usual parts of a plan; what is chosen is kept in the plan itself, in three languages."""


@dataclass(frozen=True, slots=True)
class Row:
    """A target as a line of a table."""

    view: TargetView
    holder: str
    href: str
    state: str | Promise
    colour: str
    reason: str | Promise
    bar: str
    """The share of the way covered, as text with a point; empty when it is not known."""
    value: str
    target: str
    baseline: str
    projected: str


def rows(found: Iterable[TargetView], *, end: str = "") -> list[Row]:
    """Lines of a table; the names of all holders in one statement."""
    listed = list(found)
    names = holders({one.holder_id for one in listed})
    return [_row(one, names, end) for one in listed]


def holders(ids: set[UUID]) -> dict[UUID, str]:
    """Names of agencies."""
    return {key: one.name for key, one in units.agencies(ids).items()} if ids else {}


def _row(one: TargetView, names: dict[UUID, str], end: str) -> Row:
    where = reverse("desk:plan-target", args=[one.indicator.plan_code, one.indicator.code, one.holder_id])
    unit = one.indicator.unit_of_measure
    return Row(
        view=one, holder=names.get(one.holder_id, ""), href=where + end, state=STATES[one.state],
        colour=COLOURS[one.state], reason=REASONS[one.reason], bar="" if one.attained is None else f"{one.attained:f}",
        value=said(one.latest.value if one.latest else None, unit), target=said(one.target, unit),
        baseline=said(one.baseline, unit), projected=said(one.projected, unit),
    )  # fmt: skip


def said(value: Decimal | None, unit: str) -> str:
    """A value with its unit of measure; empty for None."""
    return "" if value is None else f"{number(value)}\u00a0{unit}"


def day_asked(request: HttpRequest) -> date:
    """The day in the address (`?on=2023-09-21`), today when there is none or none that has come."""
    today = local_date(when(request))
    try:
        return min(date.fromisoformat(request.GET.get("on", "")), today)
    except ValueError:
        return today


def end_of(request: HttpRequest, on: date) -> str:
    """The end of an address that keeps the day."""
    return "" if on == local_date(when(request)) else f"?on={on.isoformat()}"


def status(one: Any) -> tuple[str | Promise, str]:
    """A version's status in words, and its colour."""
    return STATUSES[one.status], STATUS_COLOURS[one.status]

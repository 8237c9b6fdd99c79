"""From a version to the tables of its page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from caunoi.procedures import queries
from caunoi.procedures.queries import CaseView, ComponentView, FeeRule, ProcedureView
from caunoi.ui.formats import number

CHANNELS = {
    "online": gettext_lazy("trực tuyến"), "direct": gettext_lazy("trực tiếp"), "post": gettext_lazy("bưu chính"),
}  # fmt: skip
UNITS = {
    "working_days": gettext_lazy("%(n)s ngày làm việc"), "calendar_days": gettext_lazy("%(n)s ngày"),
    "working_hours": gettext_lazy("%(n)s giờ làm việc"), "same_day": gettext_lazy("trong ngày"),
}  # fmt: skip
LEVELS = {"commune": gettext_lazy("cấp xã"), "province": gettext_lazy("cấp tỉnh"), "nation": gettext_lazy("cấp bộ")}
ONLINE = {
    "full": gettext_lazy("toàn trình"), "partial": gettext_lazy("một phần"), "none": gettext_lazy("chưa trực tuyến"),
}  # fmt: skip
KINDS = {
    "peoples_committee": gettext_lazy("Ủy ban nhân dân"), "police": gettext_lazy("Công an"),
    "department": gettext_lazy("Sở"), "division": gettext_lazy("Phòng chuyên môn"),
    "social_insurance": gettext_lazy("Bảo hiểm xã hội"),
    "service_centre": gettext_lazy("Trung tâm Phục vụ hành chính công"),
}  # fmt: skip
PAUSE = {"restart": gettext_lazy("tính lại từ đầu"), "resume": gettext_lazy("tính tiếp phần còn lại")}


@dataclass(frozen=True, slots=True)
class Kind:
    """A way to narrow the list: its title, and what `queries.search` is asked for."""

    title: Promise
    wanted: dict[str, Any]


PILES: dict[str, Kind] = {
    "unsure": Kind(gettext_lazy("Có điều chưa chắc"), {"unsure": True}),
    "file": Kind(gettext_lazy("Nộp được"), {"can_file": True}),
    "all": Kind(gettext_lazy("Mọi thủ tục"), {}),
}


@dataclass(frozen=True, slots=True)
class Pile:
    """A way to narrow the list, with how many it leaves."""

    code: str
    title: Promise
    count: int


@dataclass(frozen=True, slots=True)
class Paid:
    """A fee rule of a case with the channels that have it."""

    rule: FeeRule
    price: str
    channels: str


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case with its limits in words and what is paid."""

    case: CaseView
    limits: list[str]
    fees: list[Paid]


def piles(on: date) -> list[Pile]:
    """How many procedures each way of narrowing leaves."""
    return [Pile(code, kind.title, queries.search(on=on, size=1, **kind.wanted).total) for code, kind in PILES.items()]


def details(procedure: ProcedureView) -> dict[str, Any]:
    """What the page of a version shows."""
    names = {case.id: case.name for case in procedure.cases}
    return {
        "procedure": procedure,
        "facts": _facts(procedure),
        "cases": [CaseRow(case, _limits(case), _fees(case)) for case in procedure.cases],
        "components": [(c, _channels(c.channels), _cases(c, names)) for c in procedure.components],
        "sections": _sections(procedure.form),
    }


def _facts(procedure: ProcedureView) -> list[tuple[str, str]]:
    agencies = [
        f"{word}: {need.name or _kind(need.kind)}, {LEVELS.get(need.level, need.level)}"
        for word, need in procedure.agencies.items()
    ]
    days = procedure.supplement_days
    return [
        (_("Lĩnh vực"), procedure.field),
        (_("Cấp giải quyết"), str(LEVELS.get(procedure.level, procedure.level))),
        (_("Cơ quan có thẩm quyền"), procedure.competent_name or _kind(procedure.competent_kind)),
        (_("Cơ quan khác trong quy trình"), "; ".join(agencies)),
        (_("Mức trực tuyến"), str(ONLINE.get(procedure.online_level, procedure.online_level))),
        (_("Lý do một phần"), procedure.online_note),
        (_("Quy trình"), procedure.process_code),
        (_("Thời hạn sau khi bổ sung"), str(PAUSE.get(procedure.pause_mode, procedure.pause_mode))),
        (_("Thời gian để bổ sung"), _("%(n)s ngày làm việc") % {"n": number(days)} if days else ""),
        (_("Việc trong đời"), ", ".join(procedure.life_events)),
    ]


def _kind(kind: str) -> str:
    return str(KINDS.get(kind, kind))


def _limits(case: CaseView) -> list[str]:
    return [
        _("%(channel)s: %(limit)s")
        % {"channel": CHANNELS[code], "limit": UNITS[limit.unit] % {"n": number(limit.value)}}
        for code, limit in case.limits.items()
    ]


def _fees(case: CaseView) -> list[Paid]:
    """Each rule once, with the channels that share it."""
    found: dict[FeeRule, list[str]] = {}
    for code, rules in case.fees.items():
        for rule in rules:
            found.setdefault(rule, []).append(code)
    return [Paid(rule, _price(rule), _channels(codes)) for rule, codes in found.items()]


def _price(rule: FeeRule) -> str:
    if rule.kind == "provincial":
        return _("Hội đồng nhân dân cấp tỉnh quy định")
    if rule.kind == "table":
        return _("theo bảng quyết định")
    if rule.kind == "scale":
        steps = [f"{number(step.amount)} (≤ {step.upto})" if step.upto else number(step.amount) for step in rule.steps]
        cap = f"; ≤ {number(rule.cap_per_copy)}" if rule.cap_per_copy else ""
        return "; ".join(steps) + cap
    return number(rule.amount or 0) + (f" × {rule.unit_field}" if rule.unit_field else "")


def _channels(codes: Any) -> str:
    return ", ".join(str(CHANNELS[code]) for code in codes)


def _cases(component: ComponentView, names: dict[str, str]) -> str:
    return "; ".join(names[case] for case in component.cases)


def _sections(form: dict[str, Any]) -> list[tuple[str, list[tuple[str, str, bool]]]]:
    """Each group of questions: its fields with their names in the schema and whether they must be answered."""
    required = set(form.get("required", ()))
    for rule in [form, *form.get("allOf", ())]:
        required |= set(rule.get("then", {}).get("required", ()))
    return [
        (section["title"], [(name, form["properties"][name]["title"], name in required) for name in section["fields"]])
        for section in form["x-sections"]
    ]

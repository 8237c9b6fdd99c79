"""Load Việt Nam: the units of 30 June 2025, the reform of 1 July 2025 as mutations, and the agencies since then."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _t

from caunoi.core.actor import Actor
from caunoi.core.journal import append
from caunoi.units.errors import BadRegister
from caunoi.units.events import AgenciesLoaded
from caunoi.units.files import ChangeRow, Finding, Planned, UnitRow, plan, read_changes, read_units
from caunoi.units.models import Agency
from caunoi.units.operations.agencies import create_agencies, read_kinds
from caunoi.units.operations.importing import (
    Loaded,
    Progress,
    already,
    fingerprint,
    named,
    register_id,
    save,
    unchanged,
)
from caunoi.units.policies import require_system
from caunoi.units.queries.units import VN
from caunoi.units.store import analyse

DATA = Path(__file__).resolve().parents[3] / "data"
FIRST_DAY, REFORM = date(2025, 6, 30), date(2025, 7, 1)
_DECREES = {"province": "Nghị quyết 202/2025/QH15", "district": "Luật 72/2025/QH15",
            "commune": "Nghị quyết của Ủy ban Thường vụ Quốc hội ngày 16/6/2025"}  # fmt: skip
_FILES = ("units/units_2025-06-30.csv", "units/units_2025-07-01.csv", "units/changes_2025-07-01.csv",
          "agencies/agency_kinds.csv")  # fmt: skip


def load_country(
    *, now: datetime, actor: Actor, progress: Progress = lambda text: None, provinces: Collection[str] | None = None,
    data: Path = DATA,
) -> Loaded:  # fmt: skip
    """Load the register `vn` and its agencies, once: the second time, from the same files, is a no-op.

    `provinces` (codes of 2025-07-01) limits it to a few, for tests. Raises BadRegister, RegisterExists,
    OnlyTheSystemMay; nothing is half loaded.
    """
    require_system(actor)
    contents = [(data / name).read_bytes() for name in _FILES]
    mark = fingerprint([*contents, ",".join(sorted(provinces or ())).encode()])
    if already(VN, mark):
        return unchanged(VN)
    progress(_t("Đang đọc danh mục đơn vị hành chính"))
    before, after, changes = _read(contents, data)
    if provinces is not None:
        before, after, changes = _only(set(provinces), before, after, changes)
    planned = _plan(before, after, changes, progress)
    with transaction.atomic():
        done = save(planned, fingerprint=mark, actor=actor, now=now, progress=progress)
        if done.changed:
            _load_agencies(data, actor, now, progress)
            analyse()
    return done


def _read(contents: list[bytes], data: Path) -> tuple[list[UnitRow], list[UnitRow], list[ChangeRow]]:
    before, p1 = read_units(contents[0])
    after, p2 = read_units(contents[1])
    changes, p3 = read_changes(contents[2])
    problems = [p for name, found in zip(_FILES, (p1, p2, p3), strict=False) for p in named(found, data / name)]
    if problems:
        raise BadRegister(problems, count=len(problems))
    return before, [replace(row, valid_from=REFORM) for row in after], changes


def _plan(before: list[UnitRow], after: list[UnitRow], changes: list[ChangeRow], progress: Progress) -> Planned:
    planned = plan(
        VN, before + after, changes + _without_edge(before, changes), starts_on=FIRST_DAY,
        decree=lambda row: _DECREES.get(row.from_level or row.to_level, ""), progress=progress, compared=True,
    )  # fmt: skip
    if planned.problems:
        raise BadRegister(planned.problems, count=len(planned.problems))
    for version in planned.history.versions.values():
        if version.level == "commune" and version.valid_from == FIRST_DAY and version.extra.get("sources") == "B":
            planned.findings.append(Finding("unit_in_one_source", FIRST_DAY, version.id, None, "B"))
    return planned


def _without_edge(before: list[UnitRow], changes: list[ChangeRow]) -> list[ChangeRow]:
    """Old units that no source says anything about: the list of 1 July is complete, so they ended."""
    told = {(c.from_level, c.from_code) for c in changes}
    return [
        ChangeRow(
            line=u.line, on=REFORM, from_level=u.level, from_code=u.code, to_level="", to_code="", share="abolished",
            reason="successor_unknown", sources=str(u.extra.get("sources", "")),
        )
        for u in before
        if u.key not in told
    ]  # fmt: skip


def _only(
    provinces: set[str], before: list[UnitRow], after: list[UnitRow], changes: list[ChangeRow]
) -> tuple[list[UnitRow], list[UnitRow], list[ChangeRow]]:
    """The rows of a few provinces and of what became them."""
    old = {c.from_code for c in changes if c.from_level == "province" and c.to_code in provinces}
    old_units = _below(before, old)
    new_units = _below(after, provinces)
    keys = {u.key for u in old_units}
    return old_units, new_units, [c for c in changes if (c.from_level, c.from_code) in keys]


def _below(rows: list[UnitRow], tops: set[str]) -> list[UnitRow]:
    codes = set(tops)
    kept = [r for r in rows if r.level == "province" and r.code in tops]
    for level in ("district", "commune"):
        found = [r for r in rows if r.level == level and r.parent_code in codes]
        codes |= {r.code for r in found}
        kept += found
    return kept


def _load_agencies(data: Path, actor: Actor, now: datetime, progress: Callable[[str], None]) -> None:
    progress(_t("Đang lập danh mục cơ quan"))
    if Agency.objects.exists():
        return
    count = create_agencies(read_kinds(data / "agencies/agency_kinds.csv"), on=REFORM)
    append(AgenciesLoaded(register=VN, agencies=count), subject_id=register_id(VN), actor=actor, now=now)

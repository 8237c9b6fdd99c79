"""The agencies of a country's units, from the list of kinds in data/agencies/agency_kinds.csv."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from caunoi.units import store
from caunoi.units.models import Agency
from caunoi.units.queries.units import VN, units_at
from caunoi.units.rules.codes import commune_group
from caunoi.units.views import UnitView

_NAMESPACE = UUID("8b1f8a30-6f0e-5d8f-8f38-2f5d4f3f6a55")
_TYPES_EN = {"tỉnh": "Province", "thành phố": "City", "xã": "Commune", "phường": "Ward", "đặc khu": "Special Zone"}
_COLUMNS = ("id", "code", "code_provisional", "kind", "level", "name", "name_en", "unit_id", "province_code",
            "position", "certain", "valid_from")  # fmt: skip


@dataclass(frozen=True, slots=True)
class AgencyKind:
    """One line of agency_kinds.csv."""

    level: str
    kind: str
    group: str
    types: frozenset[str]
    provinces: frozenset[str]
    certain: bool
    name: str
    name_en: str
    position: int

    def exists_in(self, unit: UnitView) -> bool:
        """Whether that unit has such an agency."""
        return (not self.types or unit.type in self.types) and (
            not self.provinces or unit.province_code in self.provinces
        )


def read_kinds(path: Path) -> list[AgencyKind]:
    """The kinds of agencies, in the order of the file."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            AgencyKind(
                row["level"], row["kind"], row["group"], frozenset(filter(None, row["types"].split("|"))),
                frozenset(row["provinces"].split()), row["certain"] != "no", row["name_template"],
                row["name_en_template"], number,
            )
            for number, row in enumerate(csv.DictReader(file))
        ]  # fmt: skip


def create_agencies(kinds: list[AgencyKind], *, on: date) -> int:
    """Make the agencies of all units in force on that day; inside the caller's transaction. Returns how many."""
    return store.copy("units_agency", _COLUMNS, list(_rows(kinds, on)))  # all read before the COPY takes the connection


def agencies_for(kinds: list[AgencyKind], unit_ids: Collection[UUID], *, on: date) -> int:
    """Make the agencies of units that have none, from `on`; inside the caller's transaction. Returns how many.

    A commune gets the first group that no agency of its province bears.
    """
    rows: list[tuple[Any, ...]] = []
    top = {one.code: one.agency_code for one in units_at(on=on, level="province", register=VN)}
    taken: dict[str, set[str]] = defaultdict(set)
    alive = Agency.objects.filter(level="commune", valid_to=None).values_list("province_code", "code")
    for province, code in alive:
        taken[province].add(code.split(".")[2])
    for level in ("province", "commune"):
        for unit in units_at(on=on, level=level, register=VN):
            if unit.id not in unit_ids:
                continue
            group = _free(taken[unit.province_code]) if level == "commune" else ""
            for kind in (one for one in kinds if one.level == level and one.exists_in(unit)):
                code = f"000.{kind.group}.{group}" if group else f"000.00.{kind.group}"
                rows.append(_row(kind, f"{code}.{top[unit.province_code]}", unit, unit.province_code, on))
    return store.copy("units_agency", _COLUMNS, rows)


def _free(taken: set[str]) -> str:
    """A group that is not taken yet; taken from now on."""
    group = next(one for one in map(commune_group, count()) if one not in taken)
    taken.add(group)
    return group


def _rows(kinds: list[AgencyKind], on: date) -> Iterator[tuple[Any, ...]]:
    by_level: dict[str, list[AgencyKind]] = defaultdict(list)
    for kind in kinds:
        by_level[kind.level].append(kind)
    for kind in by_level["nation"]:
        yield _row(kind, f"000.00.00.{kind.group}", None, "", on)
    top: dict[str, str] = {}
    for province in units_at(on=on, level="province", register=VN):
        top[province.code] = province.agency_code
        for kind in by_level["province"]:
            if kind.exists_in(province):
                provisional = kind.group != "00"
                yield _row(
                    kind, f"000.00.{kind.group}.{province.agency_code}", province, province.code, on, provisional
                )
    numbers: dict[str, int] = defaultdict(int)
    for commune in units_at(on=on, level="commune", register=VN):  # in order of code, so the groups never change
        group = commune_group(numbers[commune.province_code])
        numbers[commune.province_code] += 1
        for kind in by_level["commune"]:
            if kind.exists_in(commune):
                code = f"000.{kind.group}.{group}.{top[commune.province_code]}"
                yield _row(kind, code, commune, commune.province_code, on)


def _row(
    kind: AgencyKind, code: str, unit: UnitView | None, province: str, on: date, provisional: bool = True
) -> tuple[Any, ...]:
    name = kind.name.format(unit=f"{unit.full_name[:1].lower()}{unit.full_name[1:]}" if unit else "")
    name_en = kind.name_en.format(unit=f"{unit.name} {_TYPES_EN.get(unit.type, unit.type)}" if unit else "")
    agency_id = uuid5(_NAMESPACE, f"{code}/{on.isoformat()}")
    return (agency_id, code, provisional, kind.kind, kind.level, name, name_en, unit.id if unit else None, province,
            kind.position, kind.certain, on)  # fmt: skip

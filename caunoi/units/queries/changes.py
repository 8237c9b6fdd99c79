"""Every change of a register, edge by edge, for tables and downloads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from caunoi.units.queries.units import VN, rows


@dataclass(frozen=True, slots=True)
class Change:
    """On a day, by a decree, a share of one unit went into another; no target when the unit was abolished."""

    on: date
    kind: str
    decree: str
    origin_level: str
    origin_code: str
    origin_name: str
    target_level: str
    target_code: str
    target_name: str
    share: Fraction
    basis: str
    sure: bool
    sources: str


_EDGES = """SELECT e.on, m.kind, m.decree, o.level, o.code, o.full_name, t.level, t.code, t.full_name,
        e.numerator, e.denominator, e.basis, e.sure, e.sources
    FROM units_edge e JOIN units_mutation m ON m.id = e.mutation_id
    JOIN units_unitversion o ON o.id = e.origin_id JOIN units_unitversion t ON t.id = e.target_id
    WHERE e.register_id = %(register)s"""
_ENDS = """SELECT m.on, m.kind, m.decree, o.level, o.code, o.full_name, '', '', '', 1, 1, '', true, o.sources
    FROM units_unitversion o JOIN units_mutation m ON m.id = o.ended_by_id
    WHERE m.kind = 'abolish' AND o.register_id = %(register)s"""


def changes(*, register: str = VN, level: str | None = None) -> list[Change]:
    """All changes of a register in order of day, level and code; `level` narrows to that level. One statement."""
    narrow = " AND o.level = %(level)s" if level else ""
    sql = f"{_EDGES}{narrow} UNION ALL {_ENDS}{narrow} ORDER BY 1, 4, 5, 8"
    found = rows(sql, register=register, level=level)
    return [_change(row) for row in found]


def _change(row: tuple[Any, ...]) -> Change:
    share = Fraction(int(row[9]), int(row[10]))
    on, kind, decree, *places = row[:9]
    return Change(on, kind, decree, *places, share, *row[11:])  # type: ignore[call-arg]  # six names of places

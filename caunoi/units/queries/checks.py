"""The state of a register: counts by level and type, orphans, overlaps, disagreements of its sources."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from caunoi.units.models import Disagreement, Edge, UnitVersion
from caunoi.units.queries.units import IN_FORCE, VN, check_date, counts, rows
from caunoi.units.views import DisagreementView


def disagreements(*, register: str = VN, kind: str | None = None) -> list[DisagreementView]:
    """What the sources contradict or leave open, in order of kind and code."""
    found = Disagreement.objects.filter(register_id=register).select_related("origin", "target")
    if kind is not None:
        found = found.filter(kind=kind)
    return [
        DisagreementView(
            d.kind, d.on, d.origin.code if d.origin else "", d.origin.full_name if d.origin else "",
            d.target.code if d.target else "", d.target.full_name if d.target else "", d.sources,
        )
        for d in found.order_by("kind", "on", "origin__code", "target__code")
    ]  # fmt: skip


def check(*, on: date, register: str = VN) -> dict[str, Any]:
    """Counts on a date, and what is wrong: `sound` is True when there are neither orphans nor overlaps.

    Orphans are units whose parent is not in force on that date; overlaps, codes with two versions at once, ever.
    """
    check_date(on, register)
    by_type = counts(on=on, register=register)
    levels: Counter[str] = Counter()
    for (level, _), number in by_type.items():
        levels[level] += number
    orphans, overlaps = _orphans(on, register), _overlaps(register)
    listed = disagreements(register=register)
    return {
        "register": register,
        "on": on,
        "levels": dict(sorted(levels.items())),
        "types": _nested(by_type),
        "versions": UnitVersion.objects.filter(register_id=register).count(),
        "edges": Edge.objects.filter(register_id=register).count(),
        "assumed_shares": Edge.objects.filter(register_id=register, sure=False).count(),
        "orphans": orphans,
        "overlaps": overlaps,
        "disagreements": dict(sorted(Counter(d.kind for d in listed).items())),
        "sound": not orphans and not overlaps,
    }


def _nested(by_type: Counter[tuple[str, str]]) -> dict[str, dict[str, int]]:
    nested: dict[str, dict[str, int]] = {}
    for (level, type_), number in sorted(by_type.items()):
        nested.setdefault(level, {})[type_] = number
    return nested


def _orphans(on: date, register: str) -> list[str]:
    sql = f"""SELECT v.code FROM units_unitversion v
        LEFT JOIN units_placement p ON p.unit_id = v.id AND p.valid_from <= %(on)s
            AND (p.valid_to IS NULL OR p.valid_to > %(on)s)
        LEFT JOIN units_unitversion pv ON pv.id = p.parent_id AND pv.valid_from <= %(on)s
            AND (pv.valid_to IS NULL OR pv.valid_to > %(on)s)
        WHERE v.register_id = %(register)s AND {IN_FORCE}
            AND (p.id IS NULL OR (p.parent_id IS NOT NULL AND pv.id IS NULL)) ORDER BY v.code"""
    return [code for (code,) in rows(sql, register=register, on=on)]


def _overlaps(register: str) -> list[str]:
    sql = """SELECT DISTINCT code FROM (
            SELECT code, valid_from, lag(coalesce(valid_to, 'infinity'::date))
                OVER (PARTITION BY level, code ORDER BY valid_from, valid_to) AS previous_end
            FROM units_unitversion WHERE register_id = %(register)s AND valid_to IS DISTINCT FROM valid_from
        ) ordered WHERE previous_end > valid_from ORDER BY code"""
    return [code for (code,) in rows(sql, register=register)]

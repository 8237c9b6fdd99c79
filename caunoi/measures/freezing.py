"""A view as JSON and back, exact: fractions as `17` or `1754/100`. Private to the room."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from caunoi.measures.models import Snapshot
from caunoi.measures.shapes import GroupScore, IndexView, IndicatorScore, SnapshotView, UnitScore


def frozen(view: IndexView) -> dict[str, Any]:
    """Units and what had no unit, as JSON."""
    homeless = {name: str(number) for name, number in sorted(view.homeless.items())}
    return {"units": [_unit(one) for one in view.units], "homeless": homeless}


def digest(result: Mapping[str, Any]) -> str:
    """SHA-256 of a frozen result."""
    text = json.dumps(result, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def snapshot_view(row: Snapshot, *, replaced_by: Any = None) -> SnapshotView:
    """The row as others see it."""
    view = IndexView(
        id=row.index, level=row.level, as_of=row.as_of, start=row.start, end=row.end, geography=row.geography,
        version=row.version, digest=row.digest, position=row.position, computed_at=row.published_at,
        units=tuple(_thawed(one) for one in row.result["units"]),
        homeless={name: Fraction(number) for name, number in row.result["homeless"].items()},
    )  # fmt: skip
    return SnapshotView(
        id=row.id, view=view, province=row.province, published_by=row.published_by, published_at=row.published_at,
        agency_id=row.agency_id, replaces=row.replaces_id, replaced_by=replaced_by, reason=row.reason,
        result_digest=row.result_digest,
    )  # fmt: skip


def _unit(one: UnitScore) -> dict[str, Any]:
    groups = [
        {"id": g.id, "max": str(g.max), "score": str(g.score), "indicators": [_indicator(i) for i in g.indicators]}
        for g in one.groups
    ]
    return {
        "key": one.key, "code": one.code, "name": one.name, "province": one.province, "total": str(one.total),
        "rank": one.rank, "assumed": one.assumed, "groups": groups,
    }  # fmt: skip


def _indicator(one: IndicatorScore) -> dict[str, Any]:
    numbers = {"max": one.max, "score": one.score, "numerator": one.numerator, "denominator": one.denominator}
    exact = {name: None if number is None else str(number) for name, number in (*numbers.items(), ("ratio", one.ratio))}
    return {"id": one.id, "state": one.state, **exact}


def _thawed(one: Mapping[str, Any]) -> UnitScore:
    groups = tuple(
        GroupScore(g["id"], Fraction(g["max"]), Fraction(g["score"]), tuple(map(_thawed_indicator, g["indicators"])))
        for g in one["groups"]
    )
    return UnitScore(
        one["key"], one["code"], one["name"], one["province"], Fraction(one["total"]), one["rank"], groups,
        one["assumed"],
    )  # fmt: skip


def _thawed_indicator(one: Mapping[str, Any]) -> IndicatorScore:
    names = ("score", "numerator", "denominator", "ratio")
    score, numerator, denominator, ratio = (None if one[name] is None else Fraction(one[name]) for name in names)
    return IndicatorScore(one["id"], Fraction(one["max"]), score, numerator, denominator, ratio, one["state"])

"""Search by name without diacritics and with typing mistakes; the nearest unit to a point."""

from __future__ import annotations

from datetime import date
from math import cos, radians

from caunoi.units.queries.units import IN_FORCE, VN, check_date, rows, select, view
from caunoi.units.rules import distance_km, fold
from caunoi.units.views import Found, Near

_SCORE = """greatest(
        similarity(v.name_key, %(q)s),
        0.95 * similarity(lower(v.full_name), lower(%(raw)s)),
        0.9 * strict_word_similarity(%(q)s, v.search_key),
        0.85 * word_similarity(v.name_key, %(q)s) * strict_word_similarity(%(q)s, v.search_key),
        CASE WHEN v.code = %(raw)s THEN 1.0 WHEN v.name_key = %(q)s THEN 0.99
             WHEN v.search_key LIKE %(prefix)s THEN 0.97 ELSE 0 END)"""
_RANK = {"province": 0, "district": 1, "commune": 2}


def search(
    text: str, *, on: date, limit: int = 20, level: str | None = None, register: str = VN, offset: int = 0
) -> list[Found]:
    """Units in force on a date whose name, or code, is like the text; best first. Empty for an empty text."""
    q = fold(text)[:100]
    if not q:
        return []
    check_date(on, register)
    sql = f"""{select(extra=f", {_SCORE} AS score")}
        WHERE v.register_id = %(register)s AND {IN_FORCE} {"AND v.level = %(level)s" if level else ""}
            AND (%(q)s <%% v.search_key OR v.name_key %% %(q)s OR v.code = %(raw)s
                OR v.search_key LIKE %(within)s)
        ORDER BY score DESC, length(v.code), v.code LIMIT %(limit)s OFFSET %(offset)s"""
    found = rows(
        sql, register=register, on=on, level=level, q=q, raw=" ".join(text.split()), prefix=f"{q}%", within=f"% {q}%",
        limit=limit, offset=offset,
    )  # fmt: skip
    return [Found(view(row), round(float(row[19]), 3)) for row in found]


def nearest(
    lat: float, lon: float, *, on: date, level: str = "commune", limit: int = 1, register: str = VN
) -> list[Near]:
    """The units whose recorded point is nearest, with distances in km; units without a point are never found.

    A bounding box narrows the search and grows until it holds enough; the distance is exact (haversine).
    """
    check_date(on, register)
    for reach in (0.2, 1.0, 5.0, 400.0):
        width = min(reach / max(cos(radians(lat)), 0.05), 400.0)
        box = {"south": lat - reach, "north": lat + reach, "west": lon - width, "east": lon + width}
        sql = f"""{select()} WHERE v.register_id = %(register)s AND v.level = %(level)s AND {IN_FORCE}
            AND v.lat BETWEEN %(south)s AND %(north)s AND v.lon BETWEEN %(west)s AND %(east)s"""
        near = [
            Near(u, round(distance_km(lat, lon, u.lat, u.lon), 3))
            for u in (view(row) for row in rows(sql, register=register, level=level, on=on, **box))
            if u.lat is not None and u.lon is not None
        ]
        near.sort(key=lambda n: (n.distance_km, n.unit.code))
        # A unit outside the box may be nearer than one in its corner: only those within the box's half side are sure.
        if len([n for n in near if n.distance_km <= reach * 110]) >= limit or reach == 400.0:
            return near[:limit]
    return []

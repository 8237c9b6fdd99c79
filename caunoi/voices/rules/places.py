"""Where a point lies: in which province of simplified outlines. Coordinates are WGS 84 degrees."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, hypot, isfinite, radians
from typing import Any

Point = tuple[float, float]
"""Longitude first, as in GeoJSON."""
Ring = tuple[Point, ...]
COAST_KM = 3.0
"""How far a place may lie outside the outlines: they are simplified, so piers and small islands fall out of them."""
ISLAND_KM = 5.0
"""How far from a commune's recorded point a place may lie when the outlines lack its island."""
_KM_A_DEGREE = 111.2


@dataclass(frozen=True, slots=True)
class Area:
    """A province's outlines: each polygon is its outer ring and then its holes. `box`: west, south, east, north."""

    code: str
    polygons: tuple[tuple[Ring, ...], ...]
    box: tuple[float, float, float, float]


def areas(geojson: Mapping[str, Any]) -> tuple[Area, ...]:
    """The provinces of a GeoJSON collection whose features carry `code`."""
    return tuple(_area(feature) for feature in geojson["features"])


def plausible(lat: float, lon: float) -> bool:
    """Whether these are coordinates at all: finite, latitude within 90 and longitude within 180 degrees."""
    return isfinite(lat) and isfinite(lon) and abs(lat) <= 90 and abs(lon) <= 180


def province_at(provinces: Iterable[Area], lat: float, lon: float, *, within_km: float = COAST_KM) -> str | None:
    """The code of the province that holds the point, else of the nearest within `within_km`, else None."""
    reach = within_km / _KM_A_DEGREE
    near = [one for one in provinces if _boxed(one.box, lat, lon, reach)]
    for one in near:
        if _inside(one, lat, lon):
            return one.code
    distances = sorted((_distance_km(one, lat, lon), one.code) for one in near)
    return distances[0][1] if distances and distances[0][0] <= within_km else None


def _area(feature: Mapping[str, Any]) -> Area:
    shape = feature["geometry"]
    written = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
    polygons = tuple(tuple(tuple((x, y) for x, y, *_ in ring) for ring in polygon) for polygon in written)
    points = [point for polygon in polygons for ring in polygon for point in ring]
    west, south = min(x for x, _ in points), min(y for _, y in points)
    east, north = max(x for x, _ in points), max(y for _, y in points)
    return Area(feature["properties"]["code"], polygons, (west, south, east, north))


def _boxed(box: tuple[float, float, float, float], lat: float, lon: float, reach: float) -> bool:
    west, south, east, north = box
    wide = reach / max(cos(radians(lat)), 0.05)
    return south - reach <= lat <= north + reach and west - wide <= lon <= east + wide


def _inside(area: Area, lat: float, lon: float) -> bool:
    return any(
        _within(outer, lat, lon) and not any(_within(hole, lat, lon) for hole in holes)
        for outer, *holes in area.polygons
    )


def _within(ring: Sequence[Point], lat: float, lon: float) -> bool:
    """Whether a ray to the east crosses the ring an odd number of times."""
    odd = False
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
            odd = not odd
    return odd


def _distance_km(area: Area, lat: float, lon: float) -> float:
    wide = cos(radians(lat))
    edges = (edge for polygon in area.polygons for ring in polygon for edge in pairwise(ring))
    return min(_to_edge(edge, lat, lon, wide) for edge in edges) * _KM_A_DEGREE


def _to_edge(edge: tuple[Point, Point], lat: float, lon: float, wide: float) -> float:
    """Degrees of latitude from the point to the edge, on a plane: exact enough over a few kilometres."""
    (x1, y1), (x2, y2) = edge
    ax, ay = (x1 - lon) * wide, y1 - lat
    dx, dy = (x2 - x1) * wide, y2 - y1
    length = dx * dx + dy * dy
    along = 0.0 if length == 0 else max(0.0, min(1.0, -(ax * dx + ay * dy) / length))
    return hypot(ax + along * dx, ay + along * dy)

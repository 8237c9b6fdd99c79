"""Maps without tiles: areas and points in shades. Draw with `ui/components/map.html` and `dist/map.js`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

COLOURS = ("grey", "yellow", "blue", "green", "orange", "red")
"""Shades that are kinds, not amounts; `dist/map.css` and `dist/map.js` know them, and the amounts 0 (none) to 5."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What an area or a point says, in which shade (0 to 5, or one of COLOURS), and where it leads."""

    name: str
    shade: int | str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """What the component takes; `areas` and `points` are JSON for the script."""

    areas: str
    points: str
    focus: str
    boundaries: str


def drawing(
    boundaries: str, *, areas: Mapping[str, Mark] | None = None, points: Iterable[tuple[float, float, Mark]] = (),
    focus: str = "",
) -> Drawing:  # fmt: skip
    """A map over the GeoJSON at the address `boundaries`: areas by their code, points by latitude and longitude.

    `focus`: the code of the area that fills the picture; empty for all of them.
    """
    drawn = [{"lat": lat, "lon": lon, **asdict(mark)} for lat, lon, mark in points]
    return Drawing(
        json.dumps({code: asdict(mark) for code, mark in (areas or {}).items()}), json.dumps(drawn), focus, boundaries
    )

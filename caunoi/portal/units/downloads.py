"""Files that anybody may take away: CSV that spreadsheets open as they should (UTF-8 with its mark), and boundaries."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.views.decorators.cache import cache_control

from caunoi.portal.units import dates, reading
from caunoi.ui.access import public
from caunoi.units import queries as units
from caunoi.units.queries.changes import changes

MARK = "\ufeff"


class _Line:
    def write(self, text: str) -> str:
        return text


def _table(name: str, heads: list[str], rows: Iterable[Iterable[Any]]) -> StreamingHttpResponse:
    def lines() -> Iterator[str]:
        writer = csv.writer(_Line())
        yield MARK + writer.writerow(heads)
        for row in rows:
            yield writer.writerow(["" if value is None else value for value in row])

    answer = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@public
def units_csv(request: HttpRequest) -> StreamingHttpResponse:
    """All units in force on a date."""
    on = dates.asked(request)
    heads = [
        "code", "level", "type", "name", "full_name", "parent_code", "province_code", "agency_code", "valid_from",
        "valid_to", "lat", "lon", "area_km2", "population",
    ]  # fmt: skip
    rows = ([getattr(u, head) for head in heads] for u in units.units_at(on=on))
    return _table(f"units-{on.isoformat()}.csv", heads, rows)


@public
def changes_csv(request: HttpRequest) -> StreamingHttpResponse:
    """Every change, one line for each pair of units; `share` is a fraction, `sure` says whether a source gives it."""
    heads = [
        "on", "kind", "decree", "origin_level", "origin_code", "origin_name", "target_level", "target_code",
        "target_name", "share", "basis", "sure", "sources",
    ]  # fmt: skip
    return _table("changes.csv", heads, ([getattr(c, head) for head in heads] for c in changes()))


@public
def provinces_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The reform's table, province by province."""
    heads = [
        "code", "name", "formed_from", "communes_before", "xa", "phuong", "dac_khu", "total", "area_km2", "population",
    ]  # fmt: skip
    rows = (
        [r.unit.code, r.unit.full_name, "; ".join(r.origins), r.before, r.communes, r.wards, r.zones, r.total,
         r.unit.area_km2, r.unit.population]
        for r in reading.reform().rows
    )  # fmt: skip
    return _table("provinces-2025-07-01.csv", heads, rows)


@public
def disagreements_csv(request: HttpRequest) -> StreamingHttpResponse:
    """Where the sources contradict each other or leave something open."""
    heads = ["kind", "on", "origin_code", "origin_name", "target_code", "target_name", "sources"]
    return _table("disagreements.csv", heads, ([getattr(d, h) for h in heads] for d in units.disagreements()))


@cache
def _boundaries() -> bytes:
    path: Path = settings.DATA / "geo" / "provinces34.geojson"
    return path.read_bytes()


@public
@cache_control(public=True, max_age=86_400)
def boundaries(request: HttpRequest) -> HttpResponse:
    """Simplified boundaries of the 34 provinces, for maps."""
    return HttpResponse(_boundaries(), content_type="application/geo+json")

"""Operations about units and agencies. Everything here is public knowledge."""

from __future__ import annotations

import base64
import binascii
from datetime import date
from typing import Annotated

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Query, Router

from caunoi.api.cursors import BadCursor
from caunoi.api.schemas import (
    AgencyOut,
    ConvertIn,
    ConvertOut,
    FoundOut,
    LineageOut,
    NearOut,
    RelationOut,
    UnitOut,
    UnitPage,
)  # fmt: skip
from caunoi.core.clock import local_date
from caunoi.core.errors import InvalidInput, Problem
from caunoi.ui.access import public
from caunoi.units import queries as units
from caunoi.units.queries.pages import units_page

router = Router(tags=["units"])
AsOf = Annotated[date | None, Query(description="The date to answer for; today in Việt Nam when left out")]
Level = Annotated[str | None, Query(max_length=30, description="province, district or commune")]
Register = Annotated[str, Query(max_length=40)]
Text = Annotated[str, Query(min_length=1, max_length=100)]
Few = Annotated[int, Query(ge=1, le=100)]
Many = Annotated[int, Query(ge=1, le=500)]


def _on(request: HttpRequest, as_of: date | None) -> date:
    return as_of or local_date(request.now)  # type: ignore[attr-defined]


def _cursor(unit: UnitOut) -> str:
    return base64.urlsafe_b64encode(f"{unit.code}\n{unit.level}".encode()).decode()


def _after(cursor: str | None) -> tuple[str, str] | None:
    if not cursor:
        return None
    try:
        code, level = base64.urlsafe_b64decode(cursor).decode().split("\n")
    except (ValueError, binascii.Error) as error:
        raise BadCursor([Problem("cursor", field="cursor")]) from error
    return code, level


@router.get("/units", response={200: UnitPage}, summary="Units in force on a date")
@public
def list_units(
    request: HttpRequest, as_of: AsOf = None, level: Level = None,
    parent: Annotated[str | None, Query(max_length=40, description="Code of the parent")] = None,
    limit: Many = 100, cursor: Annotated[str | None, Query(max_length=200)] = None, register_name: Register = "vn",
) -> UnitPage:  # fmt: skip
    """In order of code, page by page."""
    found = units_page(
        on=_on(request, as_of),
        limit=limit + 1,
        after=_after(cursor),
        level=level,
        parent_code=parent,
        register=register_name,
    )
    items = [UnitOut.of(unit) for unit in found[:limit]]
    return UnitPage(items=items, next_cursor=_cursor(items[-1]) if len(found) > limit else None)


@router.get("/units/search", response={200: list[FoundOut]}, summary="Search by name or code")
@public
def search_units(
    request: HttpRequest,
    q: Text,
    as_of: AsOf = None,
    level: Level = None,
    limit: Few = 20,
    register_name: Register = "vn",
) -> list[FoundOut]:
    """Diacritics and small typing mistakes do not matter; best first."""
    found = units.search(q, on=_on(request, as_of), limit=limit, level=level, register=register_name)
    return [FoundOut(unit=UnitOut.of(hit.unit), score=hit.score) for hit in found]


@router.get("/units/nearest", response={200: list[NearOut]}, summary="Units nearest to a point")
@public
def nearest_units(
    request: HttpRequest, lat: Annotated[float, Query(ge=-90, le=90)], lon: Annotated[float, Query(ge=-180, le=180)],
    as_of: AsOf = None, level: Annotated[str, Query(max_length=30)] = "commune", limit: Few = 1,
    register_name: Register = "vn",
) -> list[NearOut]:  # fmt: skip
    """By the distance to the units' recorded points, which are not their boundaries."""
    found = units.nearest(lat, lon, on=_on(request, as_of), level=level, limit=limit, register=register_name)
    return [NearOut(unit=UnitOut.of(near.unit), distance_km=near.distance_km) for near in found]


@router.post("/units/convert", response={200: ConvertOut}, summary="Counts in the geography of another date")
@public
def convert(request: HttpRequest, table: ConvertIn) -> ConvertOut:
    """Counts add, shares split, and the total is conserved to the last unit. Nothing is stored."""
    _refuse_negative(table.counts)
    counts = units.convert_table(
        table.counts,
        start=table.start,
        end=table.end,
        register=table.register_name,
        level=table.level,
        weights=table.weights,
    )
    lost = counts.pop("", 0)
    return ConvertOut(counts=counts, unassigned=lost, total=sum(counts.values()) + lost)


def _refuse_negative(counts: dict[str, int]) -> None:
    wrong = [code for code, count in counts.items() if count < 0]
    if wrong:
        text = _("số lượng của mã %(unit)s phải từ 0 trở lên")
        raise InvalidInput([Problem(text, field=f"counts.{code}", params=(("unit", code),)) for code in wrong[:50]])


@router.get("/units/{code}", response={200: UnitOut}, summary="The unit with a code on a date")
@public
def get_unit(
    request: HttpRequest, code: str, as_of: AsOf = None, level: Level = None, register_name: Register = "vn"
) -> UnitOut:
    """A code may be another unit on another date: 00004 was phường Trúc Bạch until 30 June 2025."""
    return UnitOut.of(units.unit_at(code, on=_on(request, as_of), level=level, register=register_name))


@router.get("/units/{code}/lineage", response={200: LineageOut}, summary="Everything that carried a code")
@public
def get_lineage(request: HttpRequest, code: str, register_name: Register = "vn") -> LineageOut:
    """All versions, what each came from and became, and the changes between them."""
    return LineageOut.of(units.lineage(code, register=register_name))


@router.get("/units/{code}/successors", response={200: list[RelationOut]}, summary="What a unit became")
@public
def get_successors(
    request: HttpRequest,
    code: str,
    as_of: date,
    on: date | None = None,
    level: Level = None,
    register_name: Register = "vn",
) -> list[RelationOut]:
    """The unit with this code on `as_of`, told in the geography of `on` (today): shares of it that sum to one."""
    unit = units.unit_at(code, on=as_of, level=level, register=register_name)
    return [RelationOut.of(relation) for relation in units.successors(unit.id, on=_on(request, on))]


@router.get("/units/{code}/origins", response={200: list[RelationOut]}, summary="What a unit was made of")
@public
def get_origins(
    request: HttpRequest, code: str, on: date, as_of: AsOf = None, level: Level = None, register_name: Register = "vn"
) -> list[RelationOut]:
    """The unit with this code on `as_of` (today): units of `on`, each with the share of that unit that went into it."""
    unit = units.unit_at(code, on=_on(request, as_of), level=level, register=register_name)
    return [RelationOut.of(relation) for relation in units.origins(unit.id, on=on)]


@router.get("/agencies", response={200: list[AgencyOut]}, tags=["agencies"], summary="Agencies of a unit")
@public
def list_agencies(
    request: HttpRequest, unit: Annotated[str | None, Query(max_length=40)] = None, as_of: AsOf = None,
    kind: Annotated[str | None, Query(max_length=30)] = None,
) -> list[AgencyOut]:  # fmt: skip
    """Without `unit`: the ministries."""
    return [AgencyOut.of(a) for a in units.agencies_of(unit, on=_on(request, as_of), kind=kind)]


@router.get("/agencies/{code}", response={200: AgencyOut}, tags=["agencies"], summary="The agency with a code")
@public
def get_agency(request: HttpRequest, code: str) -> AgencyOut:
    """Both notations work: 000.00.05.H26 and H26.05.00.000."""
    return AgencyOut.of(units.agency_by_code(code))

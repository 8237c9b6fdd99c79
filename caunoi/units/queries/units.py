"""Units by code, by identifier and by place in the hierarchy, as of a date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from caunoi.core.errors import Problem
from caunoi.units.errors import AmbiguousCode, DateOutOfRange, RegisterNotFound, UnitIdNotFound, UnitNotFound
from caunoi.units.models import Register
from caunoi.units.rules import fold
from caunoi.units.views import UnitView

VN = "vn"

COLUMNS = """v.id, v.register_id, v.code, v.level, v.type, v.name, v.full_name, p.parent_id, pv.code,
    coalesce(p.top_code, v.code),
    v.valid_from, v.valid_to, v.lat, v.lon, v.area_km2::float8, v.population, v.agency_code, pv.full_name,
    coalesce((SELECT t.full_name FROM units_unitversion t WHERE t.register_id = v.register_id AND t.code = p.top_code
        AND t.valid_from <= {on} AND (t.valid_to IS NULL OR t.valid_to > {on})
        ORDER BY t.level = v.level LIMIT 1), '')"""
TABLES = """units_unitversion v
    LEFT JOIN units_placement p ON p.unit_id = v.id AND p.valid_from <= {on}
        AND (p.valid_to IS NULL OR p.valid_to > {on})
    LEFT JOIN units_unitversion pv ON pv.id = p.parent_id"""
IN_FORCE = "v.valid_from <= %(on)s AND (v.valid_to IS NULL OR v.valid_to > %(on)s)"


def select(on: str = "%(on)s", extra: str = "") -> str:
    """The SELECT of everything in a UnitView, at the date that the expression `on` gives."""
    return f"SELECT {COLUMNS.format(on=on)}{extra} FROM {TABLES.format(on=on)}"


_BY_ID = select("coalesce(v.valid_to - 1, 'infinity'::date)")


def rows(sql: str, **params: Any) -> list[tuple[Any, ...]]:
    """Run one statement."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())


def view(row: tuple[Any, ...]) -> UnitView:
    """A row of `select` as a view; further columns are left out."""
    fields: list[Any] = list(row[:19])
    fields[17] = fields[17] or ""
    return UnitView(*fields)


def registers() -> list[str]:
    """Names of all registers."""
    return list(Register.objects.order_by("name").values_list("name", flat=True))


def register_start(register: str = VN) -> date:
    """The first day that a register knows. Raises RegisterNotFound."""
    start = Register.objects.filter(name=register).values_list("starts_on", flat=True).first()
    if start is None:
        raise RegisterNotFound(register=register, known=", ".join(registers()) or "—")
    return start


def check_date(on: date, register: str) -> None:
    """Raises RegisterNotFound, or DateOutOfRange before the register's first day."""
    start = register_start(register)
    if on < start:
        raise DateOutOfRange(register=register, on=on.isoformat(), starts_on=start.isoformat())


def unit(unit_id: UUID) -> UnitView:
    """A version by its identifier, whether in force or not. Raises UnitIdNotFound."""
    found = units([unit_id]).get(unit_id)
    if found is None:
        raise UnitIdNotFound(unit=str(unit_id))
    return found


def units(unit_ids: Iterable[UUID]) -> dict[UUID, UnitView]:
    """Versions by identifier; one statement. Unknown identifiers are left out."""
    ids = list(unit_ids)
    if not ids:
        return {}
    found = rows(f"{_BY_ID} WHERE v.id = ANY(%(ids)s)", ids=ids)
    return {row[0]: view(row) for row in found}


def unit_at(code: str, *, on: date, level: str | None = None, register: str = VN) -> UnitView:
    """The unit with that code on that date.

    Raises UnitNotFound (with suggestions), AmbiguousCode, DateOutOfRange, RegisterNotFound.
    """
    condition = "v.register_id = %(register)s AND v.code = %(code)s" + (" AND v.level = %(level)s" if level else "")
    found = rows(f"{select()} WHERE {condition} AND {IN_FORCE}", register=register, code=code, level=level, on=on)
    if len(found) == 1:
        return view(found[0])
    if found:
        raise AmbiguousCode(unit=code, levels=", ".join(sorted(row[3] for row in found)))
    check_date(on, register)
    hints = [Problem(f"{u.code} {u.full_name}") for u in suggest(code, on=on, register=register)]
    raise UnitNotFound(hints, unit=code, on=on.isoformat(), register=register)


def units_at(
    *, on: date, level: str | None = None, parent_code: str | None = None, register: str = VN
) -> list[UnitView]:
    """Units in force on a date, in order of code; `parent_code` gives the children of one unit."""
    conditions = ["v.register_id = %(register)s", IN_FORCE]
    if level is not None:
        conditions.append("v.level = %(level)s")
    if parent_code is not None:
        conditions.append("pv.code = %(parent)s")
    sql = f"{select()} WHERE {' AND '.join(conditions)} ORDER BY v.code"
    found = [view(row) for row in rows(sql, register=register, on=on, level=level, parent=parent_code)]
    if not found:
        check_date(on, register)
    return found


def counts(*, on: date, register: str = VN) -> Counter[tuple[str, str]]:
    """How many units of each (level, type) on a date."""
    sql = f"""SELECT v.level, v.type, count(*) FROM units_unitversion v
        WHERE v.register_id = %(register)s AND {IN_FORCE} GROUP BY 1, 2"""
    return Counter({(level, type_): n for level, type_, n in rows(sql, register=register, on=on)})


def suggest(text: str, *, on: date, register: str = VN, limit: int = 5) -> list[UnitView]:
    """Units whose code or name is close to what was typed: other dates of the same code first, then similar ones."""
    similar = f"""{select("v.valid_from")} WHERE v.register_id = %(register)s
        AND (v.code = %(code)s OR similarity(v.code, %(code)s) > 0.3 OR v.name_key = %(name)s)
        ORDER BY v.code = %(code)s DESC, v.name_key = %(name)s DESC,
            ({IN_FORCE}) DESC, similarity(v.code, %(code)s) DESC, v.code LIMIT %(limit)s"""
    neighbours = f"""({select()} WHERE v.register_id = %(register)s AND {IN_FORCE} AND v.code < %(code)s
            ORDER BY v.code DESC LIMIT 2) UNION ALL
        ({select()} WHERE v.register_id = %(register)s AND {IN_FORCE} AND v.code > %(code)s ORDER BY v.code LIMIT 2)"""
    given = {"register": register, "code": text, "name": fold(text), "on": on, "limit": limit}
    return [view(r) for r in rows(similar, **given) or rows(neighbours, **given)]

"""Long lists, page by page, without counting what was passed."""

from __future__ import annotations

from datetime import date

from caunoi.units.queries.units import IN_FORCE, VN, check_date, rows, select, view
from caunoi.units.views import UnitView


def units_page(
    *,
    on: date,
    limit: int,
    after: tuple[str, str] | None = None,
    level: str | None = None,
    parent_code: str | None = None,
    register: str = VN,
) -> list[UnitView]:
    """At most `limit` units in force on a date, in order of (code, level), beginning after the pair `after`.

    Raises RegisterNotFound, DateOutOfRange.
    """
    check_date(on, register)
    conditions = ["v.register_id = %(register)s", IN_FORCE]
    if after is not None:
        conditions.append("(v.code, v.level) > (%(after_code)s, %(after_level)s)")
    if level is not None:
        conditions.append("v.level = %(level)s")
    if parent_code is not None:
        conditions.append("pv.code = %(parent)s")
    after_code, after_level = after or ("", "")
    sql = f"{select()} WHERE {' AND '.join(conditions)} ORDER BY v.code, v.level LIMIT %(limit)s"
    found = rows(
        sql, register=register, on=on, level=level, parent=parent_code, limit=limit,
        after_code=after_code, after_level=after_level,
    )  # fmt: skip
    return [view(row) for row in found]

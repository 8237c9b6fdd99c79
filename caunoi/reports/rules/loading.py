"""Reads a form's file and the calendar's, with every mistake named by file and key. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from caunoi.reports.rules.calendar import MONTHS, CutOffs
from caunoi.reports.rules.form import (
    CELL_KINDS,
    KINDS,
    TAKES,
    TASK_STATES,
    Cell,
    Check,
    Form,
    FormVersion,
    Line,
    MeasuredSource,
    Section,
    Source,
    Table,
    TargetSource,
    TaskSource,
)
from caunoi.reports.rules.mistakes import Mistake, Mistaken, Reading

LEVELS = ("ministry", "province", "department", "commune")
_FORM = frozenset({"id", "names", "kind", "levels", "example", "reference", "note", "versions"})
_VERSION = frozenset({"valid_from", "sections", "checks"})
_SECTION = frozenset({"id", "names", "hint", "items"})
_CELL = frozenset(
    {
        "code", "kind", "names", "unit", "hint", "required", "integer", "minimum", "maximum", "jump", "roll_up",
        "measure", "plan", "tasks",
    }
)  # fmt: skip
_TABLE = frozenset({"table", "names", "rows", "columns", "parts", "without"})
_ROW = frozenset({"id", "names", "total", "measure", "plan", "tasks"})
_COLUMN = _CELL - {"code", "hint"} | {"id"}
_CHECK = frozenset({"kind", "parts", "whole"})
_WANTED = {"measured": "measure", "target": "plan", "task_count": "tasks"}
_CALENDAR = frozenset({"settings"})
_CUT_OFFS = frozenset({"from_year", "month", "day", "due_days", "reference", "unsure", "note"})


def load(text: str, *, file: str) -> Form:
    """A form from its JSON. Raises Mistaken with every mistake."""
    reading = Reading(file)
    data = _json(text, file)
    top = reading.mapping(data, "", known=_FORM, needed=("id", "names", "kind", "levels", "versions"))
    form = reading.identifier(top.get("id"), "id")
    versions = [
        _version(reading, top, one, f"versions.{number}")
        for number, one in enumerate(reading.listing(top.get("versions"), "versions"))
    ]
    days = [one.valid_from for one in versions]
    if days != sorted(set(days)):
        reading.wrong("versions", "not_in_order")
    if form and file and file.removesuffix(".json") != form:
        reading.wrong("id", "not_the_file", value=form)
    reading.done()
    return Form(form, tuple(versions))


def thawed(data: Mapping[str, Any]) -> FormVersion:
    """A version as a round kept it (`FormVersion.data`)."""
    reading = Reading("")
    found = _version(reading, dict(data), data["versions"][0], "versions.0")
    reading.done()
    return found


def load_calendar(text: str, *, file: str) -> tuple[CutOffs, ...]:
    """The cut-off settings from their JSON. Raises Mistaken with every mistake."""
    reading = Reading(file)
    top = reading.mapping(_json(text, file), "", known=_CALENDAR, needed=_CALENDAR)
    found = [
        _cut_offs(reading, one, f"settings.{number}")
        for number, one in enumerate(reading.listing(top.get("settings"), "settings"))
    ]
    years = [one.from_year for one in found]
    if years != sorted(set(years)):
        reading.wrong("settings", "not_in_order")
    reading.done()
    return tuple(found)


def _json(text: str, file: str) -> Any:
    try:
        return json.loads(text, parse_float=Decimal)
    except ValueError as error:
        line = str(getattr(error, "lineno", 0))
        raise Mistaken([Mistake(file, "", "not_json", (("line", line),))]) from error


def _cut_offs(reading: Reading, value: Any, key: str) -> CutOffs:
    data = reading.mapping(value, key, known=_CUT_OFFS, needed=("from_year", "month", "day", "due_days"))
    due = reading.mapping(data.get("due_days"), f"{key}.due_days", known=MONTHS, needed=tuple(MONTHS))
    days = {kind: _whole(reading, due.get(kind), f"{key}.due_days.{kind}", 1, 120) for kind in MONTHS}
    return CutOffs(
        from_year=_whole(reading, data.get("from_year"), f"{key}.from_year", 1990, 2200),
        month=_whole(reading, data.get("month"), f"{key}.month", 1, 12),
        day=_whole(reading, data.get("day"), f"{key}.day", 1, 28), due_days=days,
        reference=str(data.get("reference", "")), unsure=reading.flag(data.get("unsure"), f"{key}.unsure"),
    )  # fmt: skip


def _whole(reading: Reading, value: Any, key: str, low: int, high: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        reading.wrong(key, "not_whole", low=str(low), high=str(high))
        return low
    return value


def _version(reading: Reading, top: dict[str, Any], value: Any, key: str) -> FormVersion:
    data = reading.mapping(value, key, known=_VERSION, needed=("valid_from", "sections"))
    levels = tuple(
        reading.word(one, f"levels.{number}", among=LEVELS)
        for number, one in enumerate(reading.listing(top.get("levels"), "levels"))
    )
    checks: list[Check] = []
    sections = tuple(
        _section(reading, one, f"{key}.sections.{number}", checks)
        for number, one in enumerate(reading.listing(data.get("sections"), f"{key}.sections"))
    )
    cells = _unique(reading, [cell for section in sections for cell in section.cells], f"{key}.sections")
    if len({one.id for one in sections}) < len(sections):
        reading.wrong(f"{key}.sections", "twice", value=", ".join(sorted(one.id for one in sections)))
    for number, one in enumerate(reading.listing(data.get("checks", []), f"{key}.checks", empty=True)):
        _check(reading, one, f"{key}.checks.{number}", cells, checks)
    kept = {
        **{name: top[name] for name in _FORM - {"versions"} if name in top},
        "versions": [value],
    }
    said = json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return FormVersion(
        form=str(top.get("id", "")), names=reading.names(top.get("names"), "names"),
        kind=reading.word(top.get("kind"), "kind", among=KINDS), levels=levels,  # type: ignore[arg-type]
        example=reading.flag(top.get("example"), "example"), reference=str(top.get("reference", "")),
        valid_from=reading.day(data.get("valid_from"), f"{key}.valid_from"), sections=sections,
        checks=tuple(checks), digest=hashlib.sha256(said.encode()).hexdigest(), data=json.loads(said),
    )  # fmt: skip


def _unique(reading: Reading, cells: list[Cell], key: str) -> dict[str, Cell]:
    found: dict[str, Cell] = {}
    for one in cells:
        if one.code in found:
            reading.wrong(key, "twice", value=one.code)
        found[one.code] = one
    return found


def _section(reading: Reading, value: Any, key: str, checks: list[Check]) -> Section:
    data = reading.mapping(value, key, known=_SECTION, needed=("id", "names", "items"))
    items: list[Cell | Table] = []
    for number, one in enumerate(reading.listing(data.get("items"), f"{key}.items")):
        at = f"{key}.items.{number}"
        if isinstance(one, dict) and "table" in one:
            items.append(_table(reading, one, at, checks))
        else:
            given = reading.mapping(one, at, known=_CELL, needed=("code", "kind", "names"))
            code = reading.identifier(given.get("code"), f"{at}.code")
            items.append(_cell(reading, given, at, code=code))
    return Section(
        reading.identifier(data.get("id"), f"{key}.id"), reading.names(data.get("names"), f"{key}.names"),
        reading.names(data.get("hint"), f"{key}.hint", optional=True), tuple(items),
    )  # fmt: skip


def _cell(reading: Reading, data: Mapping[str, Any], key: str, *, code: str, **table: str) -> Cell:
    kind = reading.word(data.get("kind"), f"{key}.kind", among=CELL_KINDS, default="number")
    number = kind != "text"
    low, high = (reading.number(data.get(name), f"{key}.{name}") for name in ("minimum", "maximum"))
    if low is not None and high is not None and low > high:
        reading.wrong(f"{key}.minimum", "reversed")
    jump = reading.number(data.get("jump"), f"{key}.jump")
    if jump is not None and (jump <= 0 or not number):
        reading.wrong(f"{key}.jump", "bad_jump")
    default = "sum" if kind in ("number", "task_count") else "none"
    return Cell(
        code=code, kind=kind, names=reading.names(data.get("names"), f"{key}.names"),  # type: ignore[arg-type]
        unit=reading.names(data.get("unit"), f"{key}.unit", optional=True),
        hint=reading.names(data.get("hint"), f"{key}.hint", optional=True),
        required=reading.flag(data.get("required"), f"{key}.required"),
        integer=reading.flag(data.get("integer"), f"{key}.integer"), minimum=low, maximum=high, jump=jump,
        roll_up=reading.word(  # type: ignore[arg-type]
            data.get("roll_up"), f"{key}.roll_up", among=("sum", "mean", "none"), default=default
        ),
        source=_source(reading, kind, data, key), **table,
    )  # fmt: skip


def _source(reading: Reading, kind: str, data: Mapping[str, Any], key: str) -> Source | None:
    wanted = _WANTED.get(kind, "")
    for name in ("measure", "plan", "tasks"):
        if (name in data) != (name == wanted):
            reading.wrong(f"{key}.{name}", "missing" if name == wanted else "not_for_kind", kind=kind)
    if wanted == "measure" and "measure" in data:
        given = reading.mapping(
            data["measure"], f"{key}.measure", known=("index", "indicator", "take"), needed=("index",)
        )
        take = reading.word(given.get("take"), f"{key}.measure.take", among=TAKES, default="total")
        if (take == "total") == bool(given.get("indicator")):
            reading.wrong(f"{key}.measure.take", "total_or_indicator")
        return MeasuredSource(str(given.get("index", "")), str(given.get("indicator", "")), take)
    if wanted == "plan" and "plan" in data:
        given = reading.mapping(data["plan"], f"{key}.plan", known=("code", "indicator"), needed=("code", "indicator"))
        return TargetSource(str(given.get("code", "")), str(given.get("indicator", "")))
    if wanted == "tasks" and "tasks" in data:
        return TaskSource(reading.word(data["tasks"], f"{key}.tasks", among=TASK_STATES))
    return None


def _table(reading: Reading, value: dict[str, Any], key: str, checks: list[Check]) -> Table:
    data = reading.mapping(value, key, known=_TABLE, needed=("names", "rows", "columns"))
    table = reading.identifier(data.get("table"), f"{key}.table")
    rows = [
        (f"{key}.rows.{n}", reading.mapping(one, f"{key}.rows.{n}", known=_ROW, needed=("id", "names")))
        for n, one in enumerate(reading.listing(data.get("rows"), f"{key}.rows"))
    ]
    columns = [
        (f"{key}.columns.{n}", reading.mapping(one, f"{key}.columns.{n}", known=_COLUMN, needed=("id", "names")))
        for n, one in enumerate(reading.listing(data.get("columns"), f"{key}.columns"))
    ]
    row_lines = [_line(reading, one, at) for at, one in rows]
    column_lines = [_line(reading, one, at) for at, one in columns]
    gaps = {str(one) for one in reading.listing(data.get("without", []), f"{key}.without", empty=True)}
    cells = tuple(
        _cell(
            reading, _of_row(column, row), column_at, code=f"{table}.{row_line.id}.{column_line.id}", table=table,
            row=row_line.id, column=column_line.id,
        )
        for (row_at, row), row_line in zip(rows, row_lines, strict=True)
        for (column_at, column), column_line in zip(columns, column_lines, strict=True)
        if f"{row_line.id}.{column_line.id}" not in gaps
    )  # fmt: skip
    found = Table(table, reading.names(data.get("names"), f"{key}.names"), tuple(row_lines), tuple(column_lines), cells)
    checks += _sums(found)
    known = {one.id for one in column_lines}
    for number, one in enumerate(reading.listing(data.get("parts", []), f"{key}.parts", empty=True)):
        at = f"{key}.parts.{number}"
        given = reading.mapping(one, at, known=("part", "whole"), needed=("part", "whole"))
        if not {given.get("part"), given.get("whole")} <= known:
            reading.wrong(at, "unknown_cell", value=f"{given.get('part')}, {given.get('whole')}")
            continue
        checks += _parts(found, given["part"], given["whole"])
    return found


def _of_row(column: dict[str, Any], row: dict[str, Any]) -> dict[str, Any]:
    """A cell's settings: the column's, with the row's source over them."""
    wanted = _WANTED.get(str(column.get("kind", "number")), "")
    own = {wanted: row[wanted]} if wanted in row else {}
    return {**{name: value for name, value in column.items() if name != "id"}, "names": row.get("names"), **own}


def _line(reading: Reading, data: dict[str, Any], key: str) -> Line:
    return Line(
        reading.identifier(data.get("id"), f"{key}.id"), reading.names(data.get("names"), f"{key}.names"),
        reading.names(data.get("unit"), f"{key}.unit", optional=True), reading.flag(data.get("total"), f"{key}.total"),
    )  # fmt: skip


def _sums(table: Table) -> list[Check]:
    """Each column's total row is the sum of the others."""
    found = []
    totals = [row.id for row in table.rows if row.total]
    for column in table.columns if len(totals) == 1 else ():
        whole = table.cell(totals[0], column.id)
        parts = [cell for row in table.rows if not row.total and (cell := table.cell(row.id, column.id))]
        if whole and parts and all(one.is_number for one in (whole, *parts)):
            found.append(Check("sum", tuple(one.code for one in parts), whole.code))
    return found


def _parts(table: Table, part: str, whole: str) -> list[Check]:
    """In each row, what stands in the column `part` is no larger than what stands in `whole`."""
    found = []
    for row in table.rows:
        small, large = table.cell(row.id, part), table.cell(row.id, whole)
        if small and large:
            found.append(Check("part", (small.code,), large.code))
    return found


def _check(reading: Reading, value: Any, key: str, cells: Mapping[str, Cell], checks: list[Check]) -> None:
    data = reading.mapping(value, key, known=_CHECK, needed=_CHECK)
    kind = reading.word(data.get("kind"), f"{key}.kind", among=("part", "sum"))
    parts = tuple(str(one) for one in reading.listing(data.get("parts"), f"{key}.parts"))
    for at, code in ((f"{key}.whole", str(data.get("whole"))), *((f"{key}.parts", one) for one in parts)):
        if code not in cells or not cells[code].is_number:
            reading.wrong(at, "unknown_cell", value=code)
    checks.append(Check(kind, parts, str(data.get("whole"))))  # type: ignore[arg-type]

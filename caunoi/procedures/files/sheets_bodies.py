"""From rows to bodies: each procedure's rows laid over the body that it has now. No database."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from caunoi.core.errors import Problem
from caunoi.procedures.files.sheets_columns import SHEETS, Sheet
from caunoi.procedures.files.sheets_reading import Row, Tables
from caunoi.procedures.shapes_sheets import SheetProblem

Body = dict[str, Any]
_DEFAULTS: dict[str, dict[str, Any]] = {
    "components": {"code": "", "originals": 0, "copies": 0, "required": False, "name": ""}, "fees": {}, "cases": {},
    "results": {},
}  # fmt: skip
_KEPT_AS_FALSE = ("from_form", "unsure")
"""Where the body leaves out what a cell says as "không"."""


def codes(tables: Tables) -> dict[str, Row]:
    """The row of each procedure by its code; a code that lacks or is there twice becomes a problem."""
    found: dict[str, Row] = {}
    for row in tables.rows.get("", ()):
        code = row.values.get("row", "")
        if not code:
            tables.problems.append(row.wrong("row", _("Thiếu mã thủ tục.")))
        elif code in found:
            where = found[code].cell()
            tables.problems.append(
                row.wrong("row", _("Mã %(code)s đã có ở ô %(where)s.") % {"code": code, "where": where})
            )
        else:
            found[code] = row
    return found


def grouped(tables: Tables, known: Mapping[str, Row]) -> dict[str, dict[str, list[Row]]]:
    """The rows of the other sheets by procedure and part; strays and repeated codes become problems."""
    found: dict[str, dict[str, list[Row]]] = {code: {s.part: [] for s in SHEETS if s.part} for code in known}
    for sheet in SHEETS[1:]:
        seen: dict[tuple[Any, ...], Row] = {}
        for row in tables.rows.get(sheet.part, ()):
            code = row.values.get("row", "")
            if code not in known:
                text = _("Mã thủ tục “%(code)s” không có ở trang “Thủ tục”.") if code else _("Thiếu mã thủ tục.")
                tables.problems.append(row.wrong("row", text % {"code": code} if code else text))
                continue
            _once(sheet, row, seen, tables.problems)
            found[code][sheet.part].append(row)
    return found


def _once(sheet: Sheet, row: Row, seen: dict[tuple[Any, ...], Row], problems: list[SheetProblem]) -> None:
    name = row.values.get("id", "")
    if not name:
        problems.append(row.wrong("id", _("Thiếu mã ở ô này.")))
        return
    for channel in row.values.get("channels", ()) if sheet.part == "fees" else ("",):
        key = (row.values["row"], row.values.get("case", ""), name, channel)
        if key in seen:
            where = seen[key].cell("id")
            problems.append(row.wrong("id", _("Mã %(code)s đã có ở ô %(where)s.") % {"code": name, "where": where}))
            return
        seen[key] = row


def body_of(row: Row, parts: Mapping[str, Sequence[Row]], base: Body, problems: list[SheetProblem]) -> Body:
    """The whole body that a procedure's rows make; what the workbook does not hold stays as `base` has it."""
    body = copy.deepcopy(base)
    _lay(body, row)
    for part in ("cases", "components", "results"):
        before = {item["id"]: item for item in base.get(part, ())}
        body[part] = [_item(part, one, before.get(one.values.get("id", ""), {})) for one in parts[part]]
    _fees(body, parts["fees"], base, problems)
    return body


def _item(part: str, row: Row, before: Body) -> Body:
    item = copy.deepcopy(before)
    _lay(item, row)
    for key, value in _DEFAULTS[part].items():
        item.setdefault(key, value)
    if part == "cases":
        item["limits"] = {channel: limit for channel, limit in item.get("limits", {}).items() if limit}
        item.setdefault("fees", {})
    return item


def _lay(item: Body, row: Row) -> None:
    """Every column's value over the item; an empty cell takes away what was there."""
    for column in row.sheet.columns:
        if column.key in ("row", "case") or (row.sheet.part == "fees" and column.key == "channels"):
            continue
        value = row.values.get(column.key)
        if value is False and column.key in _KEPT_AS_FALSE and column.key not in item:
            value = None
        _put(item, column.key.split("/"), value)


def _put(item: Body, path: list[str], value: Any) -> None:
    *outer, last = path
    if outer and value is None and outer[0] not in item:
        return
    inner = item
    for key in outer:
        inner = inner.setdefault(key, {})
    if value is not None:
        inner[last] = value
    elif last in inner and not (inner[last] in ("", []) or inner[last] is None):
        del inner[last]
    for depth in range(len(outer), 0, -1):
        holder = item
        for key in outer[: depth - 1]:
            holder = holder[key]
        if not holder[outer[depth - 1]]:
            del holder[outer[depth - 1]]


def _fees(body: Body, rows: Sequence[Row], base: Body, problems: list[SheetProblem]) -> None:
    """The fees into their cases; a channel of the base keeps its empty list, which says that nothing is paid."""
    cases = {case["id"]: case for case in body["cases"]}
    before = {case["id"]: case["fees"] for case in base.get("cases", ())}
    for name, case in cases.items():
        case["fees"] = {channel: [] for channel in before.get(name, {})}
    for row in rows:
        name = row.values.get("case", "")
        if name not in cases:
            problems.append(row.wrong("case", _("Thủ tục này không có trường hợp “%(what)s”.") % {"what": name}))
            continue
        for channel in row.values.get("channels", ()):
            same = (fee for fee in before.get(name, {}).get(channel, ()) if fee["id"] == row.values.get("id"))
            fee: Body = copy.deepcopy(next(same, {}))
            _lay(fee, row)
            cases[name]["fees"].setdefault(channel, []).append(fee)
        if not row.values.get("channels"):
            problems.append(row.wrong("channels", _("Khoản thu phải có ít nhất một kênh.")))


def placed(problem: Problem, row: Row, parts: Mapping[str, Sequence[Row]]) -> SheetProblem:
    """What is wrong with a body, at the cell that says it, or at the procedure's row when no cell does."""
    reason = str(dict(problem.params).get("reason", problem))
    path = problem.field.split("/")
    if path[0] == "cases" and len(path) > 3 and path[2] == "fees":
        case = _named(parts["cases"], path[1])
        fees = [r for r in parts["fees"] if case and r.values.get("case") == case.values.get("id")]
        fees = [r for r in fees if path[3] in r.values.get("channels", ())]
        target = _named(fees, path[4]) if len(path) > 4 else None
        return _at(target or case or row, path[5:], reason)
    if path[0] in parts and len(path) > 1:
        target = _named(parts[path[0]], path[1])
        return _at(target or row, path[2:], reason)
    return _at(row, path, reason)


def _named(rows: Sequence[Row], name: str) -> Row | None:
    """A row by its place in the list or by its code."""
    if name.isdigit():
        return rows[int(name)] if int(name) < len(rows) else None
    return next((row for row in rows if row.values.get("id") == name), None)


def _at(row: Row, path: list[str], reason: str) -> SheetProblem:
    key = "/".join(path)
    cell = next(
        (k for k in row.letters if key and (k == key or k.startswith(f"{key}/") or key.startswith(f"{k}/"))), ""
    )
    return row.wrong(cell or ("id" if "id" in row.letters else "row"), reason)

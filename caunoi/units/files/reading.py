"""Reading UNITS.csv and CHANGES.csv. All errors are collected, with line, column and what was expected."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from caunoi.core.errors import Problem

T = TypeVar("T")
WHOLE, PART, ABOLISHED = "whole", "part", "abolished"
_CODE = re.compile(r"^[^\s@,;][^@,;\n]{0,39}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    """A line of UNITS.csv: a unit from `valid_from` on (None: from the register's first day)."""

    line: int
    code: str
    level: str
    type: str
    name: str
    parent_code: str
    parent_level: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, str]:
        """Level and code."""
        return self.level, self.code


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """A line of CHANGES.csv: on that day, that share of one unit went into another."""

    line: int
    on: date
    from_level: str
    from_code: str
    to_level: str
    to_code: str
    share: str | Fraction
    basis: str = ""
    sources: str = ""
    decree: str = ""
    reason: str = ""
    step: int = 0
    to_name: str = ""
    to_type: str = ""
    to_parent_code: str = ""
    decimals: int = 0


class _Cells:
    """One line, read column by column; what is wrong goes into `problems`."""

    def __init__(self, line: int, values: dict[str, str], problems: list[Problem]) -> None:
        self.line, self.values, self.problems = line, values, problems

    def text(self, column: str, *, longest: int = 260) -> str:
        value = (self.values.get(column) or "").strip()
        if len(value) > longest or "\x00" in value:
            self.wrong(column, _("cần không quá %(longest)s ký tự"), longest=longest)
            return ""
        return value

    def required(self, column: str) -> str:
        value = self.text(column)
        if not value:
            self.wrong(column, _("không được để trống"))
        return value

    def code(self, column: str, *, required: bool = True) -> str:
        value = self.required(column) if required else self.text(column)
        if value and not _CODE.match(value):
            self.wrong(column, _("cần một mã không quá 40 ký tự, nhận được “%(value)s”"), value=value[:60])
            return ""
        return value

    def day(self, column: str, *, required: bool = False) -> date | None:
        value = self.required(column) if required else self.text(column)
        if not value:
            return None
        try:
            if len(value) != 10:
                raise ValueError(value)
            return date.fromisoformat(value)
        except ValueError:
            self.wrong(
                column, _("cần ngày dạng NĂM-THÁNG-NGÀY, ví dụ 2025-07-01; nhận được “%(value)s”"), value=value[:60]
            )
            return None

    def number(self, column: str, convert: Callable[[str], T], low: float, high: float) -> T | None:
        value = self.text(column)
        if not value:
            return None
        try:
            number = convert(value)
            if not low <= number <= high:  # type: ignore[operator]
                raise ValueError(value)
        except (ValueError, InvalidOperation):
            self.wrong(
                column, _("cần một số từ %(low)s đến %(high)s, nhận được “%(value)s”"),
                low=f"{low:g}", high=f"{high:g}", value=value[:60],
            )  # fmt: skip
            return None
        return number

    def wrong(self, column: str, message: str | Promise, **params: Any) -> None:
        self.problems.append(Problem(message, line=self.line, column=column, params=tuple(params.items())))


def read_units(source: Path | bytes) -> tuple[list[UnitRow], list[Problem]]:
    """The rows of UNITS.csv, and everything wrong with it. Never raises for what a file holds."""
    problems: list[Problem] = []
    rows = [_unit(cells) for cells in _lines(source, {"code", "level", "name"}, problems)]
    if not rows and not problems:
        problems.append(Problem(_("tệp không có đơn vị nào"), line=1))
    problems += _overlaps(rows)
    return rows, problems


def _unit(c: _Cells) -> UnitRow:
    extra = {
        "lat": c.number("lat", float, -90, 90),
        "lon": c.number("lon", float, -180, 180),
        "area_km2": c.number("area_km2", Decimal, 0, 1e9),
        "population": c.number("population", int, 0, 1e11),
        "agency_code": c.text("agency_code", longest=20),
        "sources": c.text("sources", longest=20),
    }
    start, end = c.day("valid_from"), c.day("valid_to")
    if start and end and end <= start:
        c.wrong("valid_to", _("cần một ngày sau valid_from (%(start)s)"), start=start.isoformat())
    return UnitRow(
        line=c.line, code=c.code("code"), level=c.required("level")[:30], type=c.text("type", longest=60),
        name=c.required("name")[:200], parent_code=c.code("parent_code", required=False),
        parent_level=c.text("parent_level", longest=30), valid_from=start, valid_to=end,
        extra={k: v for k, v in extra.items() if v not in (None, "")},
    )  # fmt: skip


def _overlaps(rows: list[UnitRow]) -> list[Problem]:
    """The same code twice at one time: a line repeated, or periods of validity that overlap."""
    problems = []
    by_key: dict[tuple[str, str], list[UnitRow]] = {}
    for row in rows:
        by_key.setdefault(row.key, []).append(row)
    for same in by_key.values():
        same.sort(key=lambda r: (r.valid_from or date.min, r.line))
        for earlier, later in pairwise(same):
            start = later.valid_from or date.min
            if (earlier.valid_from or date.min) == start:
                message = _("mã %(code)s đã có ở dòng %(line)s với cùng ngày bắt đầu")
                problems.append(_at(later, "code", message, code=later.code, line=earlier.line))
            elif earlier.valid_to and earlier.valid_to > start:
                message = _("hiệu lực của mã %(code)s chồng lên dòng %(line)s (đến %(end)s)")
                end = earlier.valid_to.isoformat()
                problems.append(_at(later, "valid_from", message, code=later.code, line=earlier.line, end=end))
    return problems


def _at(row: UnitRow | ChangeRow, column: str, message: str | Promise, **params: Any) -> Problem:
    return Problem(message, line=row.line, column=column, params=tuple(params.items()))


def read_changes(source: Path | bytes) -> tuple[list[ChangeRow], list[Problem]]:
    """The rows of CHANGES.csv, and everything wrong with it."""
    problems: list[Problem] = []
    needed = {"effective_date", "from_code", "to_code", "share"}
    rows = [_change(cells) for cells in _lines(source, needed, problems)]
    return [row for row in rows if row is not None], problems


def _change(c: _Cells) -> ChangeRow | None:
    on = c.day("effective_date", required=True)
    share, decimals = _share(c)
    abolished = share == ABOLISHED
    created = not c.text("from_code")
    if created and (abolished or share not in (WHOLE, "created")):
        c.wrong("from_code", _("không được để trống (trừ khi share là created)"))
    row = ChangeRow(
        line=c.line, on=on or date.min, from_level=c.text("from_level", longest=30),
        from_code=c.code("from_code", required=False), to_level=c.text("to_level", longest=30),
        to_code=c.code("to_code", required=not abolished), share=share, basis=c.text("basis", longest=30),
        sources=c.text("sources", longest=20), decree=c.text("decree", longest=120),
        reason=c.text("reason", longest=60),
        step=c.number("step", int, 0, 10_000) or 0, to_name=c.text("to_name", longest=200),
        to_type=c.text("to_type", longest=60), to_parent_code=c.code("to_parent_code", required=False),
        decimals=decimals,
    )  # fmt: skip
    if abolished and row.to_code:
        c.wrong("to_code", _("phải để trống khi share là abolished"))
    return row if on else None


def _share(c: _Cells) -> tuple[str | Fraction, int]:
    value = c.text("share").lower().replace(" ", "")
    if value in (WHOLE, PART, ABOLISHED, "created"):
        return value, 0
    try:
        share = Fraction(value[:-1]) / 100 if value.endswith("%") else Fraction(value)
        if not 0 < share <= 1 or len(value) > 40:
            raise ValueError(value)
    except (ValueError, ZeroDivisionError):
        message = _("cần whole, part, abolished, hoặc một số lớn hơn 0 và không quá 1; nhận được “%(value)s”")
        c.wrong("share", message, value=value[:60])
        return WHOLE, 0
    digits = 0 if "/" in value else max(0, -Decimal(value.rstrip("%")).as_tuple().exponent)  # type: ignore[operator]
    return share, digits + (2 if value.endswith("%") else 0)


def _lines(source: Path | bytes, needed: set[str], problems: list[Problem]) -> Iterator[_Cells]:
    """The lines of a CSV file as cells. A quoted field may span lines; the number is that of a record's last line."""
    text = _decoded(source, problems)
    if text is None:
        return
    first = text.split("\n", 1)[0]
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=";" if first.count(";") > first.count(",") else ",", strict=True
    )
    try:
        header = [name.strip().lower() for name in next(reader, [])]
        missing = sorted(needed - set(header))
        for column in missing:
            problems.append(Problem(_("thiếu cột này ở dòng tiêu đề"), line=1, column=column))
        for column in sorted({name for name in header if name and header.count(name) > 1}):
            problems.append(Problem(_("cột này có hai lần ở dòng tiêu đề"), line=1, column=column))
        if missing:
            return
        for values in reader:
            if not any(value.strip() for value in values):
                continue
            if len(values) != len(header):
                message = _("cần %(expected)s ô, nhận được %(found)s")
                params: tuple[tuple[str, Any], ...] = (("expected", len(header)), ("found", len(values)))
                column = header[len(values)] if len(values) < len(header) else header[-1]
                problems.append(Problem(message, line=reader.line_num, column=column, params=params))
                continue
            yield _Cells(reader.line_num, dict(zip(header, values, strict=True)), problems)
    except csv.Error as error:
        params = (("error", str(error)),)
        problems.append(Problem(_("không đọc được dạng CSV (%(error)s)"), line=reader.line_num, params=params))


def _decoded(source: Path | bytes, problems: list[Problem]) -> str | None:
    try:
        raw = source if isinstance(source, bytes) else source.read_bytes()
        return raw.decode("utf-8-sig")
    except OSError as error:
        params = (("path", str(source)), ("error", error.strerror or str(error)))
        problems.append(Problem(_("không mở được tệp %(path)s: %(error)s"), params=params))
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        problems.append(Problem(_("tệp phải ở bảng mã UTF-8"), line=line))
    return None

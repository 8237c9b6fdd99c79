"""A service's file of a day: CSV with a header, one payment a line."""

from __future__ import annotations

import csv
import io

from django.utils.translation import gettext_lazy as _

from caunoi.core.errors import Problem
from caunoi.payments.errors import WrongFile
from caunoi.payments.providers.base import STATES, DayLine

COLUMNS = ("reference", "provider_reference", "merchant", "amount", "currency", "state")
_MOST = 200_000


def read(content: bytes) -> list[DayLine]:
    """The lines. Raises WrongFile naming every line and column that is wrong."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _wrong([Problem(_("tệp không phải là văn bản UTF-8"))]) from error
    rows = csv.DictReader(io.StringIO(text, newline=""))
    try:
        missing = [name for name in COLUMNS if name not in (rows.fieldnames or ())]
        if missing:
            raise _wrong([Problem(_("thiếu cột này ở dòng đầu"), line=1, column=name) for name in missing])
        return _lines(rows)
    except csv.Error as error:
        raise _wrong([Problem(_("không đọc được dòng này như CSV"), line=rows.line_num)]) from error


def _lines(rows: csv.DictReader[str]) -> list[DayLine]:
    found: list[DayLine] = []
    problems: list[Problem] = []
    for row in rows:
        wrong = _problems(row, rows.line_num)
        problems += wrong
        if not wrong:
            found.append(_line(row, rows.line_num))
        if len(found) > _MOST or len(problems) > 200:
            problems.append(Problem(_("tệp quá dài hoặc quá nhiều chỗ sai"), line=rows.line_num))
            break
    if problems:
        raise _wrong(problems)
    return found


def _problems(row: dict[str, str], line: int) -> list[Problem]:
    found = []
    if None in row or None in row.values():
        return [Problem(_("số cột không khớp với dòng đầu"), line=line)]
    if not row["reference"].strip():
        found.append(Problem(_("để trống"), line=line, column="reference"))
    if not (row["amount"].isascii() and row["amount"].isdigit()):
        found.append(Problem(_("không phải là số đồng"), line=line, column="amount"))
    if row["state"] not in STATES:
        found.append(Problem(_("trạng thái lạ"), line=line, column="state"))
    return found


def _line(row: dict[str, str], line: int) -> DayLine:
    return DayLine(
        line, row["reference"].strip(), row["provider_reference"].strip(), row["merchant"].strip(), int(row["amount"]),
        row["currency"].strip(), row["state"],
    )  # fmt: skip


def _wrong(problems: list[Problem]) -> WrongFile:
    return WrongFile(problems, count=len(problems))

"""From DMN 1.3 to a table: every problem is named with its row and column."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from caunoi.core.decisions.elements import TableInvalid, children, elements, text_of
from caunoi.core.decisions.tables import Column, Row, Span, Table, Test, Value
from caunoi.core.errors import Problem

MOST_ROWS, MOST_COLUMNS = 300, 10
_KINDS = {"string": "string", "boolean": "boolean", "number": "number", "integer": "number", "double": "number",
          "long": "number"}  # fmt: skip
_NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")
_NUMBER = r"-?\d{1,15}(?:\.\d{1,6})?"
_PART = re.compile(
    rf'\s*(?:"(?P<word>[^"]*)"|(?P<truth>true|false)|(?P<open>[\[\](])\s*(?P<low>{_NUMBER})\s*\.\.\s*(?P<high>{_NUMBER})'
    rf"\s*(?P<close>[\[\])])|(?P<sign><=|>=|<|>)?\s*(?P<number>{_NUMBER}))\s*(?:,|$)"
)


def read_table(text: str) -> Table:
    """The one table of a DMN text. Raises TableInvalid with every problem of its form, by row and column."""
    decision, table = elements(text)
    problems: list[Problem] = []
    policy = table.get("hitPolicy", "UNIQUE").upper()
    if policy not in ("UNIQUE", "FIRST"):
        problems.append(
            _problem(_("cách chọn dòng (hit policy) phải là UNIQUE hoặc FIRST, không phải %(word)s"), "", word=policy)
        )
    inputs = [_input(e, n, problems) for n, e in enumerate(children(table, "input"), 1)]
    outputs = [_output(e, n, problems) for n, e in enumerate(children(table, "output"), 1)]
    rules = children(table, "rule")
    if not inputs or not outputs or not rules:
        problems.append(_problem(_("bảng phải có ít nhất một cột vào, một cột ra và một dòng"), ""))
    if len(rules) > MOST_ROWS or len(inputs) > MOST_COLUMNS or len(outputs) > MOST_COLUMNS:
        problems.append(_problem(_("bảng có quá nhiều dòng hoặc cột"), ""))
    names = [column.name for column in [*inputs, *outputs]]
    for name in sorted({name for name in names if names.count(name) > 1}):
        problems.append(_problem(_("cột “%(column)s” có hai lần"), "", column=name))
    rows = [] if problems else [_row(e, n, inputs, outputs, problems) for n, e in enumerate(rules, 1)]
    if problems:
        raise TableInvalid(problems)
    return Table(decision.get("id", ""), decision.get("name", ""), policy, tuple(inputs), tuple(outputs), tuple(rows))


def _problem(message: object, place: str, **params: object) -> Problem:
    return Problem(message, params=tuple({"element": place, **params}.items()))  # type: ignore[arg-type]


def _input(element: ET.Element, number: int, problems: list[Problem]) -> Column:
    asked = children(element, "inputExpression")
    name = text_of(asked[0]) if asked else ""
    kind = _KINDS.get(asked[0].get("typeRef", "string") if asked else "", "")
    _require_column(name, kind, number, problems)
    allowed = children(element, "inputValues")
    test = _test(text_of(allowed[0]), kind) if allowed else Test(anything=True)
    if test is None:
        problems.append(_problem(_("cột “%(column)s”: không hiểu các giá trị cho phép"), "", column=name))
    return Column(name, kind, element.get("label", ""), test or Test(anything=True))


def _output(element: ET.Element, number: int, problems: list[Problem]) -> Column:
    name, kind = element.get("name", ""), _KINDS.get(element.get("typeRef", "string"), "")
    _require_column(name, kind, number, problems)
    return Column(name, kind, element.get("label", ""))


def _require_column(name: str, kind: str, number: int, problems: list[Problem]) -> None:
    if not _NAME.fullmatch(name):
        said = _("cột thứ %(number)s: tên “%(column)s” phải gồm chữ thường không dấu, chữ số và gạch dưới")
        problems.append(_problem(said, "", number=number, column=name[:60]))
    if not kind:
        problems.append(_problem(_("cột “%(column)s”: kiểu phải là string, number hoặc boolean"), "", column=name))


def _row(
    element: ET.Element, number: int, inputs: Sequence[Column], outputs: Sequence[Column], problems: list[Problem]
) -> Row:
    place, asked, given = f"row {number}", children(element, "inputEntry"), children(element, "outputEntry")
    if len(asked) != len(inputs) or len(given) != len(outputs):
        problems.append(_problem(_("dòng %(number)s không có đủ ô cho các cột"), place, number=number))
        return Row(number, (), ())
    tests, values = [], []
    for column, cell in zip(inputs, asked, strict=True):
        test = _test(text_of(cell), column.kind)
        if test is None:
            said = _("dòng %(number)s, cột “%(column)s”: không hiểu điều kiện “%(cell)s”")
            problems.append(_problem(said, place, number=number, column=column.name, cell=text_of(cell)[:60]))
        tests.append(test or Test(anything=True))
    for column, cell in zip(outputs, given, strict=True):
        value = _literal(text_of(cell), column.kind)
        if value is None:
            said = _("dòng %(number)s, cột “%(column)s”: “%(cell)s” không phải giá trị kiểu %(kind)s")
            params = {"number": number, "column": column.name, "cell": text_of(cell)[:60], "kind": column.kind}
            problems.append(_problem(said, place, **params))
        values.append("" if value is None else value)
    return Row(number, tuple(tests), tuple(values))


def _literal(text: str, kind: str) -> Value | None:
    if kind == "string" and re.fullmatch(r'"[^"]*"', text):
        return text[1:-1]
    if kind == "boolean" and text in ("true", "false"):
        return text == "true"
    if kind == "number" and re.fullmatch(_NUMBER, text):
        return Decimal(text)
    return None


def _test(text: str, kind: str) -> Test | None:
    """A cell: `-`, literals and spans separated by commas, or `not(...)` of them; None when it is nothing of these."""
    if text in ("", "-"):
        return Test(anything=True)
    inner = re.fullmatch(r"not\s*\((.*)\)", text, re.DOTALL)
    parts = _parts(inner[1] if inner else text)
    if parts is None:
        return None
    words = frozenset(part["word"] for part in parts if part["word"] is not None)
    truths = frozenset(part["truth"] == "true" for part in parts if part["truth"])
    spans = tuple(_span(part) for part in parts if part["low"] or part["number"])
    fits = {"string": len(parts) if words else 0, "boolean": sum(1 for p in parts if p["truth"]), "number": len(spans)}
    if fits.get(kind, 0) != len(parts) or (kind == "string" and any(part["word"] is None for part in parts)):
        return None
    return Test(words=words, spans=spans, truths=truths, negated=inner is not None)


def _parts(text: str) -> list[dict[str, str | None]] | None:
    found, at = [], 0
    while at < len(text):
        part = _PART.match(text, at)
        if part is None or part.end() == at:
            return None
        found.append(part.groupdict())
        at = part.end()
    return None if text.rstrip().endswith(",") else found or None


def _span(part: dict[str, str | None]) -> Span:
    if part["low"] and part["high"]:
        return Span(Decimal(part["low"]), Decimal(part["high"]), part["open"] != "[", part["close"] != "]")
    number = Decimal(part["number"] or "0")
    match part["sign"]:
        case "<":
            return Span(high=number, high_open=True)
        case "<=":
            return Span(high=number)
        case ">":
            return Span(low=number, low_open=True)
        case ">=":
            return Span(low=number)
    return Span(number, number)

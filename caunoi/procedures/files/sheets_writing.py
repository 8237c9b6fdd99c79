"""The catalogue as a workbook that opens well in Excel and can be read back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import IO, Any

import xlsxwriter

from caunoi.procedures.files.sheets_columns import GUIDE, SHEETS, Column, Sheet

Body = Mapping[str, Any]


def write(to: IO[bytes], bodies: Iterable[tuple[str, Body]]) -> None:
    """Write these procedures, by code. Codes are texts, numbers are numbers, and no text is ever a formula."""
    book = xlsxwriter.Workbook(to, {"strings_to_formulas": False, "strings_to_urls": False})
    made = list(bodies)
    formats = {
        "head": book.add_format({"bold": True, "bg_color": "#F1EADF", "border": 1, "text_wrap": True}),
        "text": book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"}),
        "number": book.add_format({"num_format": "0.##", "valign": "top"}),
        "int": book.add_format({"num_format": "#,##0", "valign": "top"}),
    }
    for sheet in SHEETS:
        _sheet(book, sheet, [row for code, body in made for row in rows(sheet, code, body)], formats)
    guide = book.add_worksheet("Hướng dẫn")
    guide.set_column(0, 0, 120)
    for row, line in enumerate(GUIDE):
        guide.write_string(row, 0, line)
    book.close()


def _sheet(book: Any, sheet: Sheet, lines: list[dict[str, Any]], formats: dict[str, Any]) -> None:
    page = book.add_worksheet(sheet.title)
    for index, column in enumerate(sheet.columns):
        page.set_column(index, index, column.width, formats.get(column.kind, formats["text"]))
        page.write_string(0, index, column.title, formats["head"])
        if column.words and column.kind == "word":
            source = {"validate": "list", "source": list(column.words)}
            page.data_validation(1, index, len(lines) + 200, index, source)
    for number, line in enumerate(lines, 1):
        for index, column in enumerate(sheet.columns):
            value = shown(column, line.get(column.key))
            if isinstance(value, str):
                if value:
                    page.write_string(number, index, value, formats["text"])
            else:
                page.write_number(number, index, value, formats[column.kind])
    page.freeze_panes(1, 2)
    page.autofilter(0, 0, max(len(lines), 1), len(sheet.columns) - 1)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


def rows(sheet: Sheet, code: str, body: Body) -> Iterator[dict[str, Any]]:
    """The rows that a procedure has on a sheet, each value under its column's key."""
    if not sheet.part:
        yield {"row": code, **_values(sheet, body)}
    elif sheet.part == "fees":
        for case in body["cases"]:
            for fee, channels in _fees(case):
                yield {**_values(sheet, fee), "row": code, "case": case["id"], "channels": channels}
    else:
        for item in body[sheet.part]:
            yield {"row": code, **_values(sheet, item)}


def _fees(case: Body) -> list[tuple[Body, list[str]]]:
    """Each fee once, with the channels that have the very same one."""
    found: list[tuple[Body, list[str]]] = []
    for channel, fees in case["fees"].items():
        for fee in fees:
            same = next((channels for other, channels in found if other == fee), None)
            if same is None:
                found.append((fee, [channel]))
            else:
                same.append(channel)
    return found


def _values(sheet: Sheet, item: Body) -> dict[str, Any]:
    return {column.key: at(item, column.key) for column in sheet.columns if column.key not in ("row", "case")}


def at(item: Any, path: str) -> Any:
    """The value at a path, None when there is none."""
    for key in path.split("/"):
        item = item.get(key) if isinstance(item, Mapping) else None
    return item


def shown(column: Column, value: Any) -> str | int | float:
    """A value as its cell shows it; an empty text where there is none."""
    if value is None:
        return ""
    words = {meant: written for written, meant in column.words.items()}
    match column.kind:
        case "word":
            return words.get(value, str(value))
        case "words":
            return "; ".join(words.get(one, one) for one in value)
        case "list":
            return "; ".join(value)
        case "lines":
            return "\n".join(value)
        case "yes":
            return "có" if value else "không"
        case "number":
            return float(value)
        case "int":
            return int(value)
        case "steps":
            return "; ".join(f"{s['amount']} ≤{s['upto']}" if "upto" in s else str(s["amount"]) for s in value)
    return str(value)

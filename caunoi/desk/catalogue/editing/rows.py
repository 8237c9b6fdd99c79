"""The parts of a body that are rows in an order: read, added to, moved, dropped. Bodies are copied, never changed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from caunoi.desk.catalogue.editing.around import Body
from caunoi.units.rules.text import fold

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Rows:
    """How a part's rows are read from a body, put back, and begun; `named` is the key that has a row's name."""

    read: Callable[[Body], list[Row]]
    write: Callable[[Body, list[Row]], Body]
    begin: Callable[[str], Row]
    named: str = "name"
    prefix: str = "item"

    def add(self, body: Body, name: str) -> Body:
        """The body with one more row at the end, which has this Vietnamese name and an id of its own."""
        rows = self.read(body)
        row = {"id": new_id(name, [r.get("id", "") for r in rows], self.prefix), **self.begin(name)}
        return self.write(body, [*rows, row])

    def replace(self, body: Body, index: int, row: Row) -> Body:
        """The body with another row at `index`. Raises IndexError."""
        rows = self.read(body)
        rows[index] = row
        return self.write(body, rows)

    def drop(self, body: Body, index: int) -> Body:
        """The body without the row at `index`. Raises IndexError."""
        rows = self.read(body)
        del rows[index]
        return self.write(body, rows)

    def move(self, body: Body, index: int, by: int) -> Body:
        """The body with the row at `index` moved by one up (-1) or down (1); at the end nothing happens."""
        rows = self.read(body)
        to = index + by
        if 0 <= index < len(rows) and 0 <= to < len(rows):
            rows[index], rows[to] = rows[to], rows[index]
        return self.write(body, rows)


def new_id(name: str, taken: Sequence[str], prefix: str) -> str:
    """An identifier out of a name: `cap_lai`, `cap_lai_2` when that is taken."""
    words = re.sub(r"[^a-z0-9]+", "_", fold(name)).strip("_")[:40].rstrip("_")
    base = words if words[:1].isalpha() else f"{prefix}_{words}".rstrip("_")
    found, number = base, 1
    while found in taken:
        number += 1
        found = f"{base}_{number}"
    return found


def _listed(key: str) -> tuple[Callable[[Body], list[Row]], Callable[[Body, list[Row]], Body]]:
    def read(body: Body) -> list[Row]:
        return list(body.get(key) or [])

    def write(body: Body, rows: list[Row]) -> Body:
        if not rows and key not in body:
            return body
        return {**body, key: rows}

    return read, write


def _agencies(body: Body) -> list[Row]:
    return [{"word": word, **need} for word, need in (body.get("agencies") or {}).items()]


def _with_agencies(body: Body, rows: list[Row]) -> Body:
    found = {row.get("word", ""): {k: v for k, v in row.items() if k not in ("word", "id")} for row in rows}
    rest = {key: value for key, value in body.items() if key != "agencies"}
    return {**body, "agencies": found} if found else rest


def _texts(name: str) -> dict[str, str]:
    return {"vi": name} if name else {}


def _case(name: str) -> Row:
    return {"name": _texts(name), "limits": {}, "fees": {}}


def _component(name: str) -> Row:
    return {
        "code": "", "name": name, "title": _texts(name), "group": "submitted", "originals": 1, "copies": 0,
        "required": True, "channels": ["direct", "post", "online"],
    }  # fmt: skip


def _result(name: str) -> Row:
    return {"name": _texts(name), "form": "result_sheet"}


def _relief(name: str) -> Row:
    return {"name": _texts(name), "percent": 100, "needs": {}, "reference": ""}


def fees_of(case: Row) -> list[Row]:
    """The fee rules of a case, each once, with the channels that have it under `channels`."""
    found: list[Row] = []
    for channel, rules in (case.get("fees") or {}).items():
        for rule in rules:
            same = next((row for row in found if {**row, "channels": None} == {**rule, "channels": None}), None)
            if same is None:
                found.append({**rule, "channels": [channel]})
            else:
                same["channels"].append(channel)
    return found


def with_fees(case: Row, rows: list[Row]) -> Row:
    """The case with these fee rules, laid out by channel. A channel that had a list of fees keeps one."""
    used = [channel for row in rows for channel in row.get("channels", [])]
    channels = list(dict.fromkeys([*(case.get("fees") or {}), *used]))
    fees = {
        channel: [_rule(row) for row in rows if channel in row.get("channels", [])] for channel in channels
    }  # fmt: skip
    return {**case, "fees": fees}


def _rule(row: Row) -> Row:
    return {key: value for key, value in row.items() if key != "channels"}


def fee_rows(case_index: int, channels: Sequence[str]) -> Rows:
    """The fees of one case as rows; a new one is fixed and taken on every channel that the case has."""

    def read(body: Body) -> list[Row]:
        return fees_of(body["cases"][case_index])

    def write(body: Body, rows: list[Row]) -> Body:
        return PARTS["cases"].replace(body, case_index, with_fees(body["cases"][case_index], rows))

    def begin(name: str) -> Row:
        return {"kind": "fixed", "name": _texts(name), "reference": "", "channels": list(channels)}

    return Rows(read, write, begin, prefix="fee")


PARTS: dict[str, Rows] = {
    "cases": Rows(*_listed("cases"), _case, prefix="case"),
    "components": Rows(*_listed("components"), _component, named="title", prefix="paper"),
    "results": Rows(*_listed("results"), _result, prefix="result"),
    "reliefs": Rows(*_listed("reliefs"), _relief, prefix="relief"),
    "agencies": Rows(_agencies, _with_agencies, lambda word: {"word": word}, named="word", prefix="agency"),
}

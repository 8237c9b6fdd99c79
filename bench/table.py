"""The results of all measurements as one table: all in docs/results.md; what has a limit or a target in README.md.

    .venv/bin/python bench/table.py            prints it
    .venv/bin/python bench/table.py --write    puts it between the two marks of both

Reads bench/results/*.json. What was not measured is not in it; what missed its target says so.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench import harness

BEGIN, END = "<!-- results -->", "<!-- /results -->"
HEAD = "| Measurement | Value | Limit beside it | Ratio | Target | Met |\n| --- | ---: | --- | ---: | --- | --- |"


class NoPlace(Exception):
    """The text has no marks to put the table between."""


def table(results: Iterable[dict[str, Any]], *, short: bool = False) -> str:
    """A table of the figures of several results, each result under a line of its own.

    `short` leaves out what has neither a limit nor a target, and counts that should be zero and are.
    """
    lines = [HEAD]
    for said in results:
        sizes = ", ".join(f"{name} {_number(value)}" for name, value in said["sizes"].items())
        lines.append(f"| **{said['name']}** ({sizes}; {said['at'][:10]}, {said['commit']}) | | | | | |")
        lines += [_line(one) for one in said["figures"] if not (short and _is_detail(one))]
    machines = sorted({said["machine"] for said in results})
    return "\n".join([*lines, "", f"Measured on {'; '.join(machines)}."]) if machines else "Nothing was measured yet."


def _is_detail(figure: dict[str, Any]) -> bool:
    return (figure["limit"] is None and not figure["target"]) or (figure["target"] == "0" and figure["met"])


def _line(figure: dict[str, Any]) -> str:
    limit = "" if figure["limit"] is None else f"{_number(figure['limit'])} {figure['limit_is']}".strip()
    ratio = "" if figure["ratio"] is None else _number(figure["ratio"])
    met = {True: "yes", False: "**no**", None: ""}[figure["met"]]
    value = f"{_number(figure['value'])} {figure['unit']}".strip()
    cells = (figure["what"], value, limit, ratio, figure["target"], met)
    return "| " + " | ".join(str(cell).replace("|", "/").replace("<", "&lt;") for cell in cells) + " |"


def _number(value: Any) -> str:
    """Three significant digits, thousands apart; words as they are."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return str(value)
    if value == int(value) or abs(value) >= 1000:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def read(folder: Path) -> list[dict[str, Any]]:
    """Every result of a folder, by name."""
    return [json.loads(path.read_text()) for path in sorted(folder.glob("*.json"))]


def put(text: str, new: str) -> str:
    """The text with the table between its marks. Raises NoPlace."""
    before, begin, rest = text.partition(BEGIN)
    _old, end, after = rest.partition(END)
    if not begin or not end:
        raise NoPlace(f"{BEGIN} and {END} are not both in it")
    return f"{before}{BEGIN}\n{new}\n{END}{after}"


def main(write: bool) -> None:
    """Print it, or put it into README.md and docs/results.md."""
    results = read(harness.RESULTS)
    if not write:
        print(table(results))
        return
    for path, short in ((harness.ROOT / "README.md", True), (harness.ROOT / "docs/results.md", False)):
        path.write_text(put(path.read_text(), table(results, short=short)))


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--write", action="store_true")
    main(asked.parse_args().write)

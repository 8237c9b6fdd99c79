"""Where a problem is: which part, which row, and the place inside the row."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from caunoi.core.errors import Problem
from caunoi.desk.catalogue.editing.around import Body
from caunoi.desk.catalogue.editing.rows import PARTS, fees_of
from caunoi.procedures.files.reasons import MISSING

_PART_OF = {
    "name": "names", "summary": "names", "legal_basis": "legal", "source_url": "legal", "unsure": "legal",
    "unsure_notes": "legal", "process": "process", "form": "form", "reference": "variant", "reason": "reason",
    **{part: part for part in PARTS},
}  # fmt: skip
_VERSION = re.compile(r"^versions/\d+/?")
_KEY = re.compile(r"[a-z_]+")
_EMPTY = _("Hãy điền mục này.")
_LANGUAGES = {
    "vi": _("Hãy viết bằng tiếng Việt."), "en": _("Hãy viết bằng tiếng Anh."), "th": _("Hãy viết bằng tiếng Thái."),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """A problem with its part; `index` and `fee` are the rows that it is about, `rest` the place inside them."""

    problem: Problem
    part: str
    index: int | None = None
    fee: int | None = None
    rest: str = ""


def locate(problems: Iterable[Problem], body: Body) -> list[Found]:
    """Every problem with its place; what belongs to no part of its own is general. Each missing key is one."""
    return [_found(one, place, body) for problem in problems for one, place in _split(problem, body)]


def _split(problem: Problem, body: Body) -> list[tuple[Problem, list[str]]]:
    """A problem, or one for each key that is missing at its place, which is then the place."""
    steps = [step for step in _VERSION.sub("", problem.field).split("/") if step]
    named = [name for name in _named(problem).split(", ") if name]
    node = _at(body, steps)
    if steps and steps[-1] in _LANGUAGES and not node:
        return [(Problem(_LANGUAGES[steps[-1]]), steps)]
    if not named or not isinstance(node, dict) or not all(_KEY.fullmatch(name) and name not in node for name in named):
        return [(problem, steps)]
    return [(Problem(_LANGUAGES.get(name, _EMPTY)), [*steps, name]) for name in named]


def _found(problem: Problem, steps: list[str], body: Body) -> Found:
    part = _PART_OF.get(steps[0], "general") if steps else "general"
    if part not in PARTS:
        return Found(problem, part, rest="/".join(steps))
    index = _index(PARTS[part].read(body), steps[1] if len(steps) > 1 else "")
    rest = steps[2:]
    if part == "cases" and index is not None and rest[:1] == ["fees"] and len(rest) > 2:
        return Found(problem, part, index, _fee(body["cases"][index], rest[1], rest[2]), "/".join(rest[3:]))
    return Found(problem, part, index, None, "/".join(rest))


def _at(body: Any, steps: list[str]) -> Any:
    """What stands at a place; None when nothing does."""
    for step in steps:
        if isinstance(body, list):
            at = _index(body, step)
            body = body[at] if at is not None else None
        elif isinstance(body, dict):
            body = body.get(step)
    return body


def _named(problem: Problem) -> str:
    """The keys that are missing; empty when the problem is another."""
    said: Any = dict(problem.params).get("reason")
    missing = isinstance(said, Problem) and str(said.message) == str(MISSING)
    return str(dict(said.params).get("what", "")) if missing else ""


def _index(rows: list[dict[str, Any]], step: str) -> int | None:
    if step.isdigit():
        return int(step) if int(step) < len(rows) else None
    return next((n for n, row in enumerate(rows) if step and step in (row.get("id"), row.get("word"))), None)


def _fee(case: dict[str, Any], channel: str, step: str) -> int | None:
    """The row among the case's fees of what the body has under a channel."""
    rules = (case.get("fees") or {}).get(channel) or []
    at = _index(rules, step)
    if at is None:
        return None
    wanted = rules[at]
    rows = fees_of(case)
    return next((n for n, row in enumerate(rows) if {**row, "channels": 0} == {**wanted, "channels": 0}), None)

"""A file of criteria read and checked: every mistake with its line and key, all of them at once."""

# mypy: disable-error-code="func-returns-value"
# `return at.wrong(...)` notes the mistake and gives up on the value.

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from caunoi.classification.rules.criteria import (
    KINDS,
    LEVELS,
    Criterion,
    Grade,
    Names,
    Scheme,
    Source,
    Step,
    Version,
    walked,
)
from caunoi.measures.rules.mistakes import Mistaken
from caunoi.measures.rules.nodes import At, Notes, plain, tree

DEEPEST = 4
_CODED = ("plan_targets", "index")


def load(text: str, *, file: str, indices: Sequence[str]) -> Scheme:
    """The scheme that a file's text says; `indices`: the indices that exist. Raises Mistaken with every mistake."""
    notes = Notes(file, [])
    root = tree(text, notes)
    scheme = _scheme(root, text, indices)
    if notes.mistakes or scheme is None:
        raise Mistaken(sorted(notes.mistakes, key=lambda mistake: mistake.line))
    return scheme


def _scheme(root: At, text: str, indices: Sequence[str]) -> Scheme | None:
    keys = root.mapping(("id", "names", "reference", "levels", "versions"), ("example", "note"))
    if keys is None or not {"id", "names", "reference", "levels", "versions"} <= set(keys):
        return None
    levels = tuple(level for one in keys["levels"].items() if (level := one.choice(LEVELS)))
    found = [(at, version) for at in keys["versions"].items() if (version := _version(at, indices)) is not None]
    ordered = sorted(found, key=lambda pair: pair[1].valid_from)
    for (_, before), (at, after) in pairwise(ordered):
        if before.valid_to is None or before.valid_to > after.valid_from:
            at.wrong("versions_overlap", start=f"{after.valid_from:%d/%m/%Y}", other=f"{before.valid_from:%d/%m/%Y}")
    return Scheme(
        keys["id"].identifier() or "", keys["names"].names(), keys["reference"].text() or "", levels,
        ("example" in keys and keys["example"].yes()) or False, tuple(one for _, one in ordered), text,
    )  # fmt: skip


def _version(at: At, indices: Sequence[str]) -> Version | None:
    needed = ("valid_from", "max", "grades", "criteria", "explain_days")
    keys = at.mapping(needed, ("valid_to", "reference", "note"))
    if keys is None or not set(needed) <= set(keys):
        return None
    start, end = keys["valid_from"].day(), keys["valid_to"].day() if "valid_to" in keys else None
    most, days = keys["max"].number(), keys["explain_days"].whole()
    criteria = _criteria(keys["criteria"], indices, 1)
    _check_sum(keys["max"], most, criteria, keys["criteria"])
    _check_ids(keys["criteria"], criteria)
    grades = _grades(keys["grades"], most)
    if days is not None and not 1 <= days <= 60:
        keys["explain_days"].wrong("explain_days", value=days)
    if end is not None and start is not None and end <= start:
        keys["valid_to"].wrong("valid_order")
    if start is None or most is None or days is None:
        return None
    reference = (keys["reference"].text() or "") if "reference" in keys else ""
    return Version(start, end, most, grades, criteria, days, reference, _digest(at))


def _criteria(at: At, indices: Sequence[str], depth: int) -> tuple[Criterion, ...]:
    if depth > DEEPEST:
        return at.wrong("too_deep") or ()
    return tuple(one for inner in at.items() if (one := _criterion(inner, indices, depth)) is not None)


def _criterion(at: At, indices: Sequence[str], depth: int) -> Criterion | None:
    keys = at.mapping(("id", "names", "max"), ("source", "children"))
    if keys is None or not {"id", "names", "max"} <= set(keys):
        return None
    id_, names, most = keys["id"].identifier(), keys["names"].names(), keys["max"].number()
    if ("source" in keys) == ("children" in keys):
        return at.wrong("source_or_children")
    if most is not None and most <= 0:
        keys["max"].wrong("max_positive", value=plain(most))
    if "source" in keys:
        source = _source(keys["source"], indices)
        return Criterion(id_ or "", names, most or Fraction(0), source) if source else None
    children = _criteria(keys["children"], indices, depth + 1)
    _check_sum(keys["max"], most, children, keys["children"])
    return Criterion(id_ or "", names, most or Fraction(0), None, children)


def _source(at: At, indices: Sequence[str]) -> Source | None:
    keys = at.mapping(("kind",), ("code", "steps", "nothing"))
    kind = keys["kind"].choice(KINDS) if keys and "kind" in keys else None
    if keys is None or kind is None:
        return None
    if "code" in keys and kind not in _CODED:
        keys["code"].wrong("wrong_place", name="code", form=kind)
    code = (keys["code"].text() or "") if "code" in keys else ""
    if kind == "index" and not code:
        at.wrong("missing_key", name="code")
    elif kind == "index" and code not in indices:
        keys["code"].wrong("choice", value=code, known=", ".join(indices))
    nothing = keys["nothing"].choice(("zero", "full")) if "nothing" in keys else "zero"
    steps = tuple(_steps(keys["steps"])) if "steps" in keys else ()
    return Source(kind, code, steps, nothing or "zero")


def _steps(at: At) -> list[Step]:
    found = []
    for inner in at.items():
        keys = inner.mapping(("at", "share")) or {}
        if {"at", "share"} <= set(keys):
            from_, share = keys["at"].number(), keys["share"].number()
            for key, number in (("at", from_), ("share", share)):
                if number is not None and not 0 <= number <= 1:
                    keys[key].wrong("share_range", value=plain(number))
            found.append(Step(from_ or Fraction(0), share or Fraction(0)))
    return found


def _check_sum(at: At, said: Fraction | None, parts: Sequence[Criterion], where: At) -> None:
    """A maximum is the sum of its parts; checked once every part could be read."""
    if said is None or not where.is_list or len(parts) != len(where.items()):
        return
    summed = sum((one.max for one in parts), Fraction(0))
    if summed != said:
        at.wrong("criteria_sum", said=plain(said), sum=plain(summed), parts=", ".join(one.id for one in parts))


def _check_ids(at: At, criteria: tuple[Criterion, ...]) -> None:
    names = [one.id for _depth, one in walked(criteria)]
    for double in sorted({one for one in names if names.count(one) > 1}):
        at.wrong("double_id", id=double)


def _grades(at: At, most: Fraction | None) -> tuple[Grade, ...]:
    found = []
    for inner in at.items():
        keys = inner.mapping(("id", "names", "at")) or {}
        if {"id", "names", "at"} <= set(keys):
            from_ = keys["at"].number()
            if from_ is not None and most is not None and not 0 <= from_ <= most:
                keys["at"].wrong("grade_range", value=plain(from_), max=plain(most))
            names: Names = keys["names"].names()
            found.append(Grade(keys["id"].identifier() or "", names, from_ or Fraction(0)))
    starts = [one.at for one in found]
    if found and Fraction(0) not in starts:
        at.wrong("grade_zero")
    if len(set(starts)) < len(starts):
        at.wrong("grade_twice")
    if len({one.id for one in found}) < len(found):
        at.wrong("double_id", id=", ".join(one.id for one in found))
    return tuple(sorted(found, key=lambda one: -one.at))


def _digest(at: At) -> str:
    return hashlib.sha256(json.dumps(at.plain(), sort_keys=True, ensure_ascii=False).encode()).hexdigest()

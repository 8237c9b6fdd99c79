"""A definition file read and checked: every mistake with its line and key, all of them at once."""

# mypy: disable-error-code="func-returns-value"
# `return at.wrong(...)` notes the mistake and gives up on the value.

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise

from caunoi.measures.rules import terms
from caunoi.measures.rules.definition import LEVELS, Definition, Figure, Grade, Group, Kinds, Names, Version
from caunoi.measures.rules.indicators import group
from caunoi.measures.rules.mistakes import Mistaken
from caunoi.measures.rules.nodes import At, Notes, plain, tree

_VERSION = (
    "valid_to", "reference", "unsure", "note", "dated_by", "agency_by", "groups", "max", "grades",
)  # fmt: skip


def load(text: str, *, file: str, kinds: Kinds) -> Definition:
    """The definition that a file's text says; `kinds`: what the journal registers. Raises Mistaken with all of them."""
    notes = Notes(file, [])
    root = tree(text, notes)
    try:
        definition = _definition(root, text, kinds)
    except RecursionError:
        definition = root.wrong("too_deep")
    if notes.mistakes or definition is None:
        raise Mistaken(sorted(notes.mistakes, key=lambda mistake: mistake.line))
    return definition


def _definition(root: At, text: str, kinds: Kinds) -> Definition | None:
    keys = root.mapping(("id", "names", "reference", "versions"), ("levels", "note"))
    if keys is None:
        return None
    index = (keys["id"].text() if "id" in keys else None) or ""
    names: Names = keys["names"].names() if "names" in keys else {}
    reference = (keys["reference"].text() if "reference" in keys else None) or ""
    levels = _levels(keys)
    places = keys["versions"].items() if "versions" in keys else []
    versions = [
        (at, version) for at in places if (version := _version(at, _Whole(index, reference, levels, kinds))) is not None
    ]
    _check_validity(versions)
    ordered = tuple(sorted((version for _, version in versions), key=lambda version: version.valid_from))
    return Definition(index, names, reference, levels, ordered, root.notes.file, text)


def _levels(keys: Mapping[str, At]) -> tuple[str, ...]:
    at = keys.get("levels")
    found = [level for one in (at.items() if at else []) if (level := one.choice(LEVELS))]
    if at and len(set(found)) < len(found):
        at.wrong("double_id", id=", ".join(found))
    return tuple(found)


class _Whole:
    """What versions take from the file's head."""

    def __init__(self, index: str, reference: str, levels: tuple[str, ...], kinds: Kinds) -> None:
        self.index, self.reference, self.levels, self.kinds = index, reference, levels, kinds


def _version(at: At, whole: _Whole) -> Version | None:
    keys = at.mapping(("valid_from", "figures"), _VERSION)
    if keys is None:
        return None
    start = keys["valid_from"].day() if "valid_from" in keys else None
    end = keys["valid_to"].day() if "valid_to" in keys else None
    dated_by = (keys["dated_by"].text() if "dated_by" in keys else "") or ""
    figures = terms.figures(keys["figures"], terms.Setting(whole.kinds, dated_by)) if "figures" in keys else {}
    places = keys["figures"].entries() or {} if "figures" in keys else {}
    groups = _groups(keys, whole, frozenset(places))
    agency_by = _agency_by(keys, figures, whole.kinds)
    if groups and not whole.levels:
        at.wrong("no_levels")
    if start is None:
        return None
    if end is not None and end <= start:
        keys["valid_to"].wrong("valid_order")
    return Version(
        index=whole.index, valid_from=start, valid_to=end, levels=whole.levels, figures=figures, groups=tuple(groups),
        reference=_text(keys, "reference") or whole.reference, max=_max(at, keys, groups), digest=_digest(at, whole),
        agency_by=agency_by, grades=_grades(keys), unsure=(keys["unsure"].yes() if "unsure" in keys else None) or False,
        note=_text(keys, "note"), line=at.line,
    )  # fmt: skip


def _text(keys: Mapping[str, At], key: str) -> str:
    return (keys[key].text() if key in keys else None) or ""


def _agency_by(keys: Mapping[str, At], figures: Mapping[str, Figure], kinds: Kinds) -> str:
    """A field that holds an identifier in some kind of entry that is counted."""
    name = (keys["agency_by"].text() if "agency_by" in keys else None) or ""
    counted = {term.kind for figure in figures.values() for term in figure.terms}
    if name and not any(kinds.get(kind, {}).get(name) == "uuid" for kind in counted):
        keys["agency_by"].wrong("no_agency_field", field=name)
    return name


def _groups(keys: Mapping[str, At], whole: _Whole, figures: frozenset[str]) -> list[Group]:
    if "groups" not in keys:
        return []
    places = keys["groups"].items()
    found = [one for at in places if (one := group(at, whole.levels, figures)) is not None]
    for kind in ([one.id for one in found], [one.id for each in found for one in each.indicators]):
        for double in sorted({one for one in kind if kind.count(one) > 1}):
            keys["groups"].wrong("double_id", id=double)
    if len(found) == len(places):
        _check_shares(keys["groups"], found)
    return found


def _check_shares(at: At, groups: Sequence[Group]) -> None:
    """Weights are of the whole: all groups have one, or none, and they make 1."""
    weights = [one.weight for one in groups if one.weight is not None]
    if weights and len(weights) < len(groups):
        at.wrong("weights_missing")
    elif weights and sum(weights) != 1:
        at.wrong("weights_sum", sum=plain(sum(weights, Fraction(0))))


def _max(at: At, keys: Mapping[str, At], groups: Sequence[Group]) -> Fraction:
    """The index's maximum, which its groups must make."""
    if "groups" not in keys:
        return Fraction(0)
    if "max" not in keys:
        at.wrong("missing_key", name="max")
        return Fraction(0)
    said = keys["max"].number()
    summed = sum((one.max for one in groups), Fraction(0))
    if said is not None and len(groups) == len(keys["groups"].items()) and said != summed:
        keys["max"].wrong("index_max", said=plain(said), sum=plain(summed))
    return said or Fraction(0)


def _grades(keys: Mapping[str, At]) -> tuple[Grade, ...]:
    found = []
    for at in keys["grades"].items() if "grades" in keys else []:
        inner = at.mapping(("id", "names", "at"), ("unsure",)) or {}
        if {"id", "names", "at"} <= set(inner):
            name, from_ = inner["id"].identifier(), inner["at"].number()
            unsure = (inner["unsure"].yes() if "unsure" in inner else None) or False
            found += [Grade(name or "", inner["names"].names(), from_ or Fraction(0), unsure)]
    return tuple(sorted(found, key=lambda grade: -grade.at))


def _check_validity(versions: Sequence[tuple[At, Version]]) -> None:
    ordered = sorted(versions, key=lambda pair: pair[1].valid_from)
    for (_, before), (at, after) in pairwise(ordered):
        if before.valid_to is None or before.valid_to > after.valid_from:
            at.wrong(
                "overlap", start=_day(after.valid_from), other=_day(before.valid_from), line=before.line,
                end=_day(before.valid_to),
            )  # fmt: skip


def _day(day: date | None) -> str:
    return "…" if day is None else f"{day:%d/%m/%Y}"


def _digest(at: At, whole: _Whole) -> str:
    said = {"index": whole.index, "reference": whole.reference, "levels": whole.levels, "version": at.plain()}
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()

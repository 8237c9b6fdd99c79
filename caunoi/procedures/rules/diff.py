"""What is different between two bodies of a procedure, place by place, as far as a person would name it. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Path = tuple[str, ...]
ORDER = "x-order"
"""Last step of the path of a list whose things stayed and only changed places."""
_IGNORED = {"effective_from", "effective_to", "decision_ref", "decision_on"}
_KEYED = {
    ("cases",): "id", ("components",): "id", ("results",): "id", ("reliefs",): "id", ("variants",): "province",
    ("form", "x-sections"): "id",
}  # fmt: skip
_SETS = {"legal_basis", "keywords", "life_events", "unsure_notes", "required"}
_READ = (
    "name", "summary", "field", "level", "competent_kind", "competent_name", "agencies", "online_level", "online_note",
    "title", "cases", "limits", "fees", "direct", "post", "online", "components", "results", "reliefs", "legal_basis",
    "process", "pause_mode", "supplement_days", "form", "x-sections", "properties", "required",
)  # fmt: skip
"""In which order people read a body; the database keeps none. What is not named comes after."""
_OPEN = {(), ("form",), ("form", "properties"), ("agencies",)}
"""Mappings that are looked into, beside things in keyed lists and questions; any other mapping is one value."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where two bodies differ; `before` or `after` is None where there is nothing."""

    path: Path
    before: Any
    after: Any

    @property
    def kind(self) -> str:
        """`added`, `removed` or `changed`."""
        return "added" if self.before is None else "removed" if self.after is None else "changed"


def differences(old: dict[str, Any] | None, new: dict[str, Any] | None) -> list[Difference]:
    """Where two bodies, whole or not, differ, in the order in which people read them.

    The numbers and days of decisions do not count.
    """
    return list(_mapping((), old or {}, new or {}))


def _mapping(path: Path, old: dict[str, Any], new: dict[str, Any]) -> Iterator[Difference]:
    for key in _keys(old, new):
        if path or key not in _IGNORED:
            yield from _value((*path, key), old.get(key), new.get(key))


def _keys(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    known = [*new, *(key for key in old if key not in new)]
    return sorted(known, key=lambda key: _READ.index(key) if key in _READ else len(_READ))


def _value(path: Path, old: Any, new: Any) -> Iterator[Difference]:
    if _said(old) == _said(new):
        return
    name = path[-1]
    if name in _SETS and (isinstance(old, list) or isinstance(new, list)):
        yield from _set(path, *(value if isinstance(value, list) else [] for value in (old, new)))
    elif path in _KEYED:
        yield from _keyed(path, old or [], new or [], _KEYED[path])
    elif _is_fees(path):
        yield from _fees(path, old or {}, new or {})
    elif _is_open(path) and isinstance(old or {}, dict) and isinstance(new or {}, dict):
        yield from _mapping(path, old or {}, new or {})
    else:
        yield Difference(path, old, new)


def _said(value: Any) -> Any:
    """An empty list, text or mapping says no more than a missing one."""
    return None if value in ([], {}, "") or value is False else value


def _is_open(path: Path) -> bool:
    limits = len(path) == 3 and path[0] == "cases" and path[2] == "limits"
    return path in _OPEN or limits


def _is_fees(path: Path) -> bool:
    return len(path) == 3 and path[0] == "cases" and path[2] == "fees"


def _set(path: Path, old: list[Any], new: list[Any]) -> Iterator[Difference]:
    yield from (Difference((*path, str(item)), None, item) for item in new if item not in old)
    yield from (Difference((*path, str(item)), item, None) for item in old if item not in new)
    if path[-1] == "legal_basis" and sorted(map(str, old)) == sorted(map(str, new)):
        yield Difference((*path, ORDER), old, new)


def _keyed(path: Path, old: list[Any], new: list[Any], key: str) -> Iterator[Difference]:
    """Things that have a name of their own are compared with the one of that name, wherever it stands."""
    if not (isinstance(old, list) and isinstance(new, list)):
        yield Difference(path, old, new)
        return
    before, after = _by(old, key), _by(new, key)
    for name, item in after.items():
        place = (*path, name)
        if name not in before:
            yield Difference(place, None, item)
        elif path[-1] in ("reliefs", "variants"):
            yield from () if before[name] == item else [Difference(place, before[name], item)]
        else:
            yield from _mapping(place, before[name], item)
    yield from (Difference((*path, name), item, None) for name, item in before.items() if name not in after)
    stayed = [name for name in before if name in after]
    if stayed != (now := [name for name in after if name in before]):
        yield Difference((*path, ORDER), stayed, now)


def _by(items: Any, key: str) -> dict[str, Any]:
    if not isinstance(items, list):
        return {}
    return {str(item.get(key, number)): item for number, item in enumerate(items) if isinstance(item, dict)}


def _fees(path: Path, old: dict[str, Any], new: dict[str, Any]) -> Iterator[Difference]:
    """A rule of a fee is one value; rules are found by channel and id."""
    if not (isinstance(old, dict) and isinstance(new, dict)):
        yield Difference(path, old, new)
        return
    for channel in _keys(old, new):
        before, after = _by(old.get(channel) or [], "id"), _by(new.get(channel) or [], "id")
        for name in [*after, *(name for name in before if name not in after)]:
            if before.get(name) != after.get(name):
                yield Difference((*path, channel, name), before.get(name), after.get(name))

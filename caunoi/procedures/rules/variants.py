"""What a province does differently: overrides merged deeply over the national body."""

from __future__ import annotations

from typing import Any

REMOVE = "x-remove"
_GONE = {REMOVE: True}


def with_variant(body: dict[str, Any], province: str | None) -> dict[str, Any]:
    """The body as the province applies it: `overrides` of its variant merged in, else the body itself."""
    variant = variant_of(body, province)
    if variant is None:
        return body
    whole: dict[str, Any] = merged(body, variant["overrides"])
    return whole


def variant_of(body: dict[str, Any], province: str | None) -> dict[str, Any] | None:
    """The variant of a province (code such as `01`), None when it has none."""
    return next((v for v in body.get("variants", []) if province and v["province"] == province), None)


def merged(base: Any, over: Any) -> Any:
    """`over` laid over `base`; neither is changed.

    Mappings are merged key by key. Lists of things with an `id` are merged by `id`: new ones come at the end, one
    with `"x-remove": true` goes, as does a key laid over with `{"x-remove": true}`. Everything else is replaced.
    """
    if isinstance(base, dict) and isinstance(over, dict):
        laid = {key: merged(base[key], value) if key in base else value for key, value in over.items()}
        return {key: value for key, value in {**base, **laid}.items() if over.get(key) != _GONE}
    if _by_id(base) and _by_id(over):
        return _lists(base, over)
    return over


def _by_id(value: Any) -> bool:
    named = isinstance(value, list) and bool(value)
    return named and all(isinstance(item, dict) and isinstance(item.get("id"), str) for item in value)


def _lists(base: list[dict[str, Any]], over: list[dict[str, Any]]) -> list[dict[str, Any]]:
    changes = {item["id"]: item for item in over}
    known = {item["id"] for item in base}
    kept = [merged(item, changes[item["id"]]) if item["id"] in changes else item for item in base]
    whole = [*kept, *(item for item in over if item["id"] not in known)]
    return [item for item in whole if not item.get(REMOVE)]


def overrides_between(base: Any, whole: Any) -> Any:
    """The smallest overrides that, laid over `base`, give `whole`: what a province says differently.

    The order of things with an `id` is the base's; new ones come at the end. Two equal bodies give `{}`.
    """
    if isinstance(base, dict) and isinstance(whole, dict):
        both = [key for key in whole if key in base and whole[key] != base[key]]
        added = {key: value for key, value in whole.items() if key not in base}
        gone = {key: _GONE for key in base if key not in whole}
        return {**{key: overrides_between(base[key], whole[key]) for key in both}, **added, **gone}
    if _by_id(base) and _by_id(whole):
        return _list_overrides(base, whole)
    return whole


def _list_overrides(base: list[dict[str, Any]], whole: list[dict[str, Any]]) -> list[dict[str, Any]]:
    old, new = {item["id"]: item for item in base}, {item["id"]: item for item in whole}
    over = [
        {"id": id_, **overrides_between(old[id_], item)} if id_ in old else item
        for id_, item in new.items()
        if old.get(id_) != item
    ]
    return [*over, *({"id": id_, REMOVE: True} for id_ in old if id_ not in new)]

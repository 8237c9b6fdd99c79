"""What a province does differently: overrides merged deeply over the national body."""

from __future__ import annotations

from typing import Any

REMOVE = "x-remove"


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
    with `"x-remove": true` goes. Everything else is replaced.
    """
    if isinstance(base, dict) and isinstance(over, dict):
        return {**base, **{key: merged(base[key], value) if key in base else value for key, value in over.items()}}
    if _by_id(base) and _by_id(over):
        return _lists(base, over)
    return over


def _by_id(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(v, dict) and "id" in v for v in value)


def _lists(base: list[dict[str, Any]], over: list[dict[str, Any]]) -> list[dict[str, Any]]:
    changes = {item["id"]: item for item in over}
    known = {item["id"] for item in base}
    kept = [merged(item, changes[item["id"]]) if item["id"] in changes else item for item in base]
    whole = [*kept, *(item for item in over if item["id"] not in known)]
    return [item for item in whole if not item.get(REMOVE)]

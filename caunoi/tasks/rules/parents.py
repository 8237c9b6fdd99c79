"""Parents and children without cycles."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


def cycle_through(start: Key, parents: Mapping[Key, Key | None]) -> tuple[Key, ...]:
    """The cycle that `start` is on, from it upwards, or nothing. Others that lead into a cycle are not on it."""
    path: list[Key] = []
    seen: set[Key] = set()
    here: Key | None = start
    while here is not None and here not in seen:
        seen.add(here)
        path.append(here)
        here = parents.get(here)
    return tuple(path) if here is not None and here == start else ()

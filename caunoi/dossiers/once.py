"""What one transaction made of several operations reads once: who acts, the row, its papers, its agencies. Private.

Intake at the counter is five operations, each of which asks who acts and where, and locks the row. Inside `read_once`
the second one gets the first one's answer: the row and its papers are the very objects that the operations before have
changed and saved. Outside, everything is read where it is needed, as ever.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

Value = TypeVar("Value")
_read: ContextVar[dict[Hashable, Any] | None] = ContextVar("dossiers_read_once", default=None)


@contextmanager
def read_once() -> Iterator[None]:
    """Until the end of the block the same question is asked once."""
    token = _read.set({})
    try:
        yield
    finally:
        _read.reset(token)


def once(key: Hashable, read: Callable[[], Value]) -> Value:
    """What `read` gives; inside `read_once` what it gave for the key before. Keys begin with the question's name."""
    known = _read.get()
    if known is None:
        return read()
    if key not in known:
        known[key] = read()
    found: Value = known[key]
    return found

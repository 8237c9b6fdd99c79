"""What one transaction made of several operations reads once: who acts, the row, its papers, its agencies.

Intake at the counter is five operations, each of which asks who acts and where, and locks the row. Inside `read_once`
the second one gets the first one's answer: rows are the very objects that the operations before have changed and saved.
Outside, everything is read where it is needed, as ever. Only what cannot change within the block is asked this way.

A page that is only read is such a block too (`for_page`), but no transaction: locked rows are not remembered there.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import transaction

Value = TypeVar("Value")
Given = ParamSpec("Given")
Key = TypeVar("Key", bound=Hashable)
_PAGE = object()
_read: ContextVar[dict[Hashable, Any] | None] = ContextVar("caunoi_read_once", default=None)


@contextmanager
def read_once() -> Iterator[None]:
    """Until the end of the outermost such block the same question is asked once."""
    if _read.get() is not None:
        yield
        return
    token = _read.set({})
    try:
        yield
    finally:
        _read.reset(token)


def whole(operation: Callable[Given, Value]) -> Callable[Given, Value]:
    """All of the operation or nothing: a transaction of its own, or a part of the one that `read_once` stands in.

    Inside, it sets no savepoint: whoever makes one transaction of several operations gives all of it up when one is
    refused.
    """
    alone = transaction.atomic(operation)

    @wraps(operation)
    def done(*args: Given.args, **kwargs: Given.kwargs) -> Value:
        known = _read.get()
        part = known is not None and _PAGE not in known and transaction.get_connection().in_atomic_block
        return operation(*args, **kwargs) if part else alone(*args, **kwargs)

    return done


@contextmanager
def for_page() -> Iterator[None]:
    """As `read_once`, around a request that changes nothing; `once(..., row=True)` reads each time in it."""
    token = _read.set({_PAGE: True})
    try:
        yield
    finally:
        _read.reset(token)


def once(key: Hashable, read: Callable[[], Value], *, row: bool = False) -> Value:
    """What `read` gives; inside `read_once` what it gave for the key before. Keys begin with the question's name.

    `row`: it is a row locked for this transaction.
    """
    known = _read.get()
    if known is None or (row and _PAGE in known):
        return read()
    if key not in known:
        known[key] = read()
    found: Value = known[key]
    return found


def once_each(name: str, keys: Iterable[Key], read: Callable[[set[Key]], Mapping[Key, Value]]) -> dict[Key, Value]:
    """What `read` gives for several keys; inside `read_once` it is asked only for those that nobody asked for yet."""
    wanted, known = set(keys), _read.get()
    if known is None:
        return dict(read(wanted))
    if missing := {key for key in wanted if (name, key) not in known}:
        found = read(missing)
        known.update({(name, key): found.get(key) for key in missing})
    return {key: value for key in wanted if (value := known[name, key]) is not None}

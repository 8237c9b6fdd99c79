"""The definitions that ship in `data/measures`, read once, checked against the events that rooms have registered."""

from __future__ import annotations

import types
import typing
from collections.abc import Sequence
from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.module_loading import autodiscover_modules

from caunoi.core.journal import registered_events
from caunoi.measures.errors import NotDefinedYet, UnknownIndex, WrongDefinition
from caunoi.measures.rules.definition import Definition, FieldType, Kinds, Version
from caunoi.measures.rules.loading import load
from caunoi.measures.rules.mistakes import Mistake, Mistaken
from caunoi.measures.texts import problem

_TYPES: dict[type, FieldType] = {
    bool: "boolean", int: "integer", float: "decimal", Decimal: "decimal", str: "text", datetime: "datetime",
    date: "date", UUID: "uuid",
}  # fmt: skip


def folder() -> Path:
    """Where the files are."""
    return Path(settings.DATA) / "measures"


def kinds() -> Kinds:
    """The journal's kinds of entries with the scalar fields that each carries, and their types."""
    autodiscover_modules("events")
    return {kind: _fields(kind) for kind in sorted(registered_events())}


def identifiers() -> list[str]:
    """The ids of all definitions, sorted: the files' names without `.yaml`."""
    return sorted(path.stem for path in folder().glob("*.yaml"))


def definition(index_id: str) -> Definition:
    """A definition with all its versions, cached until its file changes. Raises UnknownIndex, WrongDefinition."""
    path = folder() / f"{index_id}.yaml"
    if index_id not in identifiers():
        raise UnknownIndex(index=index_id, known=", ".join(identifiers()))
    return _read(path, path.stat().st_mtime_ns)


def version(index_id: str, *, on: date) -> Version:
    """The version in force on a day. Raises UnknownIndex, NotDefinedYet, WrongDefinition."""
    try:
        return definition(index_id).in_force(on)
    except LookupError as error:
        raise NotDefinedYet(on=f"{on:%d/%m/%Y}") from error


def check(paths: Sequence[Path] = ()) -> tuple[list[Definition], list[Mistake]]:
    """Read files (all that ship when none is named): those that are right, and the mistakes of the others."""
    right: list[Definition] = []
    wrong: list[Mistake] = []
    for path in paths or sorted(folder().glob("*.yaml")):
        try:
            right.append(_load(path))
        except Mistaken as error:
            wrong += error.mistakes
    return right, wrong


@lru_cache(maxsize=64)
def _read(path: Path, _changed: int) -> Definition:
    try:
        return _load(path)
    except Mistaken as error:
        raise WrongDefinition([problem(one) for one in error.mistakes], file=path.name) from error


def _load(path: Path) -> Definition:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Mistaken([Mistake(path.name, 0, "", "unreadable")]) from error
    return load(text, file=path.name, kinds=kinds())


@cache
def _fields(kind: str) -> dict[str, FieldType]:
    event = registered_events()[kind]
    hints = typing.get_type_hints(event)
    found = {field.name: _type(hints[field.name]) for field in fields(event)}
    return {name: type_ for name, type_ in found.items() if type_ is not None}


def _type(hint: Any) -> FieldType | None:
    if isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union:
        (hint, *others) = [one for one in typing.get_args(hint) if one is not type(None)]
        if others:
            return None
    if isinstance(hint, type) and issubclass(hint, Enum):
        return "text"
    return _TYPES.get(hint)

"""The columns of the lake: those of the journal, and one for every scalar field of the registered events.

A field that several events have is one column, named as the field. Where they disagree on its type there is a column
for each type (`by_text`, `by_timestamp`); integers and decimals share one. Fields that are lists or mappings are left
out; a measure cannot count by them. A field named like a column of the journal (`province` of a draft) is
`data_province` here.
"""

from __future__ import annotations

import hashlib
import types
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from django.utils.module_loading import autodiscover_modules

from caunoi.core.journal import Event, registered_events

TYPES = {
    "text": "VARCHAR", "integer": "BIGINT", "boolean": "BOOLEAN", "date": "DATE", "timestamp": "TIMESTAMPTZ",
    "decimal": "DECIMAL(28,10)",
}  # fmt: skip
"""The types of columns, and what SQL calls them. Identifiers are text, so that every tool can read them."""
_IBIS = {
    "text": "string", "integer": "int64", "boolean": "boolean", "date": "date", "timestamp": "timestamp('UTC')",
    "decimal": "decimal(28, 10)",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """A column: name, type (a key of TYPES), and the field of the data it is from (none: the journal's own)."""

    name: str
    type: str
    field: str = ""

    @property
    def sql(self) -> str:
        """Its type in SQL."""
        return TYPES[self.type]


JOURNAL = (
    Column("id", "integer"), Column("occurred_at", "timestamp"), Column("recorded_at", "timestamp"),
    Column("kind", "text"), Column("subject_kind", "text"), Column("subject_id", "text"), Column("unit_id", "text"),
    Column("agency_id", "text"), Column("province", "text"),
)  # fmt: skip
_RESERVED = frozenset(column.name for column in JOURNAL) | {"seq", "month"}


@cache
def columns() -> tuple[Column, ...]:
    """All columns, the journal's own first, then the fields by name."""
    autodiscover_modules("events")
    events = [event for event in registered_events().values() if ".tests." not in event.__module__]
    return columns_of(events)


def columns_of(events: Iterable[type[Event]]) -> tuple[Column, ...]:
    """The columns for these events."""
    found: dict[str, set[str]] = {}
    for event in events:
        for field, kind in scalar_fields(event).items():
            found.setdefault(field, set()).add(kind)
    return (*JOURNAL, *(column for field in sorted(found) for column in _columns(field, found[field])))


def column_name(field: str) -> str:
    """The column of a field of the data, where all events agree on its type."""
    return f"data_{field}" if field in _RESERVED else field


def _columns(field: str, kinds: set[str]) -> list[Column]:
    merged = sorted(kinds - {"integer"} if "decimal" in kinds else kinds)
    name = column_name(field)
    return [Column(name if len(merged) == 1 else f"{name}_{kind}", kind, field) for kind in merged]


def scalar_fields(event: type[Event]) -> dict[str, str]:
    """The fields of an event that are one value, with the type that its own entries give them."""
    hints = get_type_hints(event)
    named = {field.name: _type(hints[field.name]) for field in fields(event)}
    return {name: kind for name, kind in named.items() if kind}


def ibis_schema(chosen: tuple[Column, ...] | None = None) -> dict[str, str]:
    """Names and types as `ibis.schema` takes them, for expressions over an unbound table."""
    return {column.name: _IBIS[column.type] for column in chosen or columns()}


def digest(chosen: tuple[Column, ...]) -> str:
    """Sixteen characters that tell these columns from others."""
    text = ",".join(f"{column.name}:{column.type}" for column in chosen)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _type(hint: Any) -> str:
    if get_origin(hint) in (Union, types.UnionType):
        inner = {_type(part) for part in get_args(hint) if part is not type(None)}
        return inner.pop() if len(inner) == 1 else "text" * all(inner)
    if not isinstance(hint, type):
        return ""
    for base, name in (
        (bool, "boolean"), (int, "integer"), ((Decimal, float), "decimal"), (datetime, "timestamp"), (date, "date"),
        ((str, UUID, Enum), "text"),
    ):  # fmt: skip
        if issubclass(hint, base):
            return name
    return ""

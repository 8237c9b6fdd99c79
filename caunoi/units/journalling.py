"""What the engine applied, as journal entries: one for each unit version that a mutation concerns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from caunoi.core.journal import Event, Place
from caunoi.units import events
from caunoi.units.rules import Edge, History, Kind, Mutation

Entry = tuple[Event, UUID, Place]
_CHANGED = {
    Kind.RENAME: events.UnitRenamed,
    Kind.CHANGE_TYPE: events.UnitTypeChanged,
    Kind.TRANSFER: events.UnitTransferred,
    Kind.MERGE: events.UnitMerged,
}


def journal_code(level: str, code: str) -> str:
    """A code as the journal takes it: a long number alone would look like somebody's identity or telephone number."""
    return f"{level}-{code}" if code.isdigit() and len(code) >= 9 else code


def entries(history: History) -> Iterator[Entry]:
    """The entries of everything that was applied to `history`, in order."""
    edges: dict[UUID, list[Edge]] = {}
    for edge in history.edges:
        edges.setdefault(edge.mutation, []).append(edge)
    tops = {(p.unit): p.top_code for p in history.placements}
    tops |= {unit: p.top_code for unit, p in history.place.items()}
    for mutation, _position in history.applied:
        yield from _of(history, mutation, edges.get(mutation.id, []), tops)


def _of(history: History, m: Mutation, edges: list[Edge], tops: dict[UUID, str]) -> Iterator[Entry]:
    def entry(kind: type[events.UnitEvent], unit: UUID, **more: Any) -> Entry:
        version = history.versions[unit]
        code = journal_code(version.level, version.code)
        event = kind(
            register=history.register, level=version.level, code=code, on=m.on, mutation=m.id, **more
        )  # fmt: skip
        return event, unit, Place(unit_id=unit, province=tops.get(unit, ""))

    if m.kind is Kind.CREATE and m.draft:
        yield entry(events.UnitCreated, m.draft.id)
    elif m.kind is Kind.ABOLISH:
        for unit in m.units:
            yield entry(events.UnitAbolished, unit, reason=m.reason)
    elif m.kind is Kind.SPLIT:
        parts = [e for e in edges if e.origin == m.units[0] and e.basis == next(iter(m.shares))]
        if parts:
            yield entry(
                events.UnitSplit, parts[0].origin, into=tuple(e.target for e in parts),
                into_codes=tuple(_code(history, e.target) for e in parts), shares=tuple(str(e.share) for e in parts),
                basis=parts[0].basis,
            )  # fmt: skip
    else:
        for unit, into in _pairs(m, edges):
            yield entry(_CHANGED[m.kind], unit, into=into, into_code=_code(history, into))


def _pairs(m: Mutation, edges: list[Edge]) -> list[tuple[UUID, UUID]]:
    """(ended, begun); a second change of properties on the same day amends the version and has no edge of its own."""
    return [(e.origin, e.target) for e in edges] or [(unit, unit) for unit in m.units]


def _code(history: History, unit: UUID) -> str:
    version = history.versions[unit]
    return journal_code(version.level, version.code)

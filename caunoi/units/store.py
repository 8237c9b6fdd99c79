"""Histories in and out of the database, in bulk (COPY): fourteen thousand versions are one statement."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from caunoi.units.files import Finding
from caunoi.units.models import Register, new_revision
from caunoi.units.rules import History, Placement, Version, fold

_VERSION = ("id", "register_id", "level", "code", "type", "name", "full_name", "valid_from", "valid_to", "lat", "lon",
            "area_km2", "population", "agency_code", "sources", "name_key", "search_key", "begun_by_id",
            "ended_by_id")  # fmt: skip
_AMEND = """UPDATE units_unitversion SET level = %s, code = %s, type = %s, name = %s, full_name = %s, name_key = %s
    WHERE id = %s"""
_EXTRA = ("lat", "lon", "area_km2", "population", "agency_code", "sources")


def copy(table: str, columns: Sequence[str], values: Iterable[Sequence[Any]]) -> int:
    """Insert rows with COPY. Returns how many."""
    quoted = ", ".join(f'"{c}"' for c in columns)
    count = 0
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({quoted}) FROM STDIN") as writer:
        for row in values:
            writer.write_row(row)
            count += 1
    return count


def analyse() -> None:
    """Let the planner know at once what was loaded: until the server looks by itself, it plans for empty tables.

    Only the owner's rights allow it; for others the server says so in a warning, and looks a minute later by itself.
    """
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE units_unitversion, units_placement, units_mutation, units_edge, units_agency")


def lock(register: str) -> None:
    """Writers of registers wait for one another until their transactions end."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"units:{register}"])


def save_new(history: History, findings: Iterable[Finding], *, fingerprint: str, now: datetime) -> None:
    """A register that is not there yet, with everything that happened in it."""
    Register.objects.create(
        name=history.register, starts_on=history.starts_on, last_change_on=history.last_on, fingerprint=fingerprint,
        loaded_at=now,
    )  # fmt: skip
    _insert_mutations(history, 0, now)
    _insert(history, list(history.versions.values()), history.placements)
    _save_findings(history.register, findings)


def save_changes(history: History, known: set[UUID], placed: dict[UUID, Placement], now: datetime) -> None:
    """What `history.apply` added to a register that holds the `known` versions, `placed` so."""
    register = history.register
    new = [v for v in history.versions.values() if v.id not in known]
    old_placements = {id(p) for p in placed.values()}
    _insert_mutations(history, _next_position(register), now)
    _update(history, known, placed)  # first of all the codes that units of today take over become free
    _insert(history, new, [p for p in history.placements if id(p) not in old_placements])
    Register.objects.filter(name=register).update(last_change_on=history.last_on, revision=new_revision())


def _update(history: History, known: set[UUID], placed: dict[UUID, Placement]) -> None:
    """Versions and placements that were stored before: what ended today, and what began today and changed since."""
    today = [v for i in known if (v := history.versions[i]).valid_from == history.last_on]
    ended = [(v.valid_to, v.ended_by, v.id) for i in known if (v := history.versions[i]).valid_to]
    amended = [(v.level, v.code, v.type, v.name, v.full_name, v.name_key[:200], v.id) for v in today]
    closed = [(p.valid_to, p.unit, p.valid_from) for p in placed.values() if p.valid_to]
    moved = [(p.parent, p.top_code, p.unit, p.valid_from) for p in placed.values() if p.valid_from == history.last_on]
    for sql, values in (
        ("UPDATE units_unitversion SET valid_to = %s, ended_by_id = %s WHERE id = %s", ended),
        (_AMEND, amended),
        ("UPDATE units_placement SET valid_to = %s WHERE unit_id = %s AND valid_from = %s", closed),
        ("UPDATE units_placement SET parent_id = %s, top_code = %s WHERE unit_id = %s AND valid_from = %s", moved),
    ):  # fmt: skip
        with connection.cursor() as cursor:
            cursor.executemany(sql, values)


def restore(register: str) -> tuple[History, set[UUID], dict[UUID, Placement]]:
    """The history of a stored register, ready for `apply`: the versions in force now and their placements."""
    row = Register.objects.get(name=register)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, level, code, type, name, full_name, valid_from, lat, lon, area_km2, population, agency_code,"
            " sources, begun_by_id FROM units_unitversion WHERE register_id = %s AND valid_to IS NULL", [register],
        )  # fmt: skip
        versions = [Version(*[*r[:7], None, _known(r[7:13]), r[13]]) for r in cursor.fetchall()]
        cursor.execute(
            "SELECT unit_id, parent_id, top_code, p.valid_from FROM units_placement p JOIN units_unitversion v"
            " ON v.id = p.unit_id WHERE v.register_id = %s AND v.valid_to IS NULL AND p.valid_to IS NULL", [register],
        )  # fmt: skip
        placements = [Placement(*r) for r in cursor.fetchall()]
    history = History(register, row.starts_on)
    history.restore(versions, placements, row.last_change_on)
    return history, {v.id for v in versions}, {p.unit: p for p in placements}


def _known(values: Sequence[Any]) -> dict[str, Any]:
    return {name: value for name, value in zip(_EXTRA, values, strict=True) if value not in (None, "")}


def _next_position(register: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(position) + 1, 0) FROM units_mutation WHERE register_id = %s", [register])
        return int(cursor.fetchone()[0])


def _insert_mutations(history: History, position: int, now: datetime) -> None:
    copy(
        "units_mutation", ("id", "register_id", "kind", "on", "position", "decree", "reason", "recorded_at"),
        ((m.id, history.register, m.kind.value, m.on, position + n, m.decree, m.reason, now)
         for m, n in history.applied),
    )  # fmt: skip


def _insert(history: History, versions: list[Version], placements: list[Placement]) -> None:
    register = history.register
    first_parent: dict[UUID, UUID | None] = {}
    for placement in history.placements:
        first_parent.setdefault(placement.unit, placement.parent)
    for unit, placement in history.place.items():
        first_parent.setdefault(unit, placement.parent)
    copy("units_unitversion", _VERSION, (_version_row(register, v, history, first_parent) for v in versions))
    copy(
        "units_placement", ("unit_id", "parent_id", "top_code", "valid_from", "valid_to"),
        ((p.unit, p.parent, p.top_code, p.valid_from, p.valid_to) for p in placements),
    )  # fmt: skip
    copy(
        "units_edge", ("register_id", "mutation_id", "origin_id", "target_id", "on", "basis", "numerator",
                       "denominator", "sure", "sources"),
        ((register, e.mutation, e.origin, e.target, e.on, e.basis, e.share.numerator, e.share.denominator, e.sure,
          e.sources) for e in history.edges),
    )  # fmt: skip


def _version_row(register: str, v: Version, history: History, parents: dict[UUID, UUID | None]) -> tuple[Any, ...]:
    names, parent = [v.full_name], parents.get(v.id)
    while parent is not None and parent in history.versions and len(names) < 8:
        names.append(history.versions[parent].full_name)
        parent = parents.get(parent)
    extra = [v.extra.get(name, "" if name in ("agency_code", "sources") else None) for name in _EXTRA]
    return (v.id, register, v.level, v.code, v.type, v.name, v.full_name, v.valid_from, v.valid_to, *extra,
            v.name_key[:200], fold(" ".join(names))[:700], v.begun_by, v.ended_by)  # fmt: skip


def _save_findings(register: str, findings: Iterable[Finding]) -> None:
    copy(
        "units_disagreement", ("register_id", "kind", "on", "origin_id", "target_id", "sources"),
        ((register, f.kind, f.on, f.origin, f.target, f.sources) for f in findings),
    )  # fmt: skip

"""The engine's graph of a register, kept in memory until the register changes."""

from __future__ import annotations

from fractions import Fraction

from django.db import connection

from caunoi.units.errors import RegisterNotFound
from caunoi.units.models import Register
from caunoi.units.rules import Edge, Graph, Version

_cache: dict[tuple[str, str | None], tuple[int, Graph]] = {}


def graph(register: str, basis: str | None = None) -> Graph:
    """The graph as of the register's last write; one small statement when it is already in memory.

    Raises RegisterNotFound.
    """
    revision = Register.objects.filter(name=register).values_list("revision", flat=True).first()
    if revision is None:
        known = ", ".join(Register.objects.order_by("name").values_list("name", flat=True)) or "—"
        raise RegisterNotFound(register=register, known=known)
    cached = _cache.get((register, basis))
    if cached is None or cached[0] != revision:
        cached = _cache[register, basis] = (revision, _load(register, basis))
    return cached[1]


def _load(register: str, basis: str | None) -> Graph:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, level, code, type, name, full_name, valid_from, valid_to FROM units_unitversion"
            " WHERE register_id = %s", [register],
        )  # fmt: skip
        versions = [Version(*row) for row in cursor.fetchall()]
        cursor.execute(
            'SELECT mutation_id, origin_id, target_id, "on", basis, numerator, denominator, sure, sources'
            " FROM units_edge WHERE register_id = %s ORDER BY id", [register],
        )  # fmt: skip
        edges = [Edge(*[*r[:5], Fraction(int(r[5]), int(r[6])), *r[7:]]) for r in cursor.fetchall()]
    return Graph(versions, edges, basis)

"""Successors, origins, lineage, and conversion between the geographies of two dates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.db.models import Q

from caunoi.core.errors import Problem
from caunoi.units.errors import AmbiguousCode, BackwardNeedsWeights, UnitNotFound
from caunoi.units.graphs import graph
from caunoi.units.models import Edge, Mutation, UnitVersion
from caunoi.units.queries.units import VN, check_date, suggest, unit, units
from caunoi.units.rules import Backward, Graph, Target, Version, convert_counts
from caunoi.units.views import Lineage, Relation, Step


def successors(unit_id: UUID, *, on: date) -> list[Relation]:
    """What a version became on a later date: shares of it that sum to one, largest first. Raises UnitIdNotFound."""
    return _relations(_graph_of(unit_id).successors(unit_id, on))


def origins(unit_id: UUID, *, on: date) -> list[Relation]:
    """What went into a version: units of an earlier date, each with the share *of that unit*. Raises UnitIdNotFound."""
    g = _graph_of(unit_id)
    if g.versions[unit_id].valid_from <= on:
        return _relations([Target(unit_id, Fraction(1), True)])
    return _relations(g.sources(unit_id, on).items())


def _graph_of(unit_id: UUID) -> Graph:
    return graph(unit(unit_id).register)


def _relations(targets: Any) -> list[Relation]:
    pairs = [t if isinstance(t, tuple) else (t.unit, t) for t in targets]
    views = units(u for u, _ in pairs if u)
    found = [Relation(views[u] if u else None, t.share, t.sure) for u, t in pairs]
    return sorted(found, key=lambda r: (-r.share, r.unit.code if r.unit else ""))


def lineage(code: str, *, register: str = VN) -> Lineage:
    """Every version that carried a code, with one step back and one step forward of each. Raises UnitNotFound."""
    g = graph(register)
    carriers = g.carriers(code)
    if not carriers:
        hints = [Problem(f"{u.code} {u.full_name}") for u in suggest(code, on=date.today(), register=register)]  # noqa: DTZ011
        raise UnitNotFound(hints, unit=code, on="…", register=register)
    ids = [v.id for v in carriers]
    steps = _steps(ids)
    views = units({*ids, *(s.origin_id for s in steps), *(s.target_id for s in steps if s.target_id)})
    own = tuple(views[i] for i in ids)
    return Lineage(code, own, {i: v for i, v in views.items() if i not in set(ids)}, tuple(steps))


def _steps(ids: list[UUID]) -> list[Step]:
    edges = Edge.objects.filter(Q(origin__in=ids) | Q(target__in=ids)).select_related("mutation")
    steps = [
        Step(e.on, e.mutation.kind, e.mutation.decree, e.origin_id, e.target_id,
             Fraction(int(e.numerator), int(e.denominator)), e.basis, e.sure, e.sources)
        for e in edges.order_by("on", "origin__code", "target__code")
    ]  # fmt: skip
    ended = UnitVersion.objects.filter(id__in=ids, ended_by__kind="abolish").select_related("ended_by")
    for version in ended:
        m = version.ended_by
        assert m is not None
        steps.append(Step(m.on, m.kind, m.decree, version.id, None, Fraction(1), "", False, "", m.reason))
    return sorted(steps, key=lambda s: s.on)


def shares(
    unit_ids: Iterable[UUID], *, on: date, register: str = VN
) -> dict[UUID, list[tuple[UUID | None, Fraction, bool]]]:
    """What each of many versions is on another day: (version, share, sure); one small statement, set-wise.

    Going back in time a version that came from several is shared out equally among them, which is not sure. The id is
    None where nothing is known. Unknown versions are left out. Raises RegisterNotFound.
    """
    g = graph(register)
    return {unit_id: _shares(g, unit_id, on) for unit_id in unit_ids if unit_id in g.versions}


def shares_of_codes(
    codes: Mapping[str, date], *, on: date, level: str | None = None, register: str = VN
) -> dict[str, list[tuple[UUID | None, Fraction, bool]]]:
    """`shares` of the version that had each code on its day; codes that no unit had then are left out."""
    g = graph(register)
    found = {code: g.at(code, day, level) for code, day in codes.items()}
    return {code: _shares(g, versions[0].id, on) for code, versions in found.items() if len(versions) == 1}


def _shares(g: Graph, unit_id: UUID, on: date) -> list[tuple[UUID | None, Fraction, bool]]:
    if g.versions[unit_id].valid_from <= on:
        return [(t.unit, t.share, t.sure) for t in g.successors(unit_id, on)]
    sources = g.sources(unit_id, on)
    targets = g.origins(unit_id, on, dict.fromkeys(sources, Fraction(1)))
    return [(t.unit, t.share, t.sure and len(targets) == 1) for t in targets]


def mutations_of(unit_id: UUID) -> list[Mutation]:
    """For tests and checks inside the room: the mutations that begot and ended a version, in order."""
    both = UnitVersion.objects.filter(id=unit_id).values_list("begun_by", "ended_by")
    return list(Mutation.objects.filter(id__in=[m for pair in both for m in pair if m]).order_by("on", "position"))


def resolve(g: Graph, code: str, on: date, level: str | None = None, register: str = VN) -> Version:
    """The version with that code on that date, from the graph in memory. Raises UnitNotFound, AmbiguousCode."""
    found = g.at(code, on, level)
    if len(found) == 1:
        return found[0]
    if found:
        raise AmbiguousCode(unit=code, levels=", ".join(sorted(v.level for v in found)))
    hints = [Problem(f"{u.code} {u.full_name}") for u in suggest(code, on=on, register=register)]
    raise UnitNotFound(hints, unit=code, on=on.isoformat(), register=register)


def convert(
    code: str, *, start: date, end: date, register: str = VN, level: str | None = None, basis: str | None = None,
    weights: Mapping[str, int] | None = None,
) -> list[tuple[str, Fraction, bool]]:  # fmt: skip
    """One code of `start` in the geography of `end`: (code, share, sure); the code is "" where no successor is known.

    Going back in time, `weights` (code at `end` to any additive figure) says how much each origin held.
    Raises UnitNotFound, AmbiguousCode, DateOutOfRange, BackwardNeedsWeights, RegisterNotFound.
    """
    found = convert_codes(
        [code], start=start, end=end, register=register, level=level, basis=basis, weights=weights
    )  # fmt: skip
    return found[0]


def convert_codes(
    codes: Iterable[str], *, start: date, end: date, register: str = VN, level: str | None = None,
    basis: str | None = None, weights: Mapping[str, int] | None = None,
) -> list[list[tuple[str, Fraction, bool]]]:  # fmt: skip
    """`convert` for many codes: one answer for each, in order; two statements in all. Raises as `convert`."""
    check_date(min(start, end), register)
    g = graph(register, basis)
    known = _weights(g, weights, end, level, register)
    found = []
    for code in codes:
        version = resolve(g, code, start, level, register)
        targets = _ordered(g, _targets(g, version, start, end, known))
        found.append([(g.versions[t.unit].code if t.unit else "", t.share, t.sure) for t in targets])
    return found


def convert_table(
    counts: Mapping[str, int], *, start: date, end: date, register: str = VN, level: str | None = None,
    basis: str | None = None, weights: Mapping[str, int] | None = None,
) -> dict[str, int]:  # fmt: skip
    """A table of counts by code in the geography of another date; the total is conserved to the last unit.

    The key "" holds what belonged to units with no known successor. Raises as `convert`.
    """
    check_date(min(start, end), register)
    g = graph(register, basis)
    known = _weights(g, weights, end, level, register)
    by_unit: dict[UUID, int] = {}
    shares: dict[UUID, tuple[Target, ...]] = {}
    for code, count in counts.items():
        version = resolve(g, code, start, level, register)
        by_unit[version.id] = count
        shares[version.id] = _targets(g, version, start, end, known)
    result: dict[str, int] = {}
    for place, count in convert_counts(by_unit, shares).items():
        code = g.versions[place].code if place else ""
        result[code] = result.get(code, 0) + count
    return dict(sorted(result.items()))


def _weights(
    g: Graph, weights: Mapping[str, int] | None, on: date, level: str | None, register: str
) -> dict[UUID, Fraction] | None:
    if weights is None:
        return None
    return {resolve(g, code, on, level, register).id: Fraction(weight) for code, weight in weights.items()}


def _targets(
    g: Graph, version: Version, start: date, end: date, weights: dict[UUID, Fraction] | None
) -> tuple[Target, ...]:
    try:
        return g.convert(version.id, start, end, weights)
    except Backward as error:
        codes = ", ".join(g.versions[o].code for o in error.origins[:10])
        raise BackwardNeedsWeights(
            unit=version.code, count=len(error.origins), origins=codes, on=end.isoformat()
        ) from error


def _ordered(g: Graph, targets: tuple[Target, ...]) -> list[Target]:
    return sorted(targets, key=lambda t: (-t.share, g.versions[t.unit].code if t.unit else ""))

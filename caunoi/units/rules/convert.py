"""From the geography of one date to that of another, by exact fractions.

Forward, shares compose along the edges between the two dates. Backward, a unit that came from one origin goes back to
it whole; one that came from several needs the weights of its origins (their population, their dossiers ...) or is
refused: how much of it came from where is not in the edges.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from uuid import UUID

from caunoi.units.rules.model import BASES, EQUAL, Edge, Version

ONE, ZERO = Fraction(1), Fraction(0)
NOWHERE: None = None
"""Stands for "no successor known": what an abolished unit had is counted here, so that totals stay conserved."""


@dataclass(frozen=True, slots=True)
class Target:
    """A share of a version that is in `unit` on the other date (None: no successor known)."""

    unit: UUID | None
    share: Fraction
    sure: bool


class Backward(Exception):
    """A unit came from several: going back needs weights for its origins."""

    def __init__(self, unit: UUID, origins: list[UUID]) -> None:
        self.unit, self.origins = unit, origins
        super().__init__(f"{unit} has {len(origins)} origins")


Place = tuple[UUID | None, UUID | None]
Step = tuple[date, list[tuple[UUID, Fraction, bool]]]
Span = tuple[date, date, tuple[Target, ...]]


class Graph:
    """The versions and edges of a register, ready for many conversions. Build once, ask often."""

    def __init__(self, versions: Iterable[Version], edges: Iterable[Edge], basis: str | None = None) -> None:
        self.versions = {v.id: v for v in versions}
        self.basis = basis
        self._next = _chosen(edges, basis)
        self._origins: dict[UUID, list[UUID]] = defaultdict(list)
        for origin, (_, targets) in self._next.items():
            for target, _share, _sure in targets:
                self._origins[target].append(origin)
        self._codes = self._index_codes()
        self._forward: dict[tuple[UUID, date], tuple[Target, ...]] = {}

    def _index_codes(self) -> dict[str, dict[str, tuple[list[date], list[Version]]]]:
        codes: dict[str, dict[str, list[Version]]] = defaultdict(lambda: defaultdict(list))
        for version in self.versions.values():
            if version.valid_to is None or version.valid_to > version.valid_from:
                codes[version.code][version.level].append(version)
        return {
            code: {
                level: ([v.valid_from for v in ordered], ordered)
                for level, found in levels.items()
                for ordered in [sorted(found, key=lambda v: v.valid_from)]
            }
            for code, levels in codes.items()
        }

    def at(self, code: str, on: date, level: str | None = None) -> list[Version]:
        """The versions with that code on that date: none, one, or one for each level that uses the code."""
        found = []
        for name, (starts, versions) in self._codes.get(code, {}).items():
            if level is not None and name != level:
                continue
            number = bisect_right(starts, on) - 1
            if number >= 0 and _in_force(versions[number], on):
                found.append(versions[number])
        return found

    def carriers(self, code: str) -> list[Version]:
        """Every version that ever carried that code, oldest first."""
        found = [v for _, versions in self._codes.get(code, {}).values() for v in versions]
        return sorted(found, key=lambda v: (v.valid_from, v.level))

    def successors(self, unit: UUID, on: date) -> tuple[Target, ...]:
        """Where a version is on a later date: shares that sum to one. On a date of its own validity: itself, whole."""
        key = (unit, on)
        if key not in self._forward:
            for node in reversed(self._downstream(unit, on)):
                self._forward[node, on] = self._composed(node, on)
        return self._forward[key]

    def _composed(self, unit: UUID, on: date) -> tuple[Target, ...]:
        """The share of each target times what that target became, which is known by now."""
        version, following = self.versions[unit], self._next.get(unit)
        if version.valid_to is None or version.valid_to > on:
            return (Target(unit, ONE, True),)
        if following is None:
            return (Target(NOWHERE, ONE, False),)
        shares: dict[UUID | None, tuple[Fraction, bool]] = {}
        for target, part, part_sure in following[1]:
            for t in self._forward[target, on]:
                old, old_sure = shares.get(t.unit, (ZERO, True))
                shares[t.unit] = (old + part * t.share, old_sure and part_sure and t.sure)
        return tuple(Target(u, share, sure) for u, (share, sure) in shares.items())

    def _downstream(self, unit: UUID, on: date) -> list[UUID]:
        """The versions reachable by edges up to `on` and not yet known, each after all that lead to it."""
        order: list[UUID] = []
        seen: set[UUID] = set()
        stack: list[tuple[UUID, bool]] = [(unit, False)]
        while stack:  # not recursive: a chain may be hundreds of edges long
            node, done = stack.pop()
            if done:
                order.append(node)
            elif node not in seen and (node, on) not in self._forward:
                seen.add(node)
                stack.append((node, True))
                following = self._next.get(node)
                if following is not None and following[0] <= on:
                    stack.extend((target, False) for target, _, _ in following[1] if target not in seen)
        return order[::-1]

    def convert_pairs(self, pairs: Iterable[tuple[str, date]], on: date) -> list[tuple[Target, ...]]:
        """For each (code, date): the shares of that unit on a later date `on`; () when no unit had the code then.

        Set-wise: what a version became by `on` is composed once; after that, a pair costs a look-up and a comparison
        of dates. Raises Backward for a date after `on` and a unit that was formed from several.
        """
        known: dict[str, list[Span]] = {}
        answers = []
        for code, day in pairs:
            spans = known.get(code)
            if spans is None:
                spans = known[code] = self._spans(code, on)
            for start, end, answer in spans:
                if start <= day < end:
                    answers.append(answer if day <= on else self.origins(self.at(code, day)[0].id, on))
                    break
            else:
                answers.append(())
        return answers

    def _spans(self, code: str, on: date) -> list[Span]:
        """The periods during which exactly one version had the code, with what it became by `on`."""
        versions = self.carriers(code)
        if len({v.level for v in versions}) > 1:
            versions = [v for v in versions if len(self.at(code, v.valid_from)) == 1]
        return [
            (v.valid_from, v.valid_to or date.max, self.successors(v.id, on) if v.valid_from <= on else ())
            for v in versions
        ]

    def origins(self, unit: UUID, on: date, weights: Mapping[UUID, Fraction] | None = None) -> tuple[Target, ...]:
        """Where a version came from on an earlier date: shares *of it* that sum to one.

        `weights` says how much each origin held (any additive figure). Raises Backward when there are several origins
        and a weight is missing.
        """
        version = self.versions[unit]
        if version.valid_from <= on:
            return (Target(unit, ONE, True),)
        sources = self.sources(unit, on)
        if not sources:
            return (Target(NOWHERE, ONE, False),)
        if len(sources) == 1:
            return (Target(next(iter(sources)), ONE, True),)
        if weights is None or any(origin not in weights for origin in sources):
            raise Backward(unit, list(sources))
        parts = {origin: weights[origin] * part.share for origin, part in sources.items()}
        total = sum(parts.values(), ZERO)
        if not total:
            raise Backward(unit, list(sources))
        return tuple(Target(origin, part / total, sources[origin].sure) for origin, part in parts.items() if part)

    def sources(self, unit: UUID, on: date) -> dict[UUID, Target]:
        """The versions of an earlier date that went into this one, each with the share *of that origin*."""
        found: dict[UUID, Target] = {}
        stack, seen = [unit], {unit}
        while stack:
            node = stack.pop()
            version = self.versions[node]
            if version.valid_from <= on and _in_force(version, on):
                found[node] = self._share_into(node, unit)
                continue
            new = [o for o in self._origins.get(node, ()) if o not in seen]
            seen.update(new)
            stack.extend(new)
        return dict(sorted(found.items(), key=lambda item: self.versions[item[0]].key))

    def _share_into(self, origin: UUID, unit: UUID) -> Target:
        begins = self.versions[unit].valid_from
        share = next((t for t in self.successors(origin, begins) if t.unit == unit), Target(unit, ZERO, True))
        return Target(origin, share.share, share.sure)

    def convert(
        self, unit: UUID, start: date, end: date, weights: Mapping[UUID, Fraction] | None = None
    ) -> tuple[Target, ...]:
        """A version of `start` in the geography of `end`, in either direction of time."""
        return self.successors(unit, end) if end >= start else self.origins(unit, end, weights)


def _in_force(version: Version, on: date) -> bool:
    return version.valid_from <= on and (version.valid_to is None or on < version.valid_to)


def _chosen(edges: Iterable[Edge], basis: str | None) -> dict[UUID, Step]:
    """One basis for each origin: the one asked for where there is one, otherwise the best known."""
    by_origin: dict[UUID, dict[str, list[Edge]]] = defaultdict(lambda: defaultdict(list))
    for edge in edges:
        by_origin[edge.origin][edge.basis].append(edge)
    chosen: dict[UUID, Step] = {}
    for origin, bases in by_origin.items():
        best = bases[basis] if basis in bases else bases[min(bases, key=_rank)]
        chosen[origin] = (best[0].on, [(e.target, e.share, e.sure) for e in best])
    return chosen


def _rank(basis: str) -> tuple[int, str]:
    return (BASES.index(basis) * 2 if basis in BASES else BASES.index(EQUAL) * 2 - 1, basis)


def convert_counts(counts: Mapping[UUID, int], shares: Mapping[UUID, Iterable[Target]]) -> dict[UUID | None, int]:
    """Whole numbers of one geography in another; the total is conserved to the last unit.

    Largest remainder, inside each group of units that exchange territory: so the total of every province is conserved
    as well, when none of its units went elsewhere.
    """
    exact: dict[Place, Fraction] = defaultdict(Fraction)
    group = _Groups()
    for unit, count in counts.items():
        for target in shares[unit]:
            place = (target.unit, None if target.unit else unit)  # what has no successor does not tie units together
            exact[place] += count * target.share
            group.join(("from", unit), place)
    members: dict[object, list[Place]] = defaultdict(list)
    for place in exact:
        members[group.root(place)].append(place)
    result: dict[UUID | None, int] = defaultdict(int)
    for places in members.values():
        for (unit_, _), count in _apportion({place: exact[place] for place in places}).items():
            result[unit_] += count
    return dict(result)


def _apportion(exact: Mapping[Place, Fraction]) -> dict[Place, int]:
    floors = {place: value.numerator // value.denominator for place, value in exact.items()}
    left = int(sum(exact.values(), ZERO)) - sum(floors.values())
    order = sorted(exact, key=lambda place: (floors[place] - exact[place], str(place)))
    return {place: floors[place] + (number < left) for number, place in enumerate(order)}


class _Groups:
    """Union-find over origins and targets."""

    def __init__(self) -> None:
        self._up: dict[object, object] = {}

    def root(self, item: object) -> object:
        while (above := self._up.setdefault(item, item)) != item:
            self._up[item] = self._up[above]
            item = above
        return item

    def join(self, one: object, other: object) -> None:
        self._up[self.root(one)] = self.root(other)

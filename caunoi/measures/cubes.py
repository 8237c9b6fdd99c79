"""What was counted, rolled up to any level and into any geography, distinct figures too, without counting again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from caunoi.measures.rolling import Count, Counts, Pairs, Place, Rolled
from caunoi.measures.rules.definition import Figure, Version

__all__ = ["Cell", "Count", "Counts", "Cube"]
Figures = Mapping[str, Count]


@dataclass(frozen=True, slots=True)
class Cell:
    """The counts of one place: the figures that are sums of terms, by name. Distinct figures are not sums: see `by`."""

    province: str
    unit_id: UUID | None
    agency_id: UUID | None
    figures: Figures


@dataclass(frozen=True, slots=True)
class Cube:
    """What was counted, up to the journal's `position`. `settled`: nothing at or below it can still appear.

    A snapshot keeps `settled` and asks for that position, then counting again gives the same forever. `counts`: most of
    it, which keeps what was rolled up of it for the next cube; `more`: a few entries that come on top.
    """

    version: Version
    position: int
    settled: int
    counts: Counts = field(repr=False)
    more: Counts | None = field(default=None, repr=False)

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The counted figures of each place, in no order."""
        found: dict[Place, Figures] = dict(self.counts.cells)
        for place, figures in (self.more.cells if self.more else {}).items():
            found[place] = _added(found[place], figures) if place in found else figures
        return tuple(
            Cell(province, UUID(unit) if unit else None, UUID(agency) if agency else None, figures)
            for (province, unit, agency), figures in found.items()
        )

    def by(self, level: str, *, into: Mapping[UUID, str] | None = None) -> Mapping[str, Figures]:
        """Counted and distinct figures by key: `nation` (""), `province` (code), `commune` (the unit version's UUID as
        text), `department` (the agency's).

        `into` says for each unit version recorded which key it counts for (another geography); what is of no unit, or
        of one that it does not name, is left out, and `level` does not matter. What has no key is left out too, but
        for the figures that count everywhere. A unit that no entry names is not there: its figures are `absent()`.
        """
        whole = self.counts.rolled(level, into)
        figures = dict(whole.figures)
        everywhere = into is not None or level != "nation"
        more = self.more.rolled(level, into) if self.more else None
        if more is not None:
            for key, counts in more.figures.items():
                figures[key] = _added(figures[key], counts) if key in figures else counts
            for name in more.pairs:
                _count_again(figures, name, whole, more)
        if everywhere:
            self._add_everywhere(figures)
            for figure in self.version.distinct:
                if values := self._values_nowhere(figure):
                    parts = [whole.pairs[figure.id], *([more.pairs[figure.id]] if more else [])]
                    _count_with(figures, figure.id, parts, values)
        elif not figures:
            figures[""] = self.absent()
        return figures

    def absent(self) -> Figures:
        """The figures of a unit that no entry names: zero, but for those that count everywhere."""
        nowhere = self._nowhere
        found: dict[str, Count] = {one.id: nowhere.get(one.id, 0) for one in self.version.counted}
        for figure in self.version.distinct:
            found[figure.id] = sum(1 for count in self._values_nowhere(figure).values() if count > 0)
        return found

    def _parts(self) -> Iterator[Counts]:
        yield self.counts
        if self.more is not None:
            yield self.more

    @property
    def _nowhere(self) -> Figures:
        """What is of no place, of the figures that count everywhere."""
        found: defaultdict[str, Count] = defaultdict(int)
        for part in self._parts():
            for name, count in part.nowhere.items():
                found[name] += count
        return found

    def _values_nowhere(self, figure: Figure) -> Figures:
        """For each distinct value the count of what is of no place, if the figure counts that everywhere."""
        found: defaultdict[str, Count] = defaultdict(int)
        for part in self._parts():
            for value, count in part.values_nowhere.get(figure.id, {}).items():
                found[value] += count
        return found

    def _add_everywhere(self, figures: dict[str, Figures]) -> None:
        for name, number in self._nowhere.items():
            if number:
                for key, counts in figures.items():
                    figures[key] = {**counts, name: counts[name] + number}


def _added(one: Figures, other: Figures) -> Figures:
    return {name: count + other[name] for name, count in one.items()}


def _count_again(figures: dict[str, Figures], name: str, whole: Rolled, more: Rolled) -> None:
    """A distinct figure of the keys that more was counted for: only pairs that are new can count now, or no more."""
    pairs = more.pairs[name].all()
    before = whole.pairs[name].at([(key, value) for key, value, _ in pairs])
    changed: defaultdict[str, int] = defaultdict(int)
    for (key, _, number), was in zip(pairs, before, strict=True):
        changed[key] += (was + number > 0) - (was > 0)
    for key in more.figures:
        base = whole.figures[key][name] if key in whole.figures else 0
        figures[key] = {**figures[key], name: base + changed[key]}


def _count_with(figures: dict[str, Figures], name: str, parts: list[Pairs], nowhere: Figures) -> None:
    """A distinct figure that counts everywhere: for every key the values of its own and those of no place, together."""
    own: dict[str, defaultdict[str, Count]] = {}
    for part in parts:
        for key, value, number in part.all():
            own.setdefault(key, defaultdict(int))[value] += number
    alone = sum(1 for number in nowhere.values() if number > 0)
    for key, counts in figures.items():
        mine = own.get(key)
        number = alone if mine is None else sum(1 for one in {*nowhere, *mine} if nowhere.get(one, 0) + mine[one] > 0)
        figures[key] = {**counts, name: number}

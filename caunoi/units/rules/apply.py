"""Applying mutations: one day at a time, in topological order within the day, all or nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from fractions import Fraction
from graphlib import CycleError, TopologicalSorter
from uuid import UUID, uuid5

from caunoi.units.rules.model import (
    EQUAL,
    PROPERTY_KINDS,
    WHOLE,
    Draft,
    Edge,
    Kind,
    Mutation,
    Placement,
    Reason,
    Refused,
    Version,
)
from caunoi.units.rules.text import split_name

_NAMESPACE = UUID("5d0f5bd5-7a6c-5c0e-9a44-3a2f0c1c7b11")
ONE = Fraction(1)


def version_id(register: str, level: str, code: str, on: date, number: int = 0) -> UUID:
    """The identifier of a version: the same in every installation that loads the same register."""
    return uuid5(_NAMESPACE, f"{register}/{level}/{code}/{on.isoformat()}/{number}")


def mutation_id(register: str, on: date, position: int | str) -> UUID:
    """The identifier of a mutation that comes from a file: same file, same identifiers."""
    return uuid5(_NAMESPACE, f"{register}/mutation/{on.isoformat()}/{position}")


class History:
    """The versions of a register and everything that happened to them.

    `apply` takes the mutations of one day. After `Refused` the object is spoiled and has to be thrown away; what is
    stored was not touched.
    """

    def __init__(self, register: str, starts_on: date) -> None:
        self.register = register
        self.starts_on = starts_on
        self.last_on: date | None = None
        self.versions: dict[UUID, Version] = {}
        self.edges: list[Edge] = []
        self.placements: list[Placement] = []
        self.applied: list[tuple[Mutation, int]] = []
        self.by_key: dict[tuple[str, str], list[UUID]] = defaultdict(list)
        self.place: dict[UUID, Placement] = {}
        self.children: dict[UUID, set[UUID]] = defaultdict(set)
        self._day = _Day(starts_on)

    def start(self, drafts: Iterable[Draft]) -> None:
        """The units in force on the first day. Raises Refused: twice the same code, a parent that is not there."""
        self._day = _Day(self.starts_on)
        for draft in drafts:
            self._begin(draft.version(self.starts_on, None), draft.parent)
        self._close_day()

    def restore(self, versions: Iterable[Version], placements: Iterable[Placement], last_on: date | None) -> None:
        """Take over what is in force now, as stored."""
        for version in versions:
            self.versions[version.id] = version
            self.by_key[version.key].append(version.id)
        for placement in placements:
            self.place[placement.unit] = placement
            if placement.parent:
                self.children[placement.parent].add(placement.unit)
        self.last_on = last_on

    def live(self, level: str, code: str) -> Version | None:
        """The version in force now under that code, if any."""
        ids = self.by_key.get((level, code))
        return self.versions[ids[-1]] if ids else None

    def new_id(self, level: str, code: str, on: date) -> UUID:
        """An identifier for a version that begins on that day."""
        number = 0
        while (candidate := version_id(self.register, level, code, on, number)) in self.versions:
            number += 1
        return candidate

    def apply(self, mutations: Sequence[Mutation]) -> None:
        """Apply the mutations of one day. Raises Refused with the full list of reasons."""
        if not mutations:
            return
        on = mutations[0].on
        reasons = self._refuse_dates(mutations)
        if reasons:
            raise Refused(reasons)
        self._day = _Day(on)
        for mutation in _in_order(mutations):
            problems = _HANDLERS[mutation.kind](self, mutation)
            if problems:
                self._day.reasons += problems
            else:
                self.applied.append((mutation, len(self.applied)))
        self._close_day()
        self.last_on = on

    def _refuse_dates(self, mutations: Sequence[Mutation]) -> list[Reason]:
        on, reasons = mutations[0].on, []
        if any(m.on != on for m in mutations):
            reasons.append(Reason.of("several_days", on=on))
        if on <= self.starts_on:
            reasons.append(Reason.of("before_history", on=on, starts_on=self.starts_on))
        if self.last_on is not None and on < self.last_on:
            reasons.append(Reason.of("before_last_change", on=on, last_on=self.last_on))
        return reasons

    # -- one mutation each; all give the reasons for refusing, and change nothing when there are any

    def _create(self, m: Mutation) -> list[Reason]:
        draft = m.draft
        if draft is None:
            return [Reason.of("nothing_to_create", m.id)]
        if draft.id in self.versions:
            return [Reason.of("identifier_taken", m.id, code=draft.code)]
        self._begin(draft.version(m.on, m.id), draft.parent)
        return []

    def _change(self, m: Mutation) -> list[Reason]:
        units, reasons = self._sources(m, exactly=1)
        if reasons:
            return reasons
        old = units[0]
        parent = m.change.get("parent", self.place[old.id].parent)
        if "parent" in m.change and parent is not None and parent not in self.versions:
            return [Reason.of("unknown_parent", m.id, code=old.code)]
        if old.valid_from == m.on:
            self._amend(old, m, parent)
        else:
            new = self._changed(old, m)
            self._succeed(old, new, parent, m)
        return []

    def _merge(self, m: Mutation) -> list[Reason]:
        units, reasons = self._sources(m)
        target = self._target(m.into[0]) if len(m.into) == 1 else None
        if target is None:
            reasons.append(Reason.of("no_target", m.id))
        elif target in m.units or m.into[0] in m.units or len(set(m.units)) < len(m.units):
            reasons.append(Reason.of("merge_into_itself", m.id, code=self.versions[target].code))
        if reasons or target is None:
            return reasons
        into = self._going_on(target, m)
        for number, unit in enumerate(units):
            self._end(unit, m)
            source = m.sources[number] if number < len(m.sources) else ""
            self._edge(m, unit.id, into, WHOLE, ONE, source)
        return []

    def _split(self, m: Mutation) -> list[Reason]:
        units, reasons = self._sources(m, exactly=1)
        targets = [self._target(t) for t in m.into]
        if not targets or None in targets:
            reasons.append(Reason.of("no_target", m.id))
        if units and any(t in (units[0].id,) for t in targets):
            reasons.append(Reason.of("split_into_itself", m.id, code=units[0].code))
        if len(set(targets)) < len(targets):
            reasons.append(Reason.of("target_twice", m.id, code=units[0].code if units else ""))
        reasons += _refuse_shares(m, units[0].code if units else "")
        if reasons:
            return reasons
        into = [self._going_on(t, m) for t in targets if t is not None]
        self._end(units[0], m)
        for basis, shares in m.shares.items():
            for number, (target, share) in enumerate(zip(into, shares, strict=True)):
                self._edge(m, units[0].id, target, basis, share, m.sources[number] if m.sources else "")
        return []

    def _abolish(self, m: Mutation) -> list[Reason]:
        units, reasons = self._sources(m)
        if reasons:
            return reasons
        for unit in units:
            self._end(unit, m)
        return []

    # -- parts

    def _sources(self, m: Mutation, exactly: int | None = None) -> tuple[list[Version], list[Reason]]:
        reasons, found = [], []
        if not m.units or (exactly is not None and len(m.units) != exactly):
            reasons.append(Reason.of("wrong_number_of_units", m.id, kind=m.kind.value))
        for unit in m.units:
            version = self.versions.get(self._day.gone_on.get(unit, unit))
            if version is None:
                reasons.append(Reason.of("unknown_unit", m.id, id=str(unit)))
            elif version.valid_to is not None:
                reasons.append(Reason.of("no_longer_exists", m.id, code=version.code, ended=version.valid_to))
            elif version.valid_from > m.on:
                reasons.append(Reason.of("not_yet", m.id, code=version.code, begins=version.valid_from))
            else:
                found.append(version)
        return found, reasons

    def _target(self, unit: UUID) -> UUID | None:
        unit = self._day.gone_on.get(unit, unit)
        version = self.versions.get(unit)
        return unit if version is not None and version.valid_to is None else None

    def _going_on(self, target: UUID, m: Mutation) -> UUID:
        """The version that receives territory today: one begun today, or a new one of a unit that goes on."""
        old = self.versions[target]
        if old.valid_from == m.on:
            return target
        new = Version(self.new_id(old.level, old.code, m.on), old.level, old.code, old.type, old.name, old.full_name,
                      m.on, None, old.extra, begun_by=m.id)  # fmt: skip
        self._succeed(old, new, self.place[old.id].parent, m)
        return new.id

    def _succeed(self, old: Version, new: Version, parent: UUID | None, m: Mutation) -> None:
        self._end(old, m)
        self._begin(new, parent)
        self._edge(m, old.id, new.id, WHOLE, ONE, m.sources[0] if m.kind in PROPERTY_KINDS and m.sources else "")
        self._day.gone_on[old.id] = new.id

    def _changed(self, old: Version, m: Mutation) -> Version:
        get = m.change.get
        level, code, type_ = get("level", old.level), get("code", old.code), get("type", old.type)
        name, full_name = split_name(get("name", old.name), type_)
        extra = {**old.extra, **get("extra", {})}
        return Version(m.new_id or self.new_id(level, code, m.on), level, code, type_, name, full_name, m.on, None,
                       extra, begun_by=m.id)  # fmt: skip

    def _amend(self, version: Version, m: Mutation, parent: UUID | None) -> None:
        """A second change of properties on the day a version begins changes that version: no version lasts no day."""
        changed = self._changed(version, m)
        self.by_key[version.key].remove(version.id)
        for name in ("level", "code", "type", "name", "full_name", "extra"):
            setattr(version, name, getattr(changed, name))
        self.by_key[version.key].append(version.id)
        self._day.keys.add(version.key)
        self._put(version.id, parent)

    def _begin(self, version: Version, parent: UUID | None) -> None:
        self.versions[version.id] = version
        self.by_key[version.key].append(version.id)
        self._day.keys.add(version.key)
        self._put(version.id, parent)

    def _put(self, unit: UUID, parent: UUID | None) -> None:
        """Place a version under a parent from today on; its top code is found when the day closes."""
        current = self.place.get(unit)
        if current is not None:
            if current.parent:
                self.children[current.parent].discard(unit)
            if current.valid_from == self._day.on:
                current.parent = parent
            else:
                current.valid_to = self._day.on
                current = None
        if current is None:
            current = self.place[unit] = Placement(unit, parent, "", self._day.on)
            self.placements.append(current)
        if parent:
            self.children[parent].add(unit)
        self._day.placed.add(unit)

    def _end(self, version: Version, m: Mutation) -> None:
        version.valid_to, version.ended_by = m.on, m.id
        self.by_key[version.key].remove(version.id)
        placement = self.place.pop(version.id)
        placement.valid_to = m.on
        if placement.parent:
            self.children[placement.parent].discard(version.id)
        self._day.ended.append(version.id)
        self._day.placed.discard(version.id)

    def _edge(self, m: Mutation, origin: UUID, target: UUID, basis: str, share: Fraction, sources: str) -> None:
        self.edges.append(Edge(m.id, origin, target, m.on, basis, share, basis != EQUAL, sources))
        if share == ONE:
            self._day.whole[origin] = target

    # -- the end of the day

    def _close_day(self) -> None:
        reasons = self._day.reasons
        if not reasons:  # a day with refused mutations is not judged as a whole: one cause would be told many times
            self._follow_parents(reasons)
            reasons += [
                Reason.of("code_twice", code=code, level=level, on=self._day.on)
                for level, code in sorted(self._day.keys)
                if len(self.by_key[level, code]) > 1
            ]
            self._set_tops(reasons)
        if reasons:
            raise Refused(reasons)

    def _follow_parents(self, reasons: list[Reason]) -> None:
        """Children of a unit that ended go where it went whole; where it was divided or abolished, they are refused."""
        orphans = {c for ended in self._day.ended for c in self.children.get(ended, ())}
        orphans |= {u for u in self._day.placed if self.place[u].parent and not self._is_live(self.place[u].parent)}
        for child in sorted(orphans, key=lambda c: self.versions[c].key):
            parent = self.place[child].parent
            successor = self._whole_successor(parent)
            if successor is None:
                old = self.versions.get(parent) if parent else None
                code = self.versions[child].code
                reasons.append(Reason.of("child_without_parent", code=code, parent=old.code if old else str(parent)))
            else:
                self._put(child, successor)

    def _is_live(self, unit: UUID | None) -> bool:
        version = self.versions.get(unit) if unit else None
        return version is not None and version.valid_to is None

    def _whole_successor(self, unit: UUID | None) -> UUID | None:
        while unit is not None and not self._is_live(unit):
            unit = self._day.whole.get(unit)
        return unit

    def _set_tops(self, reasons: list[Reason]) -> None:
        queue = list(self._day.placed)
        for unit in queue:
            placement = self.place[unit]
            top = self._top(unit)
            if top is None:
                reasons.append(Reason.of("parent_circle", code=self.versions[unit].code))
                continue
            if placement.top_code == top:
                continue
            if placement.valid_from < self._day.on:
                self._put(unit, placement.parent)
            self.place[unit].top_code = top
            queue.extend(self.children.get(unit, ()))

    def _top(self, unit: UUID) -> str | None:
        seen = set()
        while (parent := self.place[unit].parent) is not None and parent in self.place:
            if unit in seen:
                return None
            seen.add(unit)
            unit = parent
        return self.versions[unit].code


class _Day:
    """What happened so far on the day that is being applied."""

    def __init__(self, on: date) -> None:
        self.on = on
        self.reasons: list[Reason] = []
        self.gone_on: dict[UUID, UUID] = {}
        self.whole: dict[UUID, UUID] = {}
        self.ended: list[UUID] = []
        self.placed: set[UUID] = set()
        self.keys: set[tuple[str, str]] = set()


_HANDLERS: dict[Kind, Callable[[History, Mutation], list[Reason]]] = {
    Kind.CREATE: History._create,
    Kind.RENAME: History._change,
    Kind.CHANGE_TYPE: History._change,
    Kind.TRANSFER: History._change,
    Kind.MERGE: History._merge,
    Kind.SPLIT: History._split,
    Kind.ABOLISH: History._abolish,
}


def _refuse_shares(m: Mutation, code: str) -> list[Reason]:
    reasons = []
    if not m.shares:
        reasons.append(Reason.of("no_shares", m.id, code=code))
    for basis, shares in m.shares.items():
        if len(shares) != len(m.into):
            reasons.append(Reason.of("shares_and_targets_differ", m.id, code=code, basis=basis))
        elif any(share <= 0 for share in shares):
            reasons.append(Reason.of("share_not_positive", m.id, code=code, basis=basis))
        elif sum(shares) != 1:
            reasons.append(Reason.of("shares_not_one", m.id, code=code, basis=basis, total=str(sum(shares))))
    return reasons


def _in_order(mutations: Sequence[Mutation]) -> list[Mutation]:
    """A mutation that uses a version comes after the one that begins it; one that ends it, after all that feed it.

    Mutations that name the same unit of the day before keep the order in which they were given.
    """
    producer = {m.produces: n for n, m in enumerate(mutations) if m.produces}
    feeders: dict[UUID, list[int]] = defaultdict(list)
    for number, mutation in enumerate(mutations):
        for target in mutation.into:
            feeders[target].append(number)
    last_named: dict[UUID, int] = {}
    sorter: TopologicalSorter[int] = TopologicalSorter()
    for number, mutation in enumerate(mutations):
        parents = [mutation.draft.parent if mutation.draft else mutation.change.get("parent")]
        before = {producer[u] for u in (*mutation.units, *mutation.into, *parents) if u in producer}
        before |= {f for unit in mutation.units if unit in producer for f in feeders[unit]}
        for unit in dict.fromkeys(u for u in (*mutation.units, *mutation.into) if u not in producer):
            before.add(last_named.get(unit, number))
            last_named[unit] = number
        sorter.add(number, *sorted(before - {number}))
    try:
        return [mutations[number] for number in sorter.static_order()]
    except CycleError as error:
        codes = [mutations[n].id for n in error.args[1]]
        raise Refused([Reason.of("circle_in_a_day", codes[0], on=mutations[0].on)]) from None


def refusals(history: History, mutations: Sequence[Mutation]) -> list[Reason]:
    """Why these mutations of one day would be refused; empty when they would be applied. Spoils `history`."""
    try:
        history.apply(mutations)
    except Refused as refused:
        return refused.reasons
    return []

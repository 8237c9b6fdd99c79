"""From the rows of the files to a history: the units of the first day, then the mutations of each later day.

Within a day, `from` codes are those of the day before and `to` codes those of the day itself, so that two units may
exchange codes. A row whose `from` only comes into being that day is applied after the row that makes it; a column
`step` forces an order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from caunoi.core.errors import Problem
from caunoi.units.errors import problems as sentences
from caunoi.units.files.reading import ABOLISHED, PART, WHOLE, ChangeRow, UnitRow, _at
from caunoi.units.rules import Draft, History, Kind, Mutation, Refused, Version
from caunoi.units.rules.apply import mutation_id
from caunoi.units.rules.model import EQUAL
from caunoi.units.rules.model import WHOLE as WHOLE_BASIS
from caunoi.units.rules.text import split_name

Key = tuple[str, str]
EARLIEST = date(1, 1, 1)
"""The first day of a register whose files do not say since when its first units exist."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to list about the sources: `successor_unknown`, `edge_in_one_source` ..."""

    kind: str
    on: date
    origin: UUID | None = None
    target: UUID | None = None
    sources: str = ""


@dataclass(slots=True)
class Planned:
    """The outcome: a history, or the problems that prevent it."""

    history: History
    problems: list[Problem] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def plan(
    register: str, units: list[UnitRow], changes: list[ChangeRow], *, starts_on: date | None = None,
    decree: Callable[[ChangeRow], str] = lambda row: row.decree, progress: Callable[[str], None] = lambda text: None,
    compared: bool = False,
) -> Planned:  # fmt: skip
    """Apply the files to an empty history. Stops at the first day that is refused, with all of that day's reasons.

    `compared`: the files join two compilations (sources A, B, AB), so what stands in one only is listed.
    """
    starts = sorted({u.valid_from for u in units if u.valid_from})
    first = starts_on or (starts[0] if starts else EARLIEST)
    planner = _Planner(register, units, changes, first, decree)
    planner.compared = compared
    planner.start()
    for number, on in enumerate(planner.days, 1):
        if planner.out.problems:
            break
        planner.day(on)
        if number % 50 == 0 or number == len(planner.days):
            progress(
                str(
                    _("Đã áp dụng %(done)s trong %(total)s ngày có thay đổi")
                    % {"done": number, "total": len(planner.days)}
                )
            )
    return planner.out


class _Planner:
    def __init__(
        self, register: str, units: list[UnitRow], changes: list[ChangeRow], first: date,
        decree: Callable[[ChangeRow], str],
    ) -> None:  # fmt: skip
        self.first, self.decree, self.compared = first, decree, False
        self.history = History(register, first)
        self.out = Planned(self.history)
        self.rows: dict[Key, list[UnitRow]] = defaultdict(list)
        self.levels: dict[str, set[str]] = defaultdict(set)
        for unit in units:
            self.rows[unit.key].append(unit)
            self.levels[unit.code].add(unit.level)
        self.changes: dict[date, list[ChangeRow]] = defaultdict(list)
        for change in changes:
            self.changes[change.on].append(change)
        self.begins: dict[date, list[UnitRow]] = defaultdict(list)
        self.ends: dict[date, list[UnitRow]] = defaultdict(list)
        for unit in units:
            if unit.valid_from and unit.valid_from > first:
                self.begins[unit.valid_from].append(unit)
            if unit.valid_to:
                self.ends[unit.valid_to].append(unit)
        self.days = sorted({*self.changes, *self.begins, *self.ends})
        self._number = 0

    def wrong(self, row: UnitRow | ChangeRow, column: str, message: Any, **params: Any) -> None:
        self.out.problems.append(_at(row, column, message, **params))

    def start(self) -> None:
        """The units of the first day."""
        initial = {r.key: r for rows in self.rows.values() for r in rows if (r.valid_from or self.first) <= self.first}
        ids = {key: self.history.new_id(*key, self.first) for key in initial}
        drafts = []
        for row in initial.values():
            parent = self._parent_of(row, row.level, row.parent_code, row.parent_level, ids)
            drafts.append(_draft(ids[row.key], row, parent))
        self._guard(lambda: self.history.start(drafts))

    def day(self, on: date) -> None:
        """All that happens on one day: by step, and within a step in the order that the rows imply."""
        rows = [row for row in (self._with_levels(r) for r in self.changes.get(on, [])) if row]
        rows += self._implied_creations(on, rows)
        if self.out.problems:
            return
        ended: set[Key] = set()
        for step in sorted({row.step for row in rows}):
            self._step(on, [row for row in rows if row.step == step], ended)
        self._implied_ends(on)

    def _step(self, on: date, rows: list[ChangeRow], ended: set[Key]) -> None:
        groups: dict[Key, list[ChangeRow]] = defaultdict(list)
        for row in rows:
            groups[row.from_level, row.from_code].append(row)
        while groups and not self.out.problems:
            ready = {key: g for key, g in groups.items() if not key[1] or self.history.live(*key)}
            if not ready:
                for group in groups.values():
                    self._refuse_missing(group[0])
                return
            self._guard(lambda ready=ready: self._apply(on, ready))  # type: ignore[misc]
            groups = {key: g for key, g in groups.items() if key not in ready}

    def _refuse_missing(self, row: ChangeRow) -> None:
        carriers = [v for v in self.history.versions.values() if v.key == (row.from_level, row.from_code)]
        if carriers:
            ended = max(v.valid_to or v.valid_from for v in carriers).isoformat()
            message = _("đơn vị %(code)s (cấp %(level)s) đã kết thúc từ ngày %(ended)s")
            self.wrong(row, "from_code", message, code=row.from_code, level=row.from_level, ended=ended)
        else:
            message = _("không có đơn vị nào mang mã %(code)s (cấp %(level)s) vào ngày %(on)s")
            self.wrong(row, "from_code", message, code=row.from_code, level=row.from_level, on=row.on.isoformat())

    def _with_levels(self, row: ChangeRow) -> ChangeRow | None:
        """Fill levels that are left out: that of the code where only one level uses it."""
        if row.on <= self.first:
            message = _("cần một ngày sau ngày đầu của danh mục (%(first)s)")
            self.wrong(row, "effective_date", message, first=self.first.isoformat())
            return None
        from_level = row.from_level or self._only_level(row, "from_level", row.from_code)
        to_level = row.to_level or (self._only_level(row, "to_level", row.to_code, from_level) if row.to_code else "")
        return replace(row, from_level=from_level, to_level=to_level)

    def _only_level(self, row: ChangeRow, column: str, code: str, default: str = "") -> str:
        known = self.levels.get(code, set())
        if not code or (not known and default):
            return default
        if default in known:
            return default
        if len(known) != 1:
            self.wrong(row, column, _("cần nêu cấp của mã %(code)s"), code=code)
            return default
        return next(iter(known))

    def _implied_creations(self, on: date, rows: list[ChangeRow]) -> list[ChangeRow]:
        made = {(r.to_level, r.to_code) for r in rows}
        return [
            ChangeRow(
                line=u.line, on=on, from_level="", from_code="", to_level=u.level, to_code=u.code, share="created"
            )
            for u in self.begins.get(on, [])
            if u.key not in made
        ]

    def _implied_ends(self, on: date) -> None:
        gone = [v for u in self.ends.get(on, []) if (v := self.history.live(*u.key)) and v.valid_from < on]
        if gone and not self.out.problems:
            mutations = [self._mutation(Kind.ABOLISH, on, units=(v.id,), reason="successor_unknown") for v in gone]
            self._guard(lambda: self.history.apply(mutations))
            self.out.findings += [Finding("successor_unknown", on, v.id) for v in gone]

    # -- one set of simultaneous rows

    def _apply(self, on: date, groups: dict[Key, list[ChangeRow]]) -> None:
        shares = {key: self._shares(group) for key, group in groups.items() if key[1]}
        if self.out.problems:
            return
        into: dict[Key, list[Key]] = defaultdict(list)
        describing: dict[Key, ChangeRow] = {}
        for key, group in groups.items():
            for row in group:
                if row.to_code:
                    into[row.to_level, row.to_code].append(key)
                    describing.setdefault((row.to_level, row.to_code), row)
        for target, origins in into.items():  # a unit that receives without giving anything up goes on, larger
            if target not in groups and self.history.live(*target):
                origins.append(target)
                shares[target] = {WHOLE_BASIS: {target: Fraction(1)}}
        self.history.last_on = on
        self.history.apply(self._mutations(on, groups, shares, into, describing))

    def _mutations(
        self, on: date, groups: dict[Key, list[ChangeRow]], shares: dict[Key, dict[str, dict[Key, Fraction]]],
        into: dict[Key, list[Key]], describing: dict[Key, ChangeRow],
    ) -> list[Mutation]:  # fmt: skip
        simple = {
            target: origins[0]
            for target, origins in into.items()
            if len(origins) == 1 and origins[0][1] and len(shares[origins[0]][next(iter(shares[origins[0]]))]) == 1
        }
        old = {key: self._live(key) for key in shares}
        ids = {t: old[o].id if o == t else self.history.new_id(*t, on) for t, o in simple.items()}
        ids |= {t: self.history.new_id(*t, on) for t in into if t not in simple}
        mutations: list[Mutation] = []
        for target in into:
            row = describing[target]
            if target in simple:
                mutations += self._changes_of(on, old[simple[target]], target, row, ids)
            else:
                origins = [old[o] for o in dict.fromkeys(into[target]) if o[1]]
                draft = self._described(on, target, row, origins, ids)
                mutations.append(self._mutation(Kind.CREATE, on, draft=draft, decree=self.decree(row)))
        for origin, bases in shares.items():
            rows = groups.get(origin, [])
            targets = list(next(iter(bases.values()), {}))
            if not targets:
                mutations.append(self._abolition(on, old[origin], rows[0]))
            elif targets[0] not in simple:
                mutations.append(self._passing_on(on, old[origin], bases, targets, rows, ids))
        return mutations

    def _live(self, key: Key) -> Version:
        version = self.history.live(*key)
        assert version is not None
        return version

    def _abolition(self, on: date, version: Version, row: ChangeRow) -> Mutation:
        if row.reason == "successor_unknown":
            self.out.findings.append(Finding(row.reason, on, version.id, None, row.sources))
        return self._mutation(Kind.ABOLISH, on, units=(version.id,), reason=row.reason, decree=self.decree(row))

    def _passing_on(
        self, on: date, origin: Version, bases: dict[str, dict[Key, Fraction]], targets: list[Key],
        rows: list[ChangeRow], ids: dict[Key, UUID],
    ) -> Mutation:  # fmt: skip
        """A merge for what went whole, a split for what was divided."""
        by_target = {(r.to_level, r.to_code): r for r in rows}
        sources = tuple(by_target[t].sources if t in by_target else "" for t in targets)
        for target, source in zip(targets, sources, strict=True):
            if self.compared and len(source) == 1 and origin.level == target[0] == "commune":
                self.out.findings.append(Finding("edge_in_one_source", on, origin.id, ids[target], source))
        common: dict[str, Any] = {
            "units": (origin.id,), "into": tuple(ids[t] for t in targets), "sources": sources,
            "decree": self.decree(rows[0]) if rows else "",
        }  # fmt: skip
        if WHOLE_BASIS in bases:
            return self._mutation(Kind.MERGE, on, **common)
        shares = {basis: tuple(of[t] for t in targets) for basis, of in bases.items()}
        return self._mutation(Kind.SPLIT, on, shares=shares, **common)

    def _changes_of(self, on: date, old: Version, target: Key, row: ChangeRow, ids: dict[Key, UUID]) -> list[Mutation]:
        """One unit became one unit: what differs of code, name, type, level and parent, if anything."""
        if old.level != target[0]:
            self.out.findings.append(Finding("level_changed", on, old.id, ids[target], row.sources))
        draft = self._described(on, target, row, [old], ids)
        name, _full = split_name(draft.written_name, draft.type)
        old.extra = {**draft.extra, **old.extra}  # figures that were not known before; they do not make a version
        renamed = {k: v for k, v, was in (("code", draft.code, old.code), ("name", name, old.name)) if v != was}
        typed = {k: v for k, v, was in (("type", draft.type, old.type), ("level", draft.level, old.level)) if v != was}
        moved = {"parent": draft.parent} if draft.parent != self.history.place[old.id].parent else {}
        kinds = ((Kind.RENAME, renamed), (Kind.CHANGE_TYPE, typed), (Kind.TRANSFER, moved))
        found = [
            self._mutation(
                kind,
                on,
                units=(old.id,),
                change={**change, "extra": draft.extra},
                decree=self.decree(row),
                sources=(row.sources,),
                new_id=None,
            )
            for kind, change in kinds
            if change
        ]
        if found:
            new_id = ids[target] if ids[target] != old.id else self.history.new_id(*target, on)
            found[0] = replace(found[0], new_id=new_id)
            ids[target] = new_id
            if self.compared and len(row.sources) == 1 and old.level == target[0] == "commune":
                self.out.findings.append(Finding("edge_in_one_source", on, old.id, new_id, row.sources))
        return found

    def _described(self, on: date, target: Key, row: ChangeRow, origins: list[Version], ids: dict[Key, UUID]) -> Draft:
        """What is known of a target: its own line of UNITS.csv, the columns to_*, and what its origin was called."""
        level, code = target
        written = max(
            (u for u in self.rows.get(target, []) if (u.valid_from or self.first) <= on),
            key=lambda u: u.valid_from or self.first, default=None,
        )  # fmt: skip
        same = next((v for v in origins if v.key == target), origins[0] if len(origins) == 1 else None)
        fresh = written is not None and (written.valid_from == on or same is None or same.key != target)
        name = row.to_name or (written.name if written and fresh else same.name if same else code)
        type_ = row.to_type or (
            written.type if written and fresh else same.type if same and same.level == level else ""
        )
        extra = written.extra if written and fresh else dict(same.extra) if same else {}
        if row.to_parent_code or (written and fresh):
            parent_code = row.to_parent_code or (written.parent_code if written else "")
            parent = self._parent_of(row, level, parent_code, written.parent_level if written else "", ids)
        else:
            source = same or (origins[0] if origins else None)
            parent = self.history.place[source.id].parent if source else None
        return Draft(id=ids[target], level=level, code=code, type=type_, written_name=name, parent=parent, extra=extra)

    def _parent_of(
        self, row: UnitRow | ChangeRow, level: str, code: str, parent_level: str, today: dict[Key, UUID]
    ) -> UUID | None:
        """The unit with that code of another level: one that begins today, otherwise one in force."""
        if not code:
            return None
        levels = [parent_level] if parent_level else sorted(self.levels.get(code, set()) - {level}) or [level]
        found = [today.get((name, code)) or (v.id if (v := self.history.live(name, code)) else None) for name in levels]
        known = [unit for unit in found if unit]
        column = "parent_code" if isinstance(row, UnitRow) else "to_parent_code"
        if not known:
            self.wrong(row, column, _("không có đơn vị cấp trên nào mang mã %(code)s"), code=code)
        elif len(known) > 1:
            self.wrong(row, column, _("mã %(code)s có ở nhiều cấp; cần cột parent_level"), code=code)
        return known[0] if known else None

    def _shares(self, group: list[ChangeRow]) -> dict[str, dict[Key, Fraction]]:
        """Basis to target to share, for the rows of one unit. Empty for an abolition."""
        first, words = group[0], {row.share for row in group if isinstance(row.share, str)}
        if words & {WHOLE, ABOLISHED, "created"} and len(group) > 1:
            message = _("đơn vị %(code)s có nhiều dòng: không dòng nào được là whole hay abolished")
            self.wrong(group[1], "share", message,
                       code=first.from_code)  # fmt: skip
            return {}
        if first.share == ABOLISHED:
            return {}
        if words and len(words | {type(r.share) for r in group if isinstance(r.share, Fraction)}) > 1:
            self.wrong(
                group[1],
                "share",
                _("các dòng của đơn vị %(code)s phải cùng là part hoặc cùng là số"),
                code=first.from_code,
            )
            return {}
        bases: dict[str, list[ChangeRow]] = defaultdict(list)
        for row in group:
            bases[EQUAL if row.share == PART else row.basis or "stated"].append(row)
        result = {basis: self._basis(basis, rows) for basis, rows in bases.items()}
        if len({frozenset(targets) for targets in result.values()}) > 1:
            self.wrong(
                first, "basis", _("mỗi căn cứ phải nêu đủ các nơi tiếp nhận của đơn vị %(code)s"), code=first.from_code
            )
        targets = next(iter(result.values()))
        return (
            {WHOLE_BASIS: dict.fromkeys(targets, Fraction(1))}
            if len(targets) == 1 and not self.out.problems
            else result
        )

    def _basis(self, basis: str, rows: list[ChangeRow]) -> dict[Key, Fraction]:
        targets: dict[Key, Fraction] = {}
        for row in rows:
            key = (row.to_level, row.to_code)
            if key in targets:
                self.wrong(
                    row, "to_code", _("đơn vị %(code)s đã được chia vào đây ở một dòng trên"), code=row.from_code
                )
            targets[key] = (
                row.share if isinstance(row.share, Fraction) else Fraction(1, len(rows) if row.share == PART else 1)
            )
        total = sum(targets.values(), Fraction(0))
        if total != 1 and not self.out.problems:
            digits = min(row.decimals for row in rows)
            # Shares written with four decimals or more may be off by their rounding; they are scaled to one.
            if digits < 4 or abs(total - 1) > Fraction(len(rows), 2 * 10**digits):
                self.wrong(rows[0], "share", _("các tỷ lệ của đơn vị %(code)s cộng lại bằng %(total)s, phải bằng 1"),
                           code=rows[0].from_code, total=f"{float(total):.12g}")  # fmt: skip
            targets = {key: share / total for key, share in targets.items()}
        return targets

    def _mutation(self, kind: Kind, on: date, **values: Any) -> Mutation:
        self._number += 1
        return Mutation(id=mutation_id(self.history.register, on, self._number), kind=kind, on=on, **values)

    def _guard(self, work: Callable[[], None]) -> None:
        try:
            work()
        except Refused as refused:
            self.out.problems += sentences(refused.reasons)


def _draft(unit: UUID, row: UnitRow, parent: UUID | None) -> Draft:
    return Draft(
        id=unit, level=row.level, code=row.code, type=row.type, written_name=row.name, parent=parent, extra=row.extra
    )

"""Let agencies of units that ended be succeeded by those of the units that followed, with all that still runs."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from caunoi.core.actor import Actor
from caunoi.core.errors import Problem
from caunoi.core.journal import Place, append_many
from caunoi.units import store, succession, texts
from caunoi.units.errors import NoHeir, WrongOwners
from caunoi.units.events import AgencySucceeded
from caunoi.units.models import Agency, AgencySuccession, UnitVersion
from caunoi.units.operations.agencies import agencies_for, read_kinds
from caunoi.units.policies import require_system
from caunoi.units.queries.history import shares
from caunoi.units.queries.units import VN, units_at
from caunoi.units.rules.codes import specific_first
from caunoi.units.succession import Heir, Succession

COMMITTEE = "peoples_committee"


@dataclass(frozen=True, slots=True)
class Reorganised:
    """What happened: agencies that ended with and without an heir, agencies made, rows moved and left by room."""

    on: date
    succeeded: int = 0
    without_heir: int = 0
    made: int = 0
    moved: dict[str, int] = field(default_factory=dict)
    stayed: dict[str, int] = field(default_factory=dict)


class _Preview(Exception):
    """Takes everything back."""


def reorganise(
    *, on: date, actor: Actor, now: datetime, owners: Mapping[str, str] | None = None, only_preview: bool = False
) -> Reorganised:
    """The agencies of units that ended on that day give way, in one transaction, to their heirs.

    The heir is the agency of the same kind at the unit that followed; where the unit was divided the greatest share
    decides (then the code), for a thing that has a unit of its own that unit. `owners` names heirs by code where there
    is none, as for a level that was abolished. The second time nothing is left to do. `only_preview` does it all and
    takes it back.

    Raises NoHeir with the complete list of what would be without an owner (nothing is changed then), WrongOwners,
    OnlyTheSystemMay.
    """
    require_system(actor)
    done = Reorganised(on)
    try:
        with transaction.atomic():
            store.lock(VN)
            done = _reorganised(on, owners or {}, actor, now)
            if only_preview:
                raise _Preview
    except _Preview:
        pass
    return done


def read_owners(path: Path) -> dict[str, str]:
    """`agency,heir` by code, from a CSV file. Raises WrongOwners with line and column."""
    found, problems = {}, []
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        if not {"agency", "heir"} <= set(rows.fieldnames or ()):
            raise WrongOwners([Problem(texts.OWNERS_COLUMNS, line=1)])
        for row in rows:
            given = {name: specific_first((row[name] or "").strip()) for name in ("agency", "heir")}
            if not all(given.values()):
                problems.append(Problem(texts.OWNERS_EMPTY, line=rows.line_num))
            elif given["agency"] in found:
                problems.append(Problem(texts.OWNERS_TWICE, line=rows.line_num, params=(("code", given["agency"]),)))
            found[given["agency"]] = given["heir"]
    if problems:
        raise WrongOwners(problems)
    return found


def _reorganised(on: date, owners: Mapping[str, str], actor: Actor, now: datetime) -> Reorganised:
    ending = _ending(on)
    if not ending:
        return Reorganised(on)
    named = _named(owners, ending, on)
    succession.tell_day(on)
    Agency.objects.filter(pk__in=[one.pk for one in ending], valid_to=None).update(valid_to=on)
    targets = shares({one.unit_id for one in ending if one.unit_id}, on=on)
    made = _make_missing({unit for found in targets.values() for unit, _share, _sure in found if unit}, on)
    heirs = _heirs(ending, targets, named, on)
    _require_owners(ending, heirs)
    following = Succession(on, heirs, _by_unit(heirs, ending, on))
    _keep(ending, heirs, on, now)
    moved, stayed = _follow(following, actor, now)
    _journal(ending, heirs, on, actor, now)
    return Reorganised(on, len(heirs), len(ending) - len(heirs), made, moved, stayed)


def _ending(on: date) -> list[Agency]:
    """Agencies of units that ended on the day and that nobody has succeeded yet."""
    rows = Agency.objects.filter(Q(valid_to=None) | Q(valid_to=on), unit__valid_to=on, valid_from__lt=on)
    rows = rows.exclude(pk__in=AgencySuccession.objects.values("origin"))
    return list(rows.select_related("unit").order_by("province_code", "code"))


def _named(owners: Mapping[str, str], ending: Sequence[Agency], on: date) -> dict[str, UUID]:
    """Heirs by the code of who ends. Raises WrongOwners for heirs that do not go on and agencies that do not end."""
    rows = Agency.objects.filter(Q(valid_to=None) | Q(valid_to__gt=on), valid_from__lte=on)
    rows = rows.exclude(pk__in=[one.pk for one in ending]).filter(code__in=set(owners.values()))
    known = dict(rows.values_list("code", "id"))
    ends = {one.code for one in ending}
    unknown, going_on = sorted({*owners.values()} - {*known}), sorted({*owners} - ends)
    problems = [Problem(texts.OWNERS_UNKNOWN, params=(("code", code),)) for code in unknown]
    problems += [Problem(texts.OWNERS_NOT_ENDING, params=(("code", code),)) for code in going_on]
    if problems:
        raise WrongOwners(problems)
    return {code: known[heir] for code, heir in owners.items()}


def _make_missing(unit_ids: set[UUID], on: date) -> int:
    """Agencies for units that have none yet; how many."""
    there = Agency.objects.filter(Q(valid_to=None) | Q(valid_to__gt=on), unit__in=unit_ids)
    without = unit_ids - set(there.values_list("unit_id", flat=True))
    if not without:
        return 0
    kinds = read_kinds(settings.DATA / "agencies" / "agency_kinds.csv")
    return agencies_for(kinds, without, on=on)


def _heirs(
    ending: Sequence[Agency], targets: Mapping[UUID, Sequence[tuple[UUID | None, Fraction, bool]]],
    named: Mapping[str, UUID], on: date,
) -> dict[UUID, tuple[Heir, ...]]:  # fmt: skip
    units = {unit for found in targets.values() for unit, _share, _sure in found if unit}
    there: dict[UUID, list[Agency]] = defaultdict(list)
    for row in Agency.objects.filter(Q(valid_to=None) | Q(valid_to__gt=on), unit__in=units, valid_from__lte=on):
        if row.unit_id is not None:
            there[row.unit_id].append(row)
    found: dict[UUID, tuple[Heir, ...]] = {}
    for one in ending:
        if one.code in named:
            found[one.pk] = (Heir(named[one.code], Fraction(1)),)
            continue
        became = targets.get(one.unit_id, ()) if one.unit_id else ()
        into = [
            (heir, share, sure) for unit, share, sure in became if unit and (heir := _fitting(one, there[unit]))
        ]  # fmt: skip
        into.sort(key=lambda line: (-line[1], line[0].code))
        if into:
            found[one.pk] = tuple(Heir(heir.pk, share, sure) for heir, share, sure in into)
    return found


def _fitting(one: Agency, there: Sequence[Agency]) -> Agency | None:
    """The same agency there, else one of its kind, else the committee, which answers for all."""
    for fits in (
        lambda a: (a.kind, a.level, a.position) == (one.kind, one.level, one.position),
        lambda a: a.kind == one.kind,
        lambda a: a.kind == COMMITTEE,
    ):
        if hit := next((a for a in there if fits(a)), None):
            return hit
    return None


def _require_owners(ending: Sequence[Agency], heirs: Mapping[UUID, object]) -> None:
    """Raises NoHeir with everything that would belong to nobody."""
    orphans = {one.pk: one for one in ending if one.pk not in heirs}
    if not orphans:
        return
    held: dict[tuple[UUID, str], int] = defaultdict(int)
    for follower in succession.followers():
        for rule in (*follower.rules, *follower.counted):
            for agency_id, count in succession.open_with(rule, orphans).items():
                held[agency_id, follower.room] += count
    problems = [
        Problem(
            texts.NO_HEIR_LINE,
            params=(("agency", orphans[agency].name), ("code", orphans[agency].code), ("room", room), ("count", count)),
        )
        for (agency, room), count in sorted(held.items(), key=lambda line: (orphans[line[0][0]].code, line[0][1]))
    ]
    if problems:
        raise NoHeir(problems, count=len({agency for agency, _room in held}))


def _by_unit(
    heirs: Mapping[UUID, tuple[Heir, ...]], ending: Sequence[Agency], on: date
) -> dict[tuple[UUID, UUID], UUID]:
    """For agencies whose unit was divided: which heir has each smaller unit's affairs, old version or new."""
    divided = {one.pk: one for one in ending if len(heirs.get(one.pk, ())) > 1 and one.unit_id}
    if not divided:
        return {}
    at = {row.pk: row for row in Agency.objects.filter(pk__in={h.agency_id for i in divided for h in heirs[i]})}
    communes = {one.id: one for one in units_at(on=on, level="commune", register=VN)}
    old = list(UnitVersion.objects.filter(register=VN, valid_to=on).values_list("pk", flat=True))
    went = {unit: found[0][0] for unit, found in shares(old, on=on).items() if found and found[0][0]}
    found: dict[tuple[UUID, UUID], UUID] = {}
    for origin in divided:
        by_place = {at[h.agency_id].unit_id: h.agency_id for h in heirs[origin]}
        by_province = {at[h.agency_id].province_code: h.agency_id for h in heirs[origin]}
        for unit, new in [*went.items(), *((one, one) for one in communes)]:
            commune = communes.get(new) if new else None
            heir = by_place.get(new) or (by_province.get(commune.province_code) if commune else None)
            if heir and len(by_place) > 1:
                found[origin, unit] = heir
    return found


def _keep(ending: Iterable[Agency], heirs: Mapping[UUID, tuple[Heir, ...]], on: date, now: datetime) -> None:
    AgencySuccession.objects.bulk_create(
        [
            AgencySuccession(
                origin=one, heir_id=heir.agency_id, on=on, position=number, numerator=heir.share.numerator,
                denominator=heir.share.denominator, sure=heir.sure, recorded_at=now,
            )
            for one in ending
            for number, heir in enumerate(heirs.get(one.pk, ()))
        ],
        batch_size=2000,
    )  # fmt: skip


def _follow(following: Succession, actor: Actor, now: datetime) -> tuple[dict[str, int], dict[str, int]]:
    succession.prepare(following)
    moved: dict[str, int] = {}
    stayed: dict[str, int] = {}
    for follower in succession.followers():
        went = follower.before(following, actor, now) if follower.before else 0
        left = 0
        for rule in follower.rules:
            gone, kept = succession.move(rule)
            went, left = went + gone, left + kept
        went += follower.after(following, actor, now) if follower.after else 0
        moved[follower.room], stayed[follower.room] = went, left
    return moved, stayed


def _journal(
    ending: Iterable[Agency], heirs: Mapping[UUID, tuple[Heir, ...]], on: date, actor: Actor, now: datetime
) -> None:
    entries = [
        (
            AgencySucceeded(
                code=one.code, on=on, heir=heirs[one.pk][0].agency_id, heirs=len(heirs[one.pk]),
                sure=all(heir.sure for heir in heirs[one.pk]),
            ),
            one.pk,
            Place(unit_id=one.unit_id, agency_id=one.pk, province=one.province_code),
        )
        for one in ending
        if one.pk in heirs
    ]  # fmt: skip
    append_many(entries, actor=actor, now=now)

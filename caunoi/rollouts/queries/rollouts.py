"""Roll-outs: the list, and one with its pilot, waves and history."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.people import queries as people
from caunoi.rollouts.errors import NotTheOwner, RolloutNotFound
from caunoi.rollouts.models import Change, Criterion, Item, Place, Rollout, Step, Wave
from caunoi.rollouts.policies import PREPARERS, require_owner, scope
from caunoi.rollouts.rows import counted, results, states
from caunoi.rollouts.rules import PLACE_STATES
from caunoi.rollouts.shapes import (
    CriterionView,
    ItemView,
    RolloutLine,
    RolloutView,
    StepView,
    WaveView,
)
from caunoi.units import queries as units
from caunoi.units.queries import AgencyView


def rollouts(*, actor: Actor, now: datetime, as_of: datetime | None = None) -> list[RolloutLine]:
    """The roll-outs that the actor may see, the latest first, as they stood at `as_of` (by default now)."""
    at = as_of or now
    rows = list(Rollout.objects.filter(scope(actor, now=now).rollouts, created_at__lte=at).order_by("-created_at"))
    ids = [row.id for row in rows]
    steps, ends = last_steps(ids, at), ends_of(ids, at)
    changes = states(Q(place__rollout__in=rows), at=at)
    of: dict[UUID, list[str]] = {}
    placed = Place.objects.filter(rollout__in=rows).values_list("id", "rollout_id")
    for place_id, rollout_id in placed:
        if place_id in changes:
            of.setdefault(rollout_id, []).append(changes[place_id].state)
    agencies = units.agencies(row.agency_id for row in rows)
    return [_line(row, steps[row.id], of.get(row.id, []), agencies, ends) for row in rows if row.id in steps]


def visible(rollout_id: UUID, *, actor: Actor, now: datetime) -> Rollout:
    """The row, when the actor may see it. Raises RolloutNotFound, which tells nothing."""
    row = Rollout.objects.filter(scope(actor, now=now).rollouts, pk=rollout_id).first()
    if row is None:
        raise RolloutNotFound
    return row


def rollout(rollout_id: UUID, *, actor: Actor, now: datetime, as_of: datetime | None = None) -> RolloutView:
    """One roll-out as it stood at `as_of` (by default now). Raises RolloutNotFound."""
    at = as_of or now
    row = visible(rollout_id, actor=actor, now=now)
    steps = list(row.steps.filter(at__lte=at).order_by("at", "id"))
    if not steps:
        raise RolloutNotFound
    agencies = units.agencies([row.agency_id, row.pilot_agency_id])
    changes = states(Q(place__rollout=row), at=at)
    waves = _waves(row, changes, at)
    line = _line(row, steps[-1], [one.state for one in changes.values()], agencies, ends_of([row.id], at))
    entry, exit_ = _criteria(row, at)
    return RolloutView(
        line=line, abstract=row.abstract, person_id=row.person_id, pilot_agency_id=row.pilot_agency_id,
        pilot_agency_name=agencies[row.pilot_agency_id].name, pilot_starts_on=row.pilot_starts_on, entry=entry,
        exit=exit_, items=tuple(_items(row)), waves=waves, steps=tuple(_step(one) for one in steps),
    )  # fmt: skip


def choices(agency_id: UUID, *, actor: Actor, now: datetime) -> tuple[list[tuple[UUID, str]], list[AgencyView]]:
    """For who designs a pilot: colleagues who may answer for it (id, name), and provinces where it may be tried.

    An agency of a province is offered its province's communes too. Raises NotTheOwner.
    """
    require_owner(actor, agency_id=agency_id, now=now)
    serving = {one.person_id for one in people.members(agency_id, at=now) if one.role in PREPARERS}
    names = sorted(people.names(serving).items(), key=lambda pair: pair[1])
    own, today = units.agencies([agency_id]).get(agency_id), local_date(now)
    if own is None:
        raise NotTheOwner
    found = units.agencies_at(level="province", kinds=("peoples_committee",), on=today)
    if own.province_code:
        communes = units.agencies_at(level="commune", kinds=("peoples_committee",), on=today)
        found = [one for one in [*found, *communes] if one.province_code == own.province_code]
    return names, found


def last_steps(rollout_ids: Iterable[UUID], at: datetime) -> dict[UUID, Step]:
    """The step that each is in at a moment; one statement."""
    found = Step.objects.filter(rollout__in=list(rollout_ids), at__lte=at).order_by("rollout_id", "-at", "-id")
    return {one.rollout_id: one for one in found.distinct("rollout_id")}


def ends_of(rollout_ids: Iterable[UUID], at: datetime) -> dict[UUID, date]:
    """Until when the pilots go that were extended; one statement."""
    found = Step.objects.filter(rollout__in=list(rollout_ids), at__lte=at, pilot_ends_on__isnull=False)
    return {one.rollout_id: one.pilot_ends_on for one in found.order_by("at", "id") if one.pilot_ends_on}


def _line(
    row: Rollout, step: Step, found: Iterable[str], agencies: dict[UUID, AgencyView], ends: dict[UUID, date]
) -> RolloutLine:
    counts = counted(found)
    return RolloutLine(
        id=row.id, code=row.code, title=row.title, agency_id=row.agency_id,
        agency_name=agencies[row.agency_id].name if row.agency_id in agencies else "", stage=step.stage, since=step.at,
        is_sample=row.is_sample, counts={state: counts[state] for state in PLACE_STATES if state in counts},
        pilot_ends_on=ends.get(row.id, row.pilot_ends_on),
    )  # fmt: skip


def _waves(row: Rollout, changes: dict[UUID, Change], at: datetime) -> tuple[WaveView, ...]:
    of: dict[UUID, list[str]] = {}
    for place_id, wave_id in Place.objects.filter(rollout=row).values_list("id", "wave_id"):
        if place_id in changes:
            of.setdefault(wave_id, []).append(changes[place_id].state)
    found = Wave.objects.filter(rollout=row, opened_at__lte=at).order_by("number")
    return tuple(WaveView(one.id, one.number, one.name, one.due_on, counted(of.get(one.id, []))) for one in found)


def _criteria(row: Rollout, at: datetime) -> tuple[tuple[CriterionView, ...], tuple[CriterionView, ...]]:
    found = results(row, at=at)
    views: dict[str, list[CriterionView]] = {"entry": [], "exit": []}
    for one in Criterion.objects.filter(rollout=row).order_by("position"):
        last = found.get(one.id)
        views[one.side].append(
            CriterionView(
                one.id, one.side, one.text, one.obligatory, last.met if last else None, last.note if last else "",
                last.file_id if last else None, last.at if last else None, last.by if last else None,
            )
        )  # fmt: skip
    return tuple(views["entry"]), tuple(views["exit"])


def _items(row: Rollout) -> list[ItemView]:
    found = Item.objects.filter(rollout=row).order_by("position")
    return [ItemView(one.id, one.text, one.who, one.obligatory) for one in found]


def _step(one: Step) -> StepView:
    return StepView(
        one.stage, one.at, one.by, one.outcome, one.reason, one.despite, one.number, one.dated, one.abstract,
        one.file_id,
    )  # fmt: skip

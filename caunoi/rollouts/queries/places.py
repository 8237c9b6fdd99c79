"""Places of a roll-out, for the table and the map; and one with its checklist."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.rollouts.errors import PlaceNotFound
from caunoi.rollouts.models import Change, Item, Place, Record
from caunoi.rollouts.policies import Scope, scope
from caunoi.rollouts.queries.rollouts import visible
from caunoi.rollouts.rows import FULFILLED, records, stage_of, states
from caunoi.rollouts.rules import BEFORE_LIVE
from caunoi.rollouts.shapes import ChangeView, ItemAtPlace, PlaceLine, PlaceView
from caunoi.units import queries as units
from caunoi.units.queries import AgencyView


def places(
    rollout_id: UUID, *, actor: Actor, now: datetime, as_of: datetime | None = None, province: str = "",
    state: str = "", wave: int | None = None,
) -> list[PlaceLine]:  # fmt: skip
    """The places as they stood at `as_of` (by default now), by wave and code; everybody concerned sees all of them.

    A fixed number of statements. Raises RolloutNotFound.
    """
    at = as_of or now
    row = visible(rollout_id, actor=actor, now=now)
    found = Place.objects.filter(rollout=row).select_related("wave")
    if province:
        found = found.filter(province=province)
    if wave is not None:
        found = found.filter(wave__number=wave)
    lines = lines_of(list(found), Q(place__rollout=row), at=at)
    return [one for one in lines if not state or one.state == state]


def lines_of(rows: Sequence[Place], wanted: Q, *, at: datetime) -> list[PlaceLine]:
    """Places as lines; `wanted`: the condition on what belongs to places that covers these. Five statements."""
    changes = states(wanted, at=at)
    said = records(wanted, at=at)
    obligatory: dict[UUID, list[UUID]] = {}
    items = Item.objects.filter(rollout__in={row.rollout_id for row in rows}, obligatory=True)
    for rollout_id, item_id in items.values_list("rollout_id", "id"):
        obligatory.setdefault(rollout_id, []).append(item_id)
    agencies = units.agencies(row.agency_id for row in rows)
    ordered = sorted(rows, key=lambda row: (row.wave.number, _code(agencies, row)))
    return [
        _line(row, changes[row.id], _open(row, obligatory.get(row.rollout_id, []), said), agencies, at)
        for row in ordered
        if row.id in changes
    ]


def place(place_id: UUID, *, actor: Actor, now: datetime, as_of: datetime | None = None) -> PlaceView:
    """One place with its checklist and history, for itself, the leading agency and those above.

    Raises PlaceNotFound.
    """
    at = as_of or now
    row, _scope = visible_place(place_id, actor=actor, now=now)
    history = list(row.changes.filter(at__lte=at).order_by("at", "id"))
    if not history:
        raise PlaceNotFound
    said = records(Q(place=row), at=at)
    items = [_item(item, said.get((row.id, item.id))) for item in row.rollout.items.order_by("position")]
    left = sum(1 for one in items if one.obligatory and not one.fulfilled)
    agencies = units.agencies([row.agency_id])
    return PlaceView(
        line=_line(row, history[-1], left, agencies, at), rollout_id=row.rollout_id, rollout_code=row.rollout.code,
        rollout_title=row.rollout.title, rollout_agency_id=row.rollout.agency_id,
        stage=stage_of(row.rollout, at=at).stage, is_sample=row.rollout.is_sample, items=tuple(items),
        history=tuple(ChangeView(one.state, one.at, one.by, one.reason, one.despite) for one in history),
    )  # fmt: skip


def visible_place(place_id: UUID, *, actor: Actor, now: datetime) -> tuple[Place, Scope]:
    """The row, when the actor may open it. Raises PlaceNotFound, which tells nothing."""
    eyes = scope(actor, now=now)
    row = Place.objects.select_related("rollout", "wave").filter(pk=place_id).first()
    if row is None:
        raise PlaceNotFound
    own = row.rollout.agency_id in eyes.agencies
    if not own and not Place.objects.filter(eyes.places, pk=place_id).exists():
        raise PlaceNotFound
    return row, eyes


def _code(agencies: dict[UUID, AgencyView], row: Place) -> tuple[str, str]:
    agency = agencies.get(row.agency_id)
    return (row.province, agency.unit_code if agency else "")


def _open(row: Place, obligatory: Sequence[UUID], said: dict[tuple[UUID, UUID], Record]) -> int:
    done = (record for one in obligatory if (record := said.get((row.id, one))) and record.state in FULFILLED)
    return len(obligatory) - sum(1 for _one in done)


def _line(row: Place, change: Change, left: int, agencies: dict[UUID, AgencyView], at: datetime) -> PlaceLine:
    agency = agencies.get(row.agency_id)
    return PlaceLine(
        id=row.id, agency_id=row.agency_id, agency_name=agency.name if agency else "", unit_id=row.unit_id,
        level=row.level, province=row.province, wave=row.wave.number, due_on=row.wave.due_on, state=change.state,
        since=change.at, open=0 if change.state == "live" and not row.wave.number else left,
        late=change.state in BEFORE_LIVE and row.wave.due_on < local_date(at),
    )  # fmt: skip


def _item(item: Item, record: Record | None) -> ItemAtPlace:
    return ItemAtPlace(
        item.id, item.text, item.who, item.obligatory, record.state if record else "todo",
        record.note if record else "", record.file_id if record else None, record.at if record else None,
        record.by if record else None,
    )  # fmt: skip

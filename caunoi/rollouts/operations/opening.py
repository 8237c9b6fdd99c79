"""The roll-out is opened to places, a wave at a time: agencies by hand, all provinces, all communes of a province."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.core.errors import Problem
from caunoi.core.ids import new_id
from caunoi.core.journal import append_many
from caunoi.rollouts.errors import NothingToOpen, UnfitRollout, UnknownPlaces
from caunoi.rollouts.events import PlaceChanged, WaveOpened
from caunoi.rollouts.models import Change, Place, Rollout, Step, Wave
from caunoi.rollouts.policies import require_decider
from caunoi.rollouts.rows import locked_rollout, note, stage_of, where
from caunoi.units import queries as units
from caunoi.units.queries import AgencyView

KINDS = ("peoples_committee",)
BATCH = 2000


@transaction.atomic
def open_wave(
    *, rollout_id: UUID, name: str, due_on: date, actor: Actor, now: datetime, agency_ids: Sequence[UUID] = (),
    provinces: bool = False, communes_of: str | None = None,
) -> int:  # fmt: skip
    """Open the roll-out to agencies; their places are live by `due_on`. Returns how many were opened.

    Either `agency_ids`, or the committees of all `provinces`, or of all communes of the province `communes_of` (“all”:
    of the whole country); those already in the roll-out are left out. A fixed number of statements for the rows, one
    round trip per few thousand entries of the journal. Raises RolloutNotFound, NotTheDecider, WrongStage, UnfitRollout,
    UnknownPlaces, NothingToOpen.
    """
    row = locked_rollout(rollout_id, stages=("piloted", "rolling"))
    person_id = require_decider(actor, agency_id=row.agency_id, now=now)
    if problems := _wrong(name, due_on, now):
        raise UnfitRollout(problems)
    known = set(Place.objects.filter(rollout=row).values_list("agency_id", flat=True))
    found = [one for one in _agencies(agency_ids, provinces, communes_of, local_date(now)) if one.id not in known]
    if not found:
        raise NothingToOpen
    if stage_of(row).stage == "piloted":
        Step.objects.create(rollout=row, stage="rolling", at=now, by=person_id)
    wave = Wave.objects.create(
        rollout=row, number=row.waves.count(), name=name.strip(), due_on=due_on, opened_at=now, opened_by=person_id
    )
    _planned(row, wave, found, person_id, actor, now)
    note(WaveOpened(code=row.code, wave=wave.number, places=len(found), due_on=due_on), row, actor=actor, now=now)
    return len(found)


def _planned(
    row: Rollout, wave: Wave, found: Sequence[AgencyView], person_id: UUID, actor: Actor, now: datetime
) -> None:
    places = [
        Place(
            id=new_id(), rollout=row, wave=wave, agency_id=one.id, unit_id=one.unit_id, level=one.level,
            province=one.province_code,
        )
        for one in found
    ]  # fmt: skip
    Place.objects.bulk_create(places, batch_size=BATCH)
    Change.objects.bulk_create(
        (Change(place=one, state="planned", at=now, by=person_id) for one in places), batch_size=BATCH
    )
    event = PlaceChanged(rollout=row.code, wave=wave.number, before="", state="planned", despite=0)
    append_many(((event, one.id, where(one)) for one in places), actor=actor, now=now)


def _agencies(ids: Sequence[UUID], provinces: bool, communes_of: str | None, on: date) -> list[AgencyView]:
    if provinces:
        return units.agencies_at(level="province", kinds=KINDS, on=on)
    if communes_of:
        every = units.agencies_at(level="commune", kinds=KINDS, on=on)
        return [one for one in every if communes_of in ("all", one.province_code)]
    found = units.agencies(ids)
    wrong = [str(one) for one in ids if one not in found]
    wrong += [one.name for one in found.values() if one.valid_to is not None and one.valid_to <= on]
    if wrong:
        raise UnknownPlaces(places="; ".join(wrong))
    return [found[one] for one in dict.fromkeys(ids)]


def _wrong(name: str, due_on: date, now: datetime) -> list[Problem]:
    problems = []
    if not 2 <= len(name.strip()) <= 200:
        problems.append(Problem(_("Hãy đặt tên cho đợt, từ 2 đến 200 ký tự."), "name"))
    if due_on < local_date(now):
        problems.append(Problem(_("Hạn vận hành không thể ở quá khứ."), "due_on"))
    return problems

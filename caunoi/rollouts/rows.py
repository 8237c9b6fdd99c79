"""Rows as they stood at a moment: read, locked, told of. Private to the room."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from caunoi.core.actor import Actor
from caunoi.core.journal import Place as Where
from caunoi.core.journal import append
from caunoi.core.subjects import SubjectRef
from caunoi.documents import operations as documents
from caunoi.rollouts.errors import PlaceNotFound, RolloutNotFound, SayWhy, WrongStage
from caunoi.rollouts.events import PlaceEvent, RolloutEvent
from caunoi.rollouts.models import Change, Criterion, Item, Place, Record, Result, Rollout, Step
from caunoi.rollouts.rules import Asked
from caunoi.rollouts.shapes import File
from caunoi.units import queries as units

FULFILLED = ("done", "not_needed")


def locked_rollout(rollout_id: UUID, *, stages: Collection[str]) -> Rollout:
    """The row, locked until the transaction ends. Raises RolloutNotFound, WrongStage."""
    row = Rollout.objects.select_for_update().filter(pk=rollout_id).first()
    if row is None:
        raise RolloutNotFound
    if stage_of(row).stage not in stages:
        raise WrongStage
    return row


def locked_place(place_id: UUID) -> Place:
    """The row, locked until the transaction ends. Raises PlaceNotFound."""
    found = Place.objects.select_for_update(of=("self",)).select_related("rollout", "wave").filter(pk=place_id).first()
    if found is None:
        raise PlaceNotFound
    return found


def stage_of(row: Rollout, *, at: datetime | None = None) -> Step:
    """The step in force: the last one, or the last by `at`."""
    steps = row.steps.filter(at__lte=at) if at else row.steps.all()
    found = steps.order_by("-at", "-id").first()
    if found is None:
        raise RolloutNotFound
    return found


def state_at(place: Place) -> Change:
    """The place's last change."""
    found = place.changes.order_by("-at", "-id").first()
    if found is None:
        raise PlaceNotFound
    return found


def states(places: Iterable[UUID] | Q, *, at: datetime) -> dict[UUID, Change]:
    """The last change of each place by `at`; one statement. `places`: ids, or a condition on places."""
    wanted = places if isinstance(places, Q) else Q(place_id__in=list(places))
    rows = Change.objects.filter(wanted, at__lte=at).order_by("place_id", "-at", "-id").distinct("place_id")
    return {row.place_id: row for row in rows.defer("reason")}


def records(wanted: Q, *, at: datetime) -> dict[tuple[UUID, UUID], Record]:
    """The last word on each item of each place by `at`; one statement."""
    rows = Record.objects.filter(wanted, at__lte=at).order_by("place_id", "item_id", "-at", "-id")
    return {(row.place_id, row.item_id): row for row in rows.distinct("place_id", "item_id")}


def results(row: Rollout, *, at: datetime) -> dict[UUID, Result]:
    """What was found last about each criterion by `at`; one statement."""
    found = Result.objects.filter(criterion__rollout=row, at__lte=at).order_by("criterion_id", "-at", "-id")
    return {one.criterion_id: one for one in found.distinct("criterion_id")}


def criteria(row: Rollout, side: str, *, at: datetime) -> list[Asked]:
    """The pilot's criteria of a side and whether they are met."""
    found = results(row, at=at)
    rows = Criterion.objects.filter(rollout=row, side=side).order_by("position")
    return [Asked(one.text, one.obligatory, one.id in found and found[one.id].met) for one in rows]


def checklist(place: Place, *, at: datetime) -> list[Asked]:
    """The items of a place and whether they are fulfilled."""
    said = records(Q(place=place), at=at)
    found = []
    for item in Item.objects.filter(rollout_id=place.rollout_id).order_by("position"):
        record = said.get((place.id, item.id))
        state = record.state if record else "todo"
        found.append(Asked(item.text, item.obligatory, state in FULFILLED, state == "doing"))
    return found


def counted(states_of: Iterable[str]) -> dict[str, int]:
    """How many of each state."""
    return dict(Counter(states_of))


def why(text: str) -> str:
    """What was said, trimmed. Raises SayWhy."""
    if not 5 <= len(text.strip()) <= 1000:
        raise SayWhy
    return text.strip()


def kept(file: File | None, *, kind: str, subject_id: UUID, place: Where, actor: Actor, now: datetime) -> UUID | None:
    """Keep a file about a subject. Raises what `documents.store` raises."""
    if file is None:
        return None
    name, content = file
    subject = SubjectRef(kind, subject_id)
    return documents.store(
        content=content, name=name, media_type=None, subject=subject, actor=actor, now=now, place=place
    ).id


def where(place: Place) -> Where:
    """Where a place's entries count."""
    return Where(unit_id=place.unit_id, agency_id=place.agency_id, province=place.province)


def owner(row: Rollout) -> Where:
    """Where a roll-out's own entries count."""
    agency = units.agency(row.agency_id)
    return Where(unit_id=agency.unit_id, agency_id=agency.id, province=agency.province_code)


def note(event: RolloutEvent, row: Rollout, *, actor: Actor, now: datetime) -> None:
    """Append an entry to the roll-out's chain."""
    append(event, subject_id=row.id, actor=actor, now=now, place=owner(row))


def note_place(event: PlaceEvent, place: Place, *, actor: Actor, now: datetime) -> None:
    """Append an entry to the place's chain."""
    append(event, subject_id=place.id, actor=actor, now=now, place=where(place))

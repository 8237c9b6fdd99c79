"""A place goes live, is paused, resumed or stopped."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from caunoi.core.actor import Actor
from caunoi.rollouts.errors import ItemsOpen, OnlyALeaderPassesOver, WrongStage, WrongState
from caunoi.rollouts.events import PlaceChanged
from caunoi.rollouts.models import Change, Place
from caunoi.rollouts.policies import leads, require_decider, require_switch
from caunoi.rollouts.rows import checklist, locked_place, note_place, stage_of, state_at, why
from caunoi.rollouts.rules import may, unfulfilled


@transaction.atomic
def go_live(*, place_id: UUID, actor: Actor, now: datetime, reason: str = "") -> None:
    """The place works with it from now on.

    With an open obligatory item only by a leader (of the place or of the leading agency) who says why. Raises
    PlaceNotFound, NotTheSwitch, WrongStage, WrongState, ItemsOpen (with the items' names), OnlyALeaderPassesOver,
    SayWhy.
    """
    place = locked_place(place_id)
    agencies = [place.agency_id, place.rollout.agency_id]
    person_id = require_switch(actor, agencies=agencies, now=now)
    before = _may("live", place)
    left = unfulfilled(checklist(place, at=now))
    if left and not reason.strip():
        raise ItemsOpen(items="; ".join(left))
    if left and not leads(actor, agencies=agencies, now=now):
        raise OnlyALeaderPassesOver(items="; ".join(left))
    said = why(reason) if left else reason.strip()
    _change(place, before, "live", person_id, actor, now, reason=said, despite=len(left))


@transaction.atomic
def pause_place(*, place_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """Stop for a while what is live. Raises PlaceNotFound, NotTheSwitch, WrongStage, WrongState, SayWhy."""
    place = locked_place(place_id)
    person_id = require_switch(actor, agencies=[place.agency_id, place.rollout.agency_id], now=now)
    _change(place, _may("paused", place), "paused", person_id, actor, now, reason=why(reason))


@transaction.atomic
def resume_place(*, place_id: UUID, actor: Actor, now: datetime) -> None:
    """Go on with what was paused. Raises PlaceNotFound, NotTheSwitch, WrongStage, WrongState."""
    place = locked_place(place_id)
    person_id = require_switch(actor, agencies=[place.agency_id, place.rollout.agency_id], now=now)
    _change(place, _may("resumed", place), "live", person_id, actor, now)


@transaction.atomic
def stop_place(*, place_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """End it at this place for good; by a leader of the leading agency.

    Raises PlaceNotFound, NotTheDecider, WrongStage, WrongState, SayWhy.
    """
    place = locked_place(place_id)
    person_id = require_decider(actor, agency_id=place.rollout.agency_id, now=now)
    _change(place, _may("stopped", place), "stopped", person_id, actor, now, reason=why(reason))


def _may(act: str, place: Place) -> str:
    """The state before. Raises WrongStage when the roll-out is over, WrongState."""
    if stage_of(place.rollout).stage == "stopped":
        raise WrongStage
    before = state_at(place).state
    if not may(act, before):
        raise WrongState
    return before


def _change(
    place: Place, before: str, state: str, person_id: UUID, actor: Actor, now: datetime, *, reason: str = "",
    despite: int = 0,
) -> None:  # fmt: skip
    Change.objects.create(place=place, state=state, at=now, by=person_id, reason=reason[:1000], despite=despite)
    event = PlaceChanged(
        rollout=place.rollout.code, wave=place.wave.number, before=before, state=state, despite=despite
    )
    note_place(event, place, actor=actor, now=now)

"""The end of a roll-out: finished when every place is live or was stopped, or stopped by a leader."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from caunoi.core.actor import Actor
from caunoi.rollouts.errors import PlacesOpen
from caunoi.rollouts.events import RolloutEnded
from caunoi.rollouts.models import Rollout, Step
from caunoi.rollouts.policies import require_decider
from caunoi.rollouts.rows import counted, locked_rollout, note, states, why


@transaction.atomic
def finish_rollout(*, rollout_id: UUID, actor: Actor, now: datetime) -> None:
    """Everything is done: each place is live or was stopped.

    Raises RolloutNotFound, NotTheDecider, WrongStage, PlacesOpen.
    """
    row = locked_rollout(rollout_id, stages=("rolling",))
    person_id = require_decider(actor, agency_id=row.agency_id, now=now)
    counts = _counts(row, now)
    left = sum(counts.values()) - counts.get("live", 0) - counts.get("stopped", 0)
    if left:
        raise PlacesOpen(count=left)
    _ended(row, "finished", "", counts, person_id, actor, now)


@transaction.atomic
def stop_rollout(*, rollout_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """Go no further, with why; what is live stays as it is.

    Raises RolloutNotFound, NotTheDecider, WrongStage, SayWhy.
    """
    row = locked_rollout(rollout_id, stages=("piloted", "rolling"))
    person_id = require_decider(actor, agency_id=row.agency_id, now=now)
    _ended(row, "stopped", why(reason), _counts(row, now), person_id, actor, now)


def _counts(row: Rollout, now: datetime) -> dict[str, int]:
    return counted(one.state for one in states(Q(place__rollout=row), at=now).values())


def _ended(
    row: Rollout, stage: str, reason: str, counts: dict[str, int], person_id: UUID, actor: Actor, now: datetime
) -> None:
    Step.objects.create(rollout=row, stage=stage, at=now, by=person_id, reason=reason)
    event = RolloutEnded(code=row.code, stage=stage, places=sum(counts.values()), live=counts.get("live", 0))
    note(event, row, actor=actor, now=now)

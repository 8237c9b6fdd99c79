"""What an agency owes to roll-outs, and what is owed to it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.core.subjects import SubjectRef
from caunoi.rollouts.models import Place, Rollout
from caunoi.rollouts.policies import require_reader
from caunoi.rollouts.queries.rollouts import ends_of, last_steps
from caunoi.rollouts.rows import states
from caunoi.rollouts.rules import BEFORE_LIVE
from caunoi.tasks.shapes import Owed

SOON = timedelta(days=7)
MOST = 200


def owed(agency_id: UUID, *, actor: Actor, now: datetime) -> list[Owed]:
    """Places of the agency that are to be live, and pilots that it is to decide on; by due date.

    For who serves there. Raises NotYourAgency.
    """
    require_reader(actor, agency_id=agency_id, now=now)
    return _sorted([*_places(Q(agency_id=agency_id), now), *_pilots(Q(agency_id=agency_id), now)])


def owed_to(agency_id: UUID, *, actor: Actor, now: datetime) -> list[Owed]:
    """Places of the agency's roll-outs that are not live yet, at most 200, the earliest due date first.

    For who serves there. Raises NotYourAgency.
    """
    require_reader(actor, agency_id=agency_id, now=now)
    return _sorted(_places(Q(rollout__agency_id=agency_id), now))[:MOST]


def _places(wanted: Q, now: datetime) -> list[Owed]:
    rows = list(Place.objects.filter(wanted).select_related("rollout", "wave"))
    if not rows:
        return []
    steps = last_steps({row.rollout_id for row in rows}, now)
    changes = states([row.id for row in rows], at=now)
    return [
        Owed(
            kind="rollout_place", subject=SubjectRef("rollout_place", row.id), title=row.rollout.title,
            due_on=row.wave.due_on, state=_state(row.wave.due_on, now), holder_id=row.agency_id,
            to_id=row.rollout.agency_id, person_id=None, url_name="desk:rollout-place", url_args=(str(row.id),),
        )
        for row in rows
        if steps[row.rollout_id].stage == "rolling" and changes[row.id].state in BEFORE_LIVE
    ]  # fmt: skip


def _pilots(wanted: Q, now: datetime) -> list[Owed]:
    rows = list(Rollout.objects.filter(wanted))
    ids = {row.id for row in rows}
    steps, ends = last_steps(ids, now), ends_of(ids, now)
    found = []
    for row in rows:
        if steps[row.id].stage == "pilot":
            due_on = ends.get(row.id) or row.pilot_ends_on
            found.append(
                Owed(
                    kind="rollout_pilot", subject=SubjectRef("rollout", row.id), title=row.title, due_on=due_on,
                    state=_state(due_on, now), holder_id=row.agency_id, to_id=row.agency_id, person_id=row.person_id,
                    url_name="desk:rollout", url_args=(str(row.id),),
                )
            )  # fmt: skip
    return found


def _state(due_on: date, now: datetime) -> str:
    left = due_on - local_date(now)
    return "late" if left < timedelta() else "soon" if left <= SOON else "open"


def _sorted(found: Iterable[Owed]) -> list[Owed]:
    return sorted(found, key=lambda one: (one.due_on or date.max, one.title))

"""Who prepares and who decides on a target's way down, from memberships and delegations at the time of the act."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from caunoi.core.actor import Actor, Person
from caunoi.core.errors import NotPermitted
from caunoi.people.policies import holds_role
from caunoi.plans.cascading.errors import LeaderDecides, NotYourOffer, NotYourSplit

PREPARERS = frozenset({"specialist", "head_of_unit", "leader"})
DECIDERS = frozenset({"leader"})
READERS = PREPARERS | {"auditor"}


def require_preparer(
    actor: Actor, *, agency_id: UUID, now: datetime, refusal: type[NotPermitted] = NotYourSplit
) -> UUID:
    """The person, who prepares for the agency. Raises `refusal`."""
    if not isinstance(actor, Person) or not holds_role(actor, agency_id=agency_id, roles=PREPARERS, now=now):
        raise refusal
    return actor.person_id


def require_decider(
    actor: Actor, *, agency_id: UUID, now: datetime, refusal: type[NotPermitted] = NotYourSplit
) -> UUID:
    """The person, a leader of the agency or who stands in. Raises LeaderDecides, or `refusal` to those of elsewhere."""
    if isinstance(actor, Person):
        if holds_role(actor, agency_id=agency_id, roles=DECIDERS, now=now):
            return actor.person_id
        if holds_role(actor, agency_id=agency_id, roles=READERS, now=now):
            raise LeaderDecides
    raise refusal


def reads(actor: Actor, *, agency_id: UUID, now: datetime) -> bool:
    """Whether the actor is an officer of the agency who sees its steering."""
    return holds_role(actor, agency_id=agency_id, roles=READERS, now=now)


__all__ = ["DECIDERS", "PREPARERS", "READERS", "NotYourOffer", "reads", "require_decider", "require_preparer"]

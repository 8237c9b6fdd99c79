"""Who may do what with an agency's money, from memberships and delegations in the database at the time of the act."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from caunoi.core.actor import Actor, Person
from caunoi.payments.errors import NotYourDecision, NotYourTill, OrderNotFound
from caunoi.people.policies import holds_role

RECEIVERS = frozenset({"cashier", "counter_officer"})
"""They take money, give receipts, propose refunds."""
DECIDERS = frozenset({"centre_manager", "leader"})
"""They decide refunds."""
READERS = RECEIVERS | DECIDERS | {"auditor"}


def require_receiver(actor: Actor, *, agency_id: UUID, now: datetime) -> UUID:
    """Who takes money for the agency. Raises NotYourTill."""
    if not isinstance(actor, Person) or not holds_role(actor, agency_id=agency_id, roles=RECEIVERS, now=now):
        raise NotYourTill
    return actor.person_id


def require_decider(actor: Actor, *, agency_id: UUID, now: datetime) -> UUID:
    """Who decides refunds of the agency. Raises NotYourDecision."""
    if not isinstance(actor, Person) or not holds_role(actor, agency_id=agency_id, roles=DECIDERS, now=now):
        raise NotYourDecision
    return actor.person_id


def require_reader(actor: Actor, *, agency_id: UUID, now: datetime) -> None:
    """Who sees the agency's payments. Raises OrderNotFound, which does not tell whether there is anything."""
    if not holds_role(actor, agency_id=agency_id, roles=READERS, now=now):
        raise OrderNotFound


def require_payer_or_reader(actor: Actor, *, payer_id: UUID, agency_id: UUID, now: datetime) -> None:
    """The one who pays, or who sees the agency's payments. Raises OrderNotFound."""
    if isinstance(actor, Person) and actor.person_id == payer_id:
        return
    require_reader(actor, agency_id=agency_id, now=now)

"""Who decides what the public sees of a petition, and who sees its author's contact. Private to the room."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from caunoi.core.actor import Actor, Person
from caunoi.people import queries as people
from caunoi.voices.models import Voice
from caunoi.voices.petition_errors import NotTheChecker

CHECKERS = frozenset({"specialist", "head_of_unit", "leader", "counter_officer", "clerk"})


def serves_holder(voice: Voice, actor: Actor, *, now: datetime) -> bool:
    """Whether the actor works at the agency that holds it now; one statement or two."""
    if not isinstance(actor, Person) or voice.holder_id is None:
        return False
    held = people.memberships(actor.person_id, at=now)
    return any(one.agency_id == voice.holder_id and one.role in CHECKERS for one in held)


def require_checker(voice: Voice, actor: Actor, *, now: datetime) -> UUID:
    """Who works at the agency that holds it. Raises NotTheChecker."""
    if isinstance(actor, Person) and serves_holder(voice, actor, now=now):
        return actor.person_id
    raise NotTheChecker

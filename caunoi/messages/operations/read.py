"""Mark notices as read."""

from __future__ import annotations

from datetime import datetime

from caunoi.core.actor import Actor, Person
from caunoi.messages.errors import NoticesNeedSignIn
from caunoi.messages.models import Notice


def read_all(*, actor: Actor, now: datetime) -> int:
    """Mark the signed-in person's notices as read; how many were not. Raises NoticesNeedSignIn."""
    if not isinstance(actor, Person):
        raise NoticesNeedSignIn
    return Notice.objects.filter(person_id=actor.person_id, read_at__isnull=True).update(read_at=now)

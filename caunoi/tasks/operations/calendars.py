"""The secret address of a person's calendar."""

from __future__ import annotations

import secrets
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from caunoi.core.actor import Actor
from caunoi.core.journal import append
from caunoi.tasks.events import CalendarRenewed, CalendarStopped
from caunoi.tasks.models import CalendarToken
from caunoi.tasks.policies import require_officer


@transaction.atomic
def renew_calendar(*, actor: Actor, now: datetime) -> str:
    """A new secret for the actor's calendar; the one before stops working. It is told once and kept nowhere.

    Raises NotAnOfficer.
    """
    person_id = require_officer(actor, now=now)
    token = secrets.token_urlsafe(32)
    CalendarToken.objects.update_or_create(
        person_id=person_id, defaults={"digest": sha256(token.encode()).hexdigest(), "made_at": now}
    )
    append(CalendarRenewed(), subject_id=person_id, actor=actor, now=now)
    return token


@transaction.atomic
def stop_calendar(*, actor: Actor, now: datetime) -> None:
    """No address leads to the actor's calendar any more. Raises NotAnOfficer."""
    person_id = require_officer(actor, now=now)
    deleted, _ = CalendarToken.objects.filter(person_id=person_id).delete()
    if deleted:
        append(CalendarStopped(), subject_id=person_id, actor=actor, now=now)

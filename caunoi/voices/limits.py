"""How many petitions one sender may send: enough for anybody, too few for a machine gone wild. Private to the room."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q

from caunoi.voices.models import Petition
from caunoi.voices.petition_errors import TooManyPetitions

PER_SENDER, PER_PERSON, HOURS = 20, 10, 24
"""An address may be a whole village's, so it gets more than one telephone number or one account."""


def require_few(*, sender: str, person_id: UUID | None, phone: str, now: datetime) -> None:
    """By what is known of the sender over a day; one statement. Raises TooManyPetitions."""
    asked = [
        (Q(sender_digest=sender), PER_SENDER, bool(sender)),
        (Q(person_id=person_id), PER_PERSON, person_id is not None),
        (Q(phone=phone), PER_PERSON, bool(phone)),
    ]
    known = [(which, limit) for which, limit, is_known in asked if is_known]
    if not known:
        return
    rows = Petition.objects.filter(voice__raised_at__gt=now - timedelta(hours=HOURS))
    found = rows.aggregate(**{f"n{number}": Count("pk", filter=which) for number, (which, _) in enumerate(known)})
    for number, (_which, limit) in enumerate(known):
        if found[f"n{number}"] >= limit:
            raise TooManyPetitions(limit=limit, hours=HOURS)

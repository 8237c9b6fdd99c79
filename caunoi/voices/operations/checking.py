"""Somebody of the agency that answers looks at a petition and decides what the public sees of it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Literal
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from caunoi.core.actor import Actor
from caunoi.units import queries as units
from caunoi.units.rules import fold
from caunoi.voices.models import Petition, Voice
from caunoi.voices.petition_errors import NotAgreed, SayWhatIsShown, StillPersonal
from caunoi.voices.petition_events import PetitionChecked
from caunoi.voices.petition_policies import require_checker
from caunoi.voices.petition_rows import locked, note, step
from caunoi.voices.rules.personal import hints
from caunoi.voices.services import services


@transaction.atomic
def check_petition(
    *, voice_id: UUID, outcome: Literal["shown", "hidden"], actor: Actor, now: datetime, public_text: str = "",
    public_title: str = "", photos: Collection[UUID] = (), reason: str = "",
) -> None:  # fmt: skip
    """Show a petition in this wording and with these photos (by their files), or hide it with a reason.

    May be done again at any time. What the author wrote stays as it is. Raises PetitionNotFound, NotTheChecker,
    NotAgreed (the author does not want it published), SayWhatIsShown, StillPersonal.
    """
    row = locked(voice_id)
    person_id = require_checker(row.voice, actor, now=now)
    title, text, why = public_title.strip(), public_text.strip(), reason.strip()
    if outcome == "shown":
        if not 5 <= len(text) <= 4000 or len(title) > 200:
            raise SayWhatIsShown
        require_publishable(row, title, text)
    elif outcome != "hidden" or not 5 <= len(why) <= 500:
        raise SayWhatIsShown
    row.checked, row.hidden_reason = outcome, "" if outcome == "shown" else why
    row.voice.public_title = title if outcome == "shown" else ""
    row.voice.public_text = text if outcome == "shown" else ""
    row.public_key = searchable(row)
    row.voice.published_at = row.voice.published_at if outcome == "shown" else None
    row.save(update_fields=["checked", "hidden_reason", "public_key"])
    row.voice.save(update_fields=["public_title", "public_text", "published_at"])
    seen = list(photos) if outcome == "shown" else []
    row.photos.filter(~Q(file_id__in=seen), shown=True).update(shown=False)
    count = row.photos.filter(file_id__in=seen).update(shown=True)
    step(row.voice, outcome, words=why, person_id=person_id, now=now)
    note(PetitionChecked, row.voice, actor=actor, now=now, outcome=outcome, photos=count, worded=text != row.voice.text)


def searchable(row: Petition) -> str:
    """What the public may search in: code, category and unit, and the wording once it is shown."""
    voice = row.voice
    service = services().get(voice.topic)
    unit = units.unit(voice.unit_id) if voice.unit_id else None
    words = [voice.code, *(service.names.values() if service else []), voice.public_title, voice.public_text]
    words += [unit.full_name, unit.province_name] if unit else []
    return fold(" ".join([*words, row.address if row.checked == "shown" else ""]))


def require_publishable(row: Petition, *texts: str) -> None:
    """Raises NotAgreed, StillPersonal."""
    if not row.agrees_to_publish:
        raise NotAgreed
    if hints(*texts):
        raise StillPersonal


def publish_with_petition(voice: Voice, texts: Collection[str]) -> None:
    """Before an answer with its question is published: a petition's is also searched and shown in these words.

    Nothing for a difficulty. Raises NotAgreed, StillPersonal.
    """
    row = Petition.objects.select_for_update().filter(voice=voice).first()
    if row is None:
        return
    require_publishable(row, *texts)
    row.voice, row.checked, row.hidden_reason = voice, "shown", ""
    row.public_key = searchable(row)
    row.save(update_fields=["checked", "hidden_reason", "public_key"])

"""A place works through its checklist."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from caunoi.core.actor import Actor
from caunoi.core.errors import Problem
from caunoi.core.ids import new_id
from caunoi.rollouts.errors import EvidenceNeeded, PlaceNotFound, UnfitRollout, WrongState
from caunoi.rollouts.events import ItemRecorded, PlaceChanged
from caunoi.rollouts.models import Change, Item, Record
from caunoi.rollouts.policies import require_pilot
from caunoi.rollouts.rows import checklist, kept, locked_place, note_place, state_at, where, why
from caunoi.rollouts.rules import BEFORE_LIVE, ITEM_STATES, ItemState, state_of
from caunoi.rollouts.shapes import File


@transaction.atomic
def record_item(
    *, place_id: UUID, item_id: UUID, state: ItemState | str, note_text: str, actor: Actor, now: datetime,
    file: File | None = None,
) -> str:  # fmt: skip
    """What is to be said of a checklist item now; the place's state follows its checklist and is returned.

    An obligatory item is `done` with a file or words that show it; `not_needed` always says why. By the place or the
    leading agency, until the place is live. Raises PlaceNotFound, NotAtThisPlace, WrongState, EvidenceNeeded, SayWhy
    and what `documents.store` raises about the file.
    """
    place = locked_place(place_id)
    person_id = require_pilot(actor, agencies=[place.agency_id, place.rollout.agency_id], now=now)
    before = state_at(place).state
    if before not in BEFORE_LIVE:
        raise WrongState
    item = Item.objects.filter(rollout_id=place.rollout_id, pk=item_id).first()
    if item is None:
        raise PlaceNotFound
    if state not in ITEM_STATES:
        raise UnfitRollout([Problem(_("Hãy chọn tình trạng của mục."), "state")])
    if state == "not_needed":
        why(note_text)
    words = note_text.strip()[:1000]
    if state == "done" and item.obligatory and file is None and len(words) < 5:
        raise EvidenceNeeded
    record = Record(id=new_id(), place=place, item=item, state=state, note=words, at=now, by=person_id)
    record.file_id = kept(
        file, kind="rollout_place", subject_id=place.id, place=where(place), actor=actor, now=now
    )  # fmt: skip
    record.save(force_insert=True)
    event = ItemRecorded(
        rollout=place.rollout.code, item=item.id, state=state, obligatory=item.obligatory, with_file=file is not None
    )
    note_place(event, place, actor=actor, now=now)
    after = state_of(checklist(place, at=now), before)
    if after != before:
        Change.objects.create(place=place, state=after, at=now, by=person_id)
        changed = PlaceChanged(
            rollout=place.rollout.code, wave=place.wave.number, before=before, state=after, despite=0
        )
        note_place(changed, place, actor=actor, now=now)
    return after

"""What is late is told to leaders, once at each holder."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.core.ids import new_id
from caunoi.core.journal import append_many
from caunoi.units import queries as units
from caunoi.voices import events
from caunoi.voices.acting import place_of, said
from caunoi.voices.models import Step, Voice
from caunoi.voices.policies import person_of
from caunoi.voices.shapes import Kind, State

AT_ONCE = 500


@transaction.atomic
def escalate_late(*, actor: Actor, now: datetime) -> int:
    """Mark the open voices whose day has passed and that were not told of at this holder yet; how many.

    Six statements, whatever their number; at most 500 at once, the oldest first. Who is told: the leaders of the holder
    and of the agency that steers its territory (`notifying.py`).
    """
    today = local_date(now)
    late = Voice.objects.select_for_update(skip_locked=True).filter(
        state=State.OPEN, due_on__lt=today, escalated_on=None, holder_id__isnull=False, is_sample=False
    )
    rows = list(late.order_by("due_on", "id")[:AT_ONCE])
    if not rows:
        return 0
    last = dict(
        Step.objects.filter(voice__in=rows)
        .values_list("voice_id")
        .annotate(last=Max("seq"))
        .values_list("voice_id", "last")
    )
    Voice.objects.filter(pk__in=[row.pk for row in rows]).update(escalated_on=today)
    Step.objects.bulk_create(
        Step(
            id=new_id(), voice=row, seq=last.get(row.pk, 0) + 1, kind="escalated", at=now, by_person=person_of(actor),
            due_on=row.due_on,
        )
        for row in rows
    )  # fmt: skip
    agencies = units.agencies({row.holder_id for row in rows if row.holder_id})
    entries = [
        (events.Escalated(**said(row)), row.pk, place_of(row, agencies.get(row.holder_id) if row.holder_id else None))
        for row in rows
        if row.kind in (Kind.DIFFICULTY, Kind.PETITION)
    ]
    append_many(entries, actor=actor, now=now)
    return len(rows)

"""Files of a roll-out: the guidance document, evidence of criteria and of checklist items."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from caunoi.core.actor import Actor
from caunoi.documents import queries as documents
from caunoi.rollouts.errors import RolloutNotFound
from caunoi.rollouts.models import Record, Result, Step
from caunoi.rollouts.queries.places import visible_place
from caunoi.rollouts.queries.rollouts import visible


def evidence_file(file_id: UUID, *, actor: Actor, now: datetime) -> tuple[documents.FileView, bytes]:
    """A file that was handed in with a roll-out or a place that the actor may see.

    Raises RolloutNotFound and PlaceNotFound, which tell nothing.
    """
    record = Record.objects.filter(file_id=file_id).first()
    if record is not None:
        visible_place(record.place_id, actor=actor, now=now)
        return documents.file(file_id), documents.content(file_id)
    step = Step.objects.filter(file_id=file_id).values_list("rollout_id", flat=True).first()
    about = step or Result.objects.filter(file_id=file_id).values_list("criterion__rollout_id", flat=True).first()
    if about is None:
        raise RolloutNotFound
    visible(about, actor=actor, now=now)
    return documents.file(file_id), documents.content(file_id)

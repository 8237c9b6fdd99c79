"""Tell people something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction

from caunoi.core.ids import new_id
from caunoi.messages.channels import channels
from caunoi.messages.models import Delivery, Notice
from caunoi.messages.templates import template


@dataclass(frozen=True, slots=True)
class Told:
    """What is told to whom. `key` says what happened to whom: the same key twice is told once."""

    person_id: UUID
    template: str
    key: str
    params: dict[str, str] = field(default_factory=dict)
    link: str = ""


@transaction.atomic
def notify_many(notices: Sequence[Told], *, now: datetime) -> int:
    """Keep the notices, and a delivery for each channel that carries them; two statements however many there are.

    Only rows are written: what leaves the house is sent by a job afterwards. Returns how many were new. Raises KeyError
    for a template that no room registered.
    """
    wanted = {told.key: told for told in notices}
    known = set(Notice.objects.filter(key__in=wanted).values_list("key", flat=True))
    rows = [
        Notice(
            id=new_id(), person_id=told.person_id, template=template(told.template).name, params=told.params,
            link=told.link, key=key, made_at=now,
        )
        for key, told in wanted.items()
        if key not in known
    ]  # fmt: skip
    Notice.objects.bulk_create(rows, batch_size=1000)
    carried = [
        Delivery(notice=row, channel=name, next_at=now)
        for row in rows
        for name, channel in channels().items()
        if template(row.template).urgent or not channel.urgent_only
    ]
    Delivery.objects.bulk_create(carried, batch_size=1000)
    return len(rows)

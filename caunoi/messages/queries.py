"""Reads of notices: one's own only."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Count
from django.utils.translation import get_language

from caunoi.core.actor import Actor, Person
from caunoi.messages.errors import NoticesNeedSignIn
from caunoi.messages.models import Delivery, Notice
from caunoi.messages.shapes import DeliveryView, NoticeView
from caunoi.messages.templates import fill

__all__ = ["DeliveryView", "NoticeView", "deliveries", "notices", "states", "unread"]


def notices(*, actor: Actor, limit: int = 50) -> list[NoticeView]:
    """The signed-in person's own notices, newest first; one statement. Raises NoticesNeedSignIn."""
    rows = Notice.objects.filter(person_id=_person(actor)).order_by("-made_at", "-id")
    return [_view(row) for row in rows[:limit]]


def unread(*, actor: Actor) -> int:
    """How many of them were not read yet, counted up to 100; one statement. Raises NoticesNeedSignIn."""
    rows = Notice.objects.filter(person_id=_person(actor), read_at__isnull=True)
    return rows[:100].count()


def deliveries(*, state: str | None = None, limit: int = 100) -> list[DeliveryView]:
    """The newest deliveries, for the operator's command line; nothing personal."""
    rows = Delivery.objects.select_related("notice").order_by("-next_at")
    rows = rows.filter(state=state) if state else rows
    return [
        DeliveryView(
            row.id, row.notice.template, row.channel, row.state, row.attempts, row.next_at, row.sent_at, row.error
        )
        for row in rows[:limit]
    ]


def states() -> dict[str, int]:
    """How many deliveries are in each state; one statement."""
    return dict(Delivery.objects.values_list("state").annotate(Count("id")))


def _person(actor: Actor) -> UUID:
    if not isinstance(actor, Person):
        raise NoticesNeedSignIn
    return actor.person_id


def _view(row: Notice) -> NoticeView:
    text = fill(row.template, row.params, language=get_language() or "vi")
    return NoticeView(row.id, text.subject, text.body, row.link, row.made_at, row.read_at)

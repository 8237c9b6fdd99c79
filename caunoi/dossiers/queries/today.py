"""What an agency took in and gave back today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q

from caunoi.core.actor import Actor
from caunoi.dossiers.calendars import vietnam
from caunoi.dossiers.models import Dossier
from caunoi.dossiers.queries.lists import require_reader

_BACK = timedelta(days=180)
"""What is handed over today was filed since then, but for a few: so the index by day of filing serves."""


@dataclass(frozen=True, slots=True)
class DoneToday:
    """Dossiers filed with the agency today, and those of the last half-year that were handed over today."""

    received: int
    returned: int


def done_today(agency_id: UUID, *, actor: Actor, now: datetime) -> DoneToday:
    """For a reader of the agency; one statement beside the standing. Raises NotReader."""
    require_reader(agency_id, actor, now)
    today = vietnam().local(now).replace(hour=0, minute=0, second=0, microsecond=0)
    rows = Dossier.objects.filter(receiving_agency_id=agency_id, submitted_at__gte=today - _BACK)
    counted = rows.aggregate(
        received=Count("id", filter=Q(submitted_at__gte=today)), returned=Count("id", filter=Q(returned_at__gte=today))
    )
    return DoneToday(**counted)

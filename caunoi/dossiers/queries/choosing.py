"""The dossiers that somebody ticked, looked up once more before many are done at once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from caunoi.core.actor import Actor
from caunoi.dossiers.models import Dossier
from caunoi.dossiers.queries.lists import in_order, require_reader
from caunoi.dossiers.shapes import DossierRow, Status


def chosen(ids: Iterable[UUID], *, agency_id: UUID, actor: Actor, now: datetime) -> list[DossierRow]:
    """Those of `ids` that the agency takes part in, in their order; a few statements. Raises NotReader."""
    require_reader(agency_id, actor, now)
    wanted = list(dict.fromkeys(ids))
    filed = Dossier.objects.filter(id__in=wanted, status__gt=Status.DRAFT, reader_ids__contains=[agency_id])
    own = set(filed.values_list("id", flat=True))
    return in_order([i for i in wanted if i in own], now)

"""How applicants rated those who examined their dossiers, in an agency and a period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from uuid import UUID

from caunoi.core.actor import Actor
from caunoi.core.clock import VIETNAM
from caunoi.dossiers.errors import NotReader
from caunoi.dossiers.models import DossierRating
from caunoi.dossiers.policies import standing
from caunoi.dossiers.rules.rating import officer
from caunoi.people import queries as people

SEE_RATINGS = ("head_of_unit", "leader", "centre_manager", "auditor")


@dataclass(frozen=True, slots=True)
class OfficerRating:
    """One officer's rating: means by indicator to one decimal, their total, and its class (`full`, `most`, `part`).

    Circular 01/2018/TT-VPCP art. 15.3a; `dossiers` were rated.
    """

    person_id: UUID
    person_name: str
    dossiers: int
    means: dict[int, Decimal]
    total: Decimal
    name: str


def officer_ratings(agency_id: UUID, *, start: date, end: date, actor: Actor, now: datetime) -> list[OfficerRating]:
    """The agency's officers whose dossiers were rated from `start` to `end` (both included), by name; four statements.

    For its heads of unit, leaders, managers and auditors. Raises NotReader.
    """
    if not standing(actor, now=now).holds(agency_id, SEE_RATINGS):
        raise NotReader
    span = [datetime.combine(start, time.min, VIETNAM), datetime.combine(end, time.max, VIETNAM)]
    rows = DossierRating.objects.filter(
        dossier__competent_agency_id=agency_id, dossier__specialist_id__isnull=False, rated_at__range=span
    )
    scores: dict[UUID, list[dict[int, int]]] = {}
    for person_id, given in rows.values_list("dossier__specialist_id", "scores"):
        if person_id is not None:
            scores.setdefault(person_id, []).append({int(number): score for number, score in given.items()})
    names = people.names(scores)
    found = [(person, officer(given), len(given)) for person, given in scores.items()]
    lines = [OfficerRating(p, names.get(p, ""), many, c.means, c.total, c.name) for p, c, many in found]
    return sorted(lines, key=lambda line: line.person_name)

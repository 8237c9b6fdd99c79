"""Lists of dossiers: a citizen's own, an agency's queue and what waits in it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from caunoi.core.actor import Actor
from caunoi.dossiers.calendars import vietnam
from caunoi.dossiers.errors import NotReader
from caunoi.dossiers.models import Dossier
from caunoi.dossiers.policies import READERS, require_person, standing
from caunoi.dossiers.rules.codes import normal_code
from caunoi.dossiers.shapes import DossierRow, Page, QueueCounts, QueueState, Status
from caunoi.dossiers.views_of import dossier_row
from caunoi.procedures import queries as procedures
from caunoi.units.rules.text import fold


def mine(*, actor: Actor, now: datetime) -> list[DossierRow]:
    """The signed-in citizen's dossiers and drafts, newest first; two statements. Raises SignInToFile."""
    rows = Dossier.objects.filter(applicant_id=require_person(actor)).defer("answers", "result")
    return _rows(rows.order_by("-created_at")[:200], now)


def queue(
    *,
    agency_id: UUID,
    actor: Actor,
    now: datetime,
    state: str = QueueState.ALL,
    page: int = 1,
    size: int = 50,
    text: str = "",
) -> Page[DossierRow]:
    """An agency's dossiers that wait for a step, the nearest due date first; `all` is every dossier, newest first.

    `text` narrows to a code or an applicant's name (without diacritics). At most five statements. Raises NotReader for
    a person who has no reading role in the agency.
    """
    if not standing(actor, now=now).holds(agency_id, READERS):
        raise NotReader
    rows = Dossier.objects.filter(_pile(agency_id, state)).defer("answers", "result")
    if words := fold(text):
        rows = rows.filter(Q(applicant_search__contains=words) | Q(code__contains=normal_code(text)))
    total = rows.count()
    size = max(1, min(size, 200))
    page = max(1, min(page, -(-total // size) or 1))
    order = ["-submitted_at"] if state == QueueState.ALL else ["due_at", "submitted_at"]
    start = (page - 1) * size
    return Page(_rows(rows.order_by(*order, "id")[start : start + size], now), page, size, total)


def _pile(agency_id: UUID, state: str) -> Q:
    receiving, competent = Q(receiving_agency_id=agency_id), Q(competent_agency_id=agency_id)
    match QueueState(state):
        case QueueState.TO_RECEIVE:
            return receiving & Q(step="receive")
        case QueueState.TO_EXAMINE:
            return competent & Q(step="examine")
        case QueueState.TO_SIGN:
            return competent & Q(step="sign")
        case QueueState.TO_RETURN:
            return receiving & Q(step="return")
        case QueueState.ALL:
            return (receiving | competent) & Q(status__gt=Status.DRAFT)


def _rows(rows: QuerySet[Dossier], now: datetime) -> list[DossierRow]:
    found = list(rows)
    if not found:
        return []
    names = {i: v.name for i, v in procedures.versions([row.procedure_version_id for row in found]).items()}
    return [dossier_row(row, procedure_name=names[row.procedure_version_id], now=now) for row in found]


def queue_counts(*, agency_id: UUID, actor: Actor, now: datetime) -> QueueCounts:
    """How many dossiers wait in each pile, and how many are late; one statement beside the permission's two."""
    if not standing(actor, now=now).holds(agency_id, READERS):
        raise NotReader
    today = vietnam().local(now).replace(hour=0, minute=0, second=0, microsecond=0)
    late = Q(due_at__lt=today, step__in=["receive", "examine", "sign"])
    rows = Dossier.objects.filter(Q(receiving_agency_id=agency_id) | Q(competent_agency_id=agency_id))
    counted = rows.exclude(step="").aggregate(
        **{state.value: Count("id", filter=_pile(agency_id, state)) for state in QueueState if state != QueueState.ALL},
        late=Count("id", filter=late),
    )
    return QueueCounts(**counted)

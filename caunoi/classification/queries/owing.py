"""What an agency has to do about classifications, and what it waits for."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from caunoi.classification.models import Classing, Outcome
from caunoi.classification.policies import read_in
from caunoi.classification.schemes import whole
from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.core.subjects import SubjectRef
from caunoi.tasks.shapes import Owed

SOON = timedelta(days=7)
MOST = 200


def owed(agency_id: UUID, *, actor: Actor, now: datetime) -> list[Owed]:
    """Proposals that the agency may still explain itself to, by due date; nothing for who does not serve there."""
    if agency_id not in read_in(actor, now=now):
        return []
    rows = Outcome.objects.filter(
        agency_id=agency_id, decided_at=None, classing__explain_by__gte=local_date(now), explanations=None
    )
    return [_owed(row, now) for row in rows.select_related("classing").order_by("classing__explain_by")[:MOST]]


def owed_to(agency_id: UUID, *, actor: Actor, now: datetime) -> list[Owed]:
    """Nothing: to explain is a right, not a debt. Here so that all rooms are asked alike."""
    return []


def _owed(row: Outcome, now: datetime) -> Owed:
    by = row.classing.explain_by
    return Owed(
        kind="classification", subject=SubjectRef("classification_result", row.id), title=_title(row.classing),
        due_on=by, state=_state(by, now), holder_id=row.agency_id, to_id=row.classing.agency_id, person_id=None,
        url_name="desk:classified", url_args=(str(row.id),),
    )  # fmt: skip


def _title(row: Classing) -> str:
    return f"{whole(row.text, f'{row.scheme}.yaml').names['vi']}, {row.year}"


def _state(by: date | None, now: datetime) -> str:
    return "soon" if by is not None and by - local_date(now) <= SOON else "open"

"""A leader decides: the grade that the points give, or another one with a reason."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from caunoi.classification.errors import ExplanationsOpen, PointsMissing, UnfitPoints, WrongStep
from caunoi.classification.events import Decided
from caunoi.classification.models import Outcome, Point
from caunoi.classification.policies import require_decider
from caunoi.classification.rows import (
    decimal,
    last_points,
    locked_classing,
    locked_outcome,
    missing,
    said,
    summed,
    version_of,
    where,
    why,
)
from caunoi.classification.rules.criteria import Version, grade_of
from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.core.errors import Problem
from caunoi.core.journal import append_many


@transaction.atomic
def decide(*, outcome_id: UUID, actor: Actor, now: datetime, grade: str = "", reason: str = "") -> str:
    """Decide on one agency; its grade is returned. A grade other than the points give needs a `reason`.

    After the explanation was looked at again, or when the time to explain is over without one. Raises
    ClassificationNotFound, NotTheDecider, WrongStep, ExplanationsOpen, PointsMissing, UnfitPoints, SayWhy.
    """
    row = locked_outcome(outcome_id)
    person_id = require_decider(actor, agency_id=row.classing.agency_id, now=now)
    if row.decided_at is not None or row.classing.explain_by is None:
        raise WrongStep
    if not _settled(row, row.explanations.exists(), now):
        raise ExplanationsOpen(by=f"{row.classing.explain_by:%d/%m/%Y}")
    version, points = version_of(row.classing), last_points([row.id])[row.id]
    if left := missing(version, points):
        raise PointsMissing(criteria="; ".join(left))
    if grade and grade not in {one.id for one in version.grades}:
        raise UnfitPoints([Problem(_("Không có mức xếp loại này."), "grade")])
    event = _decided(row, version, points, person_id, now, grade=grade, reason=reason)
    row.save(update_fields=["decided_points", "decided_grade", "decided_by", "decided_at", "reason"])
    append_many([(event, row.id, where(row))], actor=actor, now=now)
    return row.decided_grade


@transaction.atomic
def decide_rest(*, classing_id: UUID, actor: Actor, now: datetime) -> int:
    """Decide on everyone who is ready, each with the grade that the points give; how many is returned.

    Those with an explanation that waits, or points that are missing, are left. Set-based. Raises
    ClassificationNotFound, NotTheDecider, WrongStep.
    """
    classing = locked_classing(classing_id)
    person_id = require_decider(actor, agency_id=classing.agency_id, now=now)
    if classing.explain_by is None:
        raise WrongStep
    version = version_of(classing)
    rows = list(classing.outcomes.select_for_update(of=("self",)).filter(decided_at=None).select_related("classing"))
    explained = set(Outcome.objects.filter(classing=classing, explanations__isnull=False).values_list("id", flat=True))
    points = last_points([row.id for row in rows])
    ready = [
        row for row in rows if _settled(row, row.id in explained, now) and not missing(version, points[row.id])
    ]  # fmt: skip
    events = [(_decided(row, version, points[row.id], person_id, now), row.id, where(row)) for row in ready]
    changed = ["decided_points", "decided_grade", "decided_by", "decided_at", "reason"]
    Outcome.objects.bulk_update(ready, changed, batch_size=1000)
    append_many(events, actor=actor, now=now)
    return len(ready)


def _settled(row: Outcome, explained: bool, now: datetime) -> bool:
    by = row.classing.explain_by
    if explained:
        return row.reexamined_at is not None
    return by is not None and local_date(now) > by


def _decided(
    row: Outcome, version: Version, points: dict[str, Point], person_id: UUID, now: datetime, *, grade: str = "",
    reason: str = "",
) -> Decided:  # fmt: skip
    won = summed(version, points)
    given = grade_of(won, version.grades).id
    differs = bool(grade) and grade != given
    row.reason = why(reason) if differs else reason.strip()[:1000]
    row.decided_points, row.decided_grade = decimal(won), grade or given
    row.decided_by, row.decided_at = person_id, now
    return Decided(**said(row), points=row.decided_points, grade=row.decided_grade, differs=differs)

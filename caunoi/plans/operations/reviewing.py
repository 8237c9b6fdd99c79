"""That a plan was reviewed (Decree 224/2026 art. 7.3đ, 7.4b)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.core.errors import Problem
from caunoi.plans import queries
from caunoi.plans.errors import ReviewedAlready, UnfitValue
from caunoi.plans.events import PlanReviewed
from caunoi.plans.models import Review
from caunoi.plans.policies import require_planner
from caunoi.plans.shapes import ReviewView
from caunoi.plans.store import locked, note


@transaction.atomic
def record_review(*, code: str, on: date, conclusion: str, actor: Actor, now: datetime) -> ReviewView:
    """Keep that the plan was reviewed as it stood on the day `on`, and what was concluded; the next one counts from it.

    The states are not stored: dated facts give them again. Raises PlanNotFound, NotInForce, NotThePlanner,
    ReviewedAlready, UnfitValue.
    """
    plan = locked(code)
    person_id = require_planner(actor, agency_id=plan.agency_id, now=now)
    problems = []
    if on > local_date(now):
        problems.append(Problem(_("Ngày rà soát không được sau hôm nay."), "on"))
    if len(conclusion) > 5000:
        problems.append(Problem(_("Kết luận không quá 5000 ký tự."), "conclusion"))
    if problems:
        raise UnfitValue(problems)
    if Review.objects.filter(plan=plan, on=on).exists():
        raise ReviewedAlready
    found = queries.review(code, actor=actor, now=now, as_of=on)
    Review.objects.create(plan=plan, on=on, conclusion=conclusion.strip(), made_by=person_id, made_at=now)
    met, total = (sum(getattr(one, name) for one in found.pillars) for name in ("met", "total"))
    event = PlanReviewed(plan=code, version=found.plan.number, on=on, met=met, total=total)
    note(event, plan, actor=actor, now=now)
    return queries.review(code, actor=actor, now=now, as_of=on)

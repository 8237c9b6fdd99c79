"""A plan as a file tells it, with the values, tasks and reviews of its past."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from caunoi.core.actor import System
from caunoi.core.clock import VIETNAM, local_date
from caunoi.core.errors import Problem
from caunoi.core.subjects import SubjectRef
from caunoi.plans.errors import WrongPlanFile
from caunoi.plans.models import Plan
from caunoi.plans.operations.deciding import approve, issue
from caunoi.plans.operations.drafting import begin, submit
from caunoi.plans.operations.reporting import report_value
from caunoi.plans.operations.reviewing import record_review
from caunoi.plans.reading import PlanFile, read_file
from caunoi.tasks import operations as tasks
from caunoi.tasks.shapes import LoadedTask, Origin
from caunoi.units import queries as units

WORK_BEGINS = time(8)


@transaction.atomic
def load(*, path: Path, actor: System, now: datetime) -> bool:
    """Load the plan of a file through the operations that officers use, each at the time that it tells of.

    Nothing happens when there is a plan of that code already (False). Raises WrongPlanFile with every problem.
    """
    given = read_file(path)
    if Plan.objects.filter(code=given.code).exists():
        return False
    holder_id = _issuer(given, local_date(now), path)
    issued = _moment(given.issued_on)
    common = {"code": given.code, "actor": actor, "now": issued}
    begin(
        code=given.code, agency_id=holder_id, content=given.content(holder_id), actor=actor, now=issued,
        is_sample=given.is_sample,
    )  # fmt: skip
    submit(**common)  # type: ignore[arg-type]
    approve(**common)  # type: ignore[arg-type]
    issue(document_number=given.document_number, issued_on=given.issued_on, **common)  # type: ignore[arg-type]
    for value in given.values:
        report_value(
            code=given.code, indicator=value.indicator, holder_id=holder_id, on=value.on, value=value.value,
            part=value.part, whole=value.whole, evidence=value.evidence, is_sample=value.is_sample, actor=actor,
            now=_moment(value.on),
        )  # fmt: skip
    _load_tasks(given, holder_id, actor, now)
    for on, conclusion in given.reviews:
        record_review(code=given.code, on=on, conclusion=conclusion, actor=actor, now=_moment(on))
    return True


def _issuer(given: PlanFile, today: date, path: Path) -> UUID:
    found = units.agencies_of(given.unit or None, on=today, kind=given.kind)
    chosen = [one for one in found if one.name.startswith(given.name)]
    if not chosen:
        said = (("kind", given.kind), ("unit", given.unit))
        problem = Problem(_("Không tìm thấy cơ quan “%(kind)s” của đơn vị “%(unit)s”."), "issuer", params=said)
        raise WrongPlanFile([problem], file=path.name)
    return chosen[0].id


def _load_tasks(given: PlanFile, holder_id: UUID, actor: System, now: datetime) -> None:
    if not given.tasks:
        return
    plan = Plan.objects.get(code=given.code)
    names = {one["code"]: one["names"]["vi"] for one in given.body["pillars"]}
    origin = Origin(
        kind="plan", number=given.document_number, issued_on=given.issued_on, abstract=given.body["title"],
        issuer_id=holder_id, subject=SubjectRef("plan", plan.id),
    )  # fmt: skip
    loaded = [
        LoadedTask(
            title=one.title, lead_agency_id=holder_id, assigned_on=one.assigned_on, due_on=one.due_on,
            part=names.get(one.part, one.part), completed_on=one.completed_on, verified_on=one.verified_on,
        )
        for one in given.tasks
    ]  # fmt: skip
    tasks.load_tasks(origin=origin, tasks=loaded, actor=actor, now=now, sample=given.is_sample)


def _moment(day: date) -> datetime:
    """The day's beginning of work in Việt Nam."""
    return datetime.combine(day, WORK_BEGINS, VIETNAM)

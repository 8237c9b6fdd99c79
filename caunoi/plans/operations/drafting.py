"""Drafting a plan, or its revision, and handing it in for approval (Decree 224/2026 art. 7.3a, b, đ)."""

from __future__ import annotations

import re
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.core.errors import NotFound, Problem
from caunoi.measures import queries as measures
from caunoi.plans import texts
from caunoi.plans.errors import CodeTaken, NothingChanged, PlanMovedOn, RevisionOpen, SayWhy, UnfitPlan
from caunoi.plans.events import PlanDiscarded, PlanDrafted, PlanSubmitted
from caunoi.plans.models import Plan, PlanVersion
from caunoi.plans.policies import require_planner
from caunoi.plans.rules.content import Mistake, differences, mistakes
from caunoi.plans.shapes import PlanContent, VersionView
from caunoi.plans.store import locked, note, open_version, read, said, version_view, write
from caunoi.units import queries as units

_CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")


@transaction.atomic
def begin(
    *, code: str, agency_id: UUID, content: PlanContent, actor: Actor, now: datetime, is_sample: bool = False
) -> VersionView:
    """The first draft of a plan of an agency. `code` (small letters, digits, hyphens) is its address for good.

    Raises NotThePlanner, NoPlansHere, CodeTaken, UnfitPlan.
    """
    person_id = require_planner(actor, agency_id=agency_id, now=now)
    if len(code) > 60 or not _CODE.match(code):
        raise UnfitPlan([texts.problem(Mistake("code", "code", {"code": code}))])
    if Plan.objects.filter(code=code).exists():
        raise CodeTaken([Problem(CodeTaken.text, "code", params=(("plan", code),))], plan=code)
    _check(content, whole=False, on=local_date(now))
    agency = units.agency(agency_id)
    plan = Plan.objects.create(
        code=code, agency_id=agency_id, unit_id=agency.unit_id, province=agency.province_code, is_sample=is_sample,
        created_at=now,
    )  # fmt: skip
    row = PlanVersion(plan=plan, number=1, drafted_by=person_id, drafted_at=now)
    write(row, content)
    note(PlanDrafted(**said(row), revision=False), plan, actor=actor, now=now)
    return version_view(row)


@transaction.atomic
def save_draft(*, code: str, content: PlanContent, actor: Actor, now: datetime) -> VersionView:
    """Put `content` in place of what the draft said. Raises PlanNotFound, NotThePlanner, PlanMovedOn, UnfitPlan."""
    plan = locked(code)
    require_planner(actor, agency_id=plan.agency_id, now=now)
    row = open_version(plan, "draft")
    _check(content, whole=False, on=local_date(now))
    write(row, content)
    return version_view(row)


@transaction.atomic
def revise(*, code: str, change_note: str, actor: Actor, now: datetime) -> VersionView:
    """Begin a new version of an issued plan: a draft that says what the plan says now. `change_note`: what and why.

    Raises PlanNotFound, NotThePlanner, RevisionOpen, PlanMovedOn, SayWhy.
    """
    plan = locked(code)
    person_id = require_planner(actor, agency_id=plan.agency_id, now=now)
    if not 5 <= len(change_note.strip()) <= 1000:
        raise SayWhy([Problem(SayWhy.text, "change_note")])
    latest = PlanVersion.objects.filter(plan=plan).order_by("-number").first()
    if latest is None or latest.status != "issued":
        raise RevisionOpen if latest and latest.number > 1 else PlanMovedOn
    row = PlanVersion(
        plan=plan, number=latest.number + 1, change_note=change_note.strip(), drafted_by=person_id, drafted_at=now
    )
    write(row, read(latest))
    note(PlanDrafted(**said(row), revision=True), plan, actor=actor, now=now)
    return version_view(row)


@transaction.atomic
def discard(*, code: str, actor: Actor, now: datetime) -> None:
    """Give up the draft; a plan that was never issued goes with it. Raises PlanNotFound, NotThePlanner, PlanMovedOn."""
    plan = locked(code)
    require_planner(actor, agency_id=plan.agency_id, now=now)
    row = open_version(plan, "draft")
    note(PlanDiscarded(**said(row)), plan, actor=actor, now=now)
    (plan if row.number == 1 else row).delete()


@transaction.atomic
def submit(*, code: str, actor: Actor, now: datetime) -> VersionView:
    """Hand the draft in for approval: it has to be whole, and a revision has to change something.

    Raises PlanNotFound, NotThePlanner, PlanMovedOn, UnfitPlan, NothingChanged.
    """
    plan = locked(code)
    person_id = require_planner(actor, agency_id=plan.agency_id, now=now)
    row = open_version(plan, "draft")
    content = read(row)
    _check(content, whole=True, on=local_date(now))
    if row.number > 1 and not differences(read(plan.versions.get(number=row.number - 1)), content):
        raise NothingChanged
    row.status, row.submitted_by, row.submitted_at, row.remark = "submitted", person_id, now, ""
    row.save(update_fields=["status", "submitted_by", "submitted_at", "remark"])
    targets = sum(len(one.targets) for one in content.indicators)
    event = PlanSubmitted(**said(row), indicators=len(content.indicators), targets=targets)
    note(event, plan, actor=actor, now=now)
    return version_view(row)


def _check(content: PlanContent, *, whole: bool, on: date) -> None:
    found = [*mistakes(content, whole=whole), *_unknown(content, on)]
    if found:
        raise UnfitPlan([texts.problem(one) for one in found])


def _unknown(content: PlanContent, on: date) -> list[Mistake]:
    """Measures and holders that do not exist."""
    holders = units.agencies({target.holder_id for one in content.indicators for target in one.targets})
    found = []
    for one in content.indicators:
        if any(target.holder_id not in holders for target in one.targets):
            found.append(Mistake("unknown_holder", "holder", {"code": one.code}))
        if one.measure is not None and not _measured(one.measure.index, one.measure.item, on):
            measure = f"{one.measure.index}/{one.measure.item}".rstrip("/")
            found.append(Mistake("unknown_measure", "measure", {"code": one.code, "measure": measure}))
    return found


def _measured(index: str, item: str, on: date) -> bool:
    try:
        info = measures.index_info(index, on=on)
    except NotFound:
        return False
    return not item or item in {one.id for group in info.groups for one in group.indicators}

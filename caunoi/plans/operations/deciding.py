"""The leader's part: approve, return, issue; and sending the plan on (Decree 224/2026 art. 7.3c, d)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.core.errors import Problem
from caunoi.core.ids import new_id
from caunoi.dossiers.calendars import vietnam
from caunoi.plans.errors import PlanMovedOn, SayWhy, UnfitIssue
from caunoi.plans.events import PlanApproved, PlanIssued, PlanReturned, PlanSent
from caunoi.plans.models import PlanIndicator, PlanVersion, Target
from caunoi.plans.policies import require_approver, require_planner, sends_on
from caunoi.plans.shapes import VersionView
from caunoi.plans.store import locked, note, open_version, said, version_view
from caunoi.units import queries as units

SEND_WITHIN, SEND_SINCE = 5, date(2026, 7, 1)
"""Working days after issue, for what is issued since the decree is in force (Decree 224/2026 art. 7.3d)."""


@transaction.atomic
def approve(*, code: str, actor: Actor, now: datetime) -> VersionView:
    """The leader approves what was handed in. Raises PlanNotFound, NotTheApprover, PlanMovedOn."""
    plan = locked(code)
    person_id = require_approver(actor, agency_id=plan.agency_id, now=now)
    row = open_version(plan, "submitted")
    row.status, row.approved_by, row.approved_at = "approved", person_id, now
    row.save(update_fields=["status", "approved_by", "approved_at"])
    note(PlanApproved(**said(row)), plan, actor=actor, now=now)
    return version_view(row)


@transaction.atomic
def return_draft(*, code: str, remark: str, actor: Actor, now: datetime) -> VersionView:
    """The leader gives it back to be worked over, and says why. Raises NotTheApprover, PlanMovedOn, SayWhy."""
    plan = locked(code)
    require_approver(actor, agency_id=plan.agency_id, now=now)
    if not 5 <= len(remark.strip()) <= 1000:
        raise SayWhy([Problem(SayWhy.text, "remark")])
    row = open_version(plan, "submitted", "approved")
    row.status, row.remark, row.approved_by, row.approved_at = "draft", remark.strip(), None, None
    row.save(update_fields=["status", "remark", "approved_by", "approved_at"])
    note(PlanReturned(**said(row)), plan, actor=actor, now=now)
    return version_view(row)


@transaction.atomic
def issue(*, code: str, document_number: str, issued_on: date, actor: Actor, now: datetime) -> VersionView:
    """Issue what was approved: in force from that day, in place of the version before, whose cascade goes on in it.

    Plans of ministries and provinces then have 5 working days to be sent on. Raises PlanNotFound, NotTheApprover,
    PlanMovedOn, UnfitIssue.
    """
    plan = locked(code)
    require_approver(actor, agency_id=plan.agency_id, now=now)
    row = open_version(plan, "approved")
    before = PlanVersion.objects.filter(plan=plan, status="issued", valid_to=None).first()
    _check_issue(document_number, issued_on, before, today=local_date(now))
    row.status, row.document_number, row.issued_on = "issued", document_number.strip(), issued_on
    row.valid_from = issued_on
    if issued_on >= SEND_SINCE and sends_on(units.agency(plan.agency_id)):
        row.send_due_on = _send_by(issued_on)
    if before is not None:
        before.valid_to = issued_on
        before.save(update_fields=["valid_to"])
    row.save()
    Target.objects.filter(indicator__version=row).update(valid_from=issued_on)
    if before is not None:
        _carry_over(before, row, issued_on)
    note(PlanIssued(**said(row), issued_on=issued_on, send_due_on=row.send_due_on), plan, actor=actor, now=now)
    return version_view(row)


@transaction.atomic
def record_sent(*, code: str, sent_on: date, number: str, actor: Actor, now: datetime) -> VersionView:
    """That the version in force was sent on to the ministry, on which day, by which document; once.

    Raises PlanNotFound, NotThePlanner, PlanMovedOn, UnfitIssue.
    """
    plan = locked(code)
    require_planner(actor, agency_id=plan.agency_id, now=now)
    row = PlanVersion.objects.filter(plan=plan, status="issued", valid_to=None).first()
    if row is None or row.issued_on is None or row.send_due_on is None or row.sent_on is not None:
        raise PlanMovedOn
    problems = []
    if not row.issued_on <= sent_on <= local_date(now):
        problems.append(Problem(_("Ngày gửi phải từ ngày ban hành đến hôm nay."), "sent_on"))
    if not 1 <= len(number.strip()) <= 80:
        problems.append(Problem(_("Hãy ghi số, ký hiệu của văn bản gửi."), "number"))
    if problems:
        raise UnfitIssue(problems)
    row.sent_on, row.sent_number = sent_on, number.strip()
    row.save(update_fields=["sent_on", "sent_number"])
    event = PlanSent(**said(row), sent_on=sent_on, on_time=sent_on <= row.send_due_on)
    note(event, plan, actor=actor, now=now)
    return version_view(row)


def _send_by(issued_on: date) -> date:
    """The fifth working day after the day of issue, whether or not that is one itself."""
    calendar, day = vietnam(), issued_on
    for _day in range(SEND_WITHIN):
        day = calendar.working_day_from(day + timedelta(days=1))
    return day


def _check_issue(number: str, issued_on: date, before: PlanVersion | None, *, today: date) -> None:
    problems = []
    if not 1 <= len(number.strip()) <= 80:
        problems.append(Problem(_("Hãy ghi số, ký hiệu của văn bản ban hành."), "document_number"))
    if issued_on > today:
        problems.append(Problem(_("Ngày ban hành không được sau hôm nay."), "issued_on"))
    if before is not None and before.valid_from is not None and issued_on <= before.valid_from:
        problems.append(Problem(_("Ngày ban hành bản điều chỉnh phải sau ngày ban hành bản trước."), "issued_on"))
    if problems:
        raise UnfitIssue(problems)


def _carry_over(before: PlanVersion, after: PlanVersion, since: date) -> None:
    """The cascade's targets go on in the new version, level by level: new rows, the same holders and values.

    What hangs on an indicator or a target that the new version no longer has ends with the old one.
    """
    codes = dict(PlanIndicator.objects.filter(version=after).values_list("code", "id"))
    old = Target.objects.filter(indicator__version=before).select_related("indicator")
    twins = {
        (row.indicator.code, row.holder_id, row.due_on): row.id
        for row in Target.objects.filter(indicator__version=after).select_related("indicator")
    }
    rows = list(old)
    new_of: dict[UUID, UUID] = {}
    for row in rows:
        twin = twins.get((row.indicator.code, row.holder_id, row.due_on))
        if row.parent_id is None and twin is not None:
            new_of[row.id] = twin
    waiting: Sequence[Target] = [row for row in rows if row.parent_id is not None and row.valid_to is None]
    while ready := [row for row in waiting if row.parent_id in new_of and row.indicator.code in codes]:
        waiting = [row for row in waiting if row not in ready]
        for row in ready:
            new_of[row.id] = new_id()
        Target.objects.bulk_create(_twin(row, new_of, codes[row.indicator.code], since) for row in ready)


def _twin(row: Target, new_of: dict[UUID, UUID], indicator_id: UUID, since: date) -> Target:
    same = ("holder_id", "unit_id", "province", "level", "due_on", "baseline", "baseline_on", "value", "is_sample")
    return Target(
        id=new_of[row.id], indicator_id=indicator_id, parent_id=new_of[row.parent_id] if row.parent_id else None,
        valid_from=since, **{name: getattr(row, name) for name in same},
    )  # fmt: skip

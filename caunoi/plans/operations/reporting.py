"""A holder reports a value with evidence: a dated fact that is never overwritten (Decree 224/2026 art. 8.3a, c, d)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.core.errors import Problem
from caunoi.core.ids import new_id
from caunoi.core.journal import Place
from caunoi.core.subjects import SubjectRef
from caunoi.documents import operations as documents
from caunoi.plans.errors import IndicatorNotFound, PlanNotFound, UnfitValue
from caunoi.plans.events import PlanValueReported
from caunoi.plans.models import Plan, PlanIndicator, Target, Value
from caunoi.plans.policies import require_reporter
from caunoi.plans.shapes import ValueView
from caunoi.plans.store import in_force, note_about
from caunoi.plans.values import value_view
from caunoi.units import queries as units

LARGEST = Decimal(10) ** 15
HUNDRED = Decimal(100)


@transaction.atomic
def report_value(
    *,
    code: str,
    indicator: str,
    holder_id: UUID,
    on: date,
    evidence: str,
    actor: Actor,
    now: datetime,
    value: Decimal | None = None,
    part: Decimal | None = None,
    whole: Decimal | None = None,
    file: tuple[str, bytes] | None = None,
    is_sample: bool = False,
) -> ValueView:
    """What was so at the end of the day `on`: a `value`, or `part` of `whole`, which gives the value in percent.

    `evidence` cites the document; `file` (name, content) is kept with it. Who reports it is a preparer or leader of
    the holder. An earlier value of the same day stays and no longer counts. Raises PlanNotFound, IndicatorNotFound,
    NotTheReporter, UnfitValue and what `documents.store` raises for a file that we do not take.
    """
    plan = Plan.objects.filter(code=code).first()
    if plan is None:
        raise PlanNotFound
    person_id = require_reporter(actor, agency_id=holder_id, now=now)
    today = local_date(now)
    row = PlanIndicator.objects.filter(in_force(today, "version__"), version__plan=plan, code=indicator).first()
    if row is None or not _held(plan, row, holder_id):
        raise IndicatorNotFound(indicator=indicator)
    found = share(part, whole) if value is None else value
    problems = _wrong(row, found, part, whole, on, today, evidence)
    if problems or found is None:
        raise UnfitValue(problems)
    value_id = new_id()
    file_id = _kept(file, value_id, holder_id, actor, now) if file else None
    kept = Value.objects.create(
        id=value_id, plan=plan, indicator_code=indicator, holder_id=holder_id, on=on, value=found, part=part,
        whole=whole, evidence=evidence.strip(), file_id=file_id, is_sample=is_sample, reported_by=person_id,
        reported_at=now,
    )  # fmt: skip
    event = PlanValueReported(
        plan=code, indicator=indicator, holder=holder_id, on=on, value=found, with_file=file_id is not None
    )
    note_about(event, kept.id, agency_id=holder_id, actor=actor, now=now)
    return value_view(kept)


def share(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    """part / whole in percent, to six decimals; None when there is nothing to divide."""
    if part is None or whole is None or not whole.is_finite() or not part.is_finite() or whole <= 0:
        return None
    return (part * HUNDRED / whole).quantize(Decimal("0.000001"))


def _held(plan: Plan, row: PlanIndicator, holder_id: UUID) -> bool:
    """The plan's issuer reports on everything in it; others on what they have a target of."""
    return plan.agency_id == holder_id or Target.objects.filter(indicator=row, holder_id=holder_id).exists()


def _wrong(
    row: PlanIndicator,
    value: Decimal | None,
    part: Decimal | None,
    whole: Decimal | None,
    on: date,
    today: date,
    evidence: str,
) -> list[Problem]:
    problems = []
    if row.source == "live":
        problems.append(Problem(_("Chỉ tiêu này được hệ thống tự đo; không nhập tay."), "value"))
    if (part is None) != (whole is None):
        problems.append(Problem(_("Hãy nhập cả tử số và mẫu số, hoặc không nhập cả hai."), "part"))
    elif part is not None and whole is not None and (whole <= 0 or not 0 <= part <= whole):
        problems.append(Problem(_("Tử số phải từ 0 đến mẫu số, và mẫu số phải lớn hơn 0."), "part"))
    elif value is None:
        problems.append(Problem(_("Hãy nhập giá trị."), "value"))
    if value is not None and (not value.is_finite() or abs(value) >= LARGEST):
        problems.append(Problem(_("Giá trị phải là một số."), "value"))
    if on > today:
        problems.append(Problem(_("Ngày của số liệu không thể ở tương lai."), "on"))
    if not 5 <= len(evidence.strip()) <= 500:
        problems.append(Problem(_("Hãy ghi văn bản làm minh chứng, từ 5 đến 500 ký tự."), "evidence"))
    return problems


def _kept(file: tuple[str, bytes], value_id: UUID, holder_id: UUID, actor: Actor, now: datetime) -> UUID:
    name, content = file
    agency = units.agency(holder_id)
    place = Place(unit_id=agency.unit_id, agency_id=agency.id, province=agency.province_code)
    subject = SubjectRef("plan_value", value_id)
    kept = documents.store(
        content=content, name=name, media_type=None, subject=subject, actor=actor, now=now, place=place
    )
    return kept.id

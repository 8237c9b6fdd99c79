"""Targets with their state on a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from django.db.models import Q

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.documents import queries as documents
from caunoi.plans.errors import IndicatorNotFound, ValueNotFound
from caunoi.plans.models import PlanVersion, Target, Value
from caunoi.plans.policies import scope_of
from caunoi.plans.queries.finding import version_in_force, visible
from caunoi.plans.rules.states import Goal, Point, judge
from caunoi.plans.shapes import TargetView, ValueView
from caunoi.plans.store import in_force, indicator_view, measure_of
from caunoi.plans.values import Wanted, decimal, live, reported


def targets(
    *,
    actor: Actor,
    now: datetime,
    as_of: date | None = None,
    plan: str | None = None,
    holder_id: UUID | None = None,
    indicator: str | None = None,
    own_only: bool = False,
    province: str | None = None,
    level: str | None = None,
) -> list[TargetView]:
    """Targets in force on `as_of` (today) that the actor may see, with their state at the end of that day.

    Of one plan (its code), holder, indicator (its code), province (of the holders) or level, or of all. `own_only`
    leaves out those of the cascade. In the order of the document, then by due day. One `measures` call per index,
    level and day, and a fixed number of statements, whatever the number of targets.
    """
    day = as_of or local_date(now)
    scope = scope_of(actor, now=now)
    rows = Target.objects.filter(scope.targets(), _binding(day))
    if plan is not None:
        rows = rows.filter(indicator__version=version_in_force(plan, scope=scope, on=day))
    else:
        seen = PlanVersion.objects.filter(scope.versions(), in_force(day))
        rows = rows.filter(indicator__version__in=seen.values("id"))
    narrowed = {"holder_id": holder_id, "indicator__code": indicator, "province": province, "level": level}
    rows = rows.filter(**{name: value for name, value in narrowed.items() if value is not None})
    rows = rows.filter(parent=None) if own_only else rows
    ordered = rows.select_related("indicator__version__plan", "indicator__pillar").order_by(
        "indicator__version__plan__code", "indicator__order", "due_on", "province", "holder_id"
    )
    return judged(list(ordered), as_of=day, now=now)


def target(
    code: str, indicator: str, holder_id: UUID, *, actor: Actor, now: datetime, as_of: date | None = None
) -> list[TargetView]:
    """A holder's targets of one indicator, by due day, each with its state. Raises PlanNotFound, IndicatorNotFound."""
    found = targets(actor=actor, now=now, as_of=as_of, plan=code, holder_id=holder_id, indicator=indicator)
    if not found:
        raise IndicatorNotFound(indicator=indicator)
    return found


def values(
    code: str, indicator: str, holder_id: UUID, *, actor: Actor, now: datetime, as_of: date | None = None
) -> list[ValueView]:
    """What was reported of a holder's indicator by the end of a day, the oldest first. Raises PlanNotFound."""
    rows = visible(code, scope=scope_of(actor, now=now))
    plan_id = rows[0].plan_id
    found = reported([plan_id], as_of=as_of or local_date(now), indicator=indicator, holders=[holder_id])
    return found.get((plan_id, indicator, holder_id), [])


def evidence_file(value_id: UUID, *, actor: Actor, now: datetime) -> tuple[documents.FileView, bytes]:
    """The file that came with a value, for those who may see the plan. Raises ValueNotFound, PlanNotFound."""
    row = Value.objects.filter(pk=value_id).select_related("plan").first()
    if row is None or row.file_id is None:
        raise ValueNotFound
    visible(row.plan.code, scope=scope_of(actor, now=now))
    return documents.file(row.file_id), documents.content(row.file_id)


def judged(rows: Sequence[Target], *, as_of: date, now: datetime) -> list[TargetView]:
    """Rows with their state; indicator, version, plan and pillar are there already. Private to the room."""
    plan_ids = {row.indicator.version.plan_id for row in rows}
    known = reported(plan_ids, as_of=as_of) if plan_ids else {}
    measured = live({one for row in rows if (one := _wanted(row, as_of))}, now=now)
    return [_judged(row, _values(row, known, measured, as_of), as_of) for row in rows]


def _values(
    row: Target, known: dict[tuple[UUID, str, UUID], list[ValueView]], measured: dict[Wanted, ValueView], as_of: date
) -> list[ValueView]:
    wanted = _wanted(row, as_of)
    if wanted is not None:
        return [measured[wanted]] if wanted in measured else []
    return known.get((row.indicator.version.plan_id, row.indicator.code, row.holder_id), [])


def _wanted(row: Target, as_of: date) -> Wanted | None:
    measure = measure_of(row.indicator)
    return (measure, row.holder_id, min(as_of, row.due_on)) if measure is not None else None


def _judged(row: Target, found: Iterable[ValueView], as_of: date) -> TargetView:
    by_day = {one.on: one for one in found}
    baseline = None
    if row.baseline is not None and row.baseline_on is not None:
        baseline = Point(row.baseline_on, Fraction(row.baseline))
    goal = Goal(Fraction(row.value), row.due_on, row.indicator.direction == "lower", baseline)
    verdict = judge(goal, [Point(one.on, Fraction(one.value)) for one in by_day.values()], on=as_of)
    return TargetView(
        id=row.id, indicator=indicator_view(row.indicator), holder_id=row.holder_id, unit_id=row.unit_id,
        province=row.province, level=row.level, parent_id=row.parent_id, due_on=row.due_on, baseline=row.baseline,
        baseline_on=row.baseline_on, target=row.value, is_sample=row.is_sample or row.indicator.is_sample,
        state=verdict.state, reason=verdict.reason, projected=_decimal(verdict.projected),
        attained=_decimal(verdict.attained), latest=by_day[verdict.latest.on] if verdict.latest else None,
    )  # fmt: skip


def _decimal(number: Fraction | None) -> Decimal | None:
    return None if number is None else decimal(number)


def _binding(day: date) -> Q:
    return Q(valid_from__lte=day) & (Q(valid_to=None) | Q(valid_to__gt=day))

"""A plan as it stood on a day, pillar by pillar, and what changed since the last review."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.core.subjects import SubjectRef
from caunoi.plans.models import Pillar, PlanIndicator, PlanVersion, Review, Target
from caunoi.plans.policies import scope_of
from caunoi.plans.queries.finding import version_in_force
from caunoi.plans.queries.states import judged
from caunoi.plans.rules.states import STATES
from caunoi.plans.shapes import Followed, Moved, PillarState, ReviewView, TargetView, TasksDone
from caunoi.plans.store import names_of, version_view
from caunoi.plans.values import reported
from caunoi.tasks import queries as tasks


def review(
    code: str, *, actor: Actor, now: datetime, as_of: date | None = None, since: date | None = None
) -> ReviewView:
    """A plan as it stood at the end of `as_of` (today): targets met per pillar, tasks done per part, what is followed.

    `moved`: targets whose state or value is not what it was on `since`, by default the day of the last review before.
    Raises PlanNotFound, NotInForce.
    """
    day = as_of or local_date(now)
    version = version_in_force(code, scope=scope_of(actor, now=now), on=day)
    before = since or _last_review(version, day)
    pillars = list(Pillar.objects.filter(version=version).order_by("order"))
    found = _own(version, as_of=day, now=now)
    held = Review.objects.filter(plan_id=version.plan_id, on=day).first()
    done = _tasks(version, pillars, day)
    followed = _followed(version, day, {one.indicator.code for one in found})
    return ReviewView(
        plan=version_view(version), as_of=day, since=before, pillars=pillar_states(found, pillars), tasks=done,
        followed=followed, targets=tuple(found), moved=tuple(_moved(version, found, before, now)) if before else (),
        conclusion=held.conclusion if held else "", samples=version.plan.is_sample or any(t.is_sample for t in found),
    )  # fmt: skip


def reviews(code: str, *, actor: Actor, now: datetime) -> list[date]:
    """The days on which the plan was reviewed, the newest first. Raises PlanNotFound, NotInForce."""
    version = version_in_force(code, scope=scope_of(actor, now=now), on=local_date(now))
    return list(Review.objects.filter(plan_id=version.plan_id).order_by("-on").values_list("on", flat=True))


def pillar_states(found: Sequence[TargetView], pillars: Sequence[Pillar]) -> tuple[PillarState, ...]:
    """Targets by pillar and state; pillars without targets are left out. Private to the room."""
    result = []
    for one in pillars:
        states = Counter(target.state for target in found if target.indicator.pillar == one.code)
        if total := sum(states.values()):
            by_state = {state: states[state] for state in STATES}
            result.append(PillarState(one.code, names_of(one), states["met"], total, by_state))
    return tuple(result)


def _own(version: PlanVersion, *, as_of: date, now: datetime) -> list[TargetView]:
    rows = Target.objects.filter(indicator__version=version, parent=None, valid_to=None)
    joined = rows.select_related("indicator__version__plan", "indicator__pillar")
    return judged(list(joined.order_by("indicator__order", "due_on", "holder_id")), as_of=as_of, now=now)


def _moved(version: PlanVersion, found: Sequence[TargetView], since: date, now: datetime) -> list[Moved]:
    """By indicator, holder and due day, so that a revision in between does not hide anything."""
    earlier: dict[tuple[str, UUID, date], TargetView] = {}
    then = version if _held(version, since) else _version_on(version, since)
    if then is not None:
        earlier = {_key(one): one for one in _own(then, as_of=since, now=now)}
    moved = []
    for one in found:
        before = earlier.get(_key(one))
        if before is None or (before.state, _value(before)) != (one.state, _value(one)):
            moved.append(Moved(one, before))
    return moved


def _key(one: TargetView) -> tuple[str, UUID, date]:
    return one.indicator.code, one.holder_id, one.due_on


def _value(one: TargetView) -> Decimal | None:
    return one.latest.value if one.latest else None


def _held(version: PlanVersion, day: date) -> bool:
    return version.valid_from is not None and version.valid_from <= day


def _version_on(version: PlanVersion, day: date) -> PlanVersion | None:
    rows = PlanVersion.objects.filter(plan_id=version.plan_id, status="issued", valid_from__lte=day)
    return rows.select_related("plan").order_by("-valid_from").first()


def _last_review(version: PlanVersion, day: date) -> date | None:
    rows = Review.objects.filter(plan_id=version.plan_id, on__lt=day).order_by("-on")
    return rows.values_list("on", flat=True).first()


def _tasks(version: PlanVersion, pillars: Sequence[Pillar], day: date) -> tuple[TasksDone, ...]:
    """One statement; a task's part is a pillar's Vietnamese name or its code."""
    counted = tasks.counts(as_of=day, origin=SubjectRef("plan", version.plan_id), by="part")
    by_part = {name: one for one in pillars for name in (one.code, one.name_vi)}
    order = {one.code: number for number, one in enumerate(pillars)}
    found = []
    for part, counts in counted.items():
        pillar = by_part.get(part)
        code, names = (pillar.code, names_of(pillar)) if pillar else (part, {"vi": part, "en": part, "th": part})
        found.append(TasksDone(code, names, counts.completed, counts.total, counts.open_overdue))
    return tuple(sorted(found, key=lambda one: (order.get(one.part, len(order)), one.part)))


def _followed(version: PlanVersion, day: date, with_target: set[str]) -> tuple[Followed, ...]:
    """Indicators without a target, and those whose share was counted, as the issuer reported them."""
    issuer = version.plan.agency_id
    known = reported([version.plan_id], as_of=day, holders=[issuer])
    found = []
    for row in PlanIndicator.objects.filter(version=version, source="reported").order_by("order"):
        latest = known.get((version.plan_id, row.code, issuer), [])[-1:]
        if latest and (row.code not in with_target or latest[0].whole is not None):
            found.append(
                Followed(
                    row.code, names_of(row), row.unit_of_measure, latest[0], percent(latest[0].part, latest[0].whole)
                )
            )
    return tuple(found)


def percent(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    """part / whole in percent, rounded half up to 0.1."""
    if part is None or not whole:
        return None
    return (part * 100 / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)

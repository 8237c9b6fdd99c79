"""Rows of plans: found, locked, told of, and turned into what others see and back. Private to the room."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, cast

from django.db.models import Q

from caunoi.core.actor import Actor
from caunoi.core.journal import Appended, Event, Place, append
from caunoi.plans.errors import PlanMovedOn, PlanNotFound
from caunoi.plans.events import PlanEvent
from caunoi.plans.models import Objective, Pillar, Plan, PlanIndicator, PlanVersion, Resource, Target
from caunoi.plans.shapes import (
    IndicatorDraft,
    IndicatorView,
    Measure,
    Names,
    PillarDraft,
    PlanContent,
    ResourceDraft,
    TargetDraft,
    VersionView,
)
from caunoi.units import queries as units


def locked(code: str) -> Plan:
    """The plan, locked until the transaction ends. Raises PlanNotFound."""
    row = Plan.objects.select_for_update().filter(code=code).first()
    if row is None:
        raise PlanNotFound
    return row


def open_version(plan: Plan, *statuses: str) -> PlanVersion:
    """The version being worked on, in one of `statuses`. Raises PlanMovedOn."""
    row = PlanVersion.objects.select_for_update().filter(plan=plan, status__in=statuses).first()
    if row is None:
        raise PlanMovedOn
    return row


def in_force(on: date, of: str = "") -> Q:
    """The versions in force on a day; `of`: how the version is reached, as `"version__"`."""
    issued = Q(**{f"{of}status": "issued", f"{of}valid_from__lte": on})
    return issued & (Q(**{f"{of}valid_to": None}) | Q(**{f"{of}valid_to__gt": on}))


def note(event: PlanEvent, plan: Plan, *, actor: Actor, now: datetime) -> Appended:
    """Append an entry to the plan's chain."""
    return append(event, subject_id=plan.id, actor=actor, now=now, place=place_of(plan))


def note_about(event: Event, subject_id: Any, *, agency_id: Any, actor: Actor, now: datetime) -> Appended:
    """Append an entry that counts for an agency."""
    agency = units.agency(agency_id)
    place = Place(unit_id=agency.unit_id, agency_id=agency.id, province=agency.province_code)
    return append(event, subject_id=subject_id, actor=actor, now=now, place=place)


def place_of(plan: Plan) -> Place:
    """Where what happens to the plan counts."""
    return Place(unit_id=plan.unit_id, agency_id=plan.agency_id, province=plan.province)


def said(row: PlanVersion) -> dict[str, Any]:
    """What every entry of the journal says."""
    return {"plan": row.plan.code, "version": row.number}


def names_of(row: Pillar | PlanIndicator) -> Names:
    """The name by language; where one is missing, the Vietnamese."""
    return {"vi": row.name_vi, "en": row.name_en or row.name_vi, "th": row.name_th or row.name_vi}


def _columns(names: Names) -> dict[str, str]:
    return {f"name_{language}": names.get(language, "").strip() for language in ("vi", "en", "th")}


def write(version: PlanVersion, content: PlanContent) -> None:
    """Put a draft's content in place of what it said; a fixed number of statements."""
    PlanIndicator.objects.filter(version=version).delete()
    Pillar.objects.filter(version=version).delete()
    Resource.objects.filter(version=version).delete()
    for name in ("title", "kind", "starts_on", "ends_on", "legal_basis"):
        setattr(version, name, getattr(content, name))
    version.save()
    pillars = {
        one.code: Pillar(version=version, code=one.code, order=order, **_columns(one.names))
        for order, one in enumerate(content.pillars)
    }
    Pillar.objects.bulk_create(pillars.values())
    Objective.objects.bulk_create(
        Objective(pillar=pillars[one.code], order=order, text=text)
        for one in content.pillars
        for order, text in enumerate(one.objectives)
    )
    indicators = [_indicator_row(version, one, order, pillars) for order, one in enumerate(content.indicators)]
    PlanIndicator.objects.bulk_create(indicators)
    _write_targets(version, content, indicators)
    Resource.objects.bulk_create(
        Resource(
            version=version, order=order, what=one.what, source=one.source, amount=one.amount, is_sample=one.is_sample
        )
        for order, one in enumerate(content.resources)
    )


def _indicator_row(version: PlanVersion, one: IndicatorDraft, order: int, pillars: dict[str, Pillar]) -> PlanIndicator:
    measure = one.measure
    return PlanIndicator(
        version=version, pillar=pillars[one.pillar], code=one.code, order=order, **_columns(one.names),
        unit_of_measure=one.unit_of_measure.strip(), direction=one.direction, source=one.source,
        measure_index=measure.index if measure else "", measure_item=measure.item if measure else "",
        measure_part=measure.part if measure else "", combination=one.combination, is_sample=one.is_sample,
    )  # fmt: skip


def _write_targets(version: PlanVersion, content: PlanContent, rows: list[PlanIndicator]) -> None:
    holders = units.agencies({target.holder_id for one in content.indicators for target in one.targets})
    since = version.valid_from or version.starts_on
    Target.objects.bulk_create(
        Target(
            indicator=row, holder_id=target.holder_id, unit_id=holders[target.holder_id].unit_id,
            province=holders[target.holder_id].province_code, level=holders[target.holder_id].level,
            due_on=target.due_on, baseline=target.baseline, baseline_on=target.baseline_on, value=target.value,
            valid_from=since, is_sample=target.is_sample,
        )
        for row, one in zip(rows, content.indicators, strict=True)
        for target in one.targets
    )  # fmt: skip


def read(version: PlanVersion) -> PlanContent:
    """What a version says, without the targets of the cascade; five statements."""
    pillars = list(Pillar.objects.filter(version=version).prefetch_related("objectives").order_by("order"))
    targets: dict[Any, list[TargetDraft]] = {}
    own = Target.objects.filter(indicator__version=version, parent=None, valid_to=None)
    for row in own.order_by("due_on", "province", "holder_id"):
        targets.setdefault(row.indicator_id, []).append(
            TargetDraft(row.holder_id, row.due_on, row.value, row.baseline, row.baseline_on, row.is_sample)
        )
    return PlanContent(
        title=version.title, kind=cast(Any, version.kind), starts_on=version.starts_on, ends_on=version.ends_on,
        legal_basis=version.legal_basis,
        pillars=tuple(
            PillarDraft(one.code, names_of(one), tuple(o.text for o in sorted(one.objectives.all(), key=_order)))
            for one in pillars
        ),
        indicators=tuple(
            _draft_of(one, tuple(targets.get(one.id, ())))
            for one in PlanIndicator.objects.filter(version=version).select_related("pillar").order_by("order")
        ),
        resources=tuple(
            ResourceDraft(one.what, one.source, one.amount, one.is_sample)
            for one in Resource.objects.filter(version=version).order_by("order")
        ),
    )  # fmt: skip


def _order(row: Objective) -> int:
    return row.order


def _draft_of(row: PlanIndicator, targets: tuple[TargetDraft, ...]) -> IndicatorDraft:
    return IndicatorDraft(
        code=row.code, pillar=row.pillar.code, names=names_of(row), unit_of_measure=row.unit_of_measure,
        direction=cast(Any, row.direction), measure=measure_of(row), combination=cast(Any, row.combination),
        targets=targets, is_sample=row.is_sample,
    )  # fmt: skip


def measure_of(row: PlanIndicator) -> Measure | None:
    """Where its live value comes from; None when it is reported."""
    if row.source != "live":
        return None
    return Measure(row.measure_index, row.measure_item, cast(Any, row.measure_part))


def version_view(row: PlanVersion) -> VersionView:
    """The version as others see it; `row.plan` is there already."""
    same = (
        "id", "plan_id", "number", "status", "title", "kind", "starts_on", "ends_on", "legal_basis", "document_number",
        "issued_on", "valid_from", "valid_to", "change_note", "remark", "drafted_at", "submitted_at", "approved_at",
        "approved_by", "send_due_on", "sent_on", "sent_number",
    )  # fmt: skip
    return VersionView(
        code=row.plan.code, issuer_id=row.plan.agency_id, province=row.plan.province, is_sample=row.plan.is_sample,
        **{name: getattr(row, name) for name in same},
    )  # fmt: skip


def indicator_view(row: PlanIndicator) -> IndicatorView:
    """The indicator as others see it; its version, plan and pillar are there already."""
    return IndicatorView(
        id=row.id, plan_id=row.version.plan_id, plan_code=row.version.plan.code, code=row.code, pillar=row.pillar.code,
        order=row.order, names=names_of(row), unit_of_measure=row.unit_of_measure,
        direction=cast(Any, row.direction), measure=measure_of(row), combination=cast(Any, row.combination),
        is_sample=row.is_sample,
    )  # fmt: skip

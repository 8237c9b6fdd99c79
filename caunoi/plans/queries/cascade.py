"""Reads of the cascade: a parent sees its split whole, a unit its own offer and the parent's frame."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, cast
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.core.errors import NotPermitted
from caunoi.plans.cascading.errors import CascadeNotFound, NothingToSplit, OfferNotFound
from caunoi.plans.cascading.policies import reads
from caunoi.plans.cascading.rows import fit_of
from caunoi.plans.cascading.shapes import (
    CascadeState,
    CascadeView,
    Counts,
    Frame,
    Listed,
    Method,
    MoveKind,
    MoveView,
    OfferPage,
    OfferState,
    OfferView,
    Splittable,
    Summary,
)
from caunoi.plans.models import Cascade, Offer, OfferMove, PlanIndicator, Target
from caunoi.plans.shapes import Combination, Direction
from caunoi.units.rules.text import fold

PAGE = 100
_STATE_AFTER: dict[str, OfferState] = {
    "offered": "offered", "accepted": "accepted", "agreed": "accepted", "countered": "countered", "fixed": "fixed",
    "withdrawn": "withdrawn",
}  # fmt: skip


def cascade(cascade_id: UUID, *, actor: Actor, now: datetime, at: datetime | None = None) -> CascadeView:
    """A parent's split with every offer, as it stands or as it stood `at` a moment; a fixed number of statements.

    For officers of the parent, and of the agency above it. Raises CascadeNotFound, to others too.
    """
    row = _readable(cascade_id, actor, now)
    offers = [_offer(one) for one in row.offers.order_by("province", "code")]
    if at is not None:
        offers = _as_of(offers, at)
    below = Cascade.objects.filter(parent_offer__cascade=row).exclude(state="withdrawn")
    current = {one.agency_id: one.value for one in offers}
    prepared = {one.agency_id: one.next_value if one.next_value is not None else one.value for one in offers}
    asked = {one.agency_id: one.counter if one.counter is not None else one.value for one in offers}
    return CascadeView(
        frame=frame_of(row), target_id=row.target_id, parent_offer_id=row.parent_offer_id, offers=tuple(offers),
        counts=_counts([one.state for one in offers]), fit=fit_of(row, dict(current)),
        fit_next=fit_of(row, dict(prepared)), fit_countered=fit_of(row, dict(asked)),
        below=dict(below.values_list("agency_id", "id")),
    )  # fmt: skip


def offer(offer_id: UUID, *, actor: Actor, now: datetime) -> OfferPage:
    """One unit's offer with its history and the parent's frame: nothing of the other units; four statements.

    For officers of the unit and of the parent. What either side prepares is shown to that side only. Raises
    OfferNotFound, to others too.
    """
    found = Offer.objects.select_related("cascade__indicator__version__plan").filter(pk=offer_id)
    row = found.exclude(state="draft").first()
    if row is None:
        raise OfferNotFound
    own = reads(actor, agency_id=row.agency_id, now=now)
    if not own and not reads(actor, agency_id=row.cascade.agency_id, now=now):
        raise OfferNotFound
    moves = [
        MoveView(m.round, cast(MoveKind, m.kind), m.value, m.reason, m.agency_id, m.person_id, m.at)
        for m in row.moves.order_by("at", "id")
    ]
    splits = Cascade.objects.filter(Q(parent_offer=row) | Q(target_id=row.target_id, target_id__isnull=False))
    below = splits.exclude(state="withdrawn").values_list("id", flat=True).first()
    return OfferPage(frame_of(row.cascade), _offer(row, own=own, parent=not own), tuple(moves), below if own else None)


def cascades(agency_id: UUID, *, actor: Actor, now: datetime) -> list[Summary]:
    """What an agency splits, the newest first, with how the units answered; two statements. For its officers."""
    _require_reader(agency_id, actor, now)
    rows = list(
        Cascade.objects.filter(agency_id=agency_id)
        .exclude(state="withdrawn")
        .select_related("indicator__version__plan")
        .order_by("-drafted_at", "id")
    )
    counts = _counts_of(rows)
    return [Summary(frame_of(row), counts.get(row.id, Counts())) for row in rows]


def offers_to(agency_id: UUID, *, actor: Actor, now: datetime) -> list[OfferPage]:
    """What an agency is offered and was given, the newest first, without histories. For its officers."""
    _require_reader(agency_id, actor, now)
    rows = Offer.objects.filter(agency_id=agency_id).exclude(state__in=["draft", "withdrawn"])
    found = rows.select_related("cascade__indicator__version__plan").order_by("-cascade__proposed_at", "id")
    below = dict(
        Cascade.objects.filter(parent_offer__in=[row.pk for row in found])
        .exclude(state="withdrawn")
        .values_list("parent_offer_id", "id")
    )
    return [OfferPage(frame_of(row.cascade), _offer(row), (), below.get(row.id)) for row in found]


def splittable(agency_id: UUID, *, actor: Actor, now: datetime) -> list[Splittable]:
    """The agency's targets and offers that may be split among units below and are not yet; two statements.

    For its officers.
    """
    _require_reader(agency_id, actor, now)
    live = Cascade.objects.filter(state__in=["draft", "open", "fixed"])
    mine = Target.objects.filter(holder_id=agency_id, valid_to=None, indicator__version__status="issued")
    mine = mine.exclude(Exists(live.filter(target=OuterRef("pk")))).filter(due_on__gte=local_date(now))
    given = Offer.objects.filter(agency_id=agency_id, state__in=["offered", "accepted", "countered"])
    given = given.exclude(Exists(live.filter(parent_offer=OuterRef("pk")))).filter(cascade__state="open")
    found = [
        _splittable(one.indicator, one.value, one.due_on, target_id=one.id)
        for one in mine.select_related("indicator__version__plan").order_by("due_on", "id")[:PAGE]
    ]
    return found + [
        _splittable(one.cascade.indicator, one.value, one.cascade.due_on, offer_id=one.id)
        for one in given.select_related("cascade__indicator__version__plan").order_by("id")[:PAGE]
    ]


def source(agency_id: UUID, source_id: UUID, *, actor: Actor, now: datetime) -> Splittable:
    """One of the agency's targets or offers, to be split (again). For its officers. Raises NothingToSplit."""
    _require_reader(agency_id, actor, now)
    mine = Target.objects.select_related("indicator__version__plan").filter(pk=source_id, holder_id=agency_id)
    if (one := mine.filter(valid_to=None).first()) is not None:
        return _splittable(one.indicator, one.value, one.due_on, target_id=one.id)
    given = Offer.objects.select_related("cascade__indicator__version__plan").filter(pk=source_id, agency_id=agency_id)
    if (offered := given.exclude(state__in=["draft", "withdrawn"]).first()) is not None:
        return _splittable(offered.cascade.indicator, offered.value, offered.cascade.due_on, offer_id=offered.id)
    raise NothingToSplit


def _splittable(
    indicator: PlanIndicator, value: Decimal, due_on: date, *, target_id: UUID | None = None,
    offer_id: UUID | None = None,
) -> Splittable:  # fmt: skip
    return Splittable(
        plan_code=indicator.version.plan.code, indicator_code=indicator.code, names=names_of(indicator),
        unit_of_measure=indicator.unit_of_measure, combination=cast(Combination, indicator.combination),
        direction=cast(Direction, indicator.direction), value=value, due_on=due_on, target_id=target_id,
        offer_id=offer_id,
    )  # fmt: skip


def names_of(indicator: PlanIndicator) -> dict[str, str]:
    """By language."""
    return {"vi": indicator.name_vi, "en": indicator.name_en, "th": indicator.name_th}


def listed(
    cascade_id: UUID, *, actor: Actor, now: datetime, through: bool = False, state: str = "", q: str = "",
    province: str = "", page: int = 1, size: int = PAGE,
) -> Listed:  # fmt: skip
    """A page of a split's offers by province and code; `through` gives those one level further down instead.

    `state` narrows to one state, `q` to names or codes that contain its words (marks do not matter). For officers of
    the parent. Raises CascadeNotFound.
    """
    row = _readable(cascade_id, actor, now)
    found = Offer.objects.filter(cascade__parent_offer__cascade=row) if through else Offer.objects.filter(cascade=row)
    if through and row.state != "draft":
        found = found.exclude(state="draft")
    found = found.exclude(cascade__state="withdrawn") if row.state != "withdrawn" else found
    if state:
        found = found.filter(state=state)
    if province:
        found = found.filter(province=province)
    for word in fold(q).split():
        found = found.filter(search_key__contains=word)
    total = found.count()
    pages = max(1, -(-total // size))
    number = min(max(page, 1), pages)
    rows = found.order_by("province", "code")[(number - 1) * size : number * size]
    return Listed(tuple(_offer(one) for one in rows), total, number, pages)


def frame_of(row: Cascade) -> Frame:
    """The parent's frame, from a row with its indicator, version and plan."""
    indicator = row.indicator
    return Frame(
        id=row.id, plan_code=indicator.version.plan.code, indicator_id=indicator.id, indicator_code=indicator.code,
        names=names_of(indicator), unit_of_measure=indicator.unit_of_measure,
        combination=cast(Combination, row.combination),
        direction=cast(Direction, row.direction), agency_id=row.agency_id, province=row.province, level=row.level,
        due_on=row.due_on, answer_by=row.answer_by, value=row.value, method=cast(Method, row.method), round=row.round,
        state=cast(CascadeState, row.state), proposed_at=row.proposed_at, closed_at=row.closed_at,
        closing_reason=row.closing_reason,
    )  # fmt: skip


def _readable(cascade_id: UUID, actor: Actor, now: datetime) -> Cascade:
    found = Cascade.objects.select_related("indicator__version__plan", "parent_offer__cascade", "root")
    row = found.filter(pk=cascade_id).first()
    if row is None:
        raise CascadeNotFound
    above: list[UUID] = []
    if row.root is not None:
        above.append(row.root.agency_id)
    elif row.parent_offer is not None and row.state != "draft":
        above.append(row.parent_offer.cascade.agency_id)
    # A draft that the level above prepares through two levels is not yet the parent's to see.
    own = [] if row.root is not None and row.state == "draft" else [row.agency_id]
    if not any(reads(actor, agency_id=one, now=now) for one in [*own, *above]):
        raise CascadeNotFound
    return row


def _require_reader(agency_id: UUID, actor: Actor, now: datetime) -> None:
    if not reads(actor, agency_id=agency_id, now=now):
        raise NotPermitted


def _offer(row: Offer, *, own: bool = False, parent: bool = True) -> OfferView:
    return OfferView(
        id=row.id, cascade_id=row.cascade_id, agency_id=row.agency_id, unit_id=row.unit_id, province=row.province,
        code=row.code, name=row.name, population=row.population, last_value=row.last_value, last_on=row.last_on,
        value=row.value, state=cast(OfferState, row.state), round=row.round, counter=row.counter, reason=row.reason,
        answered_at=row.answered_at, next_value=row.next_value if parent else None,
        prepared_value=row.prepared_value if own else None, prepared_reason=row.prepared_reason if own else "",
        target_id=row.target_id,
    )  # fmt: skip


def _as_of(offers: Sequence[OfferView], at: datetime) -> list[OfferView]:
    """Offers as they stood, from their moves; those that were not made yet are left out; one statement."""
    moves = OfferMove.objects.filter(offer_id__in=[one.id for one in offers], at__lte=at).order_by("at", "id")
    told: dict[UUID, OfferView] = {}
    known = {one.id: one for one in offers}
    for move in moves:
        before = told.get(move.offer_id, known[move.offer_id])
        countered = move.kind == "countered"
        told[move.offer_id] = replace(
            before, state=_STATE_AFTER[move.kind], round=move.round, next_value=None,
            value=before.value if countered else move.value, counter=move.value if countered else None,
            reason=move.reason if countered else "",
            answered_at=move.at if move.kind in ("accepted", "countered") else before.answered_at,
        )  # fmt: skip
    return [told[one.id] for one in offers if one.id in told]


def _counts(states: Iterable[str]) -> Counts:
    found = list(states)
    return Counts(
        offered=found.count("offered") + found.count("draft"), accepted=found.count("accepted"),
        countered=found.count("countered"), fixed=found.count("fixed"),
    )  # fmt: skip


def _counts_of(rows: Sequence[Cascade]) -> dict[UUID, Counts]:
    by: dict[UUID, dict[str, int]] = {}
    offers: QuerySet[Offer] = Offer.objects.filter(cascade__in=rows)
    grouped: Any = offers.values_list("cascade_id", "state").annotate(n=Count("id")).order_by()
    for cascade_id, state, number in grouped:
        by.setdefault(cascade_id, {})[state] = number
    return {
        key: Counts(
            found.get("offered", 0) + found.get("draft", 0), found.get("accepted", 0), found.get("countered", 0),
            found.get("fixed", 0),
        )
        for key, found in by.items()
    }  # fmt: skip

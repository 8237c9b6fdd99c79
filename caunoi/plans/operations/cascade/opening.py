"""A split is prepared and sent: to the units of the next level, or through two levels in one go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from typing import cast
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.core.errors import Problem
from caunoi.core.journal import Event, Place, append_many
from caunoi.plans.cascading.errors import AlreadySplit, CascadeMovedOn, NothingToSplit, NoUnitsBelow, UnfitSplit
from caunoi.plans.cascading.events import CascadeDrafted, CascadeProposed, OfferMade
from caunoi.plans.cascading.policies import require_decider, require_preparer
from caunoi.plans.cascading.rows import (
    BELOW,
    COMMITTEE,
    Child,
    children,
    last_values,
    locked_cascade,
    moved,
    place,
    said,
    said_of,
)
from caunoi.plans.cascading.shapes import METHODS, Method
from caunoi.plans.models import Cascade, Offer, OfferMove, PlanIndicator, Target
from caunoi.plans.operations.cascade.amounts import Rule, must_fit, pasted_values, split
from caunoi.plans.shapes import Combination, Direction
from caunoi.units import queries as units
from caunoi.units.rules.text import fold


@dataclass(frozen=True, slots=True)
class _Source:
    """What is split, and by whom."""

    indicator: PlanIndicator
    agency_id: UUID
    unit_id: UUID | None
    province: str
    value: Decimal
    due_on: date
    target: Target | None = None
    offer: Offer | None = None


@transaction.atomic
def prepare(
    *, methods: Sequence[Method], actor: Actor, now: datetime, target_id: UUID | None = None,
    offer_id: UUID | None = None, pasted: str = "", places: int = 0, answer_by: date | None = None,
) -> UUID:  # fmt: skip
    """Draft the split of a target (or of an offer that is not fixed yet) and return the cascade's id.

    One method splits among the units of the next level; two go on through the level below. `by_hand` takes `pasted`,
    which names the units of its level; only one of two can be by hand. `places`: decimals of the parts. An earlier
    draft is replaced; nobody below sees a draft. A fixed number of statements, whatever the number of units.

    Raises NothingToSplit, NotYourSplit, AlreadySplit, NoUnitsBelow, UnfitSplit.
    """
    source = _source(target_id, offer_id)
    person_id = require_preparer(actor, agency_id=source.agency_id, now=now)
    _check(methods, places, answer_by, source, now)
    _replace_draft(source)
    rule = Rule(
        cast(Combination, source.indicator.combination), cast(Direction, source.indicator.direction), places
    )  # fmt: skip
    made = _Making(source, rule, methods, pasted, answer_by, person_id, now)
    cascades, offers = made.everything()
    Cascade.objects.bulk_create(cascades[:1])
    Offer.objects.bulk_create([one for one in offers if one.cascade_id == cascades[0].id])
    Cascade.objects.bulk_create(cascades[1:])
    Offer.objects.bulk_create([one for one in offers if one.cascade_id != cascades[0].id])
    numbers = {key: len(list(group)) for key, group in groupby(offers, key=lambda one: one.cascade_id)}
    drafted = [
        (CascadeDrafted(**said(one), method=one.method, offers=numbers[one.id]), one.id, place(one)) for one in cascades
    ]
    append_many(drafted, actor=actor, now=now)
    return cascades[0].id


@transaction.atomic
def send(*, cascade_id: UUID, actor: Actor, now: datetime) -> None:
    """A leader sends a prepared split to the units, with what was prepared below it.

    A fixed number of statements. Raises CascadeNotFound, NotYourSplit, LeaderDecides, CascadeMovedOn.
    """
    root = locked_cascade(cascade_id)
    person_id = require_decider(actor, agency_id=root.agency_id, now=now)
    if root.state != "draft" or root.root_id is not None:
        raise CascadeMovedOn
    below = Cascade.objects.filter(root=root).select_related("indicator__version__plan").order_by("province")
    cascades = [root, *below]
    ids = [one.id for one in cascades]
    Cascade.objects.filter(id__in=ids).update(state="open", proposed_by=person_id, proposed_at=now)
    Offer.objects.filter(cascade_id__in=ids).update(state="offered")
    offers = list(Offer.objects.filter(cascade_id__in=ids).order_by("cascade_id", "province", "code"))
    OfferMove.objects.bulk_create(
        [moved(one, "offered", agency_id=root.agency_id, person_id=person_id, now=now) for one in offers]
    )
    append_many(_sent(cascades, offers), actor=actor, now=now)


def propose(
    *, methods: Sequence[Method], actor: Actor, now: datetime, target_id: UUID | None = None,
    offer_id: UUID | None = None, pasted: str = "", places: int = 0, answer_by: date | None = None,
) -> UUID:  # fmt: skip
    """Prepare and send in one go, by a leader. Raises as `prepare` and `send`; nothing is half sent."""
    with transaction.atomic():
        cascade_id = prepare(
            methods=methods, actor=actor, now=now, target_id=target_id, offer_id=offer_id, pasted=pasted,
            places=places, answer_by=answer_by,
        )  # fmt: skip
        send(cascade_id=cascade_id, actor=actor, now=now)
    return cascade_id


def _sent(cascades: Sequence[Cascade], offers: Sequence[Offer]) -> list[tuple[Event, UUID, Place]]:
    numbers = {key: len(list(group)) for key, group in groupby(offers, key=lambda one: one.cascade_id)}
    due = {one.id: one.answer_by for one in cascades}
    told: list[tuple[Event, UUID, Place]] = [
        (CascadeProposed(**said(one), method=one.method, offers=numbers[one.id]), one.id, place(one))
        for one in cascades
    ]
    told += [(OfferMade(**said_of(one), answer_by=due[one.cascade_id]), one.id, place(one)) for one in offers]
    return told


def _source(target_id: UUID | None, offer_id: UUID | None) -> _Source:
    if target_id is not None:
        found = Target.objects.select_for_update(of=("self",)).select_related("indicator__version__plan")
        target = found.filter(pk=target_id, valid_to=None, indicator__version__status="issued").first()
        if target is None:
            raise NothingToSplit
        return _Source(
            target.indicator, target.holder_id, target.unit_id, target.province, target.value, target.due_on, target
        )
    if offer_id is None:
        raise NothingToSplit
    rows = Offer.objects.select_for_update(of=("self",)).select_related("cascade__indicator__version__plan", "target")
    offer = rows.filter(pk=offer_id, state__in=["offered", "accepted", "countered", "fixed"]).first()
    if offer is None:
        raise NothingToSplit
    return _Source(
        offer.cascade.indicator, offer.agency_id, offer.unit_id, offer.province, offer.value, offer.cascade.due_on,
        offer.target, offer,
    )  # fmt: skip


def _check(methods: Sequence[Method], places: int, answer_by: date | None, source: _Source, now: datetime) -> None:
    problems = []
    if not 1 <= len(methods) <= 2 or any(one not in METHODS for one in methods):
        problems.append(Problem(_("Hãy chọn cách chia cho một hoặc hai cấp."), "method"))
    if list(methods) == ["by_hand", "by_hand"]:
        problems.append(Problem(_("Chỉ một trong hai cấp được nhập bằng bảng dán vào."), "method"))
    if not 0 <= places <= 6:
        problems.append(Problem(_("Số chữ số thập phân phải từ 0 đến 6."), "places"))
    if answer_by is not None and not local_date(now) <= answer_by <= source.due_on:
        problems.append(Problem(_("Hạn trả lời phải từ hôm nay đến hết kỳ của chỉ tiêu."), "answer_by"))
    if problems:
        raise UnfitSplit(problems)


def _replace_draft(source: _Source) -> None:
    found = Cascade.objects.filter(target=source.target) if source.target else Cascade.objects.none()
    if source.offer:
        found = found | Cascade.objects.filter(parent_offer=source.offer)
    live = list(found.filter(state__in=["draft", "open", "fixed"]))
    if any(one.state != "draft" for one in live):
        raise AlreadySplit
    for one in live:
        discard_rows(one)


def discard_rows(draft: Cascade) -> None:
    """Take a draft away with what was prepared below it. The journal keeps that it was there."""
    Cascade.objects.filter(root=draft).delete()
    draft.delete()


@dataclass
class _Making:
    """Builds all rows of a go in memory: the root, its offers, and one cascade below each offer."""

    source: _Source
    rule: Rule
    methods: Sequence[Method]
    pasted: str
    answer_by: date | None
    person_id: UUID
    now: datetime

    def everything(self) -> tuple[list[Cascade], list[Offer]]:
        """The cascades, the root first, and their offers in that order."""
        agency = units.agency(self.source.agency_id)
        level = BELOW.get(agency.level, "")
        if not level or (agency.level == "province" and agency.kind != COMMITTEE):
            raise NoUnitsBelow
        provinces = [agency.province_code] if agency.level == "province" else None
        first = self._children(level, provinces)
        root = self._cascade(self.source, level, self.methods[0])
        cascades, offers = [root], self._offers(root, first, self._parts(root, first, self.methods[0]))
        if len(self.methods) == 2:
            self._below(root, level, cascades, offers)
        return cascades, offers

    def _below(self, root: Cascade, level: str, cascades: list[Cascade], offers: list[Offer]) -> None:
        if level not in BELOW:
            raise NoUnitsBelow
        children_of = {
            province: list(group)
            for province, group in groupby(self._children(BELOW[level], None), key=lambda child: child.province)
        }
        method, given = self.methods[1], {}
        if method == "by_hand":
            given = dict(pasted_values(self.pasted, [child for many in children_of.values() for child in many]))
        problems: list[Problem] = []
        for parent in list(offers):
            units_below = children_of.get(parent.province, [])
            if not units_below:
                continue
            source = replace(
                self.source, agency_id=parent.agency_id, unit_id=parent.unit_id, province=parent.province,
                value=parent.value, target=None, offer=parent,
            )  # fmt: skip
            cascade = self._cascade(source, BELOW[level], method)
            cascade.root_id = root.id
            try:
                parts = self._parts(cascade, units_below, method, given, of=parent.name)
            except UnfitSplit as refused:
                problems += refused.problems
                continue
            cascades.append(cascade)
            offers += self._offers(cascade, units_below, parts)
        if problems:
            raise UnfitSplit(problems)

    def _children(self, level: str, provinces: list[str] | None) -> list[Child]:
        today = local_date(self.now)
        found = children(level, provinces=provinces, on=today)
        if not found:
            raise NoUnitsBelow
        last = last_values(self.source.indicator, [one.agency_id for one in found], now=self.now)
        return [
            replace(one, last_value=last[one.agency_id][0], last_on=last[one.agency_id][1])
            if one.agency_id in last
            else one
            for one in found
        ]

    def _parts(
        self, cascade: Cascade, units_below: Sequence[Child], method: Method,
        given: Mapping[UUID, Decimal] | None = None, of: str = "",
    ) -> Mapping[UUID, Decimal]:  # fmt: skip
        if method != "by_hand":
            return split(cascade.value, units_below, method, self.rule)
        read = given if given is not None else pasted_values(self.pasted, units_below)
        parts = {one.agency_id: read[one.agency_id] for one in units_below}
        must_fit(cascade.value, parts, self.rule, of)
        return parts

    def _cascade(self, source: _Source, level: str, method: Method) -> Cascade:
        return Cascade(
            indicator=source.indicator, target=source.target, parent_offer=source.offer, agency_id=source.agency_id,
            unit_id=source.unit_id, province=source.province, level=level, due_on=source.due_on,
            answer_by=self.answer_by, value=source.value, combination=self.rule.combination,
            direction=self.rule.direction, method=method, drafted_by=self.person_id, drafted_at=self.now,
        )  # fmt: skip

    def _offers(self, cascade: Cascade, units_below: Sequence[Child], parts: Mapping[UUID, Decimal]) -> list[Offer]:
        return [
            Offer(
                cascade=cascade, agency_id=one.agency_id, unit_id=one.unit_id, province=one.province, code=one.code,
                name=one.name, search_key=fold(f"{one.code} {one.name}")[:300], population=one.population,
                last_value=one.last_value, last_on=one.last_on, value=parts[one.agency_id],
            )
            for one in units_below
        ]  # fmt: skip

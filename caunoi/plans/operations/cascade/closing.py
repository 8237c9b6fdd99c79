"""The end of a split: fixed, so that every unit's value is its target; or withdrawn."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.core.errors import Problem
from caunoi.core.journal import Event, Place, append_many
from caunoi.plans.cascading.errors import CascadeMovedOn, DoesNotFit, ParentNotFixed
from caunoi.plans.cascading.events import CascadeFixed, CascadeWithdrawn, OfferFixed, OfferWithdrawn
from caunoi.plans.cascading.policies import require_decider, require_preparer
from caunoi.plans.cascading.rows import fit_of, locked_cascade, moved, place, said, said_of, why
from caunoi.plans.models import Cascade, Offer, OfferMove, Target
from caunoi.plans.operations.cascade.amounts import short
from caunoi.plans.operations.cascade.opening import discard_rows
from caunoi.plans.rules.fitting import Fit


@transaction.atomic
def fix(*, cascade_id: UUID, actor: Actor, now: datetime, reason: str = "") -> None:
    """A leader fixes the split: each unit's value binds as its target from today.

    Refused while the units do not carry the target together or have not all agreed, unless a `reason` is stated. What
    a unit was to reach by the same day before ends today. A fixed number of statements.

    Raises CascadeNotFound, NotYourSplit, LeaderDecides, CascadeMovedOn, ParentNotFixed, DoesNotFit, SayWhyCascade.
    """
    cascade = locked_cascade(cascade_id)
    person_id = require_decider(actor, agency_id=cascade.agency_id, now=now)
    if cascade.state != "open":
        raise CascadeMovedOn
    if cascade.target_id is None:
        raise ParentNotFixed
    offers = list(cascade.offers.select_for_update().order_by("province", "code"))
    found = fit_of(cascade, {row.agency_id: row.value for row in offers})
    problems = in_the_way(found, offers)
    if problems and not reason.strip():
        raise DoesNotFit(problems)
    kept = why(reason) if problems else reason.strip()[:1000]
    agreed = sum(row.state == "accepted" for row in offers)
    _bind(cascade, offers, now)
    for row in offers:
        row.state, row.next_value = "fixed", None
    Offer.objects.bulk_update(offers, ["state", "target", "next_value"])
    _point_below(offers)
    _close(cascade, "fixed", person_id, kept, now)
    OfferMove.objects.bulk_create(
        moved(row, "fixed", agency_id=cascade.agency_id, person_id=person_id, now=now, reason=kept) for row in offers
    )
    fixed = CascadeFixed(
        **said(cascade), offers=len(offers), agreed=agreed, gap=found.gap or Decimal(0), short=not found.met
    )
    told: list[tuple[Event, UUID, Place]] = [(fixed, cascade.id, place(cascade))]
    told += [(OfferFixed(**said_of(row), target=row.target_id), row.id, place(row)) for row in offers if row.target_id]
    append_many(told, actor=actor, now=now)


@transaction.atomic
def withdraw(*, cascade_id: UUID, actor: Actor, now: datetime, reason: str = "") -> None:
    """Take a split back with what is split below it: a draft by who prepares, one that was sent by a leader, with why.

    What was fixed stays; the plan is revised instead. Raises CascadeNotFound, NotYourSplit, LeaderDecides,
    CascadeMovedOn, SayWhyCascade.
    """
    cascade = locked_cascade(cascade_id)
    if cascade.state == "draft":
        require_preparer(actor, agency_id=cascade.agency_id, now=now)
        discard_rows(cascade)
        return
    person_id = require_decider(actor, agency_id=cascade.agency_id, now=now)
    if cascade.state != "open":
        raise CascadeMovedOn
    kept = why(reason)
    below = Cascade.objects.select_for_update(of=("self",)).filter(
        parent_offer__cascade=cascade, state__in=["draft", "open"]
    )
    cascades = [cascade, *below.select_related("indicator__version__plan")]
    offers = list(Offer.objects.select_for_update().filter(cascade__in=cascades).order_by("province", "code"))
    for one in cascades:
        _close(one, "withdrawn", person_id, kept, now, save=False)
    Cascade.objects.bulk_update(cascades, ["state", "closed_by", "closed_at", "closing_reason"])
    Offer.objects.filter(id__in=[row.id for row in offers]).update(state="withdrawn", next_value=None)
    OfferMove.objects.bulk_create(
        moved(row, "withdrawn", agency_id=cascade.agency_id, person_id=person_id, now=now, reason=kept)
        for row in offers
    )
    told: list[tuple[Event, UUID, Place]] = [(CascadeWithdrawn(**said(one)), one.id, place(one)) for one in cascades]
    told += [(OfferWithdrawn(**said_of(row)), row.id, place(row)) for row in offers]
    append_many(told, actor=actor, now=now)


def in_the_way(found: Fit[UUID], offers: list[Offer]) -> list[Problem]:
    """What stands between a split and its being fixed."""
    problems = [] if found.met else [short(found)]
    silent = sum(row.state == "offered" for row in offers)
    countering = sum(row.state == "countered" for row in offers)
    if silent:
        problems.append(Problem(_("Còn %(count)s đơn vị chưa trả lời."), params=(("count", silent),)))
    if countering:
        problems.append(Problem(_("Còn %(count)s đơn vị đề nghị giá trị khác."), params=(("count", countering),)))
    return problems


def _bind(cascade: Cascade, offers: list[Offer], now: datetime) -> None:
    today = local_date(now)
    Target.objects.filter(
        indicator_id=cascade.indicator_id, due_on=cascade.due_on, valid_to=None,
        holder_id__in=[row.agency_id for row in offers],
    ).update(valid_to=today)  # fmt: skip
    targets = [
        Target(
            indicator_id=cascade.indicator_id, parent_id=cascade.target_id, holder_id=row.agency_id,
            unit_id=row.unit_id, province=row.province, level=cascade.level, due_on=cascade.due_on,
            baseline=row.last_value, baseline_on=row.last_on, value=row.value, valid_from=today,
        )
        for row in offers
    ]  # fmt: skip
    Target.objects.bulk_create(targets)
    for row, target in zip(offers, targets, strict=True):
        row.target = target


def _point_below(offers: list[Offer]) -> None:
    """What the units split further is now a split of their target."""
    target_of = {row.id: row.target_id for row in offers}
    below = list(Cascade.objects.filter(parent_offer__in=offers, state__in=["draft", "open"]))
    for one in below:
        if one.parent_offer_id is not None:
            one.target_id = target_of[one.parent_offer_id]
    if below:
        Cascade.objects.bulk_update(below, ["target"])


def _close(cascade: Cascade, state: str, person_id: UUID, reason: str, now: datetime, *, save: bool = True) -> None:
    cascade.state, cascade.closed_by, cascade.closed_at, cascade.closing_reason = state, person_id, now, reason
    if save:
        cascade.save(update_fields=["state", "closed_by", "closed_at", "closing_reason"])


__all__ = ["fix", "in_the_way", "withdraw"]

"""Verification by an agency above, and the end of a year's assessment: explain, approve, publish (art. 8.2b)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from caunoi.core.actor import Actor
from caunoi.measures import known
from caunoi.measures.errors import NothingToPublish, SamePerson, UnfitValue, ValueMovedOn
from caunoi.measures.events import ValueApproved, ValuePublished, ValueReturned, ValueVerified
from caunoi.measures.manual import locked, note, said, view_of
from caunoi.measures.models import ManualValue
from caunoi.measures.operations.proposing import LARGEST, reason
from caunoi.measures.policies import APPROVERS, require_verifier
from caunoi.measures.shapes import ManualView
from caunoi.units.queries import AgencyView


@transaction.atomic
def verify_value(
    *, value_id: UUID, actor: Actor, now: datetime, value: Decimal | None = None, remark: str = ""
) -> ManualView:
    """The evidence was checked: the figure counts from now on, or in a yearly assessment waits for approval.

    In a yearly assessment `value` may differ from what the unit claims, with a `remark`, and it may be verified again
    after the unit has explained itself. By the agency above, never by who typed it in. Raises ValueNotFound,
    NotTheVerifier, SamePerson, ValueMovedOn, UnfitValue, SayWhy.
    """
    row = locked(value_id)
    agency = _checked(row, actor, now, states=("proposed", "explained"))
    yearly = known.yearly(row.index)
    if value is not None and value != row.value:
        if not yearly or not value.is_finite() or not 0 <= value < LARGEST:
            raise UnfitValue
        reason(remark)
        row.value = value
    row.state, row.remark = "verified", remark.strip()[:1000]
    changed = row.value != row.claimed
    event = ValueVerified(**said(row), claimed=row.claimed, changed=changed, verifier=agency.id)
    appended = note(event, row, actor=actor, now=now)
    if not yearly:
        row.counts_at, row.counts_from = now, appended.id
    row.save(update_fields=["value", "state", "remark", "counts_at", "counts_from", *_decision(row)])
    return view_of(row)


@transaction.atomic
def return_value(*, value_id: UUID, remark: str, actor: Actor, now: datetime) -> ManualView:
    """The evidence does not show the figure: it goes back with a remark, and the unit sends another.

    Raises ValueNotFound, NotTheVerifier, SamePerson, ValueMovedOn, SayWhy.
    """
    row = locked(value_id)
    agency = _checked(row, actor, now, states=("proposed", "explained"))
    row.remark, row.state = reason(remark), "returned"
    row.save(update_fields=["remark", "state", *_decision(row)])
    note(ValueReturned(**said(row), verifier=agency.id), row, actor=actor, now=now)
    return view_of(row)


@transaction.atomic
def approve_value(*, value_id: UUID, actor: Actor, now: datetime) -> ManualView:
    """A leader of the agency above approves a verified figure of a yearly assessment, with or without explanation.

    Raises ValueNotFound, NotTheVerifier, SamePerson, ValueMovedOn.
    """
    row = locked(value_id)
    person_id, agency = require_verifier(actor, level=row.level, province=row.province, now=now, roles=APPROVERS)
    if person_id == row.proposed_by:
        raise SamePerson
    if row.state != "verified" or not known.yearly(row.index):
        raise ValueMovedOn
    row.state, row.approved_by, row.approved_at = "approved", person_id, now
    row.save(update_fields=["state", "approved_by", "approved_at"])
    note(ValueApproved(**said(row), verifier=agency.id), row, actor=actor, now=now)
    return view_of(row)


@transaction.atomic
def publish_values(
    *, index: str, level: str, start: date, actor: Actor, now: datetime, province: str = ""
) -> list[ManualView]:
    """Publish every approved figure of a yearly assessment of the period that begins on `start`: they count from now.

    By a leader of the agency above: a ministry for provinces, the `province`'s for its communes and departments.
    Raises NotTheVerifier, NothingToPublish.
    """
    _person, agency = require_verifier(actor, level=level, province=province, now=now, roles=APPROVERS)
    found = ManualValue.objects.select_for_update().filter(
        index=index, level=level, period_start=start, state="approved"
    )
    if level != "province":
        found = found.filter(province=province)
    rows = list(found.order_by("key", "figure"))
    if not rows:
        raise NothingToPublish
    for row in rows:
        row.state = "published"
        appended = note(ValuePublished(**said(row), verifier=agency.id), row, actor=actor, now=now)
        row.counts_at, row.counts_from = now, appended.id
    ManualValue.objects.bulk_update(rows, ["state", "counts_at", "counts_from"])
    return [view_of(row) for row in rows]


def _checked(row: ManualValue, actor: Actor, now: datetime, *, states: tuple[str, ...]) -> AgencyView:
    person_id, agency = require_verifier(actor, level=row.level, province=row.province, now=now)
    if person_id == row.proposed_by:
        raise SamePerson
    if row.state not in states:
        raise ValueMovedOn
    row.decided_by, row.decided_by_agency, row.decided_at = person_id, agency.id, now
    return agency


def _decision(row: ManualValue) -> tuple[str, ...]:
    return ("decided_by", "decided_by_agency", "decided_at")

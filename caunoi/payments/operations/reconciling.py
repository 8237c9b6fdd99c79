"""A day of a service compared with ours: every difference is listed; what only the service knows is asked for."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction

from caunoi.core.actor import Actor
from caunoi.core.clock import VIETNAM
from caunoi.core.ids import new_id
from caunoi.core.journal import Place, append
from caunoi.payments import providers
from caunoi.payments.events import Reconciled
from caunoi.payments.models import Attempt, Reconciliation
from caunoi.payments.policies import READERS, require_receiver
from caunoi.payments.providers.base import CURRENCY, DayLine
from caunoi.payments.shapes import Difference, ReconciliationView
from caunoi.payments.views_of import reconciliation_view
from caunoi.people.policies import holds_role
from caunoi.units import queries as units


def reconcile(
    *, provider: str, agency_id: UUID, day: date, content: bytes, actor: Actor, now: datetime
) -> ReconciliationView:
    """Compare the service's file of a day with the agency's own; the same file again gives the same answer.

    Only lines of the agency (its code as merchant) are compared. A payment that succeeded there and not here is asked
    for at once by the job. Raises NotYourTill, UnknownProvider, WrongFile (nothing is kept).
    """
    if not holds_role(actor, agency_id=agency_id, roles=READERS - {"auditor"}, now=now):
        require_receiver(actor, agency_id=agency_id, now=now)
    digest = hashlib.sha256(content).hexdigest()
    same = {"provider": provider, "agency_id": agency_id, "day": day, "sha256": digest}
    known = Reconciliation.objects.filter(**same).first()
    if known is not None:
        return reconciliation_view(known)
    agency = units.agency(agency_id)
    lines = [one for one in providers.provider(provider).day_lines(content, day) if one.merchant == agency.code]
    return _compare(same, lines, actor, now)


@transaction.atomic
def _compare(same: dict[str, object], lines: list[DayLine], actor: Actor, now: datetime) -> ReconciliationView:
    day, agency_id = same["day"], same["agency_id"]
    assert isinstance(day, date)
    assert isinstance(agency_id, UUID)
    ours = _ours(same, {one.reference for one in lines})
    of_day = [one for one in ours.values() if _unmatched_on(one, day)]
    differences, agreed = _differences(lines, ours)
    seen = {line.reference for line in lines}
    differences += [
        Difference("missing_there", one.reference, None, _received(one), None, "", one.state, one.order.subject_code)
        for one in of_day
        if one.reference not in seen
    ]
    row = Reconciliation.objects.create(
        id=new_id(), **same, lines=len(lines), agreed=len(agreed),
        amount_theirs=sum(one.amount for one in lines if one.state == "succeeded"),
        amount_ours=sum(_received(one) for one in of_day), differences=[asdict(one) for one in differences],
        made_by=getattr(actor, "person_id", None), made_at=now,
    )  # fmt: skip
    Attempt.objects.filter(id__in=agreed, reconciled_on=None).update(reconciled_on=day)
    to_ask = [one.reference for one in differences if one.kind == "state" and one.their_state == "succeeded"]
    Attempt.objects.filter(reference__in=to_ask).exclude(state="succeeded").update(ask_at=now)
    event = Reconciled(
        provider=row.provider, agency=agency_id, day=day, lines=row.lines, agreed=row.agreed,
        differences=len(differences), amount_theirs=row.amount_theirs, amount_ours=row.amount_ours,
    )  # fmt: skip
    append(event, subject_id=row.id, actor=actor, now=now, place=Place(agency_id=agency_id))
    return reconciliation_view(row)


def _ours(same: dict[str, object], references: Iterable[str]) -> dict[str, Attempt]:
    """Our attempts that the file names, and those that succeeded on the day and agreed with no other day's file."""
    day, agency_id = same["day"], same["agency_id"]
    assert isinstance(day, date)
    assert isinstance(agency_id, UUID)
    rows = Attempt.objects.select_related("order", "receipt").filter(
        provider=same["provider"], order__agency_id=agency_id
    )
    start = datetime.combine(day, time.min, tzinfo=VIETNAM)
    of_day = rows.filter(settled_at__gte=start, settled_at__lt=start + timedelta(days=1), state="succeeded")
    return {one.reference: one for one in [*rows.filter(reference__in=list(references)), *of_day]}


def _unmatched_on(attempt: Attempt, day: date) -> bool:
    start = datetime.combine(day, time.min, tzinfo=VIETNAM)
    of_day = attempt.settled_at is not None and start <= attempt.settled_at < start + timedelta(days=1)
    return attempt.state == "succeeded" and of_day and attempt.reconciled_on in (None, day)


def _differences(lines: list[DayLine], ours: dict[str, Attempt]) -> tuple[list[Difference], list[UUID]]:
    found: list[Difference] = []
    agreed: list[UUID] = []
    seen: set[str] = set()
    for line in lines:
        attempt = ours.get(line.reference)
        kind = "repeated" if line.reference in seen else _kind(line, attempt)
        seen.add(line.reference)
        if not kind and attempt is not None:
            agreed.append(attempt.id)
        elif kind:
            found.append(_difference(kind, line, attempt))
    return found, agreed


def _kind(line: DayLine, attempt: Attempt | None) -> str:
    if attempt is None:
        return "missing_here" if line.state == "succeeded" else ""
    if line.currency != CURRENCY:
        return "currency"
    if (line.state == "succeeded") != (attempt.state == "succeeded"):
        return "state"
    return "amount" if line.state == "succeeded" and line.amount != _received(attempt) else ""


def _difference(kind: str, line: DayLine, attempt: Attempt | None) -> Difference:
    if attempt is None:
        return Difference(kind, line.reference, line.amount, None, line.line, line.state)
    return Difference(
        kind, line.reference, line.amount, _received(attempt), line.line, line.state, attempt.state,
        attempt.order.subject_code,
    )  # fmt: skip


def _received(attempt: Attempt) -> int:
    receipt = getattr(attempt, "receipt", None)
    return receipt.amount if receipt else 0

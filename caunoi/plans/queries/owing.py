"""What an agency owes to plans: offers to answer, values to report; and what others owe to it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.core.subjects import SubjectRef
from caunoi.plans.cascading.policies import reads
from caunoi.plans.models import Cascade, Offer, PlanIndicator, PlanVersion, Target, Value
from caunoi.plans.policies import steering_ministry
from caunoi.tasks.shapes import Owed

MOST = 200
SOON = timedelta(days=7)
AHEAD = timedelta(days=31)
"""From so many days before its due day, a target asks for a value of these days or later."""


def owed(agency_id: UUID, *, actor: Actor, now: datetime) -> list[Owed]:
    """Offers to answer, counter-proposals to decide on, splits to send or fix, values to report, plans to send to the
    ministry; the earliest first.

    At most 200 of each. For the agency's officers; otherwise nothing.
    """
    if not reads(actor, agency_id=agency_id, now=now):
        return []
    today = local_date(now)
    offered = Offer.objects.filter(agency_id=agency_id, state="offered", cascade__state="open")
    held = Target.objects.filter(holder_id=agency_id)
    unsent = _unsent(PlanVersion.objects.filter(plan__agency_id=agency_id), today)
    return _sorted([*_offers(offered, today), *_asked(agency_id, today), *_values(held, today), *unsent])


def owed_to(agency_id: UUID, *, actor: Actor, now: datetime) -> list[Owed]:
    """Answers to its offers, values of the targets that it set for others, to the ministry also plans to be sent; at
    most 200 of each.

    For the agency's officers; otherwise nothing.
    """
    if not reads(actor, agency_id=agency_id, now=now):
        return []
    today = local_date(now)
    offered = Offer.objects.filter(cascade__agency_id=agency_id, state="offered", cascade__state="open")
    of_plan = Q(indicator__version__plan__agency_id=agency_id, parent=None) | Q(parent__holder_id=agency_id)
    given = Target.objects.filter(of_plan).exclude(holder_id=agency_id)
    to_ministry = agency_id == steering_ministry(on=today)
    unsent = _unsent(PlanVersion.objects.exclude(plan__agency_id=agency_id), today) if to_ministry else []
    return _sorted([*_offers(offered, today, names=True), *_values(given, today), *unsent])


def _offers(rows: QuerySet[Offer], today: date, *, names: bool = False) -> list[Owed]:
    found = rows.select_related("cascade__indicator").order_by("cascade__answer_by", "province", "code")
    return [
        Owed(
            kind="offer", subject=SubjectRef("plan_offer", row.id),
            title=_("Trả lời chỉ tiêu được giao: %(name)s") % {"name": _titled(row.cascade.indicator, names, row.name)},
            due_on=row.cascade.answer_by, state=state_on(row.cascade.answer_by, today), holder_id=row.agency_id,
            to_id=row.cascade.agency_id, person_id=None, url_name="desk:cascade-offer", url_args=(str(row.id),),
        )
        for row in found[:MOST]
    ]  # fmt: skip


def _asked(agency_id: UUID, today: date) -> list[Owed]:
    """Splits of the agency that wait for it: some unit asks for another value, or all have agreed."""
    waiting = Offer.objects.filter(cascade=OuterRef("pk"))
    rows = Cascade.objects.filter(agency_id=agency_id, state="open").select_related("indicator")
    rows = rows.annotate(asks=Exists(waiting.filter(state="countered")), silent=Exists(waiting.filter(state="offered")))
    found = []
    for row in rows.filter(Q(asks=True) | Q(silent=False)).order_by("due_on", "id")[:MOST]:
        words = _("Trả lời đề nghị của cấp dưới: %(name)s") if row.asks else _("Chốt phân bổ: %(name)s")
        found.append(
            Owed(
                kind="cascade", subject=SubjectRef("plan_cascade", row.id),
                title=words % {"name": _titled(row.indicator)}, due_on=None, state="open", holder_id=agency_id,
                to_id=agency_id, person_id=None, url_name="desk:cascade", url_args=(str(row.id),),
            )
        )  # fmt: skip
    return found


def _values(rows: QuerySet[Target], today: date) -> list[Owed]:
    """Reported targets that are or will soon be due, without a value of the month before the due day or later."""
    reported = Value.objects.filter(
        plan_id=OuterRef("indicator__version__plan_id"), indicator_code=OuterRef("indicator__code"),
        holder_id=OuterRef("holder_id"), on__gt=OuterRef("due_on") - AHEAD,
    )  # fmt: skip
    due = rows.filter(
        valid_to=None, indicator__source="reported", indicator__version__status="issued", due_on__lte=today + AHEAD,
        is_sample=False, indicator__version__plan__is_sample=False,
    ).filter(Q(indicator__version__valid_to=None) | Q(indicator__version__valid_to__gt=today))  # fmt: skip
    found = due.exclude(Exists(reported)).select_related("indicator__version__plan", "parent")
    return [
        Owed(
            kind="value", subject=SubjectRef("plan_target", row.id),
            title=_("Báo cáo kết quả chỉ tiêu: %(name)s") % {"name": _titled(row.indicator)}, due_on=row.due_on,
            state=state_on(row.due_on, today), holder_id=row.holder_id,
            to_id=row.parent.holder_id if row.parent else row.indicator.version.plan.agency_id, person_id=None,
            url_name="desk:plan-target",
            url_args=(row.indicator.version.plan.code, row.indicator.code, str(row.holder_id)),
        )
        for row in found.order_by("due_on", "province", "id")[:MOST]
    ]  # fmt: skip


def _unsent(rows: QuerySet[PlanVersion], today: date) -> list[Owed]:
    """Issued plans that are not sent to the ministry yet (Decree 224/2026 art. 7.3d)."""
    found = rows.filter(status="issued", valid_to=None, send_due_on__isnull=False, sent_on=None, plan__is_sample=False)
    ministry = steering_ministry(on=today)
    return [
        Owed(
            kind="plan_sending", subject=SubjectRef("plan", row.plan_id),
            title=_("Gửi Bộ Khoa học và Công nghệ: %(name)s") % {"name": row.title}, due_on=row.send_due_on,
            state=state_on(row.send_due_on, today), holder_id=row.plan.agency_id, to_id=ministry or row.plan.agency_id,
            person_id=None, url_name="desk:plan", url_args=(row.plan.code,),
        )
        for row in found.select_related("plan").order_by("send_due_on", "id")[:MOST]
    ]  # fmt: skip


def state_on(due_on: date | None, today: date) -> str:
    """late, soon (within 7 days) or open."""
    if due_on is None or due_on > today + SOON:
        return "open"
    return "late" if due_on < today else "soon"


def _titled(indicator: PlanIndicator, names: bool = False, unit: str = "") -> str:
    language = (get_language() or "vi")[:2]
    name = getattr(indicator, f"name_{language}", "") or indicator.name_vi
    return f"{name} ({unit})" if names else name


def _sorted(found: Iterable[Owed]) -> list[Owed]:
    return sorted(found, key=lambda one: (one.due_on or date.max, one.title))

"""Plans and their versions, for those who may see them."""

from __future__ import annotations

from datetime import date, datetime

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.plans.errors import NotInForce, PlanNotFound
from caunoi.plans.models import PlanIndicator, PlanVersion
from caunoi.plans.policies import Scope, scope_of
from caunoi.plans.rules.content import differences
from caunoi.plans.shapes import ChangeInWords, IndicatorView, PlanView, VersionView
from caunoi.plans.store import indicator_view, read, version_view


def plans(*, actor: Actor, now: datetime, as_of: date | None = None) -> list[VersionView]:
    """Of every plan that the actor may see: its newest version issued by `as_of` (today), and what is being drafted.

    The newest first; a draft stands before what it revises. Drafts only of the actor's own agency.
    """
    day = as_of or local_date(now)
    scope = scope_of(actor, now=now)
    rows = PlanVersion.objects.filter(scope.versions()).select_related("plan").distinct()
    found = [row for row in rows if row.status != "issued" or _holds(row, day)]
    ordered = sorted(found, key=lambda row: (row.plan.code, -row.number))
    return [version_view(row) for row in sorted(ordered, key=lambda row: row.starts_on, reverse=True)]


def plan(code: str, *, actor: Actor, now: datetime, as_of: date | None = None, number: int | None = None) -> PlanView:
    """A plan in the version in force on `as_of` (today), or in version `number`.

    Without either, a plan that was never issued is given as it is being drafted. Raises PlanNotFound, NotInForce.
    """
    rows = visible(code, scope=scope_of(actor, now=now))
    row = _chosen(rows, as_of or local_date(now), number, asked=as_of is not None)
    return PlanView(version_view(row), read(row), tuple(version_view(one) for one in rows))


def differences_of(code: str, number: int, *, actor: Actor, now: datetime) -> list[ChangeInWords]:
    """What version `number` says differently from the one before; nothing for the first. Raises PlanNotFound."""
    rows = {row.number: row for row in visible(code, scope=scope_of(actor, now=now))}
    if number not in rows:
        raise PlanNotFound
    before = rows.get(number - 1)
    return differences(read(before), read(rows[number])) if before is not None else []


def indicators(code: str, *, actor: Actor, now: datetime, as_of: date | None = None) -> list[IndicatorView]:
    """The indicators of the version in force, in the order of the document. Raises PlanNotFound, NotInForce."""
    row = version_in_force(code, scope=scope_of(actor, now=now), on=as_of or local_date(now))
    rows = PlanIndicator.objects.filter(version=row).select_related("version__plan", "pillar").order_by("order")
    return [indicator_view(one) for one in rows]


def visible(code: str, *, scope: Scope) -> list[PlanVersion]:
    """The versions of a plan in a scope, the newest first. Raises PlanNotFound. Private to the room."""
    rows = PlanVersion.objects.filter(scope.versions(), plan__code=code).select_related("plan").distinct()
    found = list(rows.order_by("-number"))
    if not found:
        raise PlanNotFound
    return found


def version_in_force(code: str, *, scope: Scope, on: date) -> PlanVersion:
    """The version in force on a day. Raises PlanNotFound, NotInForce. Private to the room."""
    rows = visible(code, scope=scope)
    return _chosen(rows, on, None, asked=True)


def _chosen(rows: list[PlanVersion], day: date, number: int | None, *, asked: bool) -> PlanVersion:
    if number is not None:
        found = next((row for row in rows if row.number == number), None)
        if found is None:
            raise PlanNotFound
        return found
    issued = [row for row in rows if row.status == "issued"]
    found = next((row for row in issued if _holds(row, day)), None)
    if found is not None:
        return found
    if issued or asked:
        raise NotInForce(on=f"{day:%d/%m/%Y}")
    return rows[0]


def _holds(row: PlanVersion, day: date) -> bool:
    return row.valid_from is not None and row.valid_from <= day and (row.valid_to is None or day < row.valid_to)

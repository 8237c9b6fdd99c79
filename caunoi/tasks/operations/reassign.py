"""Another person, another lead agency, other agencies beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.core.errors import Problem
from caunoi.tasks import texts
from caunoi.tasks.checking import Known, known, wrong_lead, wrong_parts
from caunoi.tasks.errors import NotTheHolder, WrongTask
from caunoi.tasks.events import TaskReassigned
from caunoi.tasks.keeping import locked, note, person_of, reason, require_going_on, said
from caunoi.tasks.models import Task, TaskAgency
from caunoi.tasks.policies import LEADERS, MANAGERS, Standing, require_leader_of_issuer, standing
from caunoi.tasks.shapes import TaskDraft, TaskView
from caunoi.tasks.viewing import view_of


@dataclass(frozen=True, slots=True)
class _Parts:
    """Who has a part in a task."""

    lead: UUID
    person: UUID | None
    coordinating: tuple[UUID, ...]
    following: tuple[UUID, ...]


@transaction.atomic
def reassign(
    *,
    task_id: UUID,
    reason: str,
    actor: Actor,
    now: datetime,
    person_id: UUID | None = None,
    lead_agency_id: UUID | None = None,
    coordinating: tuple[UUID, ...] | None = None,
    following: tuple[UUID, ...] | None = None,
) -> TaskView:
    """Another person, lead agency, or other coordinating and following agencies; what is left out stays.

    Agencies are changed by a leader of the issuer; the person also by a head or leader of the lead agency. Another lead
    needs a person of its own. Raises TaskNotFound, NotTheIssuer, NotTheHolder, TaskClosed, SayWhy, WrongTask.
    """
    who = standing(actor, now=now)
    row = locked(task_id, who)
    agencies = lead_agency_id is not None or coordinating is not None or following is not None
    _require_may(who, row, agencies=agencies)
    require_going_on(row)
    why = _reason(reason)
    before = _parts(row)
    after = _Parts(
        lead_agency_id or before.lead,
        person_id or (before.person if lead_agency_id in (None, before.lead) else None),
        before.coordinating if coordinating is None else coordinating,
        before.following if following is None else following,
    )
    draft = TaskDraft(
        lead_agency_id=after.lead, person_id=after.person, coordinating=after.coordinating, following=after.following
    )
    about = known([draft], row.issuer_id, now)
    if found := _wrong(before, after, about):
        raise WrongTask(found)
    _keep(row, before, after, about, why, actor, now)
    return view_of(row.pk, local_date(now))


_reason = reason


def _require_may(who: Standing, row: Task, *, agencies: bool) -> None:
    if agencies:
        require_leader_of_issuer(who, row)
    elif not who.holds(row.issuer_id, LEADERS) and not who.holds(row.lead_agency_id, MANAGERS):
        raise NotTheHolder


def _parts(row: Task) -> _Parts:
    current = row.agencies.filter(valid_to=None).order_by("id").values_list("side", "agency_id")
    sides: dict[str, list[UUID]] = {}
    for side, agency_id in current:
        sides.setdefault(side, []).append(agency_id)
    beside = tuple(sides.get("coordinating", ())), tuple(sides.get("following", ()))
    return _Parts(row.lead_agency_id, row.person_id, *beside)


def _wrong(before: _Parts, after: _Parts, about: Known) -> list[Problem]:
    if after == before:
        return [Problem(texts.NOTHING_CHANGED)]
    if after.person is None:
        return [Problem(texts.NEEDS_PERSON, field="person_id")]
    found = wrong_parts(after.lead, after.coordinating, after.following, about)
    found += wrong_lead(after.lead, about) if after.lead != before.lead else []
    changed = (after.lead, after.person) != (before.lead, before.person)
    if changed and after.lead not in about.served.get(after.person, frozenset()):
        found.append(Problem(texts.NOT_SERVING, field="person_id"))
    return found


def _keep(row: Task, before: _Parts, after: _Parts, about: Known, why: str, actor: Actor, now: datetime) -> None:
    assert after.person is not None  # checked before
    today = local_date(now)
    changes: list[tuple[str, UUID, UUID | None]] = []
    for side in ("coordinating", "following"):
        new = [agency_id for agency_id in getattr(after, side) if agency_id not in getattr(before, side)]
        changes += [(side, agency_id, None) for agency_id in new]
    gone = Q(pk__in=[])
    for side in ("coordinating", "following"):
        gone |= Q(side=side, agency_id__in=set(getattr(before, side)) - set(getattr(after, side)))
    if (after.lead, after.person) != (before.lead, before.person):
        gone |= Q(side="lead")
        changes.append(("lead", after.lead, after.person))
    row.agencies.filter(gone, valid_to=None).update(valid_to=today)
    TaskAgency.objects.bulk_create(
        TaskAgency(
            task=row, agency_id=agency_id, side=side, person_id=person, valid_from=today, set_at=now,
            set_by=person_of(actor), reason=why,
        )
        for side, agency_id, person in changes
    )  # fmt: skip
    lead = about.agencies[after.lead]
    row.lead_agency_id, row.person_id = lead.id, after.person
    row.unit_id, row.province = lead.unit_id, lead.province_code
    row.save(update_fields=["lead_agency_id", "unit_id", "province", "person_id"])
    event = TaskReassigned(
        **said(row), assignee=after.person, lead_before=before.lead, coordinating=len(after.coordinating),
        following=len(after.following),
    )  # fmt: skip
    note(event, row, actor=actor, now=now)

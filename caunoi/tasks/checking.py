"""What is wrong with drafts: everything at once, whatever their number in a few statements. Private to the room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.functional import Promise

from caunoi.core.clock import local_date
from caunoi.core.errors import Problem
from caunoi.people import queries as people
from caunoi.tasks import texts
from caunoi.tasks.errors import WrongOrigin
from caunoi.tasks.models import Task
from caunoi.tasks.rules.clear import unclear
from caunoi.tasks.rules.holding import may_assign
from caunoi.tasks.rules.parents import cycle_through
from caunoi.tasks.shapes import Origin, TaskDraft
from caunoi.units import queries as units
from caunoi.units.queries import AgencyView

MOST = 1000
MOST_PART = 200


@dataclass(frozen=True, slots=True)
class Known:
    """What drafts are checked against."""

    issuer: AgencyView
    agencies: dict[UUID, AgencyView]
    served: dict[UUID, frozenset[UUID]]
    parents: dict[UUID, Task]
    rows: dict[int, TaskDraft]
    today: date

    def in_force(self, agency_id: UUID) -> AgencyView | None:
        """The agency when it exists on the day."""
        found = self.agencies.get(agency_id)
        past = found is None or (found.valid_to is not None and found.valid_to <= self.today)
        return None if past else found


def known(drafts: Sequence[TaskDraft], issuer_id: UUID, now: datetime) -> Known:
    """Look up everything that the drafts name; three statements and one for rows of parents."""
    agencies = {issuer_id}
    for draft in drafts:
        agencies |= {*draft.coordinating, *draft.following, *([draft.lead_agency_id] if draft.lead_agency_id else [])}
    persons = {draft.person_id for draft in drafts if draft.person_id}
    parents = {draft.parent_id for draft in drafts if draft.parent_id}
    found = units.agencies(agencies)
    owned = Q(issuer_id=issuer_id) | Q(lead_agency_id=issuer_id)
    return Known(
        issuer=found.get(issuer_id) or units.agency(issuer_id),
        agencies=found,
        served=people.agencies_served(persons, at=now) if persons else {},
        parents={row.pk: row for row in Task.objects.filter(owned, pk__in=parents)} if parents else {},
        rows=dict(numbered(drafts)),
        today=local_date(now),
    )


def numbered(drafts: Sequence[TaskDraft]) -> list[tuple[int, TaskDraft]]:
    """Each draft with its row, else with its place from 1."""
    return [(draft.row if draft.row is not None else place, draft) for place, draft in enumerate(drafts, 1)]


def require_origin(origin: Origin) -> None:
    """Raises WrongOrigin."""
    said = all(text.strip() for text in (origin.kind, origin.number, origin.abstract))
    short = len(origin.kind) <= 20 and len(origin.number) <= 80 and len(origin.abstract) <= 500
    if not said or not short or not units.agencies([origin.issuer_id]):
        raise WrongOrigin


def problems(draft: TaskDraft, about: Known) -> list[Problem]:
    """All that is wrong with one draft, the six clear points first."""
    missing = [Problem(texts.MISSING[name], field=name) for name in unclear(draft)]
    return [*missing, *_lead(draft, about), *_words(draft), *_time(draft, about), *_person(draft, about),
            *_beside(draft, about), *_parent(draft, about)]  # fmt: skip


def problems_of_all(drafts: Sequence[TaskDraft], about: Known) -> list[Problem]:
    """All that is wrong with all drafts, each with its row and the name of its column."""
    found = []
    for row, draft in numbered(drafts):
        for one in [*problems(draft, about), *_rows(row, draft, about)]:
            label = str(texts.LABELS.get(one.field, ""))
            found.append(Problem(one.message, field=one.field, line=row, column=label, params=one.params))
    return found


def wrong_due(due_on: date, today: date) -> list[Problem]:
    """A deadline in the past."""
    if due_on >= today:
        return []
    return [_problem(texts.DUE_PAST, "due_on", due=f"{due_on:%d/%m/%Y}", today=f"{today:%d/%m/%Y}")]


def wrong_parts(lead: UUID, coordinating: tuple[UUID, ...], following: tuple[UUID, ...], about: Known) -> list[Problem]:
    """Agencies beside the lead that do not exist, or that have two parts."""
    found = []
    for name, chosen in (("coordinating", coordinating), ("following", following)):
        if any(about.in_force(one) is None for one in chosen):
            found.append(Problem(texts.NO_AGENCY, field=name))
    parts = [lead, *coordinating, *following]
    if len(parts) != len(set(parts)):
        found.append(Problem(texts.TWICE, field="coordinating"))
    return found


def wrong_lead(lead_id: UUID, about: Known) -> list[Problem]:
    """A lead agency that does not exist, or that the issuer has nothing to tell."""
    agency = about.in_force(lead_id)
    if agency is None:
        return [Problem(texts.NO_AGENCY, field="lead_agency_id")]
    return [] if may_assign(about.issuer, agency) else [Problem(texts.NOT_BELOW, field="lead_agency_id")]


def _lead(draft: TaskDraft, about: Known) -> list[Problem]:
    if draft.lead_agency_id is None:
        return [Problem(texts.LEAD_MISSING, field="lead_agency_id")]
    return wrong_lead(draft.lead_agency_id, about)


def _words(draft: TaskDraft) -> Iterator[Problem]:
    most = {"title": MOST, "responsibility": MOST, "result": MOST, "authority": MOST, "part": MOST_PART}
    for name, limit in most.items():
        if len(getattr(draft, name).strip()) > limit:
            yield _problem(texts.TOO_LONG, name, most=limit)


def _time(draft: TaskDraft, about: Known) -> list[Problem]:
    return wrong_due(draft.due_on, about.today) if draft.due_on is not None else []


def _person(draft: TaskDraft, about: Known) -> Iterator[Problem]:
    if draft.person_id is None or draft.lead_agency_id is None:
        return
    if draft.lead_agency_id not in about.served.get(draft.person_id, frozenset()):
        yield Problem(texts.NOT_SERVING, field="person_id")


def _beside(draft: TaskDraft, about: Known) -> list[Problem]:
    if draft.lead_agency_id is None:
        return []
    return wrong_parts(draft.lead_agency_id, draft.coordinating, draft.following, about)


def _parent(draft: TaskDraft, about: Known) -> Iterator[Problem]:
    if draft.parent_id is None:
        return
    parent = about.parents.get(draft.parent_id)
    if parent is None:
        yield Problem(texts.NO_PARENT, field="parent_id")
    elif parent.stage in ("closed", "cancelled"):
        yield Problem(texts.PARENT_CLOSED, field="parent_id")
    else:
        yield from after_parent(draft.due_on, parent.due_on)


def after_parent(due_on: date | None, parent_due: date | None) -> Iterator[Problem]:
    """A part of a task that ends after the whole."""
    if due_on is not None and parent_due is not None and due_on > parent_due:
        yield _problem(texts.DUE_AFTER_PARENT, "due_on", due=f"{parent_due:%d/%m/%Y}")


def _rows(row: int, draft: TaskDraft, about: Known) -> Iterator[Problem]:
    if draft.parent_row is None:
        return
    if draft.parent_id is not None:
        yield Problem(texts.TWO_PARENTS, field="parent_row")
    parent = about.rows.get(draft.parent_row)
    if parent is None:
        yield _problem(texts.NO_PARENT_ROW, "parent_row", row=draft.parent_row)
        return
    cycle = cycle_through(row, {number: one.parent_row for number, one in about.rows.items()})
    if cycle:
        yield _problem(texts.ROW_CYCLE, "parent_row", rows=", ".join(map(str, sorted(cycle))))
        return
    yield from after_parent(draft.due_on, parent.due_on)


def _problem(text: str | Promise, field: str, **params: Any) -> Problem:
    return Problem(text, field=field, params=tuple(params.items()))

"""What may be done with a dossier now, and why not otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from uuid import UUID

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.dossiers import texts
from caunoi.dossiers.errors import AssignedToAnother
from caunoi.dossiers.models import Dossier, DossierRating, DossierRequest, DossierResult, WorkItem
from caunoi.dossiers.operations.acting import not_your_step
from caunoi.dossiers.operations.answer_supplement import expired, too_late
from caunoi.dossiers.operations.beside import place_for
from caunoi.dossiers.operations.extend import why_not
from caunoi.dossiers.policies import ASSIGNERS, Standing, is_applicant, require_visible, taken_by_another
from caunoi.dossiers.queries.requests import asked_of, records_of
from caunoi.dossiers.rules.beside import WHEN
from caunoi.dossiers.rules.statuses import PAUSED
from caunoi.dossiers.shapes import ActionView, Status
from caunoi.units.queries import AgencyView, agencies

BESIDE = (
    "extend", "consult", "transfer", "stop", "resume", "record_payment", "withdraw", "start_correction", "keep_result",
)  # fmt: skip
Taken = Callable[[WorkItem], bool]
"""Whether an item is a colleague's who is there to do it."""


def available_actions(dossier_id: UUID, *, actor: Actor, now: datetime) -> list[ActionView]:
    """What may be done now with the dossier, for this actor, and why not otherwise; at most nine statements.

    First what the open steps allow (or why this actor may not), then what is done beside the process, of which only
    what this actor may ever do is named. Codes are the operations' names. Raises DossierNotFound.
    """
    found, who = require_visible(Dossier.objects.filter(id=dossier_id).first(), actor, now=now)
    return actions_of(found, who, actor, now)


@dataclass(frozen=True, slots=True)
class Read:
    """What the answer is taken from: every work item, what was asked, what was signed, the agencies that are named."""

    items: list[WorkItem]
    agencies: Mapping[UUID, AgencyView]
    asked: list[DossierRequest]
    records: list[DossierResult]

    @property
    def open(self) -> list[WorkItem]:
        """What is open now, oldest first."""
        return [item for item in self.items if item.closed_at is None]


def read_for(found: Dossier) -> Read:
    """Read it; four statements."""
    items, asked, records = items_of(found.id), asked_of(found, own=False), records_of(found, own=False)
    return Read(items, agencies({item.agency_id for item in items if item.closed_at is None}), asked, records)


def items_of(dossier_id: UUID) -> list[WorkItem]:
    """Every work item, open and done, oldest first; one statement."""
    return list(WorkItem.objects.filter(dossier_id=dossier_id).order_by("opened_at", "id"))


def actions_of(
    found: Dossier, who: Standing, actor: Actor, now: datetime, *, read: Read | None = None
) -> list[ActionView]:
    """The same of a row that the caller may show; no statement of what was `read`, few for a colleague's work."""
    if is_applicant(found, actor):
        return _applicants(found, now)
    known = read or read_for(found)

    @cache
    def taken(agency_id: UUID, role: str, assignee_id: UUID | None) -> bool:
        item = WorkItem(agency_id=agency_id, role=role, assignee_id=assignee_id)
        return taken_by_another(item, who, now=now)

    def is_taken(item: WorkItem) -> bool:
        return taken(item.agency_id, item.role, item.assignee_id)

    return [*_of_steps(found, known, who, is_taken), *_beside(found, known, who, is_taken, now)]


def _applicants(found: Dossier, now: datetime) -> list[ActionView]:
    if found.status == Status.DRAFT:
        return [_action("edit"), _action("submit")]
    actions = []
    if found.status in (Status.SUPPLEMENT, Status.STOPPED, Status.REFUSED):
        asked = DossierRequest.objects.filter(dossier_id=found.id, kind="supplement").order_by("-asked_at").first()
        if asked is not None and (asked.answered_at is None or expired(found, asked)):
            late = asked.answered_at is not None or (asked.due_at and local_date(now) > local_date(asked.due_at))
            actions.append(_action("answer_supplement", too_late(found, asked).message if late else ""))
    if found.status in WHEN["withdraw"]:
        actions.append(_action("withdraw"))
    if found.status == Status.RETURNED and not DossierRating.objects.filter(dossier_id=found.id).exists():
        actions.append(_action("rate"))
    return actions


def _of_steps(found: Dossier, read: Read, who: Standing, taken: Taken) -> Iterable[ActionView]:
    reasons: dict[str, str] = {}
    for item in read.open:
        why = _why_not(found, item, who, taken, read.agencies.get(item.agency_id))
        for code in _codes(item):
            if code not in reasons or (reasons[code] and not why):
                reasons[code] = why
    for code, reason in reasons.items():
        yield _action(code, reason)
    if any(item.role == "specialist" and who.holds(item.agency_id, ASSIGNERS) for item in read.open):
        yield _action("assign")


def _codes(item: WorkItem) -> list[str]:
    """The item's actions; the counter may also ask for a supplement before receipt (art. 17)."""
    more = ["request_supplement"] if "accept" in item.actions and "request_supplement" not in item.actions else []
    return [code for code in [*item.actions, *more] if code in texts.ACTION]


def _why_not(found: Dossier, item: WorkItem, who: Standing, taken: Taken, agency: AgencyView | None) -> str:
    if item.held or (found.status in PAUSED and item.kind != "consultation"):
        return str(texts.PAUSED) % {"status": texts.STATUS[found.status]}
    if not who.does(item):
        return not_your_step(item, found, agency).message
    return AssignedToAnother().message if taken(item) else ""


def _beside(found: Dossier, read: Read, who: Standing, taken: Taken, now: datetime) -> Iterable[ActionView]:
    valid = [row for row in read.records if row.status == "valid"]
    reported = any(row.kind == "correction" and row.answered_at is None for row in read.asked)
    for code in BESIDE:
        if found.status not in WHEN[code]:
            continue
        if (code == "record_payment" and found.fee_state != "due") or (code == "start_correction" and not valid):
            continue
        try:
            if place_for(found, read.open, who, action=code, taken=taken) is None:
                continue
        except AssignedToAnother as error:
            yield _action(code, error.message)
            continue
        if code == "keep_result" and not reported:
            continue
        before = sum(row.kind == "extension" for row in read.asked)
        not_now = why_not(found, now, before) if code == "extend" else None
        yield _action(code, not_now.message if not_now else "")
    if any(row.agency_id and who.holds(row.agency_id, ["leader"]) for row in valid):
        yield _action("revoke_result")


def _action(code: str, reason: str = "") -> ActionView:
    return ActionView(code=code, title=str(texts.ACTION[code]), allowed=not reason, reason=reason)

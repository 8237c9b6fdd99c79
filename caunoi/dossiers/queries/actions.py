"""What may be done with a dossier now, and why not otherwise."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.core.errors import DomainError
from caunoi.dossiers import texts
from caunoi.dossiers.errors import AssignedToAnother
from caunoi.dossiers.models import Dossier, DossierRating, DossierRequest, DossierResult, WorkItem
from caunoi.dossiers.operations.acting import not_your_step, open_items
from caunoi.dossiers.operations.answer_supplement import expired, too_late
from caunoi.dossiers.operations.beside import role_for
from caunoi.dossiers.operations.extend import why_not
from caunoi.dossiers.operations.reporting import open_report
from caunoi.dossiers.policies import ASSIGNERS, Standing, is_applicant, require_visible, taken_by_another
from caunoi.dossiers.rules.beside import WHEN
from caunoi.dossiers.rules.statuses import PAUSED
from caunoi.dossiers.shapes import ActionView, Status

BESIDE = (
    "extend", "consult", "transfer", "stop", "resume", "record_payment", "withdraw", "start_correction", "keep_result",
)  # fmt: skip


def available_actions(dossier_id: UUID, *, actor: Actor, now: datetime) -> list[ActionView]:
    """What may be done now with the dossier, for this actor, and why not otherwise; at most nine statements.

    First what the open steps allow (or why this actor may not), then what is done beside the process, of which only
    what this actor may ever do is named. Codes are the operations' names. Raises DossierNotFound.
    """
    found, who = require_visible(Dossier.objects.filter(id=dossier_id).first(), actor, now=now)
    return actions_of(found, who, actor, now)


def actions_of(found: Dossier, who: Standing, actor: Actor, now: datetime) -> list[ActionView]:
    """The same of a row that the caller may show; one statement, few more when something must be looked up."""
    if is_applicant(found, actor):
        return _applicants(found, now)
    items = open_items(found.id)
    return [*_of_steps(found, items, who, now), *_beside(found, items, who, now)]


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


def _of_steps(found: Dossier, items: list[WorkItem], who: Standing, now: datetime) -> Iterable[ActionView]:
    reasons: dict[str, str] = {}
    for item in items:
        why = _why_not(found, item, who, now)
        for code in _codes(item):
            if code not in reasons or (reasons[code] and not why):
                reasons[code] = why
    for code, reason in reasons.items():
        yield _action(code, reason)
    if any(item.role == "specialist" and who.holds(item.agency_id, ASSIGNERS) for item in items):
        yield _action("assign")


def _codes(item: WorkItem) -> list[str]:
    """The item's actions; the counter may also ask for a supplement before receipt (art. 17)."""
    more = ["request_supplement"] if "accept" in item.actions and "request_supplement" not in item.actions else []
    return [code for code in [*item.actions, *more] if code in texts.ACTION]


def _why_not(found: Dossier, item: WorkItem, who: Standing, now: datetime) -> str:
    if item.held or (found.status in PAUSED and item.kind != "consultation"):
        return str(texts.PAUSED) % {"status": texts.STATUS[found.status]}
    if not who.does(item):
        return not_your_step(item, found).message
    return AssignedToAnother().message if taken_by_another(item, who, now=now) else ""


def _beside(found: Dossier, items: list[WorkItem], who: Standing, now: datetime) -> Iterable[ActionView]:
    for code in BESIDE:
        if found.status not in WHEN[code]:
            continue
        if code == "record_payment" and found.fee_state != "due":
            continue
        try:
            role_for(found, items, who, action=code, now=now)
        except AssignedToAnother as error:
            yield _action(code, error.message)
            continue
        except DomainError:
            continue
        if code == "start_correction" and not _has_result(found):
            continue
        if code == "keep_result" and open_report(found.id) is None:
            continue
        not_now = why_not(found, now) if code == "extend" else None
        yield _action(code, not_now.message if not_now else "")


def _has_result(found: Dossier) -> bool:
    return DossierResult.objects.filter(dossier_id=found.id, status="valid").exists()


def _action(code: str, reason: str = "") -> ActionView:
    return ActionView(code=code, title=str(texts.ACTION[code]), allowed=not reason, reason=reason)

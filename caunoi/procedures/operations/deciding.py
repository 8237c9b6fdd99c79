"""From a draft to what is in force: sent, checked by another, decided by the agency's leader."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from caunoi.core.actor import Actor, Person
from caunoi.core.clock import local_date
from caunoi.core.errors import Problem
from caunoi.procedures import events, policies
from caunoi.procedures.checking import problems_of_draft
from caunoi.procedures.drafts import locked, moved, newest, remark, require_state, view_of
from caunoi.procedures.errors import BaseMoved, DecisionInvalid, DraftNotReady
from caunoi.procedures.models import ProcedureDraft
from caunoi.procedures.operations.drafting import tell
from caunoi.procedures.operations.putting import abolish, put_in_force
from caunoi.procedures.shapes_work import DraftView

MOST_TEXT = 2000


def send_draft(*, draft_id: UUID, actor: Actor, now: datetime) -> DraftView:
    """Send a draft to be checked. Raises DraftNotReady with every problem and its place, BaseMoved, DraftNotFound,
    DraftStateConflict, NotCatalogueOffice.
    """
    person, agency = policies.office(actor, roles=policies.DRAFTERS, now=now)
    with transaction.atomic():
        draft = locked(draft_id, agency)
        require_state(draft, "drafting")
        _require_ready(draft)
        draft.state, draft.sent_at = "checking", now
        draft.save()
        tell(events.DraftSent, draft, person, now)
    return view_of(draft, person, now)


def return_draft(*, draft_id: UUID, remark: str, actor: Actor, now: datetime) -> DraftView:
    """Give a draft back to those who made it, with a remark that says why. Raises DraftNotReady without one."""
    return _return(draft_id, remark, actor, now)


def check_draft(*, draft_id: UUID, remark: str = "", actor: Actor, now: datetime) -> DraftView:
    """Find a draft right: by another manager or head of the same agency, never by one who made it.

    Raises OwnDraft, DraftNotReady, DraftNotFound, DraftStateConflict, NotCatalogueOffice.
    """
    person, agency = policies.office(actor, roles=policies.CHECKERS, now=now)
    with transaction.atomic():
        draft = locked(draft_id, agency)
        require_state(draft, "checking")
        policies.require_other(draft, person)
        _require_ready(draft)
        draft.state, draft.checked_by, draft.checked_at = "checked", person.person_id, now
        _note(draft, person, now, remark)
        draft.save()
        tell(events.DraftChecked, draft, person, now)
    return view_of(draft, person, now)


def publish_draft(
    *, draft_id: UUID, decision_ref: str, decision_on: date, effective_from: date, actor: Actor, now: datetime
) -> UUID:
    """Decide: the version is published at once and in force from `effective_from`, which may be a later day.

    By a leader of the drafting agency. The version before it ends on that day; what was filed under it stays on it. An
    abolition ends the newest version. Returns the version's id. Raises DecisionInvalid naming the field, BaseMoved,
    OwnDraft, DraftNotReady, DraftNotFound, DraftStateConflict, NotCatalogueOffice.
    """
    person, agency = policies.office(actor, roles=policies.DECIDERS, now=now)
    _require_decision(decision_ref, decision_on, effective_from, now)
    with transaction.atomic():
        draft = locked(draft_id, agency)
        require_state(draft, "checked")
        policies.require_other(draft, person)
        _require_ready(draft)
        draft.state, draft.decided_by, draft.decided_at = "published", person.person_id, now
        draft.decision_ref, draft.decision_on, draft.effective_from = decision_ref, decision_on, effective_from
        act = abolish if draft.kind == "abolish" else put_in_force
        draft.version = act(draft, actor=person, now=now)
        draft.save()
    return draft.version.id


def _return(draft_id: UUID, text: str, actor: Actor, now: datetime) -> DraftView:
    person, agency = policies.office(actor, roles=(*policies.CHECKERS, *policies.DECIDERS), now=now)
    if not text.strip():
        raise DraftNotReady([Problem(_("Hãy ghi lý do trả lại."), "remark")])
    with transaction.atomic():
        draft = locked(draft_id, agency)
        require_state(draft, "checking", "checked")
        draft.state, draft.checked_by, draft.checked_at = "drafting", None, None
        _note(draft, person, now, text)
        draft.save()
        tell(events.DraftReturned, draft, person, now)
    return view_of(draft, person, now)


def _note(draft: ProcedureDraft, person: Person, now: datetime, text: str) -> None:
    if text.strip():
        remark(draft, person, now, text.strip()[:MOST_TEXT])


def _require_ready(draft: ProcedureDraft) -> None:
    base = draft.base_version.body if draft.base_version else None
    if moved(draft, newest(draft.procedure_code)):
        raise BaseMoved(code=draft.procedure_code)
    if problems := problems_of_draft(draft.kind, draft.body, base):
        raise DraftNotReady(problems)


def _require_decision(ref: str, on: date, start: date, now: datetime) -> None:
    """The announcing decision has a number and a day that has come; it cannot take effect before it was signed."""
    wrong = []
    if not ref.strip() or len(ref) > 200:
        wrong.append(Problem(_("Hãy ghi số, ký hiệu quyết định (nhiều nhất 200 ký tự)."), "decision_ref"))
    if on > local_date(now):
        wrong.append(Problem(_("Ngày ký quyết định không được sau hôm nay."), "decision_on"))
    if start < on:
        wrong.append(Problem(_("Ngày có hiệu lực không được trước ngày ký quyết định."), "effective_from"))
    if wrong:
        raise DecisionInvalid(wrong)

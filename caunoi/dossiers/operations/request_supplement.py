"""Ask the applicant for what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from caunoi.core.actor import Actor
from caunoi.core.clock import VIETNAM, local_date
from caunoi.core.ids import new_id
from caunoi.dossiers import papers
from caunoi.dossiers.calendars import vietnam
from caunoi.dossiers.errors import NothingAsked, SupplementAsked, SupplementLate
from caunoi.dossiers.events import SupplementRequested
from caunoi.dossiers.law import law
from caunoi.dossiers.models import Dossier, DossierRequest
from caunoi.dossiers.operations.acting import dimensions, note, reason_of, save
from caunoi.dossiers.operations.waiting import wait_for
from caunoi.dossiers.policies import require_person
from caunoi.dossiers.shapes import DossierView, Status
from caunoi.dossiers.views_of import dossier_view, surroundings

_SAVED = ["status", "step", "paused_at", "specialist_id"]


@transaction.atomic
def request_supplement(
    *,
    dossier_id: UUID,
    items: Sequence[dict[str, str]],
    reason: str,
    actor: Actor,
    now: datetime,
    days: int | None = None,
    exception_reason: str = "",
    expected_version: int | None = None,
) -> DossierView:
    """Ask once and completely for papers or answers (art. 15.3, 17, 19.4); status 5, the limit pauses, form 02.

    `items`: each `{"component_id" or "field": id, "what": text}` (neither: something else). `days`: working days to
    answer; the procedure's own, or the law's, when not given. Asked a second time, or more than three working days
    after receipt, it needs `exception_reason`, which is kept and counted: else SupplementAsked, SupplementLate. Raises
    NothingAsked, ReasonNeeded and what `at_step` raises.
    """
    text, wanted = reason_of(reason), _items(items)
    waiting = wait_for("supplement", dossier_id, actor=actor, now=now, expected_version=expected_version)
    dossier = waiting.dossier
    rules = law(local_date(now))
    again, in_time = _allowed(dossier, rules.notice_working_days, exception_reason, now)
    around = surroundings(dossier)
    asked = DossierRequest(
        id=new_id(),
        dossier=dossier,
        kind="supplement",
        asked_at=now,
        asked_by=require_person(actor),
        asked_role=waiting.role,
        asked_agency_id=waiting.agency_id,
        reason=text,
        items=wanted,
        pauses=True,
        due_at=_answer_by(now, days or getattr(around.procedure, "supplement_days", None) or rules.supplement_days),
        exception_reason=exception_reason.strip() if again or not in_time else "",
    )
    said = waiting.go(asked, status=Status.SUPPLEMENT)
    asked.file_id = papers.store_supplement(dossier, around, asked, actor=actor, now=now)
    asked.save(force_insert=True)
    save(dossier, action="request_supplement", role=waiting.role, now=now, fields=_SAVED)
    assert asked.due_at is not None
    event = SupplementRequested(
        **dimensions(dossier, waiting.role),
        **said,
        items=len(wanted),
        answer_by=local_date(asked.due_at),
        notice_in_time=in_time,
        again=again,
    )
    note(event, dossier, actor=actor, now=now)
    return dossier_view(dossier, now=now, around=around)


def _items(items: Sequence[dict[str, str]]) -> list[dict[str, str]]:
    wanted = []
    for item in items:
        what = " ".join(str(item.get("what", "")).split())[:500]
        named = {key: str(item[key]) for key in ("component_id", "field") if item.get(key)}
        if named or what:
            wanted.append({**named, "what": what})
    if not wanted or not all(item["what"] for item in wanted):
        raise NothingAsked
    return wanted


def _allowed(dossier: Dossier, notice_days: int, exception_reason: str, now: datetime) -> tuple[bool, bool]:
    """Whether it was asked before, and whether the notice is in time. Raises SupplementAsked, SupplementLate."""
    before = DossierRequest.objects.filter(dossier_id=dossier.id, kind="supplement").order_by("-asked_at").first()
    excused = len(exception_reason.strip()) >= 5
    if before is not None and not excused:
        raise SupplementAsked(at=f"{before.asked_at.astimezone(VIETNAM):%H:%M %d/%m/%Y}")
    if dossier.received_at is None:
        return before is not None, True
    until = vietnam().add_working_days(local_date(dossier.complete_at or dossier.received_at), notice_days)
    in_time = local_date(now) <= until
    if not in_time and not excused:
        raise SupplementLate(days=notice_days, until=f"{until:%d/%m/%Y}")
    return before is not None, in_time


def _answer_by(now: datetime, days: int) -> datetime:
    calendar = vietnam()
    return calendar.end_of_day(calendar.add_working_days(local_date(now), max(1, min(days, 365))))

"""What happens by itself as time passes: reminders, deadlines, silence, supplements that never came.

Each is idempotent, done by a System actor, and takes `now`.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from caunoi.core.actor import System
from caunoi.core.clock import local_date
from caunoi.core.subjects import SubjectRef
from caunoi.dossiers.calendars import vietnam
from caunoi.dossiers.events import ConsultationSilent, DueSoon, Overdue
from caunoi.dossiers.law import law
from caunoi.dossiers.models import Dossier, DossierRequest
from caunoi.dossiers.operations.acting import dimensions, locked, note, open_items, require_status
from caunoi.dossiers.operations.clocks import pause
from caunoi.dossiers.operations.refuse import settle_refusal
from caunoi.dossiers.operations.stopping import put_still
from caunoi.dossiers.operations.work import close_all
from caunoi.dossiers.rules.statuses import clock_runs
from caunoi.dossiers.shapes import Status
from caunoi.dossiers.views_of import surroundings
from caunoi.processes import operations as processes
from caunoi.processes.shapes import TimerFired

CLOCK = System("dossiers.clock")
NO_ANSWER = "Người nộp không bổ sung, hoàn thiện hồ sơ trong thời hạn được yêu cầu."


def lock(subject: SubjectRef) -> None:
    """The dossier's row before the run's, as officers' operations do."""
    Dossier.objects.select_for_update().filter(id=subject.id).values_list("id").first()


def timer_fired(fired: TimerFired) -> None:
    """A process's timer: tell that it is due soon, or that it is late; nothing while its clock does not run."""
    dossier = Dossier.objects.select_for_update().filter(id=fired.subject.id).first()
    if dossier is None or dossier.due_at is None or not clock_runs(dossier.status):
        return
    due_on = local_date(dossier.due_at)
    if fired.name == "reminder":
        items = open_items(dossier.id)
        assignee = next((item.assignee_id for item in items if item.assignee_id), dossier.specialist_id)
        event: DueSoon | Overdue = DueSoon(**dimensions(dossier, "system"), due_on=due_on, assignee=assignee)
    elif fired.name == "deadline" and local_date(fired.now) > due_on:
        event = Overdue(**dimensions(dossier, "system"), due_on=due_on)
    else:
        return
    note(event, dossier, actor=CLOCK, now=fired.now)


def silent_consultations(*, now: datetime, limit: int = 500) -> int:
    """Tell who asked another agency that its deadline passed without an answer (art. 19.5b), once; how many."""
    today = _start_of_day(now)
    waiting = DossierRequest.objects.filter(
        kind="consultation", answered_at=None, told_at=None, due_at__lt=today
    ).order_by("due_at")
    return sum(_silent(one, now) for one in list(waiting.values_list("id", flat=True)[:limit]))


@transaction.atomic
def _silent(request_id: UUID, now: datetime) -> int:
    rows = DossierRequest.objects.select_for_update(skip_locked=True)
    asked = rows.filter(id=request_id, answered_at=None, told_at=None).first()
    if asked is None or asked.to_agency_id is None:
        return 0
    asked.told_at = now
    asked.save(update_fields=["told_at"])
    dossier = Dossier.objects.get(id=asked.dossier_id)
    event = ConsultationSilent(**dimensions(dossier, "system"), agency=asked.to_agency_id, assignee=asked.asked_by)
    note(event, dossier, actor=CLOCK, now=now)
    return 1


def expired_supplements(*, now: datetime, limit: int = 500) -> int:
    """Close requests for a supplement whose limit passed: the dossier stops, or is refused, as the law in force says.

    One that was never received is not received (status 3). Returns how many.
    """
    today = _start_of_day(now)
    open_ones = DossierRequest.objects.filter(kind="supplement", answered_at=None, due_at__lt=today).order_by("due_at")
    return sum(_expire(*one, now) for one in list(open_ones.values_list("dossier_id", "id")[:limit]))


@transaction.atomic
def _expire(dossier_id: UUID, request_id: UUID, now: datetime) -> int:
    dossier = locked(dossier_id)
    asked = DossierRequest.objects.filter(id=request_id, answered_at=None).first()
    if asked is None or dossier.status != Status.SUPPLEMENT:
        return 0
    asked.answered_at, asked.outcome = now, "expired"
    asked.save(update_fields=["answered_at", "outcome"])
    around = surroundings(dossier)
    if dossier.received_at is not None and law(local_date(now)).after_supplement_limit == "stop":
        said = pause(dossier, now=now)
        put_still(
            dossier, around, said, NO_ANSWER, cause="supplement_expired", role="system", agency_id=None, actor=CLOCK,
            now=now,
        )  # fmt: skip
        return 1
    require_status(dossier, Status.REFUSED, "refuse")
    dossier.status = Status.REFUSED
    if dossier.process_instance_id is not None:
        processes.cancel(dossier.process_instance_id, actor=CLOCK, now=now)
    close_all(dossier, now=now)
    settle_refusal(dossier, around, NO_ANSWER, role="system", actor=CLOCK, now=now)
    return 1


def _start_of_day(now: datetime) -> datetime:
    return vietnam().local(now).replace(hour=0, minute=0, second=0, microsecond=0)

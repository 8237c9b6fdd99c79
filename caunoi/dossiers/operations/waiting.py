"""The limit pauses while something is waited for: how that begins and how it ends. Private to the room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from caunoi.core.actor import Actor
from caunoi.dossiers.calendars import vietnam
from caunoi.dossiers.errors import WrongStep
from caunoi.dossiers.models import Dossier, DossierRequest, WorkItem
from caunoi.dossiers.operations.acting import Acting, at_step, end_step, require_status
from caunoi.dossiers.operations.clocks import NO_TIMERS, Again, count_again, pause, timers
from caunoi.dossiers.operations.work import first_step, hold, move
from caunoi.dossiers.policies import require_person
from caunoi.dossiers.rules.pauses import later_by
from caunoi.dossiers.shapes import Status
from caunoi.processes import operations as processes

ACTION = {"supplement": "request_supplement", "payment": "request_payment"}
MESSAGE = {"supplement": "supplement_received", "payment": "payment_received"}


@dataclass(slots=True)
class Waiting:
    """A step that is about to wait for the applicant."""

    kind: str
    act: Acting
    by_process: bool
    actor: Actor
    now: datetime

    @property
    def dossier(self) -> Dossier:
        """The dossier, locked."""
        return self.act.dossier

    @property
    def role(self) -> str:
        """In what role it is asked."""
        return self.act.item.role

    @property
    def agency_id(self) -> UUID:
        """Of which agency."""
        return self.act.item.agency_id

    def go(self, asked: DossierRequest, *, status: Status) -> dict[str, Any]:
        """Move the process to its wait, hold what is open, stop the clock (rows of the dossier not saved).

        Returns what the journal says of the clock. Before receipt the process knows no wait: the step itself is held.
        """
        act, dossier = self.act, self.dossier
        item = act.item
        if item.role == "specialist" and item.agency_id == dossier.competent_agency_id:
            dossier.specialist_id = require_person(self.actor)
        said = pause(dossier, now=self.now)
        if self.by_process:
            action = ACTION[self.kind]
            end_step(act, action=action, status=status, actor=self.actor, now=self.now, moments=NO_TIMERS)
            hold(act.items, True, dossier)
            act.items.insert(0, self._stands_for(item, asked))
        else:
            require_status(dossier, status, ACTION[self.kind])
            dossier.status = status
            hold(act.items, True, dossier)
        dossier.step = first_step(act.items)
        return said

    def _stands_for(self, item: WorkItem, asked: DossierRequest) -> WorkItem:
        """An item that keeps the asking step in its agency's queue while it waits."""
        return WorkItem.objects.create(
            id=asked.id,
            dossier=self.dossier,
            agency_id=item.agency_id,
            role=item.role,
            step=item.step,
            kind="waiting",
            assignee_id=item.assignee_id or require_person(self.actor),
            held=True,
            opened_at=self.now,
            due_at=self.dossier.due_at,
        )


def wait_for(kind: str, dossier_id: UUID, *, actor: Actor, now: datetime, expected_version: int | None) -> Waiting:
    """The step that asks, or the counter before receipt (art. 17.1a and 17.2a). Raises what `at_step` raises."""
    args = {"actor": actor, "now": now, "expected_version": expected_version}
    try:
        act = at_step(dossier_id, action=ACTION[kind], **args)  # type: ignore[arg-type]
        return Waiting(kind, act, True, actor, now)
    except WrongStep:
        if kind != "supplement":
            raise
        act = at_step(dossier_id, action="accept", said=ACTION[kind], **args)  # type: ignore[arg-type]
        return Waiting(kind, act, False, actor, now)


def end_wait(
    dossier: Dossier, items: list[WorkItem], asked: DossierRequest, *, kind: str, actor: Actor, now: datetime
) -> dict[str, Any]:
    """What was waited for came: the clock runs, the step comes back to whom it was (row of the dossier not saved).

    Returns what the journal says of the clock.
    """
    again = count_again(dossier, kind=kind, now=now)
    free(dossier, items, again)
    stood = next((item for item in items if item.id == asked.id), None)
    if stood is not None and dossier.process_instance_id is not None:
        after = processes.send_message(
            dossier.process_instance_id,
            MESSAGE[asked.kind],
            variables={},
            actor=actor,
            now=now,
            moments=timers(dossier),
        )
        move(dossier, items, after, ended=None, now=now, again=stood)
    dossier.status = running_status(dossier)
    return again.said


def free(dossier: Dossier, items: list[WorkItem], again: Again) -> None:
    """What was held can be done again, with the new deadline; steps get the time back that passed."""
    held = [item for item in items if item.held and item.kind != "waiting"]
    for item in held:
        if item.step_due_at is not None:
            item.step_due_at = later_by(item.step_due_at, again.passed, vietnam())
    hold(held, False, dossier)


def running_status(dossier: Dossier) -> Status:
    """The status of a dossier whose clock runs again."""
    if dossier.received_at is None:
        return Status.NEW
    return Status.IN_PROCESS

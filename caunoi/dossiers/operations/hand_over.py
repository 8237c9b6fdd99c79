"""Give the result to the applicant."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.core.once import whole
from caunoi.dossiers.errors import ResultNotInForce, UnknownOutcome
from caunoi.dossiers.events import HandedOver
from caunoi.dossiers.models import DossierResult
from caunoi.dossiers.operations.acting import at_step, dimensions, end_step, note, save
from caunoi.dossiers.shapes import DossierView, Status
from caunoi.dossiers.views_of import dossier_view

WAYS = ("counter", "online", "post")


@whole
def hand_over(
    *,
    dossier_id: UUID,
    actor: Actor,
    now: datetime,
    expected_version: int | None = None,
    way: str | None = None,
) -> DossierView:
    """The counter gives the result to the applicant (art. 20), who can download it from now on; status 10.

    `way` is `counter`, `online` or `post`; the way that the applicant chose when it is not given. Raises UnknownOutcome
    for another way, ResultNotInForce when a result was revoked and nothing valid stands in its place, and what
    `at_step` raises.
    """
    act = at_step(dossier_id, action="hand_over", actor=actor, now=now, expected_version=expected_version)
    dossier, role = act.dossier, act.role
    if way not in (None, *WAYS):
        raise UnknownOutcome(outcome=way)
    _require_in_force(dossier.id)
    dossier.return_way = way or dossier.return_way
    end_step(act, action="hand_over", status=Status.RETURNED, actor=actor, now=now)
    dossier.returned_at = now
    save(dossier, action="hand_over", role=role, now=now, fields=["status", "step", "returned_at", "return_way"])
    event = HandedOver(**dimensions(dossier, role), returned_on=local_date(now), way=dossier.return_way)
    note(event, dossier, actor=actor, now=now)
    return dossier_view(dossier, now=now)


def _require_in_force(dossier_id: UUID) -> None:
    """Nobody is given a record that is not valid any more; one statement."""
    found = list(DossierResult.objects.filter(dossier_id=dossier_id).values_list("result_id", "status"))
    valid = {result for result, status in found if status == "valid"}
    if any(status == "revoked" and result not in valid for result, status in found):
        raise ResultNotInForce

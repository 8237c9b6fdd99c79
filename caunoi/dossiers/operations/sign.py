"""Sign the result."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from caunoi.core.actor import Actor
from caunoi.core.clock import local_date
from caunoi.dossiers import papers
from caunoi.dossiers.calendars import vietnam
from caunoi.dossiers.events import Signed
from caunoi.dossiers.operations.acting import at_step, dimensions, end_step, next_number, note, save
from caunoi.dossiers.rules.deadlines import on_time
from caunoi.dossiers.shapes import DossierView, Status
from caunoi.dossiers.views_of import dossier_view, surroundings

_SIGNED = ["status", "step", "finished_at", "result_number", "result_file_id"]


@transaction.atomic
def sign(*, dossier_id: UUID, actor: Actor, now: datetime, expected_version: int | None = None) -> DossierView:
    """The leader signs: the record is numbered, made as PDF and signed (PAdES); status 9, settled.

    The number is taken from the agency's book of the year, without holes. Raises FormFailed or SigningUnavailable
    (nothing is changed then), and what `at_step` raises.
    """
    act = at_step(dossier_id, action="sign", actor=actor, now=now, expected_version=expected_version)
    dossier, role = act.dossier, act.role
    around = surroundings(dossier)
    end_step(act, action="sign", status=Status.DONE, actor=actor, now=now)
    dossier.finished_at = now
    year = local_date(now).replace(month=1, day=1)
    book = around.procedure.results[0]["id"]
    competent = around.agencies[dossier.competent_agency_id].code
    dossier.result_number = f"{next_number(f'{competent}/{book}', year)}/{year:%Y}"
    dossier.result_file_id = papers.store_result(dossier, around, actor=actor, now=now)
    save(dossier, action="sign", role=role, now=now, fields=_SIGNED)
    assert dossier.received_at is not None
    assert dossier.due_at is not None
    event = Signed(
        **dimensions(dossier, role),
        received_on=local_date(dossier.received_at),
        due_on=local_date(dossier.due_at),
        limit_value=dossier.limit_value,
        limit_unit=dossier.limit_unit,
        finished_on=local_date(now),
        on_time=on_time(now, dossier.due_at, vietnam()),
        digital_result=True,
    )
    note(event, dossier, actor=actor, now=now)
    return dossier_view(dossier, now=now, around=around)

"""File and receive at once, for the person who stands at the counter or wrote by post."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from caunoi.core.actor import Actor
from caunoi.core.once import read_once
from caunoi.dossiers.errors import AlreadySubmitted, KeyAlreadyUsed
from caunoi.dossiers.models import Dossier
from caunoi.dossiers.operations.accept import accept
from caunoi.dossiers.operations.attach import hand_in_paper, upload, upload_pages
from caunoi.dossiers.operations.change_draft import change_draft
from caunoi.dossiers.operations.reuse import reuse_component, reuse_result
from caunoi.dossiers.operations.save_answers import save_answers
from caunoi.dossiers.operations.start_draft import start_for
from caunoi.dossiers.operations.submit import ONCE, submit_within
from caunoi.dossiers.policies import require_person
from caunoi.dossiers.shapes import Channel, DossierView
from caunoi.dossiers.shapes_filing import CounterPaper, CounterPerson, Support
from caunoi.dossiers.views_of import dossier_view


def receive_at_counter(
    *,
    agency_id: UUID,
    procedure_code: str,
    person: CounterPerson,
    answers: dict[str, Any],
    papers: Sequence[CounterPaper],
    idempotency_key: str,
    actor: Actor,
    now: datetime,
    case_id: str | None = None,
    channel: str = Channel.DIRECT,
    competent_agency_id: UUID | None = None,
    priority: str = "",
    support: Support | None = None,
    reliefs: Collection[str] = (),
    return_way: str = "counter",
    return_address: str = "",
    linked_to_id: UUID | None = None,
    receipt: bool = True,
) -> DossierView:
    """Everything from the person to the receipt slip in one transaction: all of it is done, or nothing.

    The person is registered when nobody has their number, the draft made, answers and papers kept, filed (`direct` or
    `post`) and accepted; `receipt_file_id` is the slip (a result given at once needs
    none: `receipt=False`). The competent agency may be any of the province. The same key
    gives the same dossier back, whichever click came first. Raises RoleNotHeld, InvalidAccount, PersonDiffers,
    InvalidAnswers, IncompleteDossier, InvalidFiling and what the operations raise that it is made of.
    """
    officer_id = require_person(actor)
    if done := _done(officer_id, idempotency_key, now):
        return done
    try:
        with transaction.atomic(), read_once():
            draft = start_for(
                person=person, agency_id=agency_id, procedure_code=procedure_code, actor=actor, now=now,
                case_id=case_id, channel=channel, competent_agency_id=competent_agency_id, priority=priority,
                linked_to_id=linked_to_id,
            )  # fmt: skip
            if support is not None:
                _helped(draft, support)
            if reliefs or return_way != "counter":
                change_draft(
                    dossier_id=draft, reliefs=reliefs, return_way=return_way, return_address=return_address,
                    actor=actor, now=now,
                )  # fmt: skip
            save_answers(dossier_id=draft, answers=answers, actor=actor, now=now)
            for paper in papers:
                _hand_in(draft, paper, actor, now)
            submit_within(draft, idempotency_key, actor, now, None)
            return accept(dossier_id=draft, actor=actor, now=now, receipt=receipt or None)
    except IntegrityError as error:
        return _other_click(error, officer_id, idempotency_key, now)


def receive_draft(
    *, dossier_id: UUID, idempotency_key: str, actor: Actor, now: datetime, expected_version: int | None = None
) -> DossierView:
    """File and accept a draft that a counter officer prepared with `start_for`, in one transaction.

    Raises what `submit` and `accept` raise; with the same key it gives the same dossier back.
    """
    officer_id = require_person(actor)
    if done := _done(officer_id, idempotency_key, now):
        return done
    try:
        with transaction.atomic(), read_once():
            submit_within(dossier_id, idempotency_key, actor, now, expected_version)
            return accept(dossier_id=dossier_id, actor=actor, now=now, receipt=True)
    except IntegrityError as error:
        return _other_click(error, officer_id, idempotency_key, now)
    except AlreadySubmitted:
        # A double click waited for the first one's lock on the draft.
        if done := _done(officer_id, idempotency_key, now):
            return done
        raise


def _done(officer_id: UUID, key: str, now: datetime) -> DossierView | None:
    """The dossier that this officer received with the key before."""
    row = Dossier.objects.filter(filed_by_id=officer_id, submission_key=key[:80]).first() if key else None
    return dossier_view(row, now=now) if row else None


def _other_click(error: IntegrityError, officer_id: UUID, key: str, now: datetime) -> DossierView:
    if not any(name in str(error) for name in ONCE):
        raise error
    if done := _done(officer_id, key, now):
        return done
    raise KeyAlreadyUsed from error


def _helped(dossier_id: UUID, support: Support) -> None:
    Dossier.objects.filter(id=dossier_id).update(supporter_id=support.person_id, support_agency_id=support.agency_id)


def _hand_in(dossier_id: UUID, paper: CounterPaper, actor: Actor, now: datetime) -> None:
    said: dict[str, Any] = {"dossier_id": dossier_id, "component_id": paper.component_id, "actor": actor, "now": now}
    counts: dict[str, Any] = {"originals": paper.originals, "copies": paper.copies}
    if paper.result_id is not None:
        reuse_result(**said, result_id=paper.result_id)
    elif paper.component_row_id is not None:
        reuse_component(**said, row_id=paper.component_row_id)
    elif len(paper.pages) > 1:
        upload_pages(**said, **counts, pages=paper.pages)
    elif paper.pages:
        name, content = paper.pages[0]
        upload(**said, **counts, content=content, name=name)
    else:
        hand_in_paper(**said, **counts)

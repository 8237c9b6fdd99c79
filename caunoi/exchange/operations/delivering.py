"""The result brought to its owner by a machine, with the proof."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from caunoi.core.errors import DomainError, Problem
from caunoi.core.subjects import SubjectRef
from caunoi.documents import operations as documents
from caunoi.dossiers import operations as dossiers
from caunoi.dossiers.queries import DossierView
from caunoi.exchange.errors import ProofIncomplete
from caunoi.exchange.models import HandOverProof
from caunoi.exchange.operations.calls import actor_of
from caunoi.exchange.shapes import Caller

CLOCKS_DIFFER = timedelta(minutes=5)
"""How far the machine's clock may be from ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """Who took the result and when, the carrier's number, an uploaded picture of the signature."""

    received_by: str
    delivered_at: datetime
    way: str = "post"
    tracking_number: str = ""
    file_id: UUID | None = None


def hand_over(
    *, dossier_id: UUID, proof: Proof, expected_version: int | None, caller: Caller, now: datetime
) -> DossierView:
    """The counter's hand-over, and the proof kept with it, in one transaction.

    Raises ProofIncomplete (`delivered_at`, `file`, ...) and what the hand-over raises (WrongStep, StaleDossier ...).
    """
    actor = actor_of(caller)
    if proof.delivered_at > now + CLOCKS_DIFFER:
        raise ProofIncomplete([Problem(_("Thời điểm trả kết quả không được ở tương lai."), field="delivered_at")])
    with transaction.atomic():
        view = dossiers.hand_over(
            dossier_id=dossier_id, actor=actor, now=now, expected_version=expected_version, way=proof.way
        )
        if view.finished_at is not None and proof.delivered_at < view.finished_at - CLOCKS_DIFFER:
            text = _("Thời điểm trả kết quả không được trước khi hồ sơ có kết quả.")
            raise ProofIncomplete([Problem(text, field="delivered_at")])
        file_id = _stored(dossier_id, proof, caller, now) if proof.file_id else None
        HandOverProof.objects.create(
            dossier_id=dossier_id, machine_id=caller.machine_id, way=proof.way, file_id=file_id,
            tracking_number=proof.tracking_number[:60], received_by=proof.received_by[:200],
            delivered_at=proof.delivered_at, made_at=now,
        )  # fmt: skip
    if proof.file_id:
        documents.discard(proof.file_id, actor=actor, now=now)
    return view


def _stored(dossier_id: UUID, proof: Proof, caller: Caller, now: datetime) -> UUID:
    actor = actor_of(caller)
    assert proof.file_id is not None
    try:
        name, content = documents.taken(proof.file_id, actor=actor, now=now)
        subject = SubjectRef("dossier", dossier_id)
        return documents.store(content=content, name=name, media_type=None, subject=subject, actor=actor, now=now).id
    except DomainError as error:
        raise ProofIncomplete([Problem(error.message, field="file")]) from error

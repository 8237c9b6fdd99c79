"""Dossiers followed from outside: by a reader of their agencies, or by whoever filed them for the applicant."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from caunoi.core.actor import Actor
from caunoi.dossiers.errors import DossierNotFound
from caunoi.dossiers.models import Dossier
from caunoi.dossiers.policies import READERS, Standing, agencies_of, require_person, standing
from caunoi.dossiers.queries.lists import in_order
from caunoi.dossiers.rules.codes import normal_code
from caunoi.dossiers.shapes import DossierRow, DossierView, Status
from caunoi.dossiers.views_of import dossier_view


def followed(code: str, *, actor: Actor, now: datetime) -> tuple[DossierView, bool]:
    """A filed dossier, and whether the actor may read it whole; at most eight statements.

    Who filed it for the applicant and still serves where they did follows it without its results. Raises
    DossierNotFound.
    """
    found = Dossier.objects.filter(code=normal_code(code)).first()
    who = standing(actor, now=now)
    if found is None or not (_reads(found, who) or _filed(found, who)):
        raise DossierNotFound
    reads = _reads(found, who)
    if not reads:
        found.result, found.result_file_id, found.return_note = {}, None, ""
    return dossier_view(found, now=now), reads


def followed_many(ids: Sequence[UUID], *, actor: Actor, now: datetime) -> list[DossierRow]:
    """Those of the dossiers that the actor may follow, in the order given; at most six statements."""
    who = standing(actor, now=now)
    rows = Dossier.objects.filter(id__in=ids).exclude(status=Status.DRAFT).defer("answers", "result")
    seen = {row.id for row in rows if _reads(row, who) or _filed(row, who)}
    return in_order([i for i in ids if i in seen], now)


def filed_with(key: str, *, actor: Actor, now: datetime) -> DossierView | None:
    """The dossier that this person filed for somebody with the key before."""
    row = Dossier.objects.filter(filed_by_id=require_person(actor), submission_key=key[:80]).first()
    return dossier_view(row, now=now) if row is not None and row.status != Status.DRAFT else None


def _reads(row: Dossier, who: Standing) -> bool:
    return any(who.holds(agency, READERS) for agency in agencies_of(row))


def _filed(row: Dossier, who: Standing) -> bool:
    serves = {agency for agency, _ in who.held}
    return row.filed_by_id == who.person_id and bool(serves & {row.receiving_agency_id, row.support_agency_id})

"""Dossiers behind a figure, by identifier, for those who may know of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from caunoi.core.actor import Actor
from caunoi.dossiers.errors import NotOverseer
from caunoi.dossiers.models import Dossier
from caunoi.dossiers.overseeing import oversight
from caunoi.dossiers.policies import READERS, agencies_of, standing
from caunoi.dossiers.queries.lists import in_order
from caunoi.dossiers.shapes import DossierRow, Status


@dataclass(frozen=True, slots=True)
class Behind:
    """One dossier behind a figure. `readable`: the actor may open its page; else the applicant's name is empty."""

    row: DossierRow
    readable: bool


def behind(ids: Sequence[UUID], *, actor: Actor, now: datetime) -> list[Behind]:
    """Those of `ids` that the actor reads as an officer or watches over, in their order; at most eleven statements."""
    who = standing(actor, now=now)
    reading = {agency for agency, role in who.held if role in READERS}
    try:
        watching = set(oversight(actor, now=now).agencies)
    except NotOverseer:
        watching = set()
    rows = Dossier.objects.filter(id__in=list(ids)).exclude(status=Status.DRAFT).defer("answers", "result")
    taking_part = {row.id: agencies_of(row) for row in rows}
    readable = {i for i, agencies in taking_part.items() if agencies & reading}
    seen = readable | {i for i, agencies in taking_part.items() if agencies & watching}
    return [_behind(row, row.id in readable) for row in in_order([i for i in ids if i in seen], now)]


def _behind(row: DossierRow, readable: bool) -> Behind:
    return Behind(row if readable else replace(row, applicant_name=""), readable)

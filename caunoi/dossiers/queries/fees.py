"""What is due at an agency's till: only what a cashier needs to know of a dossier."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from caunoi.core.actor import Actor
from caunoi.dossiers import texts
from caunoi.dossiers.errors import DossierNotFound
from caunoi.dossiers.models import Dossier
from caunoi.dossiers.queries.lists import procedure_names
from caunoi.dossiers.rules.beside import WHEN
from caunoi.dossiers.rules.codes import normal_code
from caunoi.payments import queries as payments
from caunoi.payments.policies import require_reader
from caunoi.payments.shapes import OrderView
from caunoi.units.rules.text import fold


@dataclass(frozen=True, slots=True)
class FeeDue:
    """One dossier with a fee due. `amount` None: nobody knows it yet. `order`: what was opened to pay it, if anything
    was: with what was paid already, and an online attempt under way (`order.live`)."""

    dossier_id: UUID
    code: str
    procedure_code: str
    procedure_name: str
    applicant_name: str
    applicant_phone: str
    status: int
    status_name: str
    amount: int | None
    submitted_at: datetime | None
    order: OrderView | None = None

    @property
    def rest(self) -> int | None:
        """Still to be paid."""
        return self.order.rest if self.order and self.order.amount is not None else self.amount


def fees_due(
    *, agency_id: UUID, actor: Actor, now: datetime, text: str = "", limit: int = 50, offset: int = 0
) -> list[FeeDue]:
    """Dossiers received by the agency with a fee due, who waits longest first; found by code, name without diacritics,
    telephone or personal number. For those who see the agency's payments. At most six statements.

    Raises payments' OrderNotFound for whoever may not.
    """
    require_reader(actor, agency_id=agency_id, now=now)
    rows = _due().filter(receiving_agency_id=agency_id)
    rows = rows.filter(_said(text)) if text.strip() else rows
    return _views(list(rows.order_by("submitted_at", "id")[offset : offset + limit]), actor, now)


def fee_due_of(code: str, *, actor: Actor, now: datetime) -> FeeDue:
    """The same of one dossier, by its code, due or not. Raises DossierNotFound, payments' OrderNotFound."""
    row = Dossier.objects.filter(code=code).defer("answers", "result").first()
    if row is None:
        raise DossierNotFound
    require_reader(actor, agency_id=row.receiving_agency_id, now=now)
    return _views([row], actor, now)[0]


def _due() -> QuerySet[Dossier]:
    return Dossier.objects.filter(fee_state="due", status__in=WHEN["record_payment"]).defer("answers", "result")


def _said(text: str) -> Q:
    """What a person at the counter says: a number, a code or part of it, words of a name."""
    bare = "".join(text.split())[:60]
    if bare.isascii() and bare.isdigit() and len(bare) >= 9:
        return Q(applicant_personal_id=bare) | Q(applicant_phone__in=[bare, f"+84{bare[1:]}"]) | Q(code__endswith=bare)
    names = Q()
    for word in fold(text).split()[:8]:
        names &= Q(applicant_search__contains=word)
    return Q(code__contains=normal_code(text)) | names if names else Q(code__contains=normal_code(text))


def _views(rows: list[Dossier], actor: Actor, now: datetime) -> list[FeeDue]:
    names = procedure_names(rows)
    orders = payments.newest_orders("dossier", [row.id for row in rows], actor=actor, now=now) if rows else {}
    return [
        FeeDue(
            row.id, row.code or "", row.procedure_code, names[row.procedure_version_id],
            row.applicant_name, row.applicant_phone, row.status, str(texts.STATUS[row.status]), row.fee_due,
            row.submitted_at, orders.get(row.id),
        )
        for row in rows
    ]  # fmt: skip

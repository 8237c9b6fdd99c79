"""Paying by transfer: the agency's account, and the code that a banking application scans."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings

from caunoi.core.actor import Actor
from caunoi.payments.errors import OrderNotFound
from caunoi.payments.models import BankAccount, Order
from caunoi.payments.policies import require_payer_or_reader
from caunoi.payments.rules import vietqr
from caunoi.payments.shapes import BankAccountView, TransferCode
from caunoi.payments.views_of import rest


def bank_account(agency_id: UUID) -> BankAccountView | None:
    """Where the agency is paid: its own account, or that of the setting `CAUNOI_BANK_ACCOUNT`; None without both."""
    row = BankAccount.objects.filter(agency_id=agency_id).first()
    if row is not None:
        return BankAccountView(row.bank_bin, row.number, row.holder)
    bank_bin, _colon, more = settings.BANK_ACCOUNT.partition(":")
    number, _colon, holder = more.partition(":")
    return BankAccountView(bank_bin, number, holder) if number else None


def transfer_code(order_id: UUID, *, actor: Actor, now: datetime) -> TransferCode | None:
    """What the payer of an order needs to pay the rest by transfer; None when nothing is due, or no account is known.

    Raises OrderNotFound.
    """
    row = Order.objects.filter(id=order_id).first()
    if row is None:
        raise OrderNotFound
    require_payer_or_reader(actor, payer_id=row.payer_id, agency_id=row.agency_id, now=now)
    account, due = bank_account(row.agency_id), rest(row)
    if account is None or not due:
        return None
    return TransferCode(vietqr.payload(account.bank_bin, account.number, due, row.code), account, due, row.code)

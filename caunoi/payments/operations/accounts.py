"""Where an agency is paid by transfer."""

from __future__ import annotations

import re
from datetime import datetime
from uuid import UUID

from caunoi.core.actor import Actor
from caunoi.payments.errors import WrongAccount
from caunoi.payments.models import BankAccount
from caunoi.payments.shapes import BankAccountView
from caunoi.people.policies import require_administrator

_BIN, _NUMBER = re.compile(r"[0-9]{6}"), re.compile(r"[0-9A-Za-z]{1,19}")


def set_bank_account(
    *, agency_id: UUID, bank_bin: str, number: str, holder: str, actor: Actor, now: datetime
) -> BankAccountView:
    """Say where the agency is paid, by its administrator or the command line. Raises NotAdministrator, WrongAccount."""
    require_administrator(actor, agency_id=agency_id, now=now)
    if not _BIN.fullmatch(bank_bin) or not _NUMBER.fullmatch(number) or not 0 < len(holder.strip()) <= 100:
        raise WrongAccount
    BankAccount.objects.update_or_create(
        agency_id=agency_id, defaults={"bank_bin": bank_bin, "number": number, "holder": holder.strip()}
    )
    return BankAccountView(bank_bin, number, holder.strip())

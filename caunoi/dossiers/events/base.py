"""What every entry of this room says, and what settlement is counted by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from caunoi.core.journal import Event


@dataclass(frozen=True, kw_only=True)
class DossierEvent(Event):
    """What every entry says: which dossier, procedure, case, channel and agencies, and in what role it was done."""

    subject_kind: ClassVar[str] = "dossier"

    code: str
    procedure: str
    case: str
    channel: str
    receiving_agency: UUID
    competent_agency: UUID
    role: str


@dataclass(frozen=True, kw_only=True)
class Clocked(DossierEvent):
    """An entry that settlement is counted by: the limit applied, the dates of receipt and of the end of the limit."""

    received_on: date
    due_on: date
    limit_value: Decimal
    limit_unit: str

"""What is done between receipt and signature: steps, other agencies asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from caunoi.dossiers.events.base import DossierEvent


@dataclass(frozen=True, kw_only=True)
class Examined(DossierEvent):
    """Examined, and a drafted result put before the leader."""

    kind: ClassVar[str] = "dossier.examined"


@dataclass(frozen=True, kw_only=True)
class ReturnedToSpecialist(DossierEvent):
    """The leader did not sign."""

    kind: ClassVar[str] = "dossier.returned_to_specialist"


@dataclass(frozen=True, kw_only=True)
class StepDone(DossierEvent):
    """A step of the process between examination and signature was done (a check, a field check)."""

    kind: ClassVar[str] = "dossier.step_done"

    step: str
    agency: UUID
    outcome: str
    within_limit: bool | None


@dataclass(frozen=True, kw_only=True)
class Consulted(DossierEvent):
    """Another agency is asked beside the process (art. 19.5)."""

    kind: ClassVar[str] = "dossier.consulted"

    agency: UUID
    answer_by: date


@dataclass(frozen=True, kw_only=True)
class ConsultationAnswered(DossierEvent):
    """The agency that was asked has answered; `assignee`: who had asked."""

    kind: ClassVar[str] = "dossier.consultation_answered"

    agency: UUID
    outcome: str
    on_time: bool
    assignee: UUID | None


@dataclass(frozen=True, kw_only=True)
class ConsultationSilent(DossierEvent):
    """No answer came in time (art. 19.5b); `assignee`: who had asked and is told."""

    kind: ClassVar[str] = "dossier.consultation_silent"

    agency: UUID
    assignee: UUID | None

"""What becomes of a result after it was signed: several, wrong, corrected, revoked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from caunoi.dossiers.events.base import DossierEvent


@dataclass(frozen=True, kw_only=True)
class ResultSigned(DossierEvent):
    """One of several results was signed; the dossier goes on."""

    kind: ClassVar[str] = "dossier.result_signed"

    result: str
    agency: UUID


@dataclass(frozen=True, kw_only=True)
class ResultReplaced(DossierEvent):
    """A wrong result gave way to its correction, of the dossier `by`."""

    kind: ClassVar[str] = "dossier.result_replaced"

    result: str
    by: UUID


@dataclass(frozen=True, kw_only=True)
class ResultRevoked(DossierEvent):
    """A result is not valid any more."""

    kind: ClassVar[str] = "dossier.result_revoked"

    result: str


@dataclass(frozen=True, kw_only=True)
class ErrorReported(DossierEvent):
    """The applicant says that the result is wrong."""

    kind: ClassVar[str] = "dossier.error_reported"


@dataclass(frozen=True, kw_only=True)
class ResultKept(DossierEvent):
    """The agency answered that the result is right."""

    kind: ClassVar[str] = "dossier.result_kept"


@dataclass(frozen=True, kw_only=True)
class CorrectionStarted(DossierEvent):
    """A wrong result is being corrected, in the dossier `by`."""

    kind: ClassVar[str] = "dossier.correction_started"

    by: UUID

"""What the catalogue writes to the journal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from caunoi.core.journal import Event


@dataclass(frozen=True, kw_only=True)
class VersionPublished(Event):
    """A version of a procedure was published, or published anew with the next `revision`.

    `digest` is the start of its SHA-256.
    """

    kind: ClassVar[str] = "procedure.version_published"
    subject_kind: ClassVar[str] = "procedure"

    procedure: str
    effective_from: date
    revision: int
    digest: str

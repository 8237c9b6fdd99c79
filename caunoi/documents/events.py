"""The journal entries that this room writes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from caunoi.core.journal import Event


@dataclass(frozen=True, kw_only=True)
class FileStored(Event):
    """A file was handed in or made. Never its name or digest: a digest of a known paper would tell who handed it in."""

    kind: ClassVar[str] = "file.stored"
    subject_kind: ClassVar[str] = "file"

    media_type: str
    size: int
    about_kind: str = ""
    about_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class FileRefused(Event):
    """A file was not taken because the scanner found something in it. What it found may name a file: it is not said."""

    kind: ClassVar[str] = "file.refused"
    subject_kind: ClassVar[str] = "file"

    reason: str
    size: int
    about_kind: str = ""
    about_id: UUID | None = None

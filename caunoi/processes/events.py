"""The journal entries of modelling. The subject of a version's entries is the version's row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from caunoi.core.journal import Event


@dataclass(frozen=True, kw_only=True)
class ProcessDrafted(Event):
    """A draft was begun; `base` is the digest of the text that it began from, empty when it is new."""

    kind: ClassVar[str] = "process.drafted"
    subject_kind: ClassVar[str] = "process_version"
    what: str
    code: str
    base: str


@dataclass(frozen=True, kw_only=True)
class ProcessPublished(Event):
    """A draft became a version: new runs begin with it."""

    kind: ClassVar[str] = "process.published"
    subject_kind: ClassVar[str] = "process_version"
    what: str
    code: str
    number: int
    digest: str


@dataclass(frozen=True, kw_only=True)
class ProcessRetired(Event):
    """No new runs begin with the version any more."""

    kind: ClassVar[str] = "process.retired"
    subject_kind: ClassVar[str] = "process_version"
    what: str
    code: str
    number: int


@dataclass(frozen=True, kw_only=True)
class ProcessDropped(Event):
    """A draft was given up."""

    kind: ClassVar[str] = "process.dropped"
    subject_kind: ClassVar[str] = "process_version"
    what: str
    code: str


@dataclass(frozen=True, kw_only=True)
class RunsMigrated(Event):
    """Running dossiers moved to another version of their process; `operation` joins it with the runs' own entries."""

    kind: ClassVar[str] = "process.migrated"
    subject_kind: ClassVar[str] = "process_version"
    operation: UUID
    code: str
    from_digest: str
    to_digest: str
    moved: int
    stayed: int


@dataclass(frozen=True, kw_only=True)
class RunMigrated(Event):
    """One run went on under another version of its process; the subject is the run's instance."""

    kind: ClassVar[str] = "process.run_migrated"
    subject_kind: ClassVar[str] = "process_instance"
    operation: UUID
    code: str
    from_digest: str
    to_digest: str

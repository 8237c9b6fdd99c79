"""What this room writes to the journal: codes, numbers and dates, never the texts of evidence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar
from uuid import UUID

from caunoi.core.journal import Event


@dataclass(frozen=True, kw_only=True)
class ValueEvent(Event):
    """What every entry says of a manual value: which figure of which unit, of `[period_start, period_end)`."""

    subject_kind: ClassVar[str] = "measure_value"

    index: str
    figure: str
    level: str
    key: str
    period_start: date
    period_end: date
    value: Decimal


@dataclass(frozen=True, kw_only=True)
class ValueProposed(ValueEvent):
    """Typed in by the unit with evidence; in a yearly assessment, its own assessment (Decree 224/2026 art. 8.3c)."""

    kind: ClassVar[str] = "measure.value_proposed"

    document_date: date
    with_file: bool


@dataclass(frozen=True, kw_only=True)
class ValueVerified(ValueEvent):
    """The agency above checked it; `value` is what it verified. `changed`: not what the unit claimed (art. 8.2b)."""

    kind: ClassVar[str] = "measure.value_verified"

    claimed: Decimal
    changed: bool
    verifier: UUID


@dataclass(frozen=True, kw_only=True)
class ValueReturned(ValueEvent):
    """The agency above did not accept the evidence; it counts nowhere."""

    kind: ClassVar[str] = "measure.value_returned"

    verifier: UUID


@dataclass(frozen=True, kw_only=True)
class ValueExplained(ValueEvent):
    """The unit explained itself after the verification, before the approval (art. 8.2b, 8.3d)."""

    kind: ClassVar[str] = "measure.value_explained"


@dataclass(frozen=True, kw_only=True)
class ValueApproved(ValueEvent):
    """The result of a yearly assessment was approved."""

    kind: ClassVar[str] = "measure.value_approved"

    verifier: UUID


@dataclass(frozen=True, kw_only=True)
class ValuePublished(ValueEvent):
    """The approved result was published: it counts from now on."""

    kind: ClassVar[str] = "measure.value_published"

    verifier: UUID


@dataclass(frozen=True, kw_only=True)
class SnapshotPublished(Event):
    """An index was frozen: definition, position, and the digest of its result. `replaces`: the one it corrects."""

    kind: ClassVar[str] = "measure.snapshot_published"
    subject_kind: ClassVar[str] = "measure_snapshot"

    index: str
    level: str
    scope: str
    geography: str
    as_of: datetime
    start: date
    version: date
    digest: str
    counted_to: int
    units: int
    result_digest: str
    agency: UUID
    replaces: UUID | None


@dataclass(frozen=True, kw_only=True)
class LakeFileRebuilt(Event):
    """A file of the lake was `missing`, `cut`, `altered` or `unreadable` and was made again from the journal.

    `rows_before`: what the list of files said; when it differs from `rows_now`, the list or the journal was changed.
    """

    kind: ClassVar[str] = "lake.file_rebuilt"
    subject_kind: ClassVar[str] = "lake_file"

    month: str
    first: int
    last: int
    fault: str
    rows_before: int
    rows_now: int

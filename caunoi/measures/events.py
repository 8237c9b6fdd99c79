"""What this room writes to the journal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from caunoi.core.journal import Event


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

"""What the catalogue writes to the journal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from caunoi.core.journal import Event


@dataclass(frozen=True, kw_only=True)
class VersionPublished(Event):
    """A version of a procedure was published, or published anew with the next `revision`.

    `digest` is the start of its SHA-256. `online`: `full`, `partial`, `none` or empty where it is not known.
    """

    kind: ClassVar[str] = "procedure.version_published"
    subject_kind: ClassVar[str] = "procedure"

    procedure: str
    effective_from: date
    revision: int
    digest: str
    online: str = ""


@dataclass(frozen=True, kw_only=True)
class DraftEvent(Event):
    """What happens to a draft. `draft_kind`: `new`, `amend`, `abolish`, `variant`; empty `province`: national."""

    subject_kind: ClassVar[str] = "procedure_draft"

    procedure: str
    draft_kind: str
    province: str


@dataclass(frozen=True, kw_only=True)
class DraftStarted(DraftEvent):
    """A change of the catalogue was begun."""

    kind: ClassVar[str] = "procedure.draft_started"


@dataclass(frozen=True, kw_only=True)
class DraftSent(DraftEvent):
    """A draft was sent to be checked."""

    kind: ClassVar[str] = "procedure.draft_sent"


@dataclass(frozen=True, kw_only=True)
class DraftReturned(DraftEvent):
    """A draft was given back with a remark."""

    kind: ClassVar[str] = "procedure.draft_returned"


@dataclass(frozen=True, kw_only=True)
class DraftChecked(DraftEvent):
    """Another officer found the draft right."""

    kind: ClassVar[str] = "procedure.draft_checked"


@dataclass(frozen=True, kw_only=True)
class DraftDropped(DraftEvent):
    """A draft was given up."""

    kind: ClassVar[str] = "procedure.draft_dropped"


@dataclass(frozen=True, kw_only=True)
class Published(Event):
    """The office published a version by a decision; it is in force from `effective_from`, which may be a later day.

    `draft_kind` is `new`, `amend` or `variant` (then `province` says whose). `left_out`: provinces whose variants no
    longer fitted and were left out. `in_time`: published no later than the day from which it is in force.
    """

    kind: ClassVar[str] = "procedure.published"
    subject_kind: ClassVar[str] = "procedure"

    procedure: str
    draft: UUID
    draft_kind: str
    version: UUID
    effective_from: date
    revision: int
    digest: str
    province: str = ""
    left_out: tuple[str, ...] = ()
    online: str = ""
    in_time: bool | None = None


@dataclass(frozen=True, kw_only=True)
class Abolished(Event):
    """The procedure can no longer be filed from `effective_from` on; running dossiers go on."""

    kind: ClassVar[str] = "procedure.abolished"
    subject_kind: ClassVar[str] = "procedure"

    procedure: str
    draft: UUID
    version: UUID
    effective_from: date


@dataclass(frozen=True, kw_only=True)
class Transferred(Event):
    """Another level or kind of agency is competent from `effective_from` on, by the transfer of that id."""

    kind: ClassVar[str] = "procedure.transferred"
    subject_kind: ClassVar[str] = "procedure"

    procedure: str
    transfer: UUID
    version: UUID
    from_level: str
    from_kind: str
    to_level: str
    to_kind: str
    effective_from: date


@dataclass(frozen=True, kw_only=True)
class AuthorityTransferred(Event):
    """A decision handed `procedures` procedures to `agencies` agencies at once."""

    kind: ClassVar[str] = "catalogue.authority_transferred"
    subject_kind: ClassVar[str] = "authority_transfer"

    procedures: int
    agencies: int
    to_level: str
    to_kind: str
    effective_from: date

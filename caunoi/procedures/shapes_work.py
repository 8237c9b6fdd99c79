"""What the catalogue as work gives: drafts, differences in words, overrides, transfers of authority. Public."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from caunoi.core.errors import Problem


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two bodies. `place` is its path (`cases/normal/limits/direct`), `kind` is `added`,
    `removed` or `changed`; `before` and `after` are in words, empty where there is none; `sentence` says it all.
    """

    place: str
    sentence: str
    before: str
    after: str
    kind: str


@dataclass(frozen=True, slots=True)
class Override:
    """What a province says differently at one place, in words; `reference` is the province's text."""

    place: str
    what: str
    national: str
    provincial: str
    reference: str


@dataclass(frozen=True, slots=True)
class Affected:
    """What a province overrides of what a national draft changes. `fits` is False when its variant would no longer
    make a whole version: publishing then leaves the variant out, and the province has to draft it anew.
    """

    province: str
    reference: str
    overrides: tuple[Override, ...]
    fits: bool = True


@dataclass(frozen=True, slots=True)
class Remark:
    """What an officer wrote about a draft when it came into `state`."""

    by: UUID | None
    name: str
    at: datetime
    text: str
    state: str


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft in a list. `kind`: `new`, `amend`, `abolish`, `variant`. `state`: `drafting`, `checking`, `checked`,
    `published`, `dropped`. Empty `province`: national. `changed_by` is the name of who changed it last.
    """

    id: UUID
    code: str
    name: str
    kind: str
    state: str
    province: str
    agency_id: UUID
    agency_name: str
    revision: int
    changed_by: str
    changed_at: datetime
    made_by: str
    effective_from: date | None
    version_id: UUID | None


@dataclass(frozen=True, slots=True)
class DraftView:
    """A draft whole, for one who may see it.

    `body` is the version's body (a copy: the caller may change it), for a variant `{"reference", "unsure",
    "overrides"}`, for an abolition `{"reason"}`. `base` is the body that it began from (for a variant the national
    one), None for a new procedure; `base_moved`: a newer version was published since, see `rebase_draft`.
    `whole` is the body as it would be applied (a variant laid over its base). `problems` name what stands in the way
    of sending it, `Problem.field` being the place. `may` has what the reader may do now: `save`, `undo`, `redo`,
    `send`, `return`, `check`, `publish`, `drop`, `rebase`. Names are full names; `*_id` the persons.
    """

    id: UUID
    code: str
    name: str
    kind: str
    state: str
    province: str
    agency_id: UUID
    agency_name: str
    base_version_id: UUID | None
    base: dict[str, Any] | None
    base_moved: bool
    body: dict[str, Any]
    whole: dict[str, Any]
    revision: int
    made_by: str
    made_by_id: UUID | None
    made_at: datetime
    changed_by: str
    changed_by_id: UUID | None
    changed_at: datetime
    sent_at: datetime | None
    checked_by: str
    checked_at: datetime | None
    decided_by: str
    decided_at: datetime | None
    decision_ref: str
    decision_on: date | None
    effective_from: date | None
    remarks: tuple[Remark, ...]
    version_id: UUID | None
    problems: tuple[Problem, ...]
    may: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lack:
    """Why a transfer of authority may not be made. `kind`: `unknown` (no such procedure), `version` (nothing that can
    be filed), `waiting` (a version waits for a later day), `process`, `form`, `agency` (a unit without the agency),
    `officer` (nobody in `role`). `sentence` says it.
    """

    kind: str
    sentence: str
    code: str = ""
    agency_id: UUID | None = None
    agency: str = ""
    province: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class TransferLine:
    """One procedure of a transfer: from where, and the version that holds afterwards (None in a preview)."""

    code: str
    name: str
    from_level: str
    from_kind: str
    from_name: str = ""
    version_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class TransferReport:
    """A transfer of authority, made (`id`) or only looked at (`id` None). `agencies`: how many receive."""

    id: UUID | None
    to_level: str
    to_kind: str
    to_name: str
    decision_ref: str
    on: date
    agencies: int
    lines: tuple[TransferLine, ...]
    lacks: tuple[Lack, ...]
    decided_by: str = ""
    decided_at: datetime | None = None

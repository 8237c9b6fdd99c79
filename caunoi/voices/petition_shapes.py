"""Frozen values of citizens' petitions: what is handed in, what the public, the author and officers see."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from caunoi.voices.rules.personal import Hint

Checked = Literal["waiting", "shown", "hidden"]
PublicState = Literal["open", "answered", "closed", "withdrawn"]


@dataclass(frozen=True, slots=True)
class PhotoDraft:
    """A photo as it arrives: `size` in bytes is looked at before `content` reads anything."""

    name: str
    size: int
    content: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class PetitionDraft:
    """What a citizen sends. The place: `lat` and `lon`, else the code of a commune, else of a province.

    `attributes`: texts by the attribute's code. `sender`: a network address or session, of which a keyed digest is kept
    for a day's limit. `anonymous`: name and contact are not kept, whatever was typed.
    """

    service: str
    text: str
    title: str = ""
    lat: float | None = None
    lon: float | None = None
    commune_code: str = ""
    province_code: str = ""
    address: str = ""
    anonymous: bool = False
    name: str = ""
    phone: str = ""
    email: str = ""
    agrees_to_publish: bool = True
    attributes: Mapping[str, Sequence[str]] = field(default_factory=dict)
    photos: tuple[PhotoDraft, ...] = ()
    language: str = "vi"
    channel: str = "portal"
    sender: str = ""


@dataclass(frozen=True, slots=True)
class Filed:
    """A petition that was taken: its code is public, its `token` is the author's secret and never shown again."""

    voice_id: UUID
    code: str
    token: str
    unit_name: str
    holder_name: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class NearPetition:
    """An open petition about the same thing close by: perhaps the same."""

    code: str
    title: str
    text: str
    distance_m: int
    raised_on: date
    same: int


@dataclass(frozen=True, slots=True)
class PublicPetition:
    """What everybody may see. Texts, address and photos are empty until somebody of the agency checked them."""

    code: str
    service: str
    state: PublicState
    title: str
    text: str
    answer: str
    address: str
    lat: float | None
    lon: float | None
    province: str
    unit_name: str
    holder_name: str
    raised_at: datetime
    updated_at: datetime
    due_on: date | None
    answered_at: datetime | None
    same: int
    rating: int | None
    photos: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class PublicPage:
    """One page of the public list; `total` of all pages."""

    rows: tuple[PublicPetition, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a public list is narrowed to; everything empty: all of them, the newest first. `until` is exclusive."""

    text: str = ""
    services: tuple[str, ...] = ()
    province: str = ""
    unit_id: UUID | None = None
    state: Literal["", "open", "closed"] = ""
    since: datetime | None = None
    until: datetime | None = None
    codes: tuple[str, ...] = ()
    with_place: bool = False


@dataclass(frozen=True, slots=True)
class StepLine:
    """Something that happened, for its author: what, when, at which agency, with which words."""

    kind: str
    at: datetime
    agency_name: str
    words: str


@dataclass(frozen=True, slots=True)
class PhotoView:
    """A photo of a petition and whether the public sees it."""

    file_id: UUID
    name: str
    shown: bool


@dataclass(frozen=True, slots=True)
class FollowView:
    """A petition as its author sees it, by the secret link or signed in."""

    voice_id: UUID
    code: str
    service: str
    state: PublicState
    title: str
    text: str
    address: str
    lat: float | None
    lon: float | None
    unit_name: str
    holder_name: str
    raised_at: datetime
    due_on: date | None
    late: bool
    answer: str
    answered_at: datetime | None
    answered_on_time: bool | None
    checked: Checked
    hidden_reason: str
    agrees_to_publish: bool
    rating: int | None
    rating_words: str
    reopened: int
    may_rate: bool
    may_reopen: bool
    photos: tuple[PhotoView, ...]
    steps: tuple[StepLine, ...]
    same: int = 0


@dataclass(frozen=True, slots=True)
class OfficerPetition:
    """The petition's own part for officers who may see the voice.

    Name and contact are empty for who does not serve in the agency that holds it, and always when it is anonymous.
    `answers`: codes of attributes with what was answered. `hints`: what in its texts looks like personal data.
    """

    voice_id: UUID
    code: str
    service: str
    lat: float | None
    lon: float | None
    address: str
    anonymous: bool
    name: str
    phone: str
    email: str
    language: str
    checked: Checked
    hidden_reason: str
    agrees_to_publish: bool
    public_title: str
    public_text: str
    hints: tuple[Hint, ...]
    answers: tuple[tuple[str, str | tuple[str, ...]], ...]
    photos: tuple[PhotoView, ...]
    rating: int | None
    satisfied: bool | None
    rating_words: str
    reopened: int
    may_check: bool

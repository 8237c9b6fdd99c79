"""A petition as its author sees it, and its own part for the officers who handle it."""

from __future__ import annotations

from datetime import datetime
from typing import cast
from uuid import UUID

from caunoi.core.actor import Actor, Anonymous, Person
from caunoi.core.clock import local_date
from caunoi.documents import queries as documents
from caunoi.units import queries as units
from caunoi.voices.models import Petition, Voice
from caunoi.voices.operations.following import ANSWERED, MAX_REOPENED
from caunoi.voices.petition_errors import PetitionNotFound
from caunoi.voices.petition_policies import serves_holder
from caunoi.voices.petition_rows import of_author
from caunoi.voices.petition_shapes import Checked, FollowView, OfficerPetition, PhotoView, PublicState, StepLine
from caunoi.voices.policies import standing, visible
from caunoi.voices.rules.personal import hints

TOLD = frozenset({"raised", "forwarded", "passed_up", "answered", "rated", "reopened", "withdrawn", "shown", "hidden"})
"""The steps that its author reads about; words only of those in `_WORDED`."""
_WORDED = frozenset({"forwarded", "passed_up", "rated", "reopened", "hidden"})
MINE = 100


def follow_up(token: str, *, now: datetime) -> FollowView:
    """The petition of a secret link, compared by digests in constant time. Raises PetitionNotFound."""
    return _follow(of_author(token=token or "-", voice_id=None, actor=Anonymous()), now)


def my_petition(voice_id: UUID, *, actor: Actor, now: datetime) -> FollowView:
    """The signed-in author's own. Raises PetitionNotFound."""
    return _follow(of_author(token="", voice_id=voice_id, actor=actor), now)


def my_petitions(*, actor: Actor) -> list[tuple[UUID, str, str, str, datetime]]:
    """(id, code, title, state, when) of what the signed-in citizen sent, the newest first; one statement."""
    if not isinstance(actor, Person):
        return []
    rows = Voice.objects.filter(petition__person_id=actor.person_id).order_by("-raised_at")[:MINE]
    return list(rows.values_list("id", "code", "title", "state", "raised_at"))


def petition_for_officer(voice_id: UUID, *, actor: Actor, now: datetime) -> OfficerPetition:
    """The petition's own part, beside `voice`. Raises PetitionNotFound, also to who may not see it.

    Name and contact only for who serves in the agency that holds it, never of an anonymous author.
    """
    row = Petition.objects.select_related("voice").filter(voice_id=voice_id).first()
    if row is None:
        raise PetitionNotFound
    serves = serves_holder(row.voice, actor, now=now)
    if not serves:
        _require_sight(voice_id, actor=actor, now=now)
    known = serves and not row.anonymous
    return OfficerPetition(
        voice_id=voice_id, code=row.voice.code, service=row.voice.topic, lat=row.lat, lon=row.lon,
        address=row.address, anonymous=row.anonymous, name=row.name if known else "",
        phone=row.phone if known else "", email=row.email if known else "", language=row.language,
        checked=cast(Checked, row.checked), hidden_reason=row.hidden_reason, agrees_to_publish=row.agrees_to_publish,
        public_title=row.voice.public_title, public_text=row.voice.public_text,
        hints=hints(row.voice.title, row.voice.text, row.address), answers=_answers(row), photos=_photos(row),
        rating=row.rating, satisfied=row.satisfied, rating_words=row.rating_words, reopened=row.reopened,
        may_check=serves,
    )  # fmt: skip


def _require_sight(voice_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Raises PetitionNotFound to who may not see the voice."""
    if not Voice.objects.filter(visible(standing(actor, now=now)), pk=voice_id).exists():
        raise PetitionNotFound


def _answers(row: Petition) -> tuple[tuple[str, str | tuple[str, ...]], ...]:
    return tuple((code, tuple(said) if isinstance(said, list) else str(said)) for code, said in row.attributes.items())


def _photos(row: Petition) -> tuple[PhotoView, ...]:
    found = list(row.photos.order_by("position"))
    files = documents.files(one.file_id for one in found)
    return tuple(PhotoView(one.file_id, files[one.file_id].name, one.shown) for one in found if one.file_id in files)


def _follow(row: Petition, now: datetime) -> FollowView:
    """Seven statements at most, whatever happened to it."""
    voice = row.voice
    steps = [one for one in voice.steps.order_by("seq") if one.kind in TOLD]
    named = {voice.holder_id, *(one.by_agency for one in steps), *(one.to_agency for one in steps)}
    agencies = units.agencies(one for one in named if one)
    answer = voice.answers.order_by("-at").first()
    answered = voice.state in ANSWERED
    return FollowView(
        voice_id=voice.id, code=voice.code, service=voice.topic, state=cast(PublicState, voice.state),
        title=voice.title, text=voice.text,
        address=row.address, lat=row.lat, lon=row.lon,
        unit_name=units.unit(voice.unit_id).full_name if voice.unit_id else "",
        holder_name=agencies[voice.holder_id].name if voice.holder_id in agencies else "",
        raised_at=voice.raised_at, due_on=voice.due_on,
        late=voice.state == "open" and voice.due_on is not None and voice.due_on < local_date(now),
        answer=answer.text if answer else "", answered_at=voice.answered_at, answered_on_time=voice.answered_on_time,
        checked=cast(Checked, row.checked), hidden_reason=row.hidden_reason, agrees_to_publish=row.agrees_to_publish,
        rating=row.rating, rating_words=row.rating_words, reopened=row.reopened,
        may_rate=answered and row.rating is None, may_reopen=answered and row.reopened < MAX_REOPENED,
        photos=_photos(row), same=voice.same,
        steps=tuple(
            StepLine(
                one.kind, one.at, agencies[found].name if (found := one.to_agency or one.by_agency) in agencies else "",
                one.words if one.kind in _WORDED else "",
            )
            for one in steps
        ),
    )  # fmt: skip

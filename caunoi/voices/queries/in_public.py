"""Citizens' petitions as everybody may see them: nothing that nobody has checked, nothing of who wrote them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from math import cos, radians
from typing import cast
from uuid import UUID

from django.db.models import Q, QuerySet

from caunoi.documents import queries as documents
from caunoi.units import queries as units
from caunoi.units.rules import distance_km, fold
from caunoi.voices.models import Petition, Photo
from caunoi.voices.petition_errors import PetitionNotFound
from caunoi.voices.petition_shapes import NearPetition, PublicPage, PublicPetition, PublicState, Wanted

PAGE, MAP_LIMIT, NEAR_LIMIT = 30, 2000, 5
NEAR_KM, NEAR_DAYS = 0.3, 90
_OPEN, _ENDED = ("open",), ("answered", "closed", "withdrawn")
VISIBLE = Q(checked="shown") | Q(checked="waiting", at_once=True, agrees_to_publish=True)


def public_petitions(wanted: Wanted, *, page: int = 1, size: int = PAGE) -> PublicPage:
    """A page of the public list, the newest first; five statements whatever the number. `size`: 1000 at most."""
    size = max(1, min(size, 1000))
    rows = _found(wanted)
    total = rows.count()
    pages = max(1, -(-total // size))
    number = max(1, min(page, pages))
    chosen = rows.order_by("-voice__raised_at", "-voice_id")[(number - 1) * size : number * size]
    return PublicPage(tuple(_views(chosen)), total, number, pages)


def public_map(wanted: Wanted) -> list[PublicPetition]:
    """Those with a place, the newest 2,000, without photos; three statements."""
    rows = _found(wanted).filter(lat__isnull=False).order_by("-voice__raised_at", "-voice_id")
    return _views(rows[:MAP_LIMIT], photos=False)


def public_petition(code: str) -> PublicPetition:
    """One by its code. Raises PetitionNotFound, also for one that the public may not see."""
    found = _views(_all().filter(VISIBLE, voice__code=code[:30])[:1])
    if not found:
        raise PetitionNotFound
    return found[0]


def public_photo(file_id: UUID) -> tuple[bytes, str]:
    """A photo that the public may see: its bytes and media type. Raises PetitionNotFound."""
    seen = Photo.objects.filter(file_id=file_id, shown=True, petition__checked="shown")
    if not seen.exists():
        raise PetitionNotFound
    return documents.content(file_id), documents.file(file_id).media_type


def near(lat: float, lon: float, topic: str, *, now: datetime) -> list[NearPetition]:
    """Open petitions of the category within 300 m and 90 days, the nearest first, five at most; one statement."""
    high, wide = NEAR_KM / 111.2, NEAR_KM / 111.2 / max(cos(radians(lat)), 0.05)
    rows = _all().filter(
        VISIBLE, voice__topic=topic, voice__state="open", voice__raised_at__gt=now - timedelta(days=NEAR_DAYS),
        lat__range=(lat - high, lat + high), lon__range=(lon - wide, lon + wide),
    )  # fmt: skip
    metres = [
        (round(1000 * distance_km(lat, lon, row.lat, row.lon)), row)
        for row in rows[:200]
        if row.lat is not None and row.lon is not None
    ]
    metres.sort(key=lambda one: (one[0], one[1].voice.code))
    return [
        NearPetition(
            row.voice.code, row.voice.public_title, row.voice.public_text, distance, row.voice.raised_on, row.voice.same
        )
        for distance, row in metres[:NEAR_LIMIT]
        if distance <= 1000 * NEAR_KM
    ]


def _all() -> QuerySet[Petition]:
    return Petition.objects.select_related("voice")


def _found(wanted: Wanted) -> QuerySet[Petition]:
    rows = _all().filter(VISIBLE)
    for word in fold(wanted.text)[:100].split():
        rows = rows.filter(public_key__contains=word)
    exact = {
        "voice__topic__in": wanted.services, "voice__province": wanted.province, "voice__unit_id": wanted.unit_id,
        "voice__raised_at__gte": wanted.since, "voice__raised_at__lt": wanted.until, "voice__code__in": wanted.codes,
    }  # fmt: skip
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if wanted.state:
        rows = rows.filter(voice__state__in=_OPEN if wanted.state == "open" else _ENDED)
    return rows.filter(lat__isnull=False) if wanted.with_place else rows


def _views(chosen: Iterable[Petition], *, photos: bool = True) -> list[PublicPetition]:
    rows = list(chosen)
    places = units.units({row.voice.unit_id for row in rows if row.voice.unit_id})
    holders = units.agencies({row.voice.holder_id for row in rows if row.voice.holder_id})
    seen: dict[UUID, list[UUID]] = {}
    if photos:
        shown = Photo.objects.filter(petition__in=[row.pk for row in rows], shown=True).order_by("position")
        for petition_id, file_id in shown.values_list("petition_id", "file_id"):
            seen.setdefault(petition_id, []).append(file_id)
    return [
        _view(
            row,
            places[row.voice.unit_id].full_name if row.voice.unit_id in places else "",
            holders[row.voice.holder_id].name if row.voice.holder_id in holders else "",
            tuple(seen.get(row.pk, ())) if row.checked == "shown" else (),
        )
        for row in rows
    ]


def _view(row: Petition, unit_name: str, holder_name: str, photos: tuple[UUID, ...]) -> PublicPetition:
    voice, shown = row.voice, row.checked == "shown"
    moments = [voice.raised_at, voice.answered_at, voice.published_at]
    return PublicPetition(
        code=voice.code, service=voice.topic, state=cast(PublicState, voice.state),
        title=voice.public_title if shown else "",
        text=voice.public_text if shown else "", answer=voice.public_answer if voice.published_at and shown else "",
        address=row.address if shown else "", lat=row.lat, lon=row.lon, province=voice.province, unit_name=unit_name,
        holder_name=holder_name, raised_at=voice.raised_at, updated_at=max(one for one in moments if one),
        due_on=voice.due_on, answered_at=voice.answered_at, same=voice.same, rating=row.rating, photos=photos,
    )  # fmt: skip

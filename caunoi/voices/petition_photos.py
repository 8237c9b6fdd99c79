"""Photos of petitions: looked at by their announced size and first bytes before anything is read. Private."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings

from caunoi.core.actor import Actor
from caunoi.core.journal import Place
from caunoi.core.subjects import SubjectRef
from caunoi.documents import operations as documents
from caunoi.documents import rules
from caunoi.voices.models import Petition, Photo
from caunoi.voices.petition_errors import NotAPhoto, PhotoTooLarge, TooManyPhotos
from caunoi.voices.petition_shapes import PhotoDraft

MAX_PHOTOS = 5


def require_small(photos: Sequence[PhotoDraft]) -> None:
    """By number and announced size, without reading. Raises TooManyPhotos, PhotoTooLarge."""
    if len(photos) > MAX_PHOTOS:
        raise TooManyPhotos(limit=MAX_PHOTOS)
    for one in photos:
        if one.size > settings.FILE_LIMIT:
            raise PhotoTooLarge(name=one.name[:60], size_mb=one.size // 2**20, limit_mb=settings.FILE_LIMIT // 2**20)


def keep(photos: Sequence[PhotoDraft], petition: Petition, place: Place, *, actor: Actor, now: datetime) -> None:
    """Keep each as `documents` keeps pictures (no camera's place or time). Raises NotAPhoto and what `store` raises."""
    subject = SubjectRef("voice", petition.voice_id)
    for position, one in enumerate(photos):
        content = one.content()
        if rules.type_by_content(content) not in rules.IMAGES:
            raise NotAPhoto(name=one.name[:60])
        file = documents.store(
            content=content, name=one.name, media_type=None, subject=subject, actor=actor, now=now, place=place
        )
        Photo.objects.create(petition=petition, file_id=file.id, position=position, shown=False)

"""Keep a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Sum

from caunoi.core.actor import Actor
from caunoi.core.ids import new_id
from caunoi.core.journal import Place, append
from caunoi.core.subjects import SubjectRef
from caunoi.documents import images, rules, scanning
from caunoi.documents.errors import DamagedFile, InfectedFile, SubjectFull, UnknownFileType
from caunoi.documents.events import FileRefused
from caunoi.documents.inspection import media_type_of, megabytes
from caunoi.documents.keeping import put
from caunoi.documents.models import FileRecord
from caunoi.documents.queries import FileView, file_view


def store(
    *,
    content: bytes,
    name: str,
    media_type: str | None,
    subject: SubjectRef | None,
    actor: Actor,
    now: datetime,
    place: Place | None = None,
) -> FileView:
    """Keep what somebody hands in: PDF, JPEG, PNG, HEIC, DOCX, XLSX or ODT, within the settings' limits.

    A PDF and an office file stay byte for byte. A picture is kept upright and without what the camera wrote about time
    and place; HEIC becomes JPEG. `media_type` is what the sender claims and decides nothing: the content does. Whether
    `actor` may hand in something about `subject` is the caller's policy; this room knows no subjects. Raises a
    subclass of InvalidInput when the content is of no such kind, damaged, locked, infected or too large, and
    ScannerUnavailable.
    """
    ready = checked(content, subject=subject, actor=actor, now=now)
    if subject:
        _check_room(subject, len(ready))
    return keep(content=ready, name=name, subject=subject, actor=actor, now=now, place=place)


def keep(
    *,
    content: bytes,
    name: str,
    subject: SubjectRef | None,
    actor: Actor,
    now: datetime,
    place: Place | None = None,
) -> FileView:
    """Keep what the program itself made (slips, records): nothing to inspect, no limit that could stop a settlement."""
    return file_view(put(content, name=name, subject=subject, actor=actor, now=now, place=place))


def merge(contents: Sequence[bytes]) -> bytes:
    """Several pictures (JPEG, PNG, HEIC) and PDFs, in order, as one PDF. Raises what `store` raises about each."""
    parts = []
    for content in contents:
        media_type = media_type_of(content)
        if media_type not in rules.IMAGES | {rules.PDF}:
            raise UnknownFileType
        parts.append(content if media_type == rules.PDF else images.as_pdf([_clean(content, media_type)]))
    return images.joined(parts)


def checked(content: bytes, *, subject: SubjectRef | None, actor: Actor, now: datetime) -> bytes:
    """What will be kept of `content`. Raises what `store` raises about content; an infected one is journalled."""
    media_type = media_type_of(content)
    try:
        scanning.check(content)
    except InfectedFile:
        _outside_transaction(lambda: _journal_refusal(len(content), subject=subject, actor=actor, now=now))
        raise
    return _clean(content, media_type) if media_type in rules.IMAGES else content


def _clean(content: bytes, media_type: str) -> bytes:
    try:
        return images.cleaned(content, media_type)
    except Exception as error:  # it decoded, so this is a coding that hardly exists
        raise DamagedFile(format=media_type.rpartition("/")[2].upper()) from error


def _check_room(subject: SubjectRef, size: int) -> None:
    about = FileRecord.objects.filter(subject_kind=subject.kind, subject_id=subject.id)
    used = about.aggregate(used=Sum("stored__size"))["used"] or 0
    if used + size > settings.SUBJECT_LIMIT:
        raise SubjectFull(used_mb=megabytes(used), limit_mb=settings.SUBJECT_LIMIT // 2**20)


def _journal_refusal(size: int, *, subject: SubjectRef | None, actor: Actor, now: datetime) -> None:
    event = FileRefused(
        reason="infected",
        size=size,
        about_kind=subject.kind if subject else "",
        about_id=subject.id if subject else None,
    )
    append(event, subject_id=new_id(), actor=actor, now=now, place=Place())


def _outside_transaction(write: Callable[[], None]) -> None:
    """On a connection of its own: the refusal that follows rolls back whatever the caller has begun."""

    def work() -> None:
        try:
            with transaction.atomic():
                write()
        finally:
            connection.close()

    if not connection.in_atomic_block:
        with transaction.atomic():
            write()
        return
    with ThreadPoolExecutor(1) as thread:
        thread.submit(work).result()

"""Keep a file."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from caunoi.core.actor import Actor
from caunoi.core.journal import Place, append
from caunoi.core.subjects import SubjectRef
from caunoi.documents import blobs, rules
from caunoi.documents.events import FileStored
from caunoi.documents.inspection import media_type_of
from caunoi.documents.models import FileRecord, StoredFile
from caunoi.documents.queries import FileView, file


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
    """Keep `content` (PDF, JPEG or PNG, at most 10 MB) under `name`; the original bytes, unchanged.

    `media_type` is what the sender claims and decides nothing: the content does. Whether `actor` may hand in something
    about `subject` is the caller's policy; this room knows no subjects. Raises a subclass of InvalidInput when the
    content is none of the three types, damaged, locked by a password or too large.
    """
    found = media_type_of(content)
    sha256 = blobs.write(content)
    with transaction.atomic():
        StoredFile.objects.get_or_create(
            sha256=sha256, defaults={"size": len(content), "media_type": found, "created_at": now}
        )
        record = FileRecord.objects.create(
            stored_id=sha256,
            name=rules.safe_name(name, found),
            subject_kind=subject.kind if subject else "",
            subject_id=subject.id if subject else None,
            created_at=now,
            created_by=actor.ref,
        )
        event = FileStored(
            media_type=found,
            size=len(content),
            about_kind=subject.kind if subject else "",
            about_id=subject.id if subject else None,
        )
        append(event, subject_id=record.pk, actor=actor, now=now, place=place or Place())
    return file(record.pk)

"""Bytes into the store, and the rows that name them. Private to the room."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from caunoi.core.actor import Actor
from caunoi.core.ids import new_id
from caunoi.core.journal import Place, append
from caunoi.core.subjects import SubjectRef
from caunoi.documents import blobs, rules
from caunoi.documents.errors import UnknownFileType
from caunoi.documents.events import FileStored
from caunoi.documents.inspection import media_type_of
from caunoi.documents.models import FileRecord, StoredFile


def put(
    content: bytes, *, name: str, subject: SubjectRef | None, actor: Actor, now: datetime, place: Place | None,
    file_id: UUID | None = None,
) -> FileRecord:  # fmt: skip
    """Keep it under `file_id`, or under a new one. Raises UnknownFileType."""
    found = rules.type_by_content(content)
    if found is None:
        raise UnknownFileType
    if found == rules.ZIP:
        found = media_type_of(content)
    sha256 = blobs.write(content)
    about_kind, about_id = (subject.kind, subject.id) if subject else ("", None)
    with transaction.atomic():
        stored = StoredFile(sha256=sha256, size=len(content), media_type=found, created_at=now)
        StoredFile.objects.bulk_create([stored], ignore_conflicts=True)
        record = FileRecord.objects.create(
            id=file_id or new_id(),
            stored=stored,
            name=rules.safe_name(name, found),
            subject_kind=about_kind,
            subject_id=about_id,
            created_at=now,
            created_by=actor.ref,
        )
        event = FileStored(media_type=found, size=len(content), about_kind=about_kind, about_id=about_id)
        append(event, subject_id=record.pk, actor=actor, now=now, place=place or Place())
    return record

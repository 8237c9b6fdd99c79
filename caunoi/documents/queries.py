"""Reads. Frozen values only. The caller decides first whether the actor may see a file: files have no owner here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings

from caunoi.core.actor import Actor, Person
from caunoi.core.subjects import SubjectRef
from caunoi.documents import blobs, promised
from caunoi.documents.errors import FileNotFound, UploadNotFound
from caunoi.documents.models import FileRecord, Upload


@dataclass(frozen=True, slots=True)
class FileView:
    """One file as handed in. `size` in bytes; `name` is personal data."""

    id: UUID
    sha256: str
    size: int
    media_type: str
    name: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class UploadView:
    """A file that arrives in parts: `offset` of `size` bytes are here."""

    id: UUID
    name: str
    size: int
    offset: int
    expires_at: datetime

    @property
    def whole(self) -> bool:
        """Everything has arrived."""
        return self.offset == self.size


@dataclass(frozen=True, slots=True)
class Limits:
    """In bytes: one file, and all files of one dossier."""

    file: int
    subject: int


def limits() -> Limits:
    """What the settings allow."""
    return Limits(settings.FILE_LIMIT, settings.SUBJECT_LIMIT)


def upload(upload_id: UUID, *, actor: Actor, now: datetime) -> UploadView:
    """The actor's own upload. Raises UploadNotFound."""
    if not isinstance(actor, Person):
        raise UploadNotFound
    row = Upload.objects.filter(pk=upload_id, owner_id=actor.person_id, expires_at__gt=now).first()
    if row is None:
        raise UploadNotFound
    return upload_view(row)


def upload_view(row: Upload) -> UploadView:
    """The row as others see it."""
    return UploadView(row.pk, row.name, row.size, row.offset, row.expires_at)


def file(file_id: UUID) -> FileView:
    """The file's description. Raises FileNotFound."""
    return file_view(_record(file_id))


def content(file_id: UUID) -> bytes:
    """The file's bytes, checked against their digest. Raises FileNotFound, LostFile."""
    return blobs.read(_record(file_id).stored_id)


def files(file_ids: Iterable[UUID]) -> dict[UUID, FileView]:
    """Descriptions of many files by id, in one query; unknown ids are left out."""
    records = FileRecord.objects.select_related("stored").filter(pk__in=list(file_ids))
    return {record.pk: file_view(record) for record in records}


def files_about(subject: SubjectRef) -> list[FileView]:
    """All files about a subject, oldest first."""
    records = FileRecord.objects.select_related("stored").filter(subject_kind=subject.kind, subject_id=subject.id)
    return [file_view(record) for record in records.order_by("created_at", "id")]


def _record(file_id: UUID) -> FileRecord:
    record = FileRecord.objects.select_related("stored").filter(pk=file_id).first() or promised.fulfil(file_id)
    if record is None:
        raise FileNotFound
    return record


def file_view(record: FileRecord) -> FileView:
    """A row as other rooms see it; no statement when its content was read with it."""
    stored = record.stored
    return FileView(
        id=record.pk,
        sha256=stored.sha256,
        size=stored.size,
        media_type=stored.media_type,
        name=record.name,
        created_at=record.created_at,
    )

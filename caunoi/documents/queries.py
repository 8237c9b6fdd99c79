"""Reads. Frozen values only. The caller decides first whether the actor may see a file: files have no owner here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from caunoi.core.subjects import SubjectRef
from caunoi.documents import blobs
from caunoi.documents.errors import FileNotFound
from caunoi.documents.models import FileRecord


@dataclass(frozen=True, slots=True)
class FileView:
    """One file as handed in. `size` in bytes; `name` is personal data."""

    id: UUID
    sha256: str
    size: int
    media_type: str
    name: str
    created_at: datetime


def file(file_id: UUID) -> FileView:
    """The file's description. Raises FileNotFound."""
    return _view(_record(file_id))


def content(file_id: UUID) -> bytes:
    """The file's bytes, checked against their digest. Raises FileNotFound, LostFile."""
    return blobs.read(_record(file_id).stored_id)


def files(file_ids: Iterable[UUID]) -> dict[UUID, FileView]:
    """Descriptions of many files by id, in one query; unknown ids are left out."""
    records = FileRecord.objects.select_related("stored").filter(pk__in=list(file_ids))
    return {record.pk: _view(record) for record in records}


def files_about(subject: SubjectRef) -> list[FileView]:
    """All files about a subject, oldest first."""
    records = FileRecord.objects.select_related("stored").filter(subject_kind=subject.kind, subject_id=subject.id)
    return [_view(record) for record in records.order_by("created_at", "id")]


def _record(file_id: UUID) -> FileRecord:
    record = FileRecord.objects.select_related("stored").filter(pk=file_id).first()
    if record is None:
        raise FileNotFound
    return record


def _view(record: FileRecord) -> FileView:
    stored = record.stored
    return FileView(
        id=record.pk,
        sha256=stored.sha256,
        size=stored.size,
        media_type=stored.media_type,
        name=record.name,
        created_at=record.created_at,
    )

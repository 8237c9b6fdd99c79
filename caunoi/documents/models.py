"""Files. Private to the room."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from caunoi.core.ids import new_id


class StoredFile(models.Model):
    """One content, kept once however often it is handed in. The bytes are in Django's default storage."""

    personal_data: ClassVar[dict[str, str]] = {
        "sha256": "addresses bytes that may hold any personal data; kept as long as a record refers to them",
    }

    sha256 = models.CharField(max_length=64, primary_key=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=60)
    created_at = models.DateTimeField()


class FileRecord(models.Model):
    """One handing-in of a content: under which name, about what, when and by whom."""

    personal_data: ClassVar[dict[str, str]] = {
        "name": "the file's name as handed in, may name a person; kept with what the file is about",
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    stored = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="records")
    name = models.CharField(max_length=160)
    subject_kind = models.CharField(max_length=40, blank=True, default="")
    subject_id = models.UUIDField(null=True)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=160)

    class Meta:
        indexes = [models.Index(fields=["subject_kind", "subject_id"], name="documents_file_subject")]

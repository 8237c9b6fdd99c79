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
    media_type = models.CharField(max_length=100)
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


class PromisedFile(models.Model):
    """A paper that has not been made yet: its form and what it says, as they were when it was promised."""

    personal_data: ClassVar[dict[str, str]] = {
        "values": "what the paper says; removed when the paper is made",
        "name": "the file's name; removed when the paper is made",
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    form = models.CharField(max_length=40)
    values = models.JSONField()
    printed_at = models.DateTimeField()
    name = models.CharField(max_length=160)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    unit_id = models.UUIDField(null=True)
    agency_id = models.UUIDField(null=True)
    province = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField()
    created_by = models.CharField(max_length=160)

    class Meta:
        indexes = [models.Index(fields=["created_at"], name="documents_promised_at")]


class Upload(models.Model):
    """A file that is still arriving in parts, or has arrived and waits to be handed in. The parts lie on disk."""

    personal_data: ClassVar[dict[str, str]] = {
        "owner_id": "who sends it; removed with the upload after a day",
        "name": "the file's name, may name a person; removed with the upload after a day",
        "sha256": "digest announced by the sender; removed with the upload after a day",
    }

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    owner_id = models.UUIDField()
    subject_kind = models.CharField(max_length=40, blank=True, default="")
    subject_id = models.UUIDField(null=True)
    name = models.CharField(max_length=160)
    size = models.PositiveBigIntegerField()
    offset = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True, default="")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["expires_at"], name="documents_upload_expires"),
            models.Index(fields=["owner_id"], name="documents_upload_owner"),
        ]

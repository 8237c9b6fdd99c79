"""Which files hold the closed part of the journal. Private to the room."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from django.db import models

from caunoi.core.ids import new_id


class Lake(models.Model):
    """One row: how far the files go. `generation` grows with every change of the list of files.

    `id` is made anew with the row, so that whoever keeps something in memory notices another lake.
    """

    personal_data: ClassVar[dict[str, str]] = {}

    one = models.BooleanField(default=True, unique=True, editable=False)
    id: models.UUIDField[UUID, UUID] = models.UUIDField(primary_key=True, default=new_id, editable=False)
    watermark = models.BigIntegerField(default=0, help_text="The last journal position that is in files.")
    generation = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(one=True), name="measures_one_lake")]


class LakeFile(models.Model):
    """A file: the entries with positions in [first, last] that occurred in `month` and count for `province`.

    No two files in force (`replaced_at` empty) hold the same entry. A replaced one stays on disk a while for readers
    that have it open.
    """

    personal_data: ClassVar[dict[str, str]] = {}

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    path = models.CharField(max_length=200, unique=True, help_text="Below the lake's folder.")
    month = models.CharField(max_length=7, help_text="YYYY-MM of occurred_at in Việt Nam.")
    province = models.CharField(max_length=20, blank=True)
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    rows = models.BigIntegerField()
    columns = models.CharField(max_length=16, help_text="Which columns it has: digest of their names and types.")
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    modified = models.BigIntegerField(help_text="Nanoseconds, as the file system tells it.")
    made_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["month", "province"], name="measures_lake_part", condition=models.Q(replaced_at=None))
        ]

"""What the list of files says, and changing it: under one lock, in one transaction, after the files are on disk."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import F

from caunoi.measures.lake import storage
from caunoi.measures.lake.models import Lake, LakeFile

_LOCK = 0x6C616B65


@dataclass(frozen=True, slots=True)
class Part:
    """A file in force, as readers see it."""

    id: UUID
    path: str
    month: str
    province: str
    first: int
    last: int
    rows: int
    columns: str
    size: int
    sha256: str
    modified: int


_FIELDS = tuple(Part.__slots__)


def locked() -> Lake:
    """The lake's row, made when there is none; nobody else changes the list until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    return Lake.objects.get_or_create(one=True)[0]


def parts() -> list[Part]:
    """The files in force, by month, province and position; one statement."""
    rows = LakeFile.objects.filter(replaced_at=None).order_by("month", "province", "first").values_list(*_FIELDS)
    return [Part(*row) for row in rows]


def current() -> tuple[list[Part], int]:
    """The files in force and the generation of just this list; one statement."""
    fields = ", ".join(f"file.{one}" for one in _FIELDS)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT lake.generation, {fields} FROM measures_lake AS lake LEFT JOIN measures_lakefile AS file "
            "ON file.replaced_at IS NULL ORDER BY file.month, file.province, file.first"
        )
        rows = cursor.fetchall()
    return [Part(*row[1:]) for row in rows if row[1] is not None], rows[0][0] if rows else 0


def add(
    written: storage.Written,
    *,
    month: str,
    province: str,
    first: int,
    last: int,
    rows: int,
    columns: str,
    now: datetime,
) -> None:  # fmt: skip
    """Write a file down; what has its path already is that file as it was before."""
    LakeFile.objects.update_or_create(
        path=written.path,
        defaults={
            "month": month, "province": province, "first": first, "last": last, "rows": rows, "columns": columns,
            "size": written.size, "sha256": written.sha256, "modified": written.modified, "made_at": now,
            "replaced_at": None,
        },
    )  # fmt: skip


def replace(ids: Iterable[UUID], *, now: datetime) -> None:
    """These files are not in force any more; they stay on disk for readers that have them open."""
    LakeFile.objects.filter(id__in=list(ids)).update(replaced_at=now)


def changed(lake: Lake, *, watermark: int | None = None) -> None:
    """Tell readers that the list is another one."""
    Lake.objects.filter(id=lake.id).update(
        generation=F("generation") + 1, watermark=lake.watermark if watermark is None else watermark
    )


def forget_replaced(before: datetime) -> int:
    """Remove files replaced before a moment, and files that nobody wrote down. Returns how many; under the lock."""
    old = list(LakeFile.objects.filter(replaced_at__lt=before).values_list("id", "path"))
    LakeFile.objects.filter(id__in=[id for id, _ in old]).delete()
    known = set(LakeFile.objects.values_list("path", flat=True))
    gone = [path for path in storage.all_files() if path not in known]
    for path in gone:
        storage.remove(path)
    return len(gone)

"""A file that is missing, cut, altered or cannot be read is made again from PostgreSQL, and the journal says so."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import duckdb
from django.db import transaction

from caunoi.core.actor import System
from caunoi.core.journal import Place, append
from caunoi.measures.events import LakeFileRebuilt
from caunoi.measures.lake import export, manifest, storage
from caunoi.measures.lake.connecting import connected, literal
from caunoi.measures.lake.models import LakeFile

UNREADABLE = "unreadable"
_log = logging.getLogger(__name__)
_ACTOR = System("lake")


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A file that was made again, and why."""

    path: str
    fault: str
    rows: int


def verify(*, now: datetime) -> list[Rebuilt]:
    """Sum the bytes of every file and read its footer; make again what is not as it was written."""
    found = [(part, fault) for part in manifest.parts() if (fault := _fault(part))]
    return [done for part, fault in found if (done := rebuild(part.id, fault=fault, now=now))]


def rebuild_all(*, now: datetime) -> int:
    """Make every file again, whatever it looks like. Returns how many entries they hold."""
    return sum(done.rows for part in manifest.parts() if (done := rebuild(part.id, fault="", now=now)))


def repair(parts: Iterable[manifest.Part], *, now: datetime) -> list[Rebuilt]:
    """What a reader does before it believes these files: looks at each, makes again those that are not right."""
    found = [(part, fault) for part in parts if (fault := storage.fault(part))]
    return [done for part, fault in found if (done := rebuild(part.id, fault=fault, now=now))]


def rebuild(part_id: UUID, *, fault: str, now: datetime) -> Rebuilt | None:
    """Make one file again; None when it is not in force any more or somebody else has just made it."""
    with transaction.atomic():
        lake = manifest.locked()
        file = LakeFile.objects.filter(id=part_id, replaced_at=None).first()
        if file is None or (fault and not _fault(file)):
            return None
        rows = sum(export.write(file.first, file.last, now=now, part=(file.month, file.province)))
        manifest.changed(lake)
        if fault:
            _tell(file, fault, rows, now)
    return Rebuilt(file.path, fault, rows)


def _tell(file: LakeFile, fault: str, rows: int, now: datetime) -> None:
    _log.error("lake file %s was %s: made again, %s entries (%s before)", file.path, fault, rows, file.rows)
    event = LakeFileRebuilt(
        month=file.month, first=file.first, last=file.last, fault=fault, rows_before=file.rows, rows_now=rows
    )
    append(event, subject_id=file.id, actor=_ACTOR, now=now, place=Place(province=file.province))


def _fault(file: storage.Recorded) -> str:
    return storage.fault(file, deep=True) or ("" if readable(file.path) else UNREADABLE)


def readable(path: str) -> bool:
    """Whether a file has a footer that DuckDB understands."""
    with connected() as duck:
        try:
            duck.execute(f"SELECT num_rows FROM parquet_file_metadata({literal(storage.absolute(path))})").fetchall()
        except duckdb.Error:
            return False
    return True

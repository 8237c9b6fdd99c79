"""The parts of arriving files on disk. After a crash a part may be longer than its row says, never shorter."""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings

from caunoi.core.disk import room_needed
from caunoi.documents.errors import UploadNotFound


def create(upload_id: UUID) -> None:
    """An empty file that only this program reads. Raises NoRoom."""
    folder = _folder()
    with room_needed():
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(_path(upload_id), os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600))


def write(upload_id: UUID, offset: int, content: Iterable[bytes], size: int) -> tuple[int, bool]:
    """Write from `offset` on; the new offset, and whether there was more than `size` allows (which is not written).

    Whatever ends `content` early, also an error (the connection broke), what came so far counts. Raises UploadNotFound,
    and NoRoom: of this call nothing counts then.
    """
    try:
        with room_needed(), _path(upload_id).open("r+b", buffering=0) as file:
            file.seek(offset)
            file.truncate()
            for part in _until_gone(content):
                if offset + len(part) > size:
                    return offset, True
                _write_all(file, part)
                offset += len(part)
            os.fsync(file.fileno())
    except FileNotFoundError as error:
        raise UploadNotFound from error
    return offset, False


def _until_gone(content: Iterable[bytes]) -> Iterator[bytes]:
    """What arrives until the sender is gone; it asks later how far it came."""
    with contextlib.suppress(OSError):
        yield from content


def _write_all(file: io.FileIO, part: bytes) -> None:
    """A nearly full disk takes less than is given and says so only the next time."""
    left = memoryview(part)
    while left:
        left = left[file.write(left) :]


def read(upload_id: UUID) -> bytes:
    """All that has arrived. Raises UploadNotFound."""
    try:
        return _path(upload_id).read_bytes()
    except FileNotFoundError as error:
        raise UploadNotFound from error


def digest(content: bytes) -> str:
    """SHA-256, as hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def remove(upload_id: UUID) -> None:
    """Gone, if it was there."""
    _path(upload_id).unlink(missing_ok=True)


def remove_orphans(*, before: datetime) -> None:
    """Parts that no row can know any more."""
    for path in _folder().glob("*.part"):
        if path.stat().st_mtime < before.timestamp():
            path.unlink(missing_ok=True)


def _folder() -> Path:
    return Path(settings.UPLOADS)


def _path(upload_id: UUID) -> Path:
    return _folder() / f"{upload_id}.part"

"""Contents by SHA-256 in Django's default storage. Written before the rows: an orphan is harmless, a loss is not."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from caunoi.core.disk import room_needed, sync
from caunoi.documents.errors import LostFile
from caunoi.documents.rules import blob_path


def write(content: bytes) -> str:
    """Keep `content` once; returns its SHA-256. A half-written blob left by a crash is replaced, not trusted.

    Raises NoRoom; nothing is left then.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    if _holds(sha256):
        return sha256
    path = blob_path(sha256)
    try:
        target = Path(default_storage.path(path))
    except NotImplementedError:  # not a folder (S3 ...): such a store replaces whole objects
        default_storage.delete(path)
        default_storage.save(path, ContentFile(content))
    else:
        with room_needed():
            _write_through(target, content)
    return sha256


def read(sha256: str) -> bytes:
    """The content. Raises LostFile when it is gone or no longer has this digest."""
    try:
        with default_storage.open(blob_path(sha256), "rb") as blob:
            content: bytes = blob.read()
    except OSError as error:
        raise LostFile from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise LostFile
    return content


def _holds(sha256: str) -> bool:
    if not default_storage.exists(blob_path(sha256)):
        return False
    try:
        read(sha256)
    except LostFile:
        return False
    return True


def _write_through(target: Path, content: bytes) -> None:
    """To the disk itself, then into place in one step: the row that follows must never outlive its content."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    for folder in (target.parent, target.parent.parent):
        sync(folder)

"""All contents that rows name, into an archive and out of it. For backups; the caller decides about the database."""

from __future__ import annotations

import hashlib
import io
import tarfile
from collections.abc import Callable
from dataclasses import dataclass, field

from django.core.files.storage import default_storage
from django.db.models import Count, Sum

from caunoi.documents import blobs
from caunoi.documents.checking import named
from caunoi.documents.errors import LostFile
from caunoi.documents.models import StoredFile, Upload
from caunoi.documents.rules import blob_path


@dataclass(slots=True)
class Packed:
    """How many contents and bytes were packed, and the digests of those that are lost or no longer what they were."""

    files: int = 0
    size: int = 0
    lost: list[str] = field(default_factory=list)


def expected() -> tuple[int, int]:
    """How many contents rows name, and how many bytes they have."""
    found = StoredFile.objects.aggregate(files=Count("pk"), size=Sum("size"))
    return found["files"], found["size"] or 0


def pack(archive: tarfile.TarFile, *, progress: Callable[[Packed], None] = lambda packed: None) -> Packed:
    """Put every content that a row names into `archive`, each compared with its digest on the way."""
    packed = Packed()
    for batch in named():
        for sha256, _size, _media_type in batch:
            try:
                content = blobs.read(sha256)
            except LostFile:
                packed.lost.append(sha256)
                continue
            member = tarfile.TarInfo(blob_path(sha256))
            member.size, member.mode = len(content), 0o600
            archive.addfile(member, io.BytesIO(content))
            packed.files += 1
            packed.size += len(content)
        progress(packed)
    return packed


def unpack(archive: tarfile.TarFile, *, progress: Callable[[Packed], None] = lambda packed: None) -> Packed:
    """Keep every content of `archive`; one that is there already is left alone. Raises LostFile for a changed one."""
    unpacked = Packed()
    for member in archive:
        stream = archive.extractfile(member)
        content = stream.read() if stream else b""
        sha256 = hashlib.sha256(content).hexdigest()
        if member.name != blob_path(sha256):
            raise LostFile
        blobs.write(content)
        unpacked.files += 1
        unpacked.size += len(content)
        if unpacked.files % 100 == 0:
            progress(unpacked)
    return unpacked


def is_empty() -> bool:
    """Whether the store holds nothing at all."""
    try:
        return not any(default_storage.listdir(""))
    except (NotImplementedError, FileNotFoundError):
        return True


def forget_uploads() -> int:
    """Remove the rows of uploads whose parts are not here; how many. Their senders choose the files anew."""
    return Upload.objects.all().delete()[0]

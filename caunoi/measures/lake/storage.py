"""The files themselves: where they lie, how one comes to be whole or not at all, what is wrong with one."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import quote

from django.conf import settings

from caunoi.core.disk import sync

MISSING, CUT, ALTERED = "missing", "cut", "altered"


class Recorded(Protocol):
    """What the manifest says of a file."""

    @property
    def path(self) -> str: ...
    @property
    def size(self) -> int: ...
    @property
    def sha256(self) -> str: ...
    @property
    def modified(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Written:
    """A file as it lies there."""

    path: str
    size: int
    sha256: str
    modified: int


def root() -> Path:
    """The lake's folder."""
    return Path(settings.LAKE)


def absolute(path: str) -> str:
    """Where a file of the manifest lies."""
    return str(root() / path)


def name_of(month: str, province: str, first: int, last: int, *, again: str = "") -> str:
    """The path of a file below the root. An entry without a province lies under `province=none`."""
    folder = f"journal/month={month}/province={quote(province, safe='') or 'none'}"
    return f"{folder}/{first:012d}-{last:012d}{again}.parquet"


def scratch() -> Path:
    """A name for a file that is being written; what a dead process left there is swept at the next export."""
    folder = root() / "tmp"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{os.getpid()}-{os.urandom(6).hex()}"


def put(source: Path, path: str) -> Written:
    """Give a finished file its name: on disk first, then visible, whole or not at all. Replaces what has the name."""
    target = root() / path
    new = not target.parent.exists()
    target.parent.mkdir(parents=True, exist_ok=True)
    sync(source)
    digest = checksum(source)
    source.rename(target)
    for folder in target.parents[: 4 if new else 1]:
        sync(folder)
    status = target.stat()
    return Written(path, status.st_size, digest, status.st_mtime_ns)


def fault(file: Recorded, *, deep: bool = False) -> str:
    """What is wrong with a file: MISSING, CUT, ALTERED, or nothing.

    A file whose size and time of change are as recorded is believed, unless `deep`: then its bytes are summed.
    """
    target = root() / file.path
    try:
        status = target.stat()
    except FileNotFoundError:
        return MISSING
    if status.st_size != file.size:
        return CUT if status.st_size < file.size else ALTERED
    if (deep or status.st_mtime_ns != file.modified) and checksum(target) != file.sha256:
        return ALTERED
    return ""


def checksum(path: Path) -> str:
    """SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def all_files() -> Iterator[str]:
    """Paths, below the root, of all files that lie there."""
    for path in sorted((root() / "journal").rglob("*.parquet")):
        yield str(path.relative_to(root()))


def remove(path: str) -> None:
    """Remove a file, if it is there."""
    (root() / path).unlink(missing_ok=True)


def sweep() -> None:
    """Remove what was being written by processes that ended."""
    for path in (root() / "tmp").glob("*-*"):
        if path.is_file():
            path.unlink(missing_ok=True)

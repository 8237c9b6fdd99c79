"""Proving the store of files: every row has its content and every content its digest; what no row names is told."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.core.files.storage import default_storage

from caunoi.documents import rules
from caunoi.documents.models import StoredFile
from caunoi.documents.rules import blob_path
from caunoi.documents.signing import verify

_CHUNK = 2**20


@dataclass(frozen=True, slots=True)
class Trouble:
    """A content that is not as its row says: `missing`, `altered` or, when signatures were asked for, `broken_seal`."""

    what: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Orphan:
    """A content that no row names: of a transaction that did not commit, or that has not committed yet. Harmless."""

    path: str
    size: int
    age: timedelta


@dataclass(slots=True)
class Report:
    """What was read, what is wrong, and what is left over."""

    files: int = 0
    size: int = 0
    signatures: int = 0
    troubles: list[Trouble] = field(default_factory=list)
    orphans: list[Orphan] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Whether every row has its content; orphans are no harm."""
        return not self.troubles


Progress = Callable[[Report], None]


def check(*, now: datetime, signatures: bool = False, progress: Progress = lambda report: None) -> Report:
    """Read every content that a row names and compare digest and size, then look for contents that no row names.

    `signatures` proves the signatures of signed PDFs too (about 50 ms each). `progress` is called after each batch.
    Orphans can be told only when the store is a folder.
    """
    report = Report()
    for batch in named():
        for sha256, size, media_type in batch:
            what = _trouble(sha256, size, sealed=signatures and media_type == rules.PDF, report=report)
            if what:
                report.troubles.append(Trouble(what, sha256))
            report.files += 1
            report.size += size
        progress(report)
    report.orphans = list(_orphans(now))
    return report


def named(batch: int = 500) -> Iterator[list[tuple[str, int, str]]]:
    """Digest, size in bytes and media type of every content that a row names, in batches, by digest."""
    last = ""
    while True:
        rows = StoredFile.objects.filter(pk__gt=last).order_by("pk")
        found = list(rows.values_list("sha256", "size", "media_type")[:batch])
        if not found:
            return
        yield found
        last = found[-1][0]


def _trouble(sha256: str, size: int, *, sealed: bool, report: Report) -> str:
    """What is wrong with one content, or nothing."""
    digest, length = hashlib.sha256(), 0
    try:
        with default_storage.open(blob_path(sha256), "rb") as blob:
            while part := blob.read(_CHUNK):
                digest.update(part)
                length += len(part)
            if digest.hexdigest() != sha256 or length != size:
                return "altered"
            if not sealed:
                return ""
            blob.seek(0)
            content = blob.read()
    except FileNotFoundError:
        return "missing"
    except OSError:
        return "altered"
    if b"/ByteRange" not in content:
        return ""
    report.signatures += 1
    return "broken_seal" if verify(content).status == "altered" else ""


def _orphans(now: datetime) -> Iterator[Orphan]:
    try:
        folders, loose = default_storage.listdir("")
    except (NotImplementedError, FileNotFoundError):
        return
    yield from (_orphan(path, now) for path in sorted(loose))
    for folder in sorted(folders):
        names = default_storage.listdir(folder)[1]
        known = set(StoredFile.objects.filter(pk__startswith=folder).values_list("pk", flat=True))
        for name in sorted(names):
            if name not in known:
                yield _orphan(f"{folder}/{name}", now)


def _orphan(path: str, now: datetime) -> Orphan:
    changed = default_storage.get_modified_time(path).astimezone(UTC)
    return Orphan(path, default_storage.size(path), max(now - changed, timedelta(0)))

"""Taking a backup while the program goes on working.

One transaction holds a snapshot that pg_dump shares, so that the manifest, the database and the list of files speak of
one moment. A file is written before the row that names it and never changed, so copying files after the snapshot finds
every one. Everything is written beside the target, the manifest last, and takes its name in one step.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import tarfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from caunoi.config.backup import manifest as manifests
from caunoi.config.backup import tools
from caunoi.config.backup.errors import BackupRunning, CannotWrite, FilesLost, NoRoom, TargetExists
from caunoi.config.backup.manifest import DATABASE, FILES, KEYS, PARTS, Manifest
from caunoi.core.disk import sync
from caunoi.core.journal import keys
from caunoi.core.journal.position import position
from caunoi.documents import archive

Progress = Callable[[str], None]
_KEY_SETTINGS = (
    "CAUNOI_SECRET_KEY", "CAUNOI_JOURNAL_KEY", "CAUNOI_SIGNING_CERTIFICATE", "CAUNOI_SIGNING_PASSPHRASE_FILE",
    "CAUNOI_SIGNING_CERTIFICATES", "CAUNOI_SIGNING_TRUST", "CAUNOI_SIGNING_REVOCATIONS", "CAUNOI_PKCS11_PIN_FILE",
)  # fmt: skip
"""Settings that hold a secret or name a file outside the data folder: not in the backup, told by name."""
_SPARE = 16 * 2**20


def take(target: Path, *, now: datetime, allow_lost: bool = False, progress: Progress = lambda text: None) -> Manifest:
    """Write a backup to the folder `target`, which must not exist. Returns what it says about itself.

    With `allow_lost` files that are gone are named in the manifest instead of stopping it. Raises TargetExists,
    BackupRunning, NoRoom, CannotWrite, FilesLost, ProgramFailed, ProgramMissing; nothing is left then.
    """
    target = target.absolute()
    if target.exists():
        raise TargetExists(target=target)
    os.umask(0o077)  # it holds keys
    with _unfinished(target) as part:
        made = _fill(part, now=now, allow_lost=allow_lost, progress=progress)
        for name in (*PARTS, manifests.NAME):
            sync(part / name)
        sync(part)
        os.rename(part, target)
        sync(target.parent)
    return made


def _fill(part: Path, *, now: datetime, allow_lost: bool, progress: Progress) -> Manifest:
    """Everything of one snapshot into the folder `part`."""
    with _snapshot() as snapshot:
        expected = _require_room(part)
        journal = position()
        dump = part / DATABASE
        tools.run(
            "pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={dump}", f"--dbname={tools.address()}",
            progress=lambda: progress(f"cơ sở dữ liệu: {_megabytes(dump)} MB"),
        )  # fmt: skip
        packed = _pack(part / FILES, expected, progress)
        if packed.lost and not allow_lost:
            raise FilesLost(count=len(packed.lost), example=packed.lost[0])
        _pack_keys(part / KEYS)
        made = Manifest(
            program=manifests.program_version(),
            postgresql=tools.server_version(),
            taken_at=now,
            migrations=manifests.applied_migrations(),
            journal=journal,
            journal_key=keys.fingerprint(),
            files=packed.files,
            size=packed.size,
            lost=tuple(packed.lost),
            outside=tuple(name for name in _KEY_SETTINGS if os.environ.get(name)),
            parts={name: found for name in PARTS if (found := manifests.part_of(part / name))},
        )
    made.write(part)
    return made


@contextlib.contextmanager
def _snapshot() -> Iterator[str]:
    """The number of a snapshot that this transaction reads and that others may share until it ends."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        yield str(cursor.fetchone()[0])


@contextlib.contextmanager
def _unfinished(target: Path) -> Iterator[Path]:
    """A folder beside the target that only one process writes; what a killed one left there is removed."""
    part = target.with_name(f"{target.name}.part")
    try:
        part.mkdir(parents=True, exist_ok=True, mode=0o700)
        with _only_one(part, target):
            for left in part.iterdir():
                left.unlink()
            try:
                yield part
            except BaseException:
                shutil.rmtree(part, ignore_errors=True)
                raise
    except OSError as error:
        raise CannotWrite(target=target, reason=error.strerror or error) from error


@contextlib.contextmanager
def _only_one(part: Path, target: Path) -> Iterator[None]:
    descriptor = os.open(part, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BackupRunning(target=target) from error
        yield
    finally:
        os.close(descriptor)


def _require_room(part: Path) -> int:
    """How many files there will be. Raises NoRoom: the dump is compressed, the tables' size is more than it takes."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(sum(pg_table_size(oid)), 0) FROM pg_class "
            "WHERE relkind IN ('r', 'm') AND relnamespace = 'public'::regnamespace"
        )
        tables = int(cursor.fetchone()[0])
    files, size = archive.expected()
    needed, free = tables + size + files * 1024 + _SPARE, shutil.disk_usage(part).free
    if needed > free:
        raise NoRoom(target=part.parent, needed_mb=needed // 2**20, free_mb=free // 2**20)
    return files


def _pack(path: Path, expected: int, progress: Progress) -> archive.Packed:
    with tarfile.open(path, "w", format=tarfile.PAX_FORMAT) as tar:
        return archive.pack(
            tar, progress=lambda p: progress(f"tệp: {p.files:,}/{expected:,}, {p.size / 2**20:,.1f} MB")
        )


def _pack_keys(path: Path) -> None:
    """The keys of the data folder: without them sessions end, and neither signatures nor checkpoints go on."""
    folder = settings.STATE / "keys"
    with tarfile.open(path, "w", format=tarfile.PAX_FORMAT) as tar:
        for key in sorted(folder.rglob("*")):
            if key.is_file():
                tar.add(key, arcname=str(key.relative_to(folder)), recursive=False)


def _megabytes(path: Path) -> str:
    return f"{path.stat().st_size / 2**20:,.1f}" if path.exists() else "0"

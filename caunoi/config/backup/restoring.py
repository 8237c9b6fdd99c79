"""Putting a backup back: only where nothing is, proved before and after.

A mark in the data folder stays until everything is proved: with it the program does not start, and only the same backup
may be restored again. The database comes back in one transaction, so that a restore that was killed left it empty.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import tarfile
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection

from caunoi.config.backup import manifest as manifests
from caunoi.config.backup import tools
from caunoi.config.backup.errors import (
    CannotRestore,
    DamagedPart,
    NoRoom,
    NotSound,
    OtherPosition,
    TargetNotEmpty,
    WrongJournalKey,
)
from caunoi.config.backup.manifest import DATABASE, FILES, KEYS, Manifest
from caunoi.config.run import caunoi
from caunoi.core import privileges
from caunoi.core.journal import keys
from caunoi.core.journal.position import position
from caunoi.documents import archive
from caunoi.documents.errors import LostFile

Progress = Callable[[str], None]
_DATABASE_GROWS = 8
"""How many times the dump's size the restored database may have: it was compressed and has no indexes."""


def unfinished_mark() -> Path:
    """The file that says that a restore has begun here and was not proved."""
    return Path(settings.STATE) / "restoring"


def check(source: Path, *, progress: Progress = lambda text: None) -> Manifest:
    """What a backup holds that this program can restore.

    Raises NotABackup, UnknownFormat, NewerProgram, DamagedPart.
    """
    found = manifests.read(source)
    manifests.require_known(found)
    manifests.require_whole(found, source, progress=lambda name: progress(f"kiểm tra {name}"))
    return found


def restore(source: Path, *, progress: Progress = lambda text: None) -> Manifest:
    """Restore into the data folder and the database of the settings, which must be empty, and prove the result.

    Raises what `check` raises, TargetNotEmpty, NoRoom, CannotRestore, WrongJournalKey, ProgramFailed, OtherPosition and
    NotSound.
    """
    found = manifests.read(source)
    manifests.require_known(found)
    _require_empty(found)
    manifests.require_whole(found, source, progress=lambda name: progress(f"kiểm tra {name}"))
    _require_room(found)
    try:
        _mark(found)
        _restore_keys(source, found)
        _restore_files(source, found, progress)
    except OSError as error:
        raise CannotRestore(target=settings.STATE, reason=error.strerror or error) from error
    if _database_is_empty():
        progress("cơ sở dữ liệu")
        _restore_database(source)
    now_at = position()
    if now_at != found.journal:
        raise OtherPosition(found=now_at.last_id, expected=found.journal.last_id)
    archive.forget_uploads()
    _prove(found, progress)
    unfinished_mark().unlink()
    return found


def _require_empty(found: Manifest) -> None:
    """Raises TargetNotEmpty, unless a restore of the same backup was broken off here."""
    if unfinished_mark().exists() and unfinished_mark().read_text() == _name(found):
        return
    folder = Path(settings.STATE)
    if not _database_is_empty():
        raise TargetNotEmpty(what=connection.settings_dict["NAME"])
    if not archive.is_empty():
        raise TargetNotEmpty(what=folder / "files")
    if (folder / "keys").exists() and any((folder / "keys").iterdir()):
        raise TargetNotEmpty(what=folder / "keys")


def _database_is_empty() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT NOT EXISTS (SELECT FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm', 'S') "
            "AND relnamespace::regnamespace::text NOT IN ('pg_catalog', 'information_schema', 'pg_toast'))"
        )
        return bool(cursor.fetchone()[0])


def _require_room(found: Manifest) -> None:
    """Raises NoRoom; for the database only when it lies in the data folder."""
    needed = found.size
    if (Path(settings.STATE) / "postgres").exists():
        needed += found.parts[DATABASE].size * _DATABASE_GROWS
    free = shutil.disk_usage(settings.STATE).free
    if needed > free:
        raise NoRoom(target=settings.STATE, needed_mb=needed // 2**20, free_mb=free // 2**20)


def _mark(found: Manifest) -> None:
    Path(settings.STATE).mkdir(parents=True, exist_ok=True)
    unfinished_mark().write_text(_name(found))


def _name(found: Manifest) -> str:
    return " ".join([found.taken_at.isoformat(), *(part.sha256 for part in found.parts.values())])


def _restore_keys(source: Path, found: Manifest) -> None:
    """Keys first: the wrong key for the journal is told before anything else is done."""
    folder = Path(settings.STATE) / "keys"
    folder.mkdir(exist_ok=True, mode=0o700)
    with tarfile.open(source / KEYS) as tar:
        tar.extractall(folder, filter="data")
    if found.journal_key and keys.fingerprint() != found.journal_key:
        shutil.rmtree(folder)
        unfinished_mark().unlink()
        raise WrongJournalKey


def _restore_files(source: Path, found: Manifest, progress: Progress) -> None:
    with tarfile.open(source / FILES) as tar:
        try:
            archive.unpack(tar, progress=lambda p: progress(f"tệp: {p.files:,}/{found.files:,}"))
        except LostFile as error:
            raise DamagedPart(part=FILES) from error


def _restore_database(source: Path) -> None:
    """Roles and default privileges are not for a dump to say: they are made for whoever owns the database here."""
    privileges.make_role()
    dump, listing = source / DATABASE, Path(settings.STATE) / "restoring.list"
    lines = tools.run("pg_restore", "--list", str(dump)).splitlines()
    listing.write_text("\n".join(line for line in lines if " DEFAULT ACL " not in line))
    tools.run(
        "pg_restore", "--single-transaction", "--exit-on-error", "--no-owner", f"--use-list={listing}",
        f"--dbname={tools.address()}", str(dump),
    )  # fmt: skip
    listing.unlink()
    privileges.grant()


def _prove(found: Manifest, progress: Progress) -> None:
    """By commands of their own, as an operator would: they read the restored keys and work with the program's role."""
    for step in (["migrate", "--no-input", "-v0"], ["journal", "verify"]):
        progress(" ".join(step[:2]))
        done = _run(*step)
        if done.returncode:
            raise NotSound(step=f"caunoi {' '.join(step)}", reason=done.stderr + done.stdout)
    progress("documents check")
    done = _run("documents", "check", "--json")
    if done.returncode and not _only_known_losses(done.stdout, found):
        raise NotSound(step="caunoi documents check", reason=done.stdout + done.stderr)


def _only_known_losses(said: str, found: Manifest) -> bool:
    """Whether what is missing was missing when the backup was taken."""
    with contextlib.suppress(ValueError, KeyError):
        told = {one["sha256"] for one in json.loads(said)["troubles"]}
        return bool(told) and told <= set(found.lost)
    return False


def _run(*command: str) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(caunoi(*command), capture_output=True, text=True, check=False, env=dict(os.environ))
    except OSError as error:
        raise CommandError(str(error)) from error

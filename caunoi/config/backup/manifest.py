"""What a backup says about itself: `manifest.json`, written last, with the digest of every part and of itself."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from caunoi.config.backup.errors import DamagedPart, NewerProgram, NotABackup, UnknownFormat
from caunoi.core.journal.position import Position

FORMAT = 1
NAME = "manifest.json"
DATABASE, FILES, KEYS = "database.dump", "files.tar", "keys.tar"
PARTS = (DATABASE, FILES, KEYS)
_CHUNK = 2**22


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a backup: its length in bytes and its SHA-256."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is in a backup. `migrations` are `room.name`, in order; `outside` are settings that name keys elsewhere."""

    program: str
    postgresql: str
    taken_at: datetime
    migrations: tuple[str, ...]
    journal: Position
    journal_key: str
    files: int
    size: int
    lost: tuple[str, ...]
    outside: tuple[str, ...]
    parts: dict[str, Part]

    def write(self, folder: Path) -> None:
        """Write it, and see that it is on the disk."""
        body = {"format": FORMAT, **asdict(self), "taken_at": self.taken_at.isoformat()}
        text = json.dumps({**body, "digest": _digest(body)}, ensure_ascii=False, indent=2)
        (folder / NAME).write_text(text + "\n")


def read(folder: Path) -> Manifest:
    """The manifest of a backup. Raises NotABackup, UnknownFormat, DamagedPart."""
    try:
        body = json.loads((folder / NAME).read_text())
        digest = body.pop("digest")
        form = body.pop("format")
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotABackup(source=folder) from error
    if form != FORMAT:
        raise UnknownFormat(format=form, program=body.get("program", "?"), known=FORMAT)
    if digest != _digest({"format": form, **body}):
        raise DamagedPart(part=NAME)
    body["taken_at"] = datetime.fromisoformat(body["taken_at"])
    body["journal"] = Position(**body["journal"])
    body["parts"] = {name: Part(**part) for name, part in body["parts"].items()}
    for name in ("migrations", "lost", "outside"):
        body[name] = tuple(body[name])
    return Manifest(**body)


def require_known(manifest: Manifest) -> None:
    """Raises NewerProgram when the backup's database has a step that this program does not know."""
    loader = MigrationLoader(None)
    ours = {f"{room}.{name}" for room, name in loader.disk_migrations}
    for migration in manifest.migrations:
        if migration not in ours:
            raise NewerProgram(program=manifest.program, ours=program_version(), migration=migration)


def require_whole(manifest: Manifest, folder: Path, *, progress: Callable[[str], None]) -> None:
    """Read every part and compare it with its digest. Raises DamagedPart."""
    for name in PARTS:
        progress(name)
        if manifest.parts.get(name) != part_of(folder / name):
            raise DamagedPart(part=name)


def part_of(path: Path) -> Part | None:
    """Length and SHA-256 of a file; None when it cannot be read."""
    digest, size = hashlib.sha256(), 0
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
                size += len(chunk)
    except OSError:
        return None
    return Part(size, digest.hexdigest())


def applied_migrations() -> tuple[str, ...]:
    """Every migration that the database has had, in order."""
    rows = MigrationRecorder.Migration.objects.order_by("id").values_list("app", "name")
    return tuple(f"{room}.{name}" for room, name in rows)


def program_version() -> str:
    """The version of this program."""
    return version("caunoi")


def _digest(body: dict[str, object]) -> str:
    return hashlib.sha256(json.dumps(body, ensure_ascii=False, sort_keys=True).encode()).hexdigest()

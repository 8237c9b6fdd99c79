"""A data folder with a database server of its own, on which real commands are run."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

ROOT = Path(__file__).resolve().parents[2]
_SCRUBBED = frozenset({"DATABASE_URL", "CAUNOI_DB_OWNER", "CAUNOI_DB_POOL", "CAUNOI_TEST_DATABASE"})
_HOLD = (
    "import sys; from caunoi.config.embedded import embedded_url; print(embedded_url(), flush=True); sys.stdin.read()"
)


@dataclass(frozen=True)
class OwnData:
    """The folder, and the address of its database."""

    folder: Path
    url: str

    def environment(self) -> dict[str, str]:
        """For commands that work on it."""
        known = {name: value for name, value in os.environ.items() if name not in _SCRUBBED}
        return {
            **known, "CAUNOI_DATA": str(self.folder), "DATABASE_URL": self.url, "CAUNOI_DEVELOPMENT": "1",
            "DJANGO_SETTINGS_MODULE": "caunoi.config.settings",
        }  # fmt: skip

    def start(self, *command: str) -> subprocess.Popen[str]:
        """Begin one of our commands."""
        return subprocess.Popen(
            [sys.executable, "-m", "caunoi", *command], env=self.environment(), cwd=ROOT, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run one of our commands to its end."""
        return subprocess.run(
            [sys.executable, "-m", "caunoi", *command], env=self.environment(), cwd=ROOT, text=True,
            capture_output=True, check=False,
        )  # fmt: skip

    def must(self, *command: str) -> str:
        """What a command printed that has to succeed."""
        done = self.run(*command)
        assert done.returncode == 0, done.stderr + done.stdout
        return done.stdout

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows of a statement, with the owner's rights."""
        with psycopg.connect(self.url) as connection:
            return connection.execute(sql.encode()).fetchall()


@contextlib.contextmanager
def own_data(folder: Path, prepared: Path | None = None) -> Iterator[OwnData]:
    """A server that lives as long as this block, in a new folder or in a copy of a prepared one."""
    if prepared:
        subprocess.run(["cp", "-a", str(prepared), str(folder)], check=True)  # its files keep their owners
    folder.mkdir(parents=True, exist_ok=True)
    environment = {name: value for name, value in os.environ.items() if name not in _SCRUBBED}
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLD], env={**environment, "CAUNOI_DATA": str(folder)}, cwd=ROOT, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert holder.stdin is not None
    assert holder.stdout is not None
    try:
        yield OwnData(folder, holder.stdout.readline().strip())
    finally:
        holder.stdin.close()
        holder.wait(60)

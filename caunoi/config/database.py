"""Which PostgreSQL: `DATABASE_URL`, or the embedded one, started on demand and stopped by its last user."""

from __future__ import annotations

import os
import sys
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from caunoi.config.embedded import embedded_url
from caunoi.config.load import AT_ONCE, SPARE

OWNER_COMMANDS = frozenset(
    {"migrate", "test", "makemigrations", "sqlmigrate", "flush", "dbshell", "setup-database", "restore"}
)
APP_ROLE = "caunoi_app"
POOL_PATIENCE = 5.0
"""Seconds that a request waits for a connection before it is told to come back later."""
UNDER_TEST = "pytest" in sys.modules
WITHOUT_DATABASE = frozenset({"help", "texts", "version", "collectstatic", "identity-provider"})


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
        options["pool"] = {"min_size": 1, "max_size": AT_ONCE + SPARE, "timeout": POOL_PATIENCE}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or "postgres"),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.get("host") or parts.hostname or "",
        "PORT": query.get("port") or (str(parts.port) if parts.port else ""),
        "OPTIONS": options,
        "CONN_HEALTH_CHECKS": "pool" in options,  # a connection of before the database was started anew is dropped
        "TEST": {"NAME": os.environ.get("CAUNOI_TEST_DATABASE", "test_caunoi")},
    }


def _session_flags(argv: list[str]) -> str | None:
    """Settings of each database session: the role without rights over the journal, except for the owner's commands."""
    if UNDER_TEST:
        return "-c synchronous_commit=off"  # a test database need not survive a crash
    if (argv[1:2] and argv[1] in OWNER_COMMANDS) or os.environ.get("CAUNOI_DB_OWNER") == "1":
        return None
    return f"-c role={APP_ROLE}"

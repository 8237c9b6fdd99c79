"""Whether the database has everything that this program needs. A newer one does no harm: see docs/howto/upgrade.md."""

from __future__ import annotations

from django.core.management.base import CommandError
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

_current = False
"""Set once nothing was missing: a database does not become older while the program runs."""


def missing() -> list[str]:
    """Migrations of this program that the database has not had, in order. Steps it does not know count for nothing."""
    global _current
    if _current:
        return []
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    _current = not plan
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def require_current() -> None:
    """Raises CommandError, with what to do, when the database is older than the program; or when it is away."""
    try:
        left = missing()
    except DatabaseError as error:
        raise CommandError(f"cơ sở dữ liệu chưa trả lời: {error}", returncode=1) from error
    if left:
        raise CommandError(
            f"cơ sở dữ liệu cũ hơn chương trình: còn thiếu {len(left)} bước nâng cấp, đầu tiên là {left[0]}; "
            "hãy sao lưu rồi chạy “caunoi migrate”",
            returncode=1,
        )

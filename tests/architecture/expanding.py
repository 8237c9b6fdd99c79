"""What a migration may do while the program of the release before still works on the same database: only add.

`released_migrations.txt` holds the migrations of the last release; each release writes it anew (docs/howto/upgrade.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.db import models
from django.db.migrations import Migration, operations
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models.fields import NOT_PROVIDED

RELEASED = Path(__file__).with_name("released_migrations.txt")
_TAKES = (operations.RemoveField, operations.DeleteModel)
_RENAMES = (operations.RenameField, operations.RenameModel, operations.AlterModelTable)
_SQL = re.compile(
    r"\b(DROP\s+(TABLE|COLUMN|VIEW|FUNCTION|TYPE)|RENAME\s+(TO|COLUMN)|SET\s+NOT\s+NULL|TRUNCATE)\b", re.IGNORECASE
)


def released() -> set[str]:
    """The migrations of the last release, as `room.name`."""
    return set(RELEASED.read_text().split())


def breaches(migration: Migration, before: ProjectState) -> list[str]:
    """What in it would make an older program fail that goes on working; `before` is the schema that it starts from."""
    state, found, new = before.clone(), [], set[str]()
    for operation in _flat(migration.operations):
        found += [f"{migration.app_label}.{migration.name}: {text}" for text in _of(operation, state, migration, new)]
        operation.state_forwards(migration.app_label, state)
    return found


def _flat(found: Iterable[Operation]) -> Iterator[Operation]:
    for operation in found:
        if isinstance(operation, operations.SeparateDatabaseAndState):
            yield from _flat([*operation.database_operations, *operation.state_operations])
        else:
            yield operation


def _of(operation: Operation, state: ProjectState, migration: Migration, new: set[str]) -> Iterator[str]:
    """`new` collects the tables that this migration makes: no older program knows them."""
    if isinstance(operation, operations.CreateModel):
        new.add(operation.name.lower())
        return
    if isinstance(operation, operations.RunSQL):
        statements = operation.sql if isinstance(operation.sql, str) else str(operation.sql)
        if hit := _SQL.search(statements):
            yield f"SQL that takes something away ({hit.group(0)})"
        return
    if str(getattr(operation, "model_name", getattr(operation, "name", ""))).lower() in new:
        return
    if isinstance(operation, _TAKES):
        yield f"{operation.describe()}, which an older program still reads"
    elif isinstance(operation, _RENAMES):
        yield f"{operation.describe()}, which an older program knows by its old name"
    elif isinstance(operation, operations.AddField) and not _may_be_left_out(operation.field):
        yield f"{operation.describe()}, which an older program leaves out (null=True or db_default)"
    elif isinstance(operation, operations.AddConstraint):
        yield f"{operation.describe()}, which an older program may break"
    elif isinstance(operation, operations.AlterField):
        model = state.models[migration.app_label, operation.model_name_lower]
        yield from _narrowed(operation, model.fields[operation.name])


def _may_be_left_out(field: models.Field) -> bool:  # type: ignore[type-arg]
    return field.null or field.many_to_many or getattr(field, "db_default", NOT_PROVIDED) is not NOT_PROVIDED


def _narrowed(operation: operations.AlterField, old: models.Field) -> Iterator[str]:  # type: ignore[type-arg]
    new = operation.field
    if old.null and not new.null:
        yield f"{operation.describe()}: an older program still writes nothing into it"
    if type(old) is not type(new):
        yield f"{operation.describe()}: from {type(old).__name__} to {type(new).__name__}"
    if new.unique and not old.unique:
        yield f"{operation.describe()}: an older program may write the same twice"
    if new.max_length is not None and (old.max_length is None or old.max_length > new.max_length):
        yield f"{operation.describe()}: an older program still writes longer ones"

"""A release only adds to the database, so that the one before goes on working while the new one is brought in."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ModelState, ProjectState

from tests.architecture import expanding

ALLOWED: dict[str, str] = {}
"""What breaks the rule and why it may: `room.name: what` as the test says it, with the reason in words."""


def test_no_migration_since_the_last_release_takes_anything_from_an_older_program() -> None:
    loader = MigrationLoader(None)
    released = expanding.released()
    found = [
        breach
        for (room, name), migration in sorted(loader.disk_migrations.items())
        if type(migration).__module__.startswith("caunoi.") and f"{room}.{name}" not in released
        for breach in expanding.breaches(migration, loader.project_state(list(migration.dependencies)))
    ]
    assert [breach for breach in found if breach not in ALLOWED] == []
    assert [allowed for allowed in ALLOWED if allowed not in found] == []
    assert all(ALLOWED.values())


def test_every_released_migration_is_still_there() -> None:
    there = {f"{room}.{name}" for room, name in MigrationLoader(None).disk_migrations}
    assert sorted(expanding.released() - there) == []


def _breaches(operation: Any) -> list[str]:
    class Made(migrations.Migration):
        operations = [operation]

    before = ProjectState()
    fields: list[tuple[str, models.Field[Any, Any]]] = [
        ("id", models.BigAutoField(primary_key=True)),
        ("code", models.CharField(max_length=40)),
        ("note", models.CharField(max_length=40, null=True)),
    ]
    before.add_model(ModelState("room", "Thing", fields))
    return expanding.breaches(Made("0002_made", "room"), before)


@pytest.mark.parametrize(
    "operation",
    [
        migrations.RemoveField("thing", "code"),
        migrations.RenameField("thing", "code", "number"),
        migrations.DeleteModel("Thing"),
        migrations.RenameModel("Thing", "Other"),
        migrations.AlterModelTable("thing", "other"),
        migrations.AddField("thing", "size", models.IntegerField()),
        migrations.AddField("thing", "size", models.IntegerField(default=0)),
        migrations.AlterField("thing", "note", models.CharField(max_length=40)),
        migrations.AlterField("thing", "code", models.CharField(max_length=20)),
        migrations.AlterField("thing", "code", models.IntegerField()),
        migrations.AlterField("thing", "code", models.CharField(max_length=40, unique=True)),
        migrations.AddConstraint("thing", models.UniqueConstraint(fields=["code"], name="thing_once")),
        migrations.RunSQL("ALTER TABLE room_thing DROP COLUMN code"),
        migrations.SeparateDatabaseAndState([migrations.RunSQL("DROP TABLE room_thing")], []),
    ],
    ids=lambda operation: type(operation).__name__,
)
def test_what_an_older_program_would_miss_is_noticed(operation: Any) -> None:
    assert _breaches(operation) != []


@pytest.mark.parametrize(
    "operation",
    [
        migrations.CreateModel("New", [("id", models.BigAutoField(primary_key=True)), ("size", models.IntegerField())]),
        migrations.AddField("thing", "size", models.IntegerField(null=True)),
        migrations.AddField("thing", "size", models.IntegerField(db_default=0)),
        migrations.AlterField("thing", "code", models.CharField(max_length=80)),
        migrations.AddIndex("thing", models.Index(fields=["code"], name="thing_code")),
        migrations.RunSQL("CREATE TABLE x (id bigint)"),
    ],
    ids=lambda operation: type(operation).__name__,
)
def test_what_only_adds_is_fine(operation: Any) -> None:
    assert _breaches(operation) == []

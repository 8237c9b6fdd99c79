"""What a backup does not do: hold anybody up, begin without room, or write where another one writes."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import OperationalError, transaction
from django.utils.translation import override

from caunoi.config.backup import errors, taking
from caunoi.core import jobs
from caunoi.core.ids import new_id
from caunoi.core.journal.position import position
from caunoi.core.journal.queries import Entry
from caunoi.core.journal.readers import Reader
from caunoi.core.testing import catch_up, connect

NOW = datetime(2026, 11, 2, 2, 0, tzinfo=UTC)
_APPEND = "SELECT o_id FROM core_journal_append(now(), 'test.kept', 'kept', %s, NULL, NULL, '', 'system:test', '{}')"
pytestmark = pytest.mark.django_db(transaction=True)


def append() -> None:
    with connect() as own:
        own.execute(_APPEND, [new_id()])


def test_the_snapshot_stands_still_and_holds_no_reader_of_the_journal_back() -> None:
    seen: list[Entry] = []
    append()
    with connect() as other:
        other.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        other.execute("SELECT pg_export_snapshot()")
        append()
        catch_up(Reader("test.during_backup", seen.extend))
    assert len(seen) == 2
    with taking._snapshot():
        before = position()
        append()
        assert position() == before
    assert position() != before


def test_a_new_partition_does_not_wait_for_a_backup_and_lets_nobody_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "AHEAD", 15)
    with connect() as copying:
        copying.execute("LOCK TABLE core_journal IN ACCESS SHARE MODE")
        with pytest.raises(OperationalError, match="lock timeout"):
            jobs.partitions(0)
        append()
    with transaction.atomic():
        jobs.partitions(0)
        transaction.set_rollback(True)


def test_it_says_before_it_begins_that_there_is_no_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=2**20))
    with override("vi"), pytest.raises(errors.NoRoom, match="còn trống 1 MB"):
        taking.take(tmp_path / "one", now=NOW)
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_in_the_middle_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: Any, **kwargs: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(taking, "_pack_keys", full)
    with override("vi"), pytest.raises(errors.CannotWrite, match="No space left on device"):
        taking.take(tmp_path / "one", now=NOW)
    assert list(tmp_path.iterdir()) == []


def test_two_backups_do_not_write_to_one_place(tmp_path: Path) -> None:
    with taking._unfinished(tmp_path / "one"), pytest.raises(errors.BackupRunning):
        taking.take(tmp_path / "one", now=NOW)
    (tmp_path / "two").mkdir()
    with pytest.raises(errors.TargetExists):
        taking.take(tmp_path / "two", now=NOW)

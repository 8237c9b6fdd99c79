"""Two versions of the program on one database: the older loses nothing of the newer's, and says when it cannot work."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from django.core.management.base import CommandError
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from procrastinate.contrib.django import procrastinate_app

from caunoi.config import schema
from caunoi.core import jobs, newer
from caunoi.core.actor import System
from caunoi.core.clock import SystemClock
from caunoi.core.ids import new_id
from caunoi.core.journal import Place, append
from caunoi.core.journal.events import registered_events
from caunoi.core.journal.queries import Entry
from caunoi.core.journal.readers import Reader
from caunoi.core.testing import catch_up, due_at_once, work
from caunoi.documents.events import FileStored
from tests.faults.own_data import own_data

_NEWER = "SELECT o_id FROM core_journal_append(now(), 'future.kind', 'future', %s, NULL, NULL, '', 'system:test', '{}')"
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def current(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The database is looked at anew."""
    monkeypatch.setattr(schema, "_current", False)
    yield
    monkeypatch.setattr(schema, "_current", False)


class TestJobs:
    @pytest.fixture(autouse=True)
    def _nothing_is_left(self, transactional_db: None) -> Iterator[None]:
        yield
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM procrastinate_jobs WHERE task_name = 'test.of_newer'")

    def test_a_job_of_a_newer_program_waits_for_it_and_keeps_all_its_tries(self) -> None:
        app = procrastinate_app.current_app
        number = app.configure_task("test.of_newer", allow_unknown=True).defer(number=7)
        for _ in range(3):
            work()
            (job,) = [job for job in jobs.jobs(limit=100_000) if job.id == number]
            assert (job.status, job.attempts, job.args) == ("todo", 0, {"number": 7})
            assert job.scheduled_at is not None
            assert job.scheduled_at > SystemClock().now() + timedelta(seconds=newer.WAIT / 2)
            due_at_once()

        done: list[int] = []

        @app.task(name="test.of_newer")
        def of_newer(number: int) -> None:
            done.append(number)

        try:
            work()
        finally:
            del app.tasks["test.of_newer"]
        assert done == [7]


class TestEvents:
    def write(self, *, newer_kind: bool) -> None:
        if newer_kind:
            with connection.cursor() as cursor:
                cursor.execute(_NEWER, [new_id()])
            return
        event = FileStored(media_type="image/png", size=1, about_kind="", about_id=None)
        with transaction.atomic():
            append(event, subject_id=new_id(), actor=System("test"), now=SystemClock().now(), place=Place())

    def follower(self, seen: list[str]) -> Reader:
        def handle(entries: Sequence[Entry]) -> None:
            seen.extend(entry.kind for entry in entries)

        return Reader("test.two_versions", handle, before=newer.before_unknown)

    def test_a_follower_leaves_what_is_newer_to_the_newer_program(
        self, transactional_db: None, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        seen: list[str] = []
        for newer_kind in (False, True, False):
            self.write(newer_kind=newer_kind)
        catch_up(self.follower(seen))
        catch_up(self.follower(seen))
        assert seen == ["file.stored"]
        known = registered_events()
        monkeypatch.setattr(newer, "registered_events", lambda: {**known, "future.kind": FileStored})
        catch_up(self.follower(seen))
        assert seen == ["file.stored", "future.kind", "file.stored"]

    def test_after_an_hour_it_goes_past_what_nobody_took(
        self, transactional_db: None, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        seen: list[str] = []
        for newer_kind in (False, True, False):
            self.write(newer_kind=newer_kind)
        monkeypatch.setattr(newer, "PATIENCE", timedelta(0))
        catch_up(self.follower(seen))
        assert seen == ["file.stored", "future.kind", "file.stored"]

    def test_a_process_knows_every_kind_of_its_own_program_from_the_start(self) -> None:
        code = (
            "import django, importlib, json, pkgutil; django.setup();"
            "from caunoi.core.journal.events import registered_events;"
            "known = set(registered_events()); import caunoi;"
            "names = [m.name for m in pkgutil.walk_packages(caunoi.__path__, 'caunoi.')];"
            "[importlib.import_module(n) for n in names if n.rpartition('.')[2].endswith('events') or '.events.' in n];"
            "print(json.dumps(sorted(set(registered_events()) - known)))"
        )
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True,
            env={"DJANGO_SETTINGS_MODULE": "caunoi.config.settings", "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/x"},
        )  # fmt: skip
        assert json.loads(done.stdout) == []


@pytest.mark.usefixtures("current")
class TestSchema:
    def test_a_database_that_is_older_than_the_program_is_unhealthy_and_no_worker_starts(
        self, db: None, client: Client
    ) -> None:
        assert client.get("/healthz").status_code == 200
        schema._current = False
        last = MigrationRecorder.Migration.objects.filter(app="voices").order_by("name").last()
        assert last is not None
        last.delete()
        answer = client.get("/healthz")
        assert answer.status_code == 503
        assert answer.json()["missing"] == [f"voices.{last.name}"]
        assert "older than the program" in answer.json()["status"]
        with pytest.raises(CommandError, match=f"còn thiếu 1 bước nâng cấp, đầu tiên là voices.{last.name}"):
            schema.require_current()

    def test_a_database_that_is_newer_is_worked_on(self, db: None, client: Client) -> None:
        MigrationRecorder.Migration.objects.create(
            app="voices", name="0999_of_a_newer_program", applied=SystemClock().now()
        )
        assert client.get("/healthz").status_code == 200
        schema._current = False
        schema.require_current()


@pytest.mark.slow
def test_a_worker_refuses_an_empty_database_with_one_sentence(tmp_path: Path) -> None:
    with own_data(tmp_path / "data") as data:
        with psycopg.connect(data.url) as own:
            own.execute("CREATE ROLE caunoi_app NOLOGIN")
        done = data.run("procrastinate", "worker")
        assert done.returncode == 1
        assert "cơ sở dữ liệu cũ hơn chương trình" in done.stderr
        assert done.stderr.count("\n") == 1


@pytest.mark.long
def test_a_worker_works_on_a_newer_database(prepared: Path, tmp_path: Path) -> None:
    with own_data(tmp_path / "data", prepared) as data:
        with psycopg.connect(data.url) as own:
            own.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('core', '0999_future', now())")
            own.execute("ALTER TABLE people_account ADD COLUMN of_a_newer_program integer")
        data.must("procrastinate", "worker", "--one-shot")
        data.must("units", "load")

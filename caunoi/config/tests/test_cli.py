"""Commands: help without a database, one clear line and status 2 for wrong arguments."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from caunoi.config import database, texts


def caunoi(*args: str, tmp_path: Path) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"} | {"CAUNOI_DATA": str(tmp_path)}
    command = [sys.executable, "-m", "caunoi", *args]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_help_starts_no_database(tmp_path: Path) -> None:
    done = caunoi("journal", "--help", tmp_path=tmp_path)
    assert done.returncode == 0
    assert "verify" in done.stdout
    assert not (tmp_path / "postgres").exists()


def test_an_unknown_command_is_one_line_and_status_two(tmp_path: Path) -> None:
    done = caunoi("nonsense", "--help", tmp_path=tmp_path)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "nonsense" in done.stderr


def test_the_address_of_a_server_is_taken_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://someone:secret%21@db.example:5433/hanoi?sslmode=require")
    found = database.database_settings(["caunoi", "units"])
    assert (found["HOST"], found["PORT"], found["NAME"], found["PASSWORD"]) == (
        "db.example",
        "5433",
        "hanoi",
        "secret!",
    )
    assert found["OPTIONS"]["sslmode"] == "require"


def test_only_the_owner_s_commands_keep_the_owner_s_rights(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "UNDER_TEST", False)
    monkeypatch.delenv("CAUNOI_DB_OWNER", raising=False)
    assert "caunoi_app" in (database._session_flags(["caunoi", "units"]) or "")
    assert database._session_flags(["caunoi", "migrate"]) is None


def test_a_text_without_translation_and_one_with_a_foreign_placeholder_are_found(tmp_path: Path) -> None:
    room = tmp_path / "caunoi" / "room"
    po = texts.catalogue_path(room, "en")
    po.parent.mkdir(parents=True)
    po.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "a %(n)s"\nmsgstr "b %(m)s"\n'
    )
    found = list(texts._gaps(room, "en", {"a %(n)s": "x:1", "c": "x:2"}))
    assert [(g.what, g.text) for g in found] == [("placeholders", "a %(n)s"), ("missing", "c")]

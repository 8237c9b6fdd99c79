"""A backup taken while people work is one moment of it; restored, it is that moment again and nothing else."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.faults.own_data import OwnData, own_data

pytestmark = pytest.mark.long
PATIENCE = 60.0


def until(happened: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    """Wait for something that another process does."""
    begun = time.monotonic()
    while not happened():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() - begun < PATIENCE
        time.sleep(0.02)


def entries(data: OwnData) -> int:
    return int(data.ask("SELECT count(*) FROM core_journal")[0][0])


@pytest.fixture(scope="module")
def working(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OwnData]:
    """A program with a few dossiers and a signed checkpoint."""
    with own_data(tmp_path_factory.mktemp("working") / "data", prepared) as data:
        data.must("journal", "checkpoint")
        yield data


@pytest.fixture(scope="module")
def taken(working: OwnData, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """A backup that was taken while dossiers were filed from before its beginning until after its end."""
    target = tmp_path_factory.mktemp("backups") / "one"
    before = entries(working)
    writer = working.start("simulate", "--dossiers", "100000", "--days", "30", "--seed", "2")
    try:
        until(lambda: entries(working) > before + 20, writer)
        said = json.loads(working.must("backup", str(target), "--json"))
        after = entries(working)
        assert writer.poll() is None
    finally:
        writer.kill()
        writer.communicate()
    assert before + 20 < said["journal"]["entries"] < after
    return target, said


def test_it_is_restored_to_the_journal_position_of_its_manifest_with_every_file_and_goes_on(
    taken: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    source, said = taken
    with own_data(tmp_path / "restored") as restored:
        told = restored.must("restore", str(source))
        assert f"nhật ký đến mục {said['journal']['last_id']} " in told

        assert restored.ask("SELECT max(id), count(*) FROM core_journal") == [
            (said["journal"]["last_id"], said["journal"]["entries"])
        ]
        verified = json.loads(restored.must("journal", "verify", "--json"))
        assert (verified["sound"], verified["entries"]) == (True, said["journal"]["entries"])
        assert verified["checkpoints"] == said["journal"]["checkpoint"] == 1
        files = json.loads(restored.must("documents", "check", "--json", "--signatures"))
        assert (files["sound"], files["files"], files["orphans"]) == (True, said["files"], [])
        assert files["signatures"] > 0
        assert restored.ask("SELECT count(*) FROM documents_storedfile") == [(said["files"],)]

        restored.must("simulate", "--dossiers", "3", "--days", "1", "--seed", "5")
        assert entries(restored) > said["journal"]["entries"]
        assert json.loads(restored.must("journal", "verify", "--json"))["sound"]

        again = restored.run("restore", str(source))
        assert again.returncode == 2
        assert "Chỉ khôi phục vào nơi còn trống" in again.stderr


def changed(source: Path, target: Path, change: Callable[[dict[str, Any]], None]) -> Path:
    """A copy of a backup whose manifest says something else, and says so consistently."""
    shutil.copytree(source, target)
    body = json.loads((target / "manifest.json").read_text())
    body.pop("digest")
    change(body)
    canonical = json.dumps(body, ensure_ascii=False, sort_keys=True).encode()
    body["digest"] = hashlib.sha256(canonical).hexdigest()
    (target / "manifest.json").write_text(json.dumps(body))
    return target


@pytest.mark.parametrize("part", ["database.dump", "files.tar", "keys.tar", "manifest.json"])
def test_a_damaged_part_is_named_and_nothing_is_restored(
    part: str, taken: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    source = tmp_path / "damaged"
    shutil.copytree(taken[0], source)
    content = bytearray((source / part).read_bytes())
    at = content.index(b'"entries": ') + 12 if part == "manifest.json" else len(content) // 2
    content[at] = ord("7") if content[at] != ord("7") else ord("8")
    (source / part).write_bytes(content)
    with own_data(tmp_path / "restored") as restored:
        done = restored.run("restore", str(source))
        assert done.returncode == 2
        assert f"Phần “{part}” của bản sao lưu bị thiếu hoặc bị thay đổi" in done.stderr
        assert restored.ask("SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace") == [(0,)]
        assert sorted(path.name for path in restored.folder.iterdir()) == ["postgres"]


def test_a_backup_of_a_newer_program_and_one_of_another_format_are_refused_with_a_sentence(
    working: OwnData, taken: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    newer = changed(taken[0], tmp_path / "a", lambda body: body["migrations"].append("core.0999_future"))
    done = working.run("restore", "--check", str(newer))
    assert done.returncode == 2
    assert "Bản sao lưu do chương trình mới hơn tạo" in done.stderr
    assert "core.0999_future" in done.stderr
    other = changed(taken[0], tmp_path / "b", lambda body: body.update(format=2))
    done = working.run("restore", "--check", str(other))
    assert done.returncode == 2
    assert "định dạng 2" in done.stderr


def test_a_backup_that_was_killed_never_looks_like_a_whole_one(working: OwnData, tmp_path: Path) -> None:
    target, part = tmp_path / "one", tmp_path / "one.part"
    writer = working.start("backup", str(target))
    until(lambda: (part / "database.dump").exists(), writer)
    os.kill(writer.pid, signal.SIGKILL)
    writer.communicate()
    assert not target.exists()
    done = working.run("restore", "--check", str(part))
    assert done.returncode == 2
    assert "không phải là một bản sao lưu hoàn chỉnh" in done.stderr
    working.must("backup", str(target))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one"]
    working.must("restore", "--check", str(target))
    again = working.run("backup", str(target))
    assert again.returncode == 2
    assert "đã tồn tại" in again.stderr


def test_a_restore_that_was_killed_does_not_start_and_can_be_done_again(
    taken: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    source, said = taken
    with own_data(tmp_path / "restored") as restored:
        half = restored.start("restore", str(source))
        until(lambda: (restored.folder / "restoring.list").exists(), half)
        os.kill(half.pid, signal.SIGKILL)
        half.communicate()
        done = restored.run("prepare")
        assert done.returncode == 1
        assert "việc khôi phục vào đây chưa hoàn thành" in done.stderr
        restored.must("restore", str(source))
        assert entries(restored) == said["journal"]["entries"]
        assert not (restored.folder / "restoring").exists()


def test_a_lost_file_stops_a_backup_unless_it_is_allowed_and_is_known_when_restored(
    working: OwnData, tmp_path: Path
) -> None:
    (digest,) = working.ask("SELECT min(sha256) FROM documents_storedfile")[0]
    path = working.folder / "files" / digest[:2] / digest
    content = path.read_bytes()
    path.unlink()
    try:
        done = working.run("backup", str(tmp_path / "one"))
        assert done.returncode == 2
        assert digest in done.stderr
        assert list(tmp_path.iterdir()) == []
        said = json.loads(working.must("backup", str(tmp_path / "one"), "--allow-lost", "--json"))
        assert said["lost"] == [digest]
    finally:
        path.write_bytes(content)
    with own_data(tmp_path / "restored") as restored:
        assert "1 tệp đã mất từ trước" in restored.must("restore", str(tmp_path / "one"))

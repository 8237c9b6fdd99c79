"""The watcher starts parts, notices when one ends, and leaves none behind."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path

import psutil
import pytest

from caunoi.config import run
from caunoi.config.run import Parts

SLEEPER = [sys.executable, "-c", "import time; time.sleep(600)"]


@pytest.fixture
def parts() -> object:
    made = Parts()
    yield made
    made.stop()


def test_it_ends_everything_that_it_started(parts: Parts) -> None:
    children = [parts.start(name, SLEEPER) for name in ("one", "two")]
    parts.stop()
    assert [child.poll() is not None for child in children] == [True, True]
    assert parts.running == []


def test_what_a_part_started_itself_does_not_outlive_it(parts: Parts) -> None:
    code = "import subprocess, sys; print(subprocess.Popen(sys.argv[1:]).pid, file=sys.stderr, flush=True)"
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        parts.start("mother", [sys.executable, "-c", code, *SLEEPER], log=log).wait()
        grandchild = psutil.Process(int(log.read_text()))
        parts.stop()
    gone, _alive = psutil.wait_procs([grandchild], timeout=10)
    assert gone


def test_a_part_that_dies_too_often_ends_the_run(
    parts: Parts, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "FIRST_WAIT", 0.0)
    parts.start("short", [sys.executable, "-c", "raise SystemExit(3)"])
    assert parts.watch() == 1
    said = capsys.readouterr().err
    assert said.count("khởi động lại") == run.DEATHS - 1
    assert "“short” đã dừng 5 lần" in said


def test_a_part_that_was_killed_is_started_again_after_its_wait(parts: Parts) -> None:
    first = parts.start("one", SLEEPER)
    first.kill()
    first.wait()
    assert parts._tend(100.0)
    assert parts.running == []
    assert parts._tend(100.0 + run.FIRST_WAIT)
    ((name, second),) = parts.running
    assert name == "one"
    assert second.pid != first.pid
    assert second.poll() is None


def test_it_stops_watching_when_asked(parts: Parts) -> None:
    parts.start("one", SLEEPER)
    parts.asked_to_stop = True
    assert parts.watch() == 0


def test_a_part_does_not_outlive_a_watcher_that_was_killed() -> None:
    watcher = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(f"""
            import time
            from caunoi.config.run import Parts
            print(Parts().start("one", {SLEEPER!r}).pid, flush=True)
            time.sleep(600)
        """)],
        stdout=subprocess.PIPE,
        text=True,
    )  # fmt: skip
    assert watcher.stdout is not None
    child = psutil.Process(int(watcher.stdout.readline()))
    os.kill(watcher.pid, signal.SIGKILL)
    watcher.wait()
    gone, _alive = psutil.wait_procs([child], timeout=10)
    assert gone


def test_a_port_in_use_is_not_free() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert not run.port_is_free("127.0.0.1", taken.getsockname()[1])


def test_a_server_that_ended_is_not_waited_for(parts: Parts) -> None:
    parts.start("short", [sys.executable, "-c", "raise SystemExit(1)"]).wait()
    assert not run.wait_until_healthy("http://127.0.0.1:9/", parts)


class Dead:
    """Something that is not our child: whether it lives, and how often it was started."""

    def __init__(self, *, starts: bool) -> None:
        self.lives, self.starts, self.started = False, starts, 0

    def start(self) -> None:
        self.started += 1
        if not self.starts:
            raise RuntimeError("its processes still end")
        self.lives = True


def test_what_others_started_is_started_again_after_its_wait(parts: Parts) -> None:
    kept = Dead(starts=True)
    parts.keep("database", lambda: kept.lives, kept.start)
    assert parts._tend(100.0)
    assert parts._tend(100.0 + run.FIRST_WAIT / 2)
    assert kept.started == 0
    assert parts._tend(100.0 + run.FIRST_WAIT)
    assert (kept.started, kept.lives) == (1, True)
    assert parts._tend(101.0)
    assert kept.started == 1


def test_what_others_started_and_never_starts_again_ends_the_run(
    parts: Parts, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "FIRST_WAIT", 0.0)
    kept = Dead(starts=False)
    parts.keep("database", lambda: kept.lives, kept.start)
    assert parts.watch() == 1
    assert kept.started == run.DEATHS - 1
    assert "its processes still end" in capsys.readouterr().err

"""The program is killed, part by part, while people work: what was acknowledged is there, once, and nothing half done.

Real processes get a real `kill -9` at a moment that chance chooses: the server, one of its processes, the background
worker, the database, one of its sessions, and those who work. Each round waits until everybody has got something done
again. `make test-faults` makes 100 rounds; otherwise a few that can hurt most.
CAUNOI_FAULT_ROUNDS and CAUNOI_FAULT_SEED choose others.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import psycopg
import pytest

from tests.faults.logs import log_of
from tests.faults.program import ROOT, Program, running

WORK = ("filing", "paying", "signing", "exporting", "reorganising")
PARTS = ("server", "server process", "background", "database", "session")
VICTIMS = (*PARTS, *WORK)
SHORT = ("server", "background", "database")
AWAY_SECONDS = 90
"""How long somebody may need after a kill until something is done again."""
MOMENT = 0.4
"""A kill comes at most so many seconds after everybody has got something done."""
PAUSE = 0.5
"""Seconds that each rests between two things in the short form: other tests run beside it."""
ROUNDS = int(os.environ.get("CAUNOI_FAULT_ROUNDS", len(SHORT)))
LONG = len(SHORT) < ROUNDS


@dataclass
class Workers:
    """Those who work, each in a process of its own; who is killed is started again and goes on with its key."""

    program: Program
    pause: float
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, kind: str) -> None:
        with (self.program.data / "workers.log").open("ab") as said:
            self.running[kind] = subprocess.Popen(
                [sys.executable, "-m", "tests.faults.doing", kind], cwd=ROOT, stdout=said, stderr=said,
                env={**self.program.client_environment(), "CAUNOI_FAULT_PAUSE": str(self.pause)},
            )  # fmt: skip

    def done(self, kind: str) -> int:
        return len(log_of(kind, self.program.data).done())

    def everybody_goes_on(self) -> None:
        """Wait until each has got one more thing done. Raises with what they said when somebody does not."""
        before = {kind: self.done(kind) for kind in self.running}
        deadline = time.monotonic() + AWAY_SECONDS
        while waiting := [kind for kind, count in before.items() if self.done(kind) <= count]:
            self._look(waiting, deadline)
            time.sleep(0.05)

    def _look(self, waiting: list[str], deadline: float) -> None:
        for kind in waiting:
            if self.running[kind].poll() is not None:
                raise AssertionError(f"{kind} ended:\n{log_of(kind, self.program.data).read()[-1]}")
        if time.monotonic() > deadline:
            last = {kind: log_of(kind, self.program.data).read()[-1:] for kind in waiting}
            raise AssertionError(f"{last} do not go on:\n{self.program.said()[-3000:]}")

    def kill(self, kind: str) -> None:
        self.running[kind].kill()
        self.running[kind].wait()
        self.start(kind)

    def finish(self) -> None:
        """Let each finish what it has in hand."""
        for process in self.running.values():
            process.terminate()
        for kind, process in self.running.items():
            assert process.wait(AWAY_SECONDS) == 0, log_of(kind, self.program.data).read()[-1]

    def stop(self) -> None:
        for process in self.running.values():
            with contextlib.suppress(OSError):
                process.kill()
                process.wait()


@pytest.fixture
def program() -> Iterator[Program]:
    # Not pytest's own folder: another run would close it to the database's user.
    with running(Path(tempfile.mkdtemp(prefix="caunoi-faults-"))) as made:
        scene = made.module("tests.faults.doing", "scene")
        assert scene.returncode == 0, scene.stderr
        yield made


@pytest.fixture
def workers(program: Program) -> Iterator[Workers]:
    made = Workers(program, 0.0 if LONG else PAUSE)
    try:
        for kind in WORK:
            made.start(kind)
        made.everybody_goes_on()
        yield made
    finally:
        made.stop()


def kill(program: Program, what: str, chance: random.Random) -> None:
    """`kill -9` one process of this name; nothing when a death before it has left none."""
    found = program.victims(what)
    if found:
        with contextlib.suppress(psutil.NoSuchProcess):
            chance.choice(found).kill()


def a_minute_later(program: Program) -> None:
    """Once it is back: keys whose request died may try again, as they may after a minute. Those that live notice it."""
    program.wait_until_healthy()
    with psycopg.connect(program.database_url) as connection:
        connection.execute(
            "UPDATE exchange_idempotentrequest SET made_at = made_at - interval '1 minute' WHERE status IS NULL"
        )


@pytest.mark.first
@pytest.mark.slow
def test_whoever_is_killed_nothing_is_lost_doubled_or_half_done(workers: Workers) -> None:
    program = workers.program
    victims = VICTIMS if LONG else SHORT
    seed = int(os.environ.get("CAUNOI_FAULT_SEED", "20261123"))
    chance, begun = random.Random(seed), time.monotonic()
    for number in range(ROUNDS):
        what = victims[number % len(victims)]
        time.sleep(chance.uniform(0, MOMENT))  # the moment of death, not a wait
        if what in WORK:
            workers.kill(what)
        else:
            kill(program, what, chance)
            a_minute_later(program)
        workers.everybody_goes_on()
        counts = " ".join(f"{kind} {workers.done(kind)}" for kind in WORK)
        print(f"round {number + 1:3}/{ROUNDS}: {what:14} {counts}  {time.monotonic() - begun:5.0f} s", flush=True)
    workers.finish()
    program.wait_until_healthy()
    checked = program.module("tests.faults.checking")
    assert checked.returncode == 0, checked.stderr
    assert json.loads(checked.stdout) == []
    verified = program.module("caunoi", "journal", "verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr

"""Everything that `make run` starts, in order, watched by one process that stops all of it."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from caunoi.config.load import AT_ONCE, SPARE, WAITING

_PR_SET_PDEATHSIG = 1
PATIENCE = 15.0
"""Seconds that a part gets to end by itself before it is killed."""
DEATHS = 5
"""A part that dies this often within `WITHIN` seconds is not started again."""
WITHIN = 60.0
FIRST_WAIT = 0.5
"""Seconds before a part that died is started again; doubled at each death within `WITHIN`."""


def die_with_parent() -> None:
    """In the child: get SIGTERM when the parent is gone, also after a `kill -9`, and not the terminal's Ctrl-C."""
    os.setsid()
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def caunoi(*args: str) -> list[str]:
    """The command line of one of our own commands."""
    return [sys.executable, "-m", "caunoi", *args]


@contextlib.contextmanager
def step(what: str) -> Iterator[None]:
    """Say what is being done, and how long it took."""
    started = time.monotonic()
    print(f"  {what} ...", end="", flush=True)
    try:
        yield
    except BaseException:
        print(" lỗi", flush=True)
        raise
    print(f" xong ({time.monotonic() - started:.1f} s)", flush=True)


def port_is_free(host: str, port: int) -> bool:
    """Whether a server could listen there now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


@dataclass
class Part:
    """How a part is started, and when it died lately."""

    name: str
    command: list[str]
    environment: Mapping[str, str]
    log: Path | None
    deaths: list[float] = field(default_factory=list)
    due: float | None = None


@dataclass
class Kept:
    """What must live without being a child of ours: whether it does, and how it is started again."""

    part: Part
    alive: Callable[[], bool]
    start: Callable[[], None]


@dataclass
class Parts:
    """The running parts of the program. Stops them in reverse order of starting."""

    running: list[tuple[str, subprocess.Popen[bytes]]] = field(default_factory=list)
    asked_to_stop: bool = False
    known: dict[str, Part] = field(default_factory=dict)
    kept: list[Kept] = field(default_factory=list)

    def start(
        self, name: str, command: list[str], environment: Mapping[str, str] | None = None, log: Path | None = None
    ) -> subprocess.Popen[bytes]:
        """Start one part; what it prints goes to `log` when given."""
        part = self.known.setdefault(name, Part(name, command, environment or {}, log))
        return self._spawn(part)

    def keep(self, name: str, alive: Callable[[], bool], start: Callable[[], None]) -> None:
        """Start again, when it dies, what others started; it is not stopped with the parts. `start` may raise."""
        self.kept.append(Kept(Part(name, [], {}, None), alive, start))

    def _spawn(self, part: Part) -> subprocess.Popen[bytes]:
        with contextlib.ExitStack() as stack:
            out = stack.enter_context(part.log.open("ab")) if part.log else None
            child = subprocess.Popen(
                part.command, env={**os.environ, **part.environment}, stdout=out, stderr=out,
                preexec_fn=die_with_parent,
            )  # fmt: skip
        self.running.append((part.name, child))
        return child

    def ended(self) -> tuple[str, int] | None:
        """The first part that has ended, with its exit status."""
        return next(((name, code) for name, child in self.running if (code := child.poll()) is not None), None)

    def watch(self) -> int:
        """Start again what dies, until asked to stop (0) or until a part dies too often (1)."""
        while not self.asked_to_stop:
            if not self._tend(time.monotonic()):
                return 1
            with contextlib.suppress(InterruptedError):
                time.sleep(0.25)
        return 0

    def _tend(self, now: float) -> bool:
        """Note deaths and start again what is due. False when a part has died too often."""
        for name, child in list(self.running):
            if (code := child.poll()) is None:
                continue
            self.running.remove((name, child))
            with contextlib.suppress(ProcessLookupError):  # what it started itself would hold its port
                os.killpg(child.pid, signal.SIGKILL)
            if not self._note_death(self.known[name], code, now):
                return False
        for part in self.known.values():
            if part.due is not None and part.due <= now:
                part.due = None
                self._spawn(part)
        return all(self._look_after(one, now) for one in self.kept)

    def _look_after(self, one: Kept, now: float) -> bool:
        if one.part.due is None:
            return one.alive() or self._note_death(one.part, None, now)
        if one.part.due > now:
            return True
        one.part.due = None
        try:
            one.start()
        except Exception as error:  # it died again
            print(f"\n{error}", file=sys.stderr, flush=True)
            return self._note_death(one.part, None, now)
        return True

    def _note_death(self, part: Part, code: int | None, now: float) -> bool:
        with_code = "" if code is None else f" (mã {code})"
        part.deaths = [*(at for at in part.deaths if now - at < WITHIN), now]
        if len(part.deaths) >= DEATHS:
            print(
                f"\nPhần “{part.name}” đã dừng {DEATHS} lần trong vòng {WITHIN:.0f} giây{with_code}; "
                "dừng toàn bộ chương trình.", file=sys.stderr, flush=True,
            )  # fmt: skip
            return False
        wait = FIRST_WAIT * 2 ** (len(part.deaths) - 1)
        part.due = now + wait
        print(
            f"\nPhần “{part.name}” đã dừng{with_code}; khởi động lại sau {wait:.1f} giây.",
            file=sys.stderr, flush=True,
        )  # fmt: skip
        return True

    def stop(self) -> None:
        """End everything that was started."""
        for _, child in reversed(self.running):
            if child.poll() is None:
                child.terminate()
        deadline = time.monotonic() + PATIENCE
        for _, child in reversed(self.running):
            try:
                child.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
            with contextlib.suppress(ProcessLookupError):  # what outlived it: it was stopped before it could tell them
                os.killpg(child.pid, signal.SIGKILL)
        self.running.clear()
        self.known.clear()

    def stop_on_signals(self) -> None:
        """Make Ctrl-C and SIGTERM end `watch`."""

        def ask(signum: int, frame: FrameType | None) -> None:
            self.asked_to_stop = True

        signal.signal(signal.SIGINT, ask)
        signal.signal(signal.SIGTERM, ask)


def wait_until_healthy(url: str, parts: Parts, seconds: float = 60) -> bool:
    """Whether the server answered `ok` in time; stops early when a part ends or a stop is asked for."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and not parts.ended() and not parts.asked_to_stop:
        try:
            with urllib.request.urlopen(url, timeout=2) as answer:
                if answer.status == 200:
                    return True
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    return False


def granian(host: str, port: int, workers: int) -> list[str]:
    """The command line of the web server."""
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port),
        "--workers", str(workers), "--blocking-threads", str(AT_ONCE + WAITING + SPARE),
        "--respawn-failed-workers", "--no-access-log",
        "--log-level", "error",
        "caunoi.config.wsgi:application",
    ]  # fmt: skip

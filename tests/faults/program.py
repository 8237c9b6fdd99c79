"""The whole program as `caunoi run` starts it, on data of its own, to be hurt: its processes are found and killed."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import psutil

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 240
BACK_SECONDS = 60
"""How long the program may take until it answers again."""
SCRUBBED = ("DATABASE_URL", "CAUNOI_DB_OWNER", "CAUNOI_DB_POOL", "CAUNOI_TEST_DATABASE")


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens at now."""
    with contextlib.ExitStack() as stack:
        found = []
        for _ in range(count):
            one = stack.enter_context(socket.socket())
            one.bind(("127.0.0.1", 0))
            found.append(int(one.getsockname()[1]))
        return found


@dataclass(frozen=True)
class Program:
    """A running program: its folder, its address, and its parts by name."""

    data: Path
    base: str
    payments: str
    environment: dict[str, str]
    process: subprocess.Popen[bytes]

    @property
    def database_url(self) -> str:
        """Of the running database server; after it was started anew too."""
        socket_folder = (self.data / "postgres" / "postmaster.pid").read_text().splitlines()[4]
        return f"postgresql://postgres:@/postgres?host={socket_folder}"

    def client_environment(self) -> dict[str, str]:
        """For processes that work on the same data without starting a database themselves."""
        return {**self.environment, "DATABASE_URL": self.database_url}

    def ours(self) -> list[psutil.Process]:
        """Every process of the program but the database's."""
        with contextlib.suppress(psutil.Error):
            return psutil.Process(self.process.pid).children(recursive=True)
        return []

    def victims(self, what: str) -> list[psutil.Process]:
        """The processes that go by this name: server, one of its workers, background worker, database, a session."""
        if what in ("database", "session"):
            return self._of_database(what)
        found = []
        for one in self.ours():
            with contextlib.suppress(psutil.Error):
                line = " ".join(one.cmdline())
                above = one.parent()
                parent = " ".join(above.cmdline()) if above else ""
                named = {
                    "server": "granian" in line and "granian" not in parent,
                    "server process": "granian" in parent and "resource_tracker" not in line,
                    "background": "procrastinate" in line,
                }
                if named[what]:
                    found.append(one)
        return found

    def _of_database(self, what: str) -> list[psutil.Process]:
        with contextlib.suppress(psutil.Error, OSError, ValueError, IndexError):
            head = psutil.Process(int((self.data / "postgres" / "postmaster.pid").read_text().splitlines()[0]))
            return [head] if what == "database" else head.children()
        return []

    def healthy(self) -> bool:
        """Whether the server answers and has its database."""
        try:
            return httpx.get(f"{self.base}/healthz", timeout=2).status_code == 200
        except httpx.TransportError:
            return False

    def wait_until_healthy(self, seconds: float = BACK_SECONDS) -> float:
        """Seconds until it answers again. Raises TimeoutError with what it said."""
        begun = time.monotonic()
        while not self.healthy():
            if time.monotonic() - begun > seconds or self.process.poll() is not None:
                raise TimeoutError(f"it does not come back:\n{self.said()[-3000:]}")
            time.sleep(0.05)
        return time.monotonic() - begun

    def said(self) -> str:
        """What it printed so far."""
        return (self.data / "run.log").read_text(errors="replace")

    def module(self, *words: str, seconds: float = 300) -> subprocess.CompletedProcess[str]:
        """Run one of our modules or commands on the program's data, to its end."""
        return subprocess.run(
            [sys.executable, "-m", *words], env=self.client_environment(), cwd=ROOT, capture_output=True, text=True,
            timeout=seconds, check=False,
        )  # fmt: skip


@contextlib.contextmanager
def running(folder: Path) -> Iterator[Program]:
    """`caunoi run` in this folder, until it answers; everything is ended and removed afterwards."""
    port, provider, payments = free_ports(3)
    base = f"http://127.0.0.1:{port}"
    environment = {
        **{name: value for name, value in os.environ.items() if name not in SCRUBBED},
        "CAUNOI_DATA": str(folder), "CAUNOI_DEVELOPMENT": "1", "CAUNOI_BASE_URL": base,
        "CAUNOI_OIDC_ISSUER": f"http://127.0.0.1:{provider}",
        "CAUNOI_PAYMENT_LOCAL_URL": f"http://127.0.0.1:{payments}",
        "DJANGO_SETTINGS_MODULE": "caunoi.config.settings",
    }  # fmt: skip
    with (folder / "run.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "caunoi", "run", "--port", str(port)], env=environment, cwd=ROOT, stdout=log,
            stderr=log, start_new_session=True,
        )  # fmt: skip
    program = Program(folder, base, f"http://127.0.0.1:{payments}", environment, process)
    try:
        program.wait_until_healthy(START_SECONDS)
        yield program
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        for one in _left(folder):
            with contextlib.suppress(psutil.Error):
                one.kill()
        shutil.rmtree(folder, ignore_errors=True)


def _left(folder: Path) -> list[psutil.Process]:
    """Processes of this data folder that outlived the program: none should."""
    found = []
    for one in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            if one.pid != os.getpid() and one.cwd().startswith(str(folder)):
                found.append(one)
    return found

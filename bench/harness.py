"""What every measurement shares: a program of its own, the bare database beside it, and results that can be compared.

A figure stands beside its limit, measured in the same run on the same machine; what is told is the ratio. Results are
written to bench/results/NAME.json and printed as a table.
"""

from __future__ import annotations

import contextlib
import json
import os
import platform
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
RESULTS = Path(os.environ.get("CAUNOI_BENCH_RESULTS", ROOT / "bench" / "results"))


@dataclass(frozen=True)
class Figure:
    """One line: what was measured, the limit beside it, their ratio, the target, and whether it was met."""

    what: str
    value: float
    unit: str
    limit: float | None = None
    limit_is: str = ""
    ratio: float | None = None
    target: str = ""
    met: bool | None = None


@dataclass
class Report:
    """The figures of one measurement."""

    name: str
    sizes: dict[str, Any]
    figures: list[Figure] = field(default_factory=list)

    def add(self, what: str, value: float, unit: str, **more: Any) -> None:
        """Keep a figure and print it at once."""
        figure = Figure(what, round(value, 4), unit, **more)
        self.figures.append(figure)
        beside = f"   limit {figure.limit:.4g} {figure.limit_is}" if figure.limit is not None else ""
        ratio = f"   ratio {figure.ratio:.3g}" if figure.ratio is not None else ""
        met = "" if figure.met is None else ("   met" if figure.met else "   MISSED")
        print(f"{what:58} {value:10.4g} {unit:8}{beside}{ratio}   {figure.target}{met}", flush=True)

    def save(self) -> Path:
        """Write the JSON beside the others."""
        RESULTS.mkdir(parents=True, exist_ok=True)
        path = RESULTS / f"{self.name}.json"
        said = {
            "name": self.name, "at": datetime.now(UTC).isoformat(timespec="seconds"), "machine": machine(),
            "commit": _commit(), "sizes": self.sizes, "figures": [asdict(one) for one in self.figures],
        }  # fmt: skip
        path.write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n")
        return path


def machine() -> str:
    """Cores, memory and processor in a few words."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    model = ""
    with contextlib.suppress(OSError, StopIteration):
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        model = next(line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    return f"{os.cpu_count()} cores, {memory:.0f} GiB, {model or platform.machine()}"


def _commit() -> str:
    said = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return said.stdout.strip()


def own_database() -> None:
    """Before Django: settings for a program of its own, in the folder CAUNOI_BENCH_DATA or in one thrown away.

    Whoever ends the measurement before its time leaves nothing behind either.
    """
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "caunoi.config.settings")
    os.environ["CAUNOI_DB_OWNER"] = "1"
    if kept := os.environ.get("CAUNOI_BENCH_DATA"):
        os.environ["CAUNOI_DATA"] = kept
    else:
        folder = tempfile.TemporaryDirectory(prefix="caunoi-bench-")
        os.environ["CAUNOI_DATA"] = folder.name
        _kept.append(folder)
    import django

    django.setup()
    from caunoi.config.prepare import prepare

    prepare()


_kept: list[tempfile.TemporaryDirectory[str]] = []


@dataclass(frozen=True)
class Program:
    """A running server: its address and its processes."""

    base: str
    parts: Any

    def processor(self) -> float:
        """Seconds of processor that the server's processes used so far."""
        import psutil

        total = 0.0
        for _name, child in self.parts.running:
            with contextlib.suppress(psutil.Error):
                root = psutil.Process(child.pid)
                for one in [root, *root.children(recursive=True)]:
                    times = one.cpu_times()
                    total += times.user + times.system
        return total

    def open_files(self) -> int:
        """Files and connections that the server's processes hold open."""
        import psutil

        total = 0
        for _name, child in self.parts.running:
            with contextlib.suppress(psutil.Error):
                root = psutil.Process(child.pid)
                total += sum(one.num_fds() for one in [root, *root.children(recursive=True)])
        return total

    def memory(self) -> int:
        """Bytes of private memory of the server's processes."""
        import psutil

        total = 0
        for _name, child in self.parts.running:
            with contextlib.suppress(psutil.Error):
                root = psutil.Process(child.pid)
                total += sum(one.memory_full_info().uss for one in [root, *root.children(recursive=True)])
        return total


@contextlib.contextmanager
def serving(workers: int = 2) -> Iterator[Program]:
    """A server as `caunoi run` starts it, on a free port; stopped afterwards."""
    from caunoi.config import run

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    parts, base = run.Parts(), f"http://127.0.0.1:{port}"
    try:
        parts.start("server", run.granian("127.0.0.1", port, workers), {"CAUNOI_DB_POOL": "1", "CAUNOI_DB_OWNER": "0"})
        if not run.wait_until_healthy(f"{base}/healthz", parts):
            raise SystemExit("the server did not start")
        yield Program(base, parts)
    finally:
        parts.stop()


def connect() -> Any:
    """A bare psycopg connection to the same database."""
    import psycopg
    from django.conf import settings

    database = settings.DATABASES["default"]
    return psycopg.connect(
        dbname=database["NAME"], user=database["USER"], password=database["PASSWORD"] or None,
        host=database["HOST"], port=database["PORT"] or None,
    )  # fmt: skip


@dataclass(frozen=True)
class Times:
    """How long each of many took, and how many a second all together."""

    rate: float
    median: float
    p95: float
    p99: float
    errors: int


def at_once(clients: int, times: int, act: Any) -> Times:
    """`act(client, number)` so often by so many at once, each client one after the other; counts what it raises."""
    took: list[list[float]] = [[] for _ in range(clients)]
    failed = [0] * clients

    def turns(client: int) -> None:
        for number in range(client, times, clients):
            begun = time.perf_counter()
            try:
                act(client, number)
            except Exception as error:  # counted, and told once
                if not failed[client]:
                    print(f"    {type(error).__name__}: {str(error)[:200]}", file=sys.stderr)
                failed[client] += 1
            took[client].append(time.perf_counter() - begun)

    begun = time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        list(pool.map(turns, range(clients)))
    rate = times / (time.perf_counter() - begun)
    return Times(rate, *spread([one for each in took for one in each]), sum(failed))


def together(act: Callable[[], None], clients: int) -> None:
    """`act` by so many at once; raises what the first of them raised."""
    with ThreadPoolExecutor(clients) as pool:
        for one in [pool.submit(act) for _ in range(clients)]:
            one.result()


def load() -> float:
    """The machine's load average of the last minute: what else was running."""
    return round(os.getloadavg()[0], 2)


def database_processor() -> float:
    """Seconds of processor that the database's processes used so far; 0 where it runs on another machine."""
    import psutil

    with connect() as connection:
        row = connection.execute("SELECT pg_backend_pid()").fetchone()
        total = 0.0
        with contextlib.suppress(psutil.Error):
            server = psutil.Process(row[0]).parent()
            if server is None:
                return 0.0
            for one in server.children(recursive=True):
                with contextlib.suppress(psutil.Error):
                    total += one.cpu_times().user + one.cpu_times().system
            ended = server.cpu_times()
            total += ended.user + ended.system + ended.children_user + ended.children_system
        return total


def spread(seconds: Sequence[float]) -> tuple[float, float, float]:
    """Median, 95th and 99th percentile in milliseconds."""
    if len(seconds) < 2:
        return (seconds[0] * 1000,) * 3
    parts = statistics.quantiles(seconds, n=100, method="inclusive")
    return parts[49] * 1000, parts[94] * 1000, parts[98] * 1000


@dataclass(frozen=True)
class Said:
    """A statement that the program sent, with its values."""

    sql: str
    params: Any
    many: bool


@contextlib.contextmanager
def statements() -> Iterator[list[Said]]:
    """Everything that Django sends to the database meanwhile."""
    from django.db import connection

    found: list[Said] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        found.append(Said(str(sql), params, many))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield found

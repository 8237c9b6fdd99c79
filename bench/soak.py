"""Half of what the server sustains, for long: memory stays as it is, and so do connections and open files.

    .venv/bin/python bench/soak.py [--minutes 2]

Memory is the private memory of all the server's processes, read every second; the first sixth of the time (five
minutes of thirty) is for caches to fill. Growth is the last sixth's median over that of the sixth after it. Target:
less than 5 %, the same of open files, never more database connections than the pools may hold, no wrong answer.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench import harness
from bench.country import Country
from bench.harness import Program, Report
from bench.traffic import Seen, Traffic, missing
from caunoi.config import load

CLIENTS = 16
_OURS = 2
"""Connections of the measurement itself."""


@dataclass
class Watch:
    """What was seen of the server every second."""

    program: Program
    memory: list[int] = field(default_factory=list)
    connections: list[int] = field(default_factory=list)
    files: list[int] = field(default_factory=list)
    seen: Seen = field(default_factory=Seen)
    told: float = 0.0

    def look(self, gone: float) -> None:
        """Note it; tell it twice a minute."""
        self.memory.append(self.program.memory())
        self.files.append(self.program.open_files())
        with harness.connect() as connection:
            row = connection.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'"
            ).fetchone()
        self.connections.append(int(row[0]))
        if gone - self.told >= 30:
            self.told = gone
            print(
                f"  {gone / 60:4.1f} min: {self.memory[-1] / 2**20:,.0f} MB, {self.connections[-1]} connections, "
                f"{self.files[-1]} open files, {len(self.seen.took):,} answers", flush=True,
            )  # fmt: skip


def main(minutes: float) -> Report:
    """Find the rate, keep half of it up, compare the beginning with the end."""
    harness.own_database()
    from caunoi.core.clock import SystemClock

    report = Report("soak", {"minutes": minutes, "load": harness.load()})
    with harness.serving() as program:
        country = Country(program.base, SystemClock().now())
        country.open(8)
        soak(report, Traffic(country), program, seconds=minutes * 60, calm=10)
    print(f"written to {report.save()}")
    return report


def soak(report: Report, traffic: Traffic, program: Program, *, seconds: float, calm: float) -> None:
    """Measure it on a running server."""
    rate, _seen = traffic.sustainable(calm)
    watch = Watch(program)
    sent = traffic.at_rate(rate / 2, seconds, seen=watch.seen, clients=CLIENTS, each=watch.look)
    report.add("requests a second, for so long", sent, "/s", limit=round(rate, 1), limit_is="/s sustainable",
               ratio=round(sent / rate, 2))  # fmt: skip
    report.add("p95", watch.seen.p95(), "ms")
    sixth = max(1, len(watch.memory) // 6)
    for what, values, unit, share in (
        ("memory", [one / 2**20 for one in watch.memory], "MB", 1.05),
        ("open files of the server", watch.files, "", 1.05),
    ):
        first, last = statistics.median(values[sixth : 2 * sixth]), statistics.median(values[-sixth:])
        report.add(f"{what} at the end", last, unit, limit=round(first, 1), limit_is=f"{unit} after the first sixth",
                   ratio=round(last / first, 3), target=f"<= {share}", met=last <= first * share)  # fmt: skip
    most = 2 * (load.AT_ONCE + load.SPARE) + _OURS
    found = max(watch.connections)
    report.add("database connections, at most", found, "", limit=most, limit_is="what the pools may hold",
               ratio=round(found / most, 2), target="<= 1", met=found <= most)  # fmt: skip
    for what, count in watch.seen.wrong.items():
        print(f"    {count} x {what}", file=sys.stderr)
    report.add("wrong answers", sum(watch.seen.wrong.values()), "", target="0", met=not watch.seen.wrong)
    report.add("turned away", len(watch.seen.turned_away), "", target="0", met=not watch.seen.turned_away)
    lost = missing(watch.seen.filed)
    report.add("acknowledged filings that are missing", lost, "", target="0", met=not lost)


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--minutes", type=float, default=2)
    main(asked.parse_args().minutes)

"""Filing and handing over through the HTTP API by 1, 8 and 32 at once, beside the same statements by bare psycopg.

    .venv/bin/python bench/filing.py [--filings 200] [--dossiers 100000]

One server as `caunoi run` starts it. Each round is a pair: the program, then its statements without it, in as many
connections. Then the database is filled and the pairs are measured again. Targets: filing at least 0.40 of the limit,
less than 10 % lost by the full database, p99 under 8 times the median, no errors. What lies between filing and
handing over is done by officers on their pages (`bench/hanoi.py`): a machine does not decide.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench import harness
from bench.harness import Report, Times, at_once, serving
from bench.replay import bare_connection

CLIENTS = (1, 8, 32)
LEAST = 0.40


@dataclass(frozen=True)
class Work:
    """A call that is measured: by the program, and its statements alone. `least`: the share of the limit asked for."""

    name: str
    act: Callable[[int, int], Any]
    recorded: Callable[[], tuple[int, Callable[[Any, int], None]]]
    least: float | None = None


def main(filings: int, dossiers: int) -> None:
    """Measure, fill, measure again."""
    harness.own_database()
    from bench import million
    from bench.machines import Machines

    report = Report("filing", {"filings": filings, "dossiers": dossiers})
    with serving() as program:
        machines = Machines(program.base, max(CLIENTS))
        machines.ready.make(2 * sum(3 * _times(filings, clients) + 2 for clients in CLIENTS) + 1)
        works = (
            Work("filing", machines.file, machines.filed_bare, LEAST),
            Work("handing over", machines.hand_over, machines.handed_over_bare),
        )
        for work in works:
            work.act(0, 0)  # the first call warms the caches, and makes the person
        empty = {work.name: _pairs(report, work, filings, "empty") for work in works}
        million.multiply(million.templates(), dossiers)
        million.settle()
        full = {work.name: _pairs(report, work, filings, f"{dossiers:,} dossiers") for work in works}
    for name, pairs in empty.items():
        for clients, before in pairs.items():
            lost = 1 - full[name][clients].rate / before.rate
            report.add(
                f"{name}, {clients} at once: lost by {dossiers:,} dossiers", lost * 100, "%", target="< 10 %",
                met=lost < 0.10,
            )  # fmt: skip
    print(f"written to {report.save()}")


def _times(filings: int, clients: int) -> int:
    return max(filings, clients * 8)


def _pairs(report: Report, work: Work, filings: int, what: str) -> dict[int, Times]:
    found = {}
    for clients in CLIENTS:
        times = _times(filings, clients)
        ours = at_once(clients, times, work.act)
        sent, send = work.recorded()
        bare = _bare(send, clients, 2 * times)
        ratio = ours.rate / bare.rate
        report.add(
            f"{work.name}, {clients} at once, {what}", ours.rate, "/s", limit=round(bare.rate, 2),
            limit_is=f"/s, its {sent} statements bare", ratio=round(ratio, 3), **_asked(work, ratio, ours, bare),
        )  # fmt: skip
        report.add(
            f"{work.name}, {clients} at once, {what}: p99", ours.p99, "ms", limit=round(ours.median, 2),
            limit_is="ms median", ratio=round(ours.p99 / ours.median, 2), target="< 8", met=ours.p99 < 8 * ours.median,
        )  # fmt: skip
        errors = ours.errors + bare.errors
        report.add(f"{work.name}, {clients} at once, {what}: errors", errors, "", target="0", met=not errors)
        found[clients] = ours
    return found


def _asked(work: Work, ratio: float, ours: Times, bare: Times) -> dict[str, Any]:
    if work.least is None:
        return {}
    return {"target": f">= {work.least:.2f}", "met": ratio >= work.least and not ours.errors and not bare.errors}


def _bare(send: Callable[[Any, int], None], clients: int, times: int) -> Times:
    connections = [bare_connection() for _ in range(clients)]
    try:
        return at_once(clients, times, lambda client, number: send(connections[client], number))
    finally:
        for one in connections:
            one.close()


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--filings", type=int, default=200)
    asked.add_argument("--dossiers", type=int, default=100_000)
    given = asked.parse_args()
    main(given.filings, given.dossiers)

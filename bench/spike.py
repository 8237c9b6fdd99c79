"""Ten times as many requests as can be answered: the surplus is turned away, the rest is right, then all is as before.

    .venv/bin/python bench/spike.py [--seconds 10] [--times 10]

First how many a second the server sustains, and its p95 at half of that. Then the rush; then half the rate again, until
the p95 of five seconds is back (at most 1.5 times what it was). Every answer is checked; whoever is turned away must be
told when to come again; every filing that was acknowledged must be there, and none that was turned away.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench import harness
from bench.country import Country
from bench.harness import Report
from bench.traffic import Seen, Traffic, missing, received

WINDOW, BACK, PATIENCE = 5.0, 1.5, 60.0
CONNECTIONS = 160
"""More than the server lets in and keeps waiting, so that the sender never holds back."""


def main(seconds: float, times: float) -> Report:
    """Before, the rush, after."""
    harness.own_database()
    from caunoi.core.clock import SystemClock

    report = Report("spike", {"seconds": seconds, "times": times, "load": harness.load()})
    with harness.serving() as program:
        country = Country(program.base, SystemClock().now())
        country.open(8)
        rush(report, Traffic(country), seconds=seconds, times=times, calm=max(5.0, seconds / 2))
    print(f"written to {report.save()}")
    return report


def rush(
    report: Report, traffic: Traffic, *, seconds: float, times: float, calm: float, clients: int = CONNECTIONS
) -> None:
    """Measure it on a running server."""
    traffic.sustainable(calm / 2)
    rate, seen = traffic.sustainable(calm)
    report.add("sustainable, a mix of pages and calls", rate, "/s")
    before, stored = Seen(), received()
    traffic.at_rate(rate / 2, calm, seen=before, clients=clients)
    report.add("p95 at half of it, before", before.p95(), "ms")

    def told(gone: float) -> None:
        if int(gone) % 5 == 0:
            print(f"  rush, {gone:.0f} s: {len(much.took)} answered, {len(much.turned_away)} turned away", flush=True)

    much = Seen()
    begun = time.perf_counter()
    sent = traffic.at_rate(rate * times, seconds, seen=much, clients=clients, each=told)
    ended = time.perf_counter()
    answered = len(much.took) / (ended - begun)
    report.add(
        "sent in the rush", sent, "/s", limit=round(rate, 1), limit_is="/s sustainable", ratio=round(sent / rate, 1)
    )
    report.add("answered in the rush", answered, "/s", limit=round(rate, 1), limit_is="/s sustainable",
               ratio=round(answered / rate, 2))  # fmt: skip
    report.add("p95 of those answered in the rush", much.p95(), "ms")
    report.add("turned away with Retry-After", len(much.turned_away) / max(much.asked, 1) * 100, "%", target="> 0",
               met=bool(much.turned_away))  # fmt: skip
    if much.turned_away:
        report.add("p95 of being turned away", harness.spread([took for _at, took in much.turned_away])[1], "ms")
    _recovered(report, traffic, rate / 2, before.p95(), ended, after := Seen())
    wrong = seen.wrong + before.wrong + much.wrong + after.wrong
    for what, count in wrong.items():
        print(f"    {count} x {what}", file=sys.stderr)
    report.add("wrong answers", sum(wrong.values()), "", target="0", met=not wrong)
    filed = before.filed + much.filed + after.filed
    report.add("acknowledged filings that are missing", missing(filed), "", target="0", met=not missing(filed))
    unasked = received() - stored - len(filed)
    report.add("filings turned away and yet done", unasked, "", target="0", met=not unasked)


def _recovered(report: Report, traffic: Traffic, rate: float, usual: float, ended: float, after: Seen) -> None:
    """Half the rate again, five seconds at a time, until they are answered as before."""
    back = None
    while time.perf_counter() - ended < PATIENCE and back is None:
        begun = time.perf_counter()
        traffic.at_rate(rate, WINDOW, seen=after, clients=CONNECTIONS)
        p95 = after.p95(since=begun)
        print(
            f"  {time.perf_counter() - ended:.0f} s after it: p95 {p95:.0f} ms, {len(after.turned_away)} turned away",
            flush=True,
        )
        if 0 < p95 <= BACK * usual:
            back = begun - ended
    report.add(
        "p95 is back after the rush", PATIENCE if back is None else back, "s", target="< 60 s", met=back is not None
    )


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--seconds", type=float, default=10)
    asked.add_argument("--times", type=float, default=10)
    given = asked.parse_args()
    main(given.seconds, given.times)

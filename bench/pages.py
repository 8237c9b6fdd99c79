"""The desk's queue, a dossier's page and a search by name without diacritics, beside the bare SQL that they need.

    .venv/bin/python bench/pages.py [--dossiers 100000] [--times 30]

Each page is asked for over HTTP by a signed-in officer, before and after the database is filled. Beside it: the
statements that it sends, by bare psycopg on one connection. Targets: at most 3 times the bare SQL; as long with many
dossiers as with few.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench import harness
from bench.harness import Report, Said, serving, statements
from bench.line import Line

FEW = 5_000
"""Enough for a full page of each list: what is compared is the number of dossiers, not the length of the page."""


def main(dossiers: int, times: int) -> None:
    """Measure, fill, measure again."""
    harness.own_database()
    from bench import million

    report = Report("pages", {"dossiers": dossiers, "times": times})
    templates = million.templates()
    with serving() as program:
        officer = Officer(program.base)
        million.multiply(templates, FEW, say=lambda *said, **more: None)
        million.settle()
        few = officer.measured(report, times, f"{FEW:,} dossiers")
        million.multiply(templates, dossiers, first=FEW)
        million.settle()
        many = officer.measured(report, times, f"{dossiers:,} dossiers")
    for name, before in few.items():
        grown = many[name] / before
        report.add(
            f"{name}: with {dossiers:,} dossiers", grown, "times", target="constant (< 1.5)", met=grown < 1.5
        )  # fmt: skip
    print(f"written to {report.save()}")


class Officer:
    """A signed-in specialist of the ward, in a browser's stead and in this process."""

    def __init__(self, base: str) -> None:
        from django.conf import settings
        from django.test import Client

        from caunoi.core.clock import SystemClock
        from caunoi.dossiers import queries
        from caunoi.people import queries as people
        from caunoi.people import testing

        self.account = people.account_by_username("chuyenvien.cuanam")
        self.client = Client()
        testing.sign_in(self.client, self.account.id)
        name = settings.SESSION_COOKIE_NAME
        self.line, self.headers = Line(base), {"cookie": f"{name}={self.client.cookies[name].value}"}
        now = SystemClock().now()
        actor = testing.actor(self.account.id, at=now)
        assert actor.agency_id is not None
        page = queries.queue(agency_id=actor.agency_id, actor=actor, now=now, pile="all")
        code = page.rows[0].code
        self.pages = {
            "queue": "/desk/queue/to_examine/",
            "dossier": f"/desk/dossiers/{code}/",
            "search by name": f"/desk/find/?q={quote('nguyen thi mau')}",
        }

    def measured(self, report: Report, times: int, what: str) -> dict[str, float]:
        """Each page so often; the median in milliseconds by page."""
        found = {}
        for name, path in self.pages.items():
            took = sorted(self._asked(path) for _ in range(times + 3))[:times]
            said = self._statements(path)
            bare = statistics.median(_bare(said, times))
            median = statistics.median(took)
            report.add(
                f"{name}, {what}", median, "ms", limit=round(bare, 3), limit_is=f"ms, its {len(said)} statements bare",
                ratio=round(median / bare, 2), target="<= 3", met=median <= 3 * bare,
            )  # fmt: skip
            found[name] = median
        return found

    def _asked(self, path: str) -> float:
        begun = time.perf_counter()
        self.line.ask("GET", path, headers=self.headers).good()
        return (time.perf_counter() - begun) * 1000

    def _statements(self, path: str) -> list[Said]:
        self.client.get(path)
        with statements() as said:
            assert self.client.get(path).status_code == 200, path
        return [one for one in said if one.sql.lstrip().upper().startswith(("SELECT", "WITH"))]


def _bare(said: list[Said], times: int) -> list[float]:
    from bench.replay import bare_connection

    connection, took = bare_connection(), []
    try:
        for _ in range(times + 3):
            begun = time.perf_counter()
            for one in said:
                connection.execute(one.sql, one.params).fetchall()
            took.append((time.perf_counter() - begun) * 1000)
    finally:
        connection.close()
    return took[3:]


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--dossiers", type=int, default=100_000)
    asked.add_argument("--times", type=int, default=30)
    given: Any = asked.parse_args()
    main(given.dossiers, given.times)

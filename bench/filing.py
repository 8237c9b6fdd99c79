"""Filing through the HTTP API by 1, 8 and 32 at once, beside the same statements by bare psycopg; empty, and full.

    .venv/bin/python bench/filing.py [--filings 200] [--dossiers 100000]

One server as `caunoi run` starts it. Each round is a pair: the program, then its statements without it, in as many
connections. Then the database is filled and the pairs are measured again. Targets: at least 0.40 of the limit, less
than 10 % lost by the full database, p99 under 8 times the median, no errors.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench import harness
from bench.harness import Report, Times, at_once, serving, statements
from bench.line import Line
from bench.replay import Replay, bare_connection

CLIENTS = (1, 8, 32)
DOSSIER: dict[str, Any] = {
    "procedure_code": "2.000815",
    "channel": "direct",
    "applicant": {"full_name": "Trần Thị Ví Dụ", "personal_id": "001196000117"},
    "answers": {"document_name": "Bằng tốt nghiệp đại học", "original_pages": 2, "copies": 3},
    "components": [{"component_id": "original", "originals": 1}],
}
_BODY = json.dumps(DOSSIER).encode()


def main(filings: int, dossiers: int) -> None:
    """Measure, fill, measure again."""
    harness.own_database()
    from bench import million

    report = Report("filing", {"filings": filings, "dossiers": dossiers})
    with serving() as program:
        machines = Machines(program.base)
        machines.file(0, 0)  # the first call makes the person and warms the caches
        empty = _pairs(report, machines, filings, "empty")
        million.multiply(million.templates(), dossiers)
        full = _pairs(report, machines, filings, f"{dossiers:,} dossiers")
    for clients, before in empty.items():
        lost = 1 - full[clients].rate / before.rate
        report.add(
            f"filing, {clients} at once: lost by {dossiers:,} dossiers", lost * 100, "%", target="< 10 %",
            met=lost < 0.10,
        )  # fmt: skip
    print(f"written to {report.save()}")


def _pairs(report: Report, machines: Machines, filings: int, what: str) -> dict[int, Times]:
    found = {}
    for clients in CLIENTS:
        times = max(filings, clients * 8)
        ours = at_once(clients, times, machines.file)
        replay = machines.recorded()
        bare = _bare(replay, clients, 2 * times)
        ratio = ours.rate / bare.rate
        report.add(
            f"filing, {clients} at once, {what}", ours.rate, "/s", limit=round(bare.rate, 2),
            limit_is=f"/s, its {len(replay)} statements bare", ratio=round(ratio, 3), target=">= 0.40",
            met=ratio >= 0.40 and not ours.errors and not bare.errors,
        )  # fmt: skip
        report.add(
            f"filing, {clients} at once, {what}: p99", ours.p99, "ms", limit=round(ours.median, 2),
            limit_is="ms median", ratio=round(ours.p99 / ours.median, 2), target="< 8", met=ours.p99 < 8 * ours.median,
        )  # fmt: skip
        report.add(f"filing, {clients} at once, {what}: errors", ours.errors, "", target="0", met=not ours.errors)
        found[clients] = ours
    return found


def _bare(replay: Replay, clients: int, times: int) -> Times:
    connections = [bare_connection() for _ in range(clients)]
    try:
        return at_once(clients, times, lambda client, number: replay.send(connections[client], number))
    finally:
        for one in connections:
            one.close()


class Machines:
    """The machine client of a counter, with a connection for each that files at once."""

    def __init__(self, base: str) -> None:
        from caunoi.core.clock import SystemClock, local_date
        from caunoi.exchange import testing
        from caunoi.units import queries as units

        now = SystemClock().now()
        self.agency = units.agencies_of("00082", on=local_date(now), kind="service_centre")[0]
        made = testing.machine(self.agency.id, now=now, per_minute=6_000)
        asked = {"grant_type": "client_credentials", "client_id": made.machine.client_id, "client_secret": made.secret}
        kind = {"content-type": "application/x-www-form-urlencoded"}
        said = Line(base).ask("POST", "/api/oauth/token", body=urlencode(asked).encode(), headers=kind).good()
        self.headers = {"authorization": f"Bearer {said.json()['access_token']}", "content-type": "application/json"}
        self._lines = [Line(base) for _ in range(max(CLIENTS))]

    def file(self, client: int, number: int) -> str:
        """File one dossier; its code."""
        from caunoi.core.ids import new_id

        headers = {**self.headers, "idempotency-key": str(new_id())}
        answer = self._lines[client].ask("POST", "/api/v1/dossiers", body=_BODY, headers=headers).good()
        return str(answer.json()["code"])

    def recorded(self) -> Replay:
        """The statements of one filing, made in this process."""
        from django.test import Client

        from caunoi.core.ids import new_id

        key, client = str(new_id()), Client()
        headers = {**self.headers, "idempotency-key": key}
        client.post("/api/v1/dossiers", DOSSIER, content_type="application/json", headers=headers)  # fills the caches
        key = headers["idempotency-key"] = str(new_id())
        begun = time.time()
        with statements() as said:
            answer = client.post("/api/v1/dossiers", DOSSIER, content_type="application/json", headers=headers)
        assert answer.status_code == 201, answer.content.decode()
        return Replay(said, since=begun, texts=[answer.json()["code"], key])


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--filings", type=int, default=200)
    asked.add_argument("--dossiers", type=int, default=100_000)
    given = asked.parse_args()
    main(given.filings, given.dossiers)

"""How many requests of machines one server takes: filing and following over HTTP, against the bare database.

    .venv/bin/python bench/api_throughput.py [CLIENTS] [FILINGS] [FOLDER]

One Granian server as `caunoi run` starts it, on a database of its own (in FOLDER, else in one that is thrown away).
The bare side writes the same rows as one filing does, by psycopg and as many clients, in one transaction a filing,
into tables of the same columns without any index.
"""

from __future__ import annotations

import os
import re
import statistics
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench import harness
from bench.machines import DOSSIER, Machines

WRITES = re.compile(r'^INSERT INTO "?(\w+)"?')


def main(clients: int, filings: int) -> None:
    """Prepare, serve, measure both sides."""
    harness.own_database()
    with harness.serving() as program:
        over_http(program.base, clients, filings)
    bare(clients, filings)


def over_http(base: str, clients: int, filings: int) -> None:
    """File, then follow what was filed; the token is fetched once."""
    import httpx

    from caunoi.core.ids import new_id

    headers = Machines(base, 1).headers
    with httpx.Client(base_url=f"{base}/api/v1", headers=headers, timeout=60) as client:

        def file(number: int) -> str:
            answer = client.post("/dossiers", json=DOSSIER, headers={"idempotency-key": str(new_id())})
            answer.raise_for_status()
            return str(answer.json()["code"])

        codes = measured("file", file, 2 * clients, clients, shown=False)
        codes = measured("file", file, filings, clients)
        tags: dict[str, str] = {}

        def follow(number: int) -> None:
            answer = client.get(f"/dossiers/{codes[number % len(codes)]}").raise_for_status()
            tags[codes[number % len(codes)]] = answer.headers["etag"]

        def unchanged(number: int) -> None:
            code = codes[number % len(codes)]
            assert client.get(f"/dossiers/{code}", headers={"if-none-match": tags[code]}).status_code == 304

        measured("follow", follow, 4 * filings, clients)
        measured("follow, unchanged (304)", unchanged, 4 * filings, clients)
        measured("feed, 50 dossiers", lambda n: client.get("/dossiers").raise_for_status(), filings, clients)


def bare(clients: int, filings: int) -> None:
    """The same rows without the program."""
    from django.db import connection

    rows = written_by_one_filing()
    tables = sorted({table for table, _sql, _params in rows})
    with connection.cursor() as cursor:
        for table in tables:
            like = f"LIKE {table} INCLUDING DEFAULTS INCLUDING IDENTITY"
            cursor.execute(f"CREATE TABLE IF NOT EXISTS bench_{table} ({like})")
    connections = [harness.connect() for _ in range(clients)]

    def write(number: int) -> None:
        with connections[number % clients].transaction(), connections[number % clients].cursor() as cursor:
            for _table, sql, params in rows:
                cursor.execute(sql, params)

    try:
        measured(f"bare database, {len(rows)} inserts", write, 4 * filings, clients)
    finally:
        for one in connections:
            one.close()
        with connection.cursor() as cursor:
            for table in tables:
                cursor.execute(f"DROP TABLE bench_{table}")


def written_by_one_filing() -> list[tuple[str, str, Any]]:
    """Table, statement and values of every insert of one filing by the API, for tables of other names."""
    from django.db import connection
    from django.test import Client

    from caunoi.core.clock import SystemClock, local_date
    from caunoi.core.ids import new_id
    from caunoi.exchange import testing
    from caunoi.units import queries as units

    agency = units.agencies_of("00082", on=local_date(SystemClock().now()), kind="service_centre")[0]
    client, rows = Client(), []
    token = testing.token(client, testing.machine(agency.id, now=SystemClock().now()))

    def noted(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if (found := WRITES.match(sql)) and not many:
            plain = sql.split(" ON CONFLICT")[0].split(" RETURNING")[0]
            rows.append((found[1], plain.replace(found[1], f"bench_{found[1]}", 1), params))
        return execute(sql, params, many, context)

    headers = {"authorization": f"Bearer {token}", "idempotency-key": str(new_id())}
    with connection.execute_wrapper(noted):
        answer = client.post("/api/v1/dossiers", DOSSIER, content_type="application/json", headers=headers)
    assert answer.status_code == 201, answer.content.decode()
    return rows


def measured(what: str, one: Callable[[int], Any], times: int, clients: int, *, shown: bool = True) -> list[Any]:
    """Do it so often by so many at once; prints requests a second and how long one took."""
    took: list[float] = []

    def timed(number: int) -> Any:
        begun = time.perf_counter()
        found = one(number)
        took.append(time.perf_counter() - begun)
        return found

    begun = time.perf_counter()
    if what.startswith("bare"):  # a connection is one client's: its turns come one after the other
        with ThreadPoolExecutor(clients) as pool:
            turns = [range(first, times, clients) for first in range(clients)]
            found = [each for made in pool.map(lambda turn: [timed(n) for n in turn], turns) for each in made]
    else:
        with ThreadPoolExecutor(clients) as pool:
            found = list(pool.map(timed, range(times)))
    rate = times / (time.perf_counter() - begun)
    parts = statistics.quantiles(took, n=100)
    if shown:
        print(f"{what:32} {rate:8.1f}/s   p50 {parts[49] * 1000:7.1f} ms   p95 {parts[94] * 1000:7.1f} ms", flush=True)
    return found


if __name__ == "__main__":
    told = sys.argv[1:]
    if len(told) > 2:
        os.environ["CAUNOI_BENCH_DATA"] = told[2]
    main(int(told[0]) if told else 4, int(told[1]) if len(told) > 1 else 100)

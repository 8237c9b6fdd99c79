"""How many requests of machines one server takes: filing and following over HTTP, against the bare database.

    .venv/bin/python bench/api_throughput.py [CLIENTS] [FILINGS] [FOLDER]

One Granian server as `caunoi run` starts it, on a database of its own (in FOLDER, else in one that is thrown away).
The bare side writes the same rows as one filing does, by psycopg and as many clients, in one transaction a filing,
into tables of the same columns without any index.
"""

from __future__ import annotations

import os
import re
import socket
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "caunoi.config.settings")
os.environ["CAUNOI_DB_OWNER"] = "1"
WRITES = re.compile(r'^INSERT INTO "?(\w+)"?')
DOSSIER: dict[str, Any] = {
    "procedure_code": "2.000815",
    "channel": "direct",
    "applicant": {"full_name": "Trần Thị Ví Dụ", "personal_id": "001196000117"},
    "answers": {"document_name": "Bằng tốt nghiệp đại học", "original_pages": 2, "copies": 3},
    "components": [{"component_id": "original", "originals": 1}],
}


def main(clients: int, filings: int) -> None:
    """Prepare, serve, measure both sides."""
    import django

    django.setup()
    from caunoi.config import run
    from caunoi.config.prepare import prepare

    prepare()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    parts, base = run.Parts(), f"http://127.0.0.1:{port}"
    try:
        parts.start("server", run.granian("127.0.0.1", port, 2), {"CAUNOI_DB_POOL": "1", "CAUNOI_DB_OWNER": "0"})
        if not run.wait_until_healthy(f"{base}/healthz", parts):
            raise SystemExit("the server did not start")
        over_http(base, clients, filings)
    finally:
        parts.stop()
    bare(clients, filings)


def over_http(base: str, clients: int, filings: int) -> None:
    """File, then follow what was filed; the token is fetched once."""
    import httpx

    from caunoi.core.clock import SystemClock, local_date
    from caunoi.core.ids import new_id
    from caunoi.exchange import testing
    from caunoi.units import queries as units

    agency = units.agencies_of("00082", on=local_date(SystemClock().now()), kind="service_centre")[0]
    made = testing.machine(agency.id, now=SystemClock().now(), per_minute=6000)
    asked = httpx.post(
        f"{base}/api/oauth/token", data={"grant_type": "client_credentials"}, auth=(made.machine.client_id, made.secret)
    ).json()
    headers = {"authorization": f"Bearer {asked['access_token']}"}
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
    import psycopg
    from django.conf import settings
    from django.db import connection

    database = settings.DATABASES["default"]
    rows = written_by_one_filing()
    tables = sorted({table for table, _sql, _params in rows})
    with connection.cursor() as cursor:
        for table in tables:
            like = f"LIKE {table} INCLUDING DEFAULTS INCLUDING IDENTITY"
            cursor.execute(f"CREATE TABLE IF NOT EXISTS bench_{table} ({like})")
    said = {
        "dbname": database["NAME"], "user": database["USER"], "password": database["PASSWORD"] or None,
        "host": database["HOST"], "port": database["PORT"] or None,
    }  # fmt: skip
    connections = [psycopg.connect(**said) for _ in range(clients)]

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
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CAUNOI_DATA"] = told[2] if len(told) > 2 else folder
        main(int(told[0]) if told else 4, int(told[1]) if len(told) > 1 else 100)

"""Units merge with so many open things at their agencies: time, and ratio to the bare UPDATEs of the same rows.

    .venv/bin/python bench/reorganise.py [--each 500] [--dossiers 10000]

Hà Nội's communes go by pairs into one another on a day to come; every committee leads `--each` open tasks and holds as
many voices, written by SQL; `--dossiers` open dossiers lie with 24 of them, multiplied from ones that the program
received. Then `reorganise` lets them follow, in one transaction that is taken back; beside it, on the same server, the
plain UPDATEs of the same columns in copies of the tables with their indexes.
"""

from __future__ import annotations

import argparse
import sys
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench import harness
from bench.harness import Report

TABLES: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("tasks_task", ("lead_agency_id",), "true"),
    ("tasks_taskagency", ("agency_id",), "true"),
    ("voices_voice", ("holder_id",), "true"),
    ("dossiers_dossier", ("receiving_agency_id", "competent_agency_id"), "step <> ''"),
    ("dossiers_workitem", ("agency_id",), "closed_at IS NULL"),
    ("processes_taskrecord", ("agency_id",), "completed_at IS NULL"),
)
PLACES = 24


def main(each: int, dossiers: int) -> None:
    """Fill, measure, take everything back."""
    harness.own_database()
    from django.db import connection, transaction

    from caunoi.core.actor import System
    from caunoi.core.clock import SystemClock, local_date
    from caunoi.units import operations
    from caunoi.units import queries as units

    now = SystemClock().now()
    day = local_date(now) + timedelta(days=1)
    communes = [one for one in units.units_at(on=day, level="commune") if one.province_code == "01"]
    with transaction.atomic(), connection.cursor() as cursor:
        _fill(cursor, [one.id for one in communes], each)
        _open_dossiers(communes[:PLACES], dossiers, now)
        _merge(communes, day, now)
        _pairs_by_hand(cursor)
        with harness.statements() as said:
            begun = time.perf_counter()
            done = operations.reorganise(on=day, actor=System("units"), now=now)
            took = time.perf_counter() - begun
        moved = sum(done.moved.values())
        bare, rows = _bare(cursor)
        report = Report("reorganise", {"each": each, "communes": len(communes), "dossiers": dossiers})
        report.add(f"{done.succeeded} agencies with {moved:,} things", took, "s", limit=round(bare, 3),
                   limit_is=f"s, bare UPDATEs of {rows:,} rows", ratio=round(took / bare, 2))  # fmt: skip
        report.add("statements, whatever the number of things", len(said), "")
        transaction.set_rollback(True)
    print(f"written to {report.save()}")


def _fill(cursor: Any, unit_ids: list[Any], each: int) -> None:
    cursor.execute("SELECT id FROM people_account LIMIT 1")
    person = cursor.fetchone()[0]
    cursor.execute(
        "INSERT INTO tasks_taskorigin (id, kind, number, issued_on, abstract, issuer_id, subject_kind) "
        "VALUES (gen_random_uuid(), 'document', 'bench', now(), 'bench', gen_random_uuid(), '') RETURNING id"
    )
    origin = cursor.fetchone()[0]
    cursor.execute(
        "CREATE TEMP TABLE benched ON COMMIT DROP AS SELECT id, unit_id, province_code FROM units_agency "
        "WHERE unit_id = ANY(%s) AND kind = 'peoples_committee'",
        [unit_ids],
    )
    values = {"origin": origin, "person": person, "each": each}
    _copies(cursor, "tasks_task", {
        "id": "gen_random_uuid()", "origin_id": "%(origin)s", "part": "''", "position": "0", "title": "'bench'",
        "search_key": "'bench'", "responsibility": "'x'", "result": "'x'", "authority": "'x'", "issuer_id": "a.id",
        "lead_agency_id": "a.id", "unit_id": "a.unit_id", "province": "a.province_code", "person_id": "%(person)s",
        "assigned_at": "now()", "assigned_on": "now()", "assigned_by": "'system:bench'", "first_due_on": "now()",
        "due_on": "now()", "due_set_on": "now()", "percent": "0", "stage": "'open'",
    }, values)  # fmt: skip
    cursor.execute(
        "INSERT INTO tasks_taskagency (id, task_id, agency_id, side, person_id, valid_from, set_at, reason) "
        "SELECT gen_random_uuid(), id, lead_agency_id, 'lead', person_id, assigned_on, now(), '' FROM tasks_task "
        "WHERE title = 'bench'"
    )
    _copies(cursor, "voices_voice", {
        "id": "gen_random_uuid()", "code": "'B' || md5(random()::text || n)::varchar(24)", "kind": "'difficulty'",
        "title": "'bench'", "text": "'bench'", "search_key": "'bench'", "topic": "'portal'", "author_agency_id": "a.id",
        "unit_id": "a.unit_id", "province": "a.province_code", "raised_at": "now()", "raised_on": "now()",
        "holder_id": "a.id", "level": "'commune'", "way": "'step'", "state": "'open'", "forwards": "0", "same": "0",
    }, values)  # fmt: skip
    cursor.execute("ANALYZE tasks_task, tasks_taskagency, voices_voice")


def _copies(cursor: Any, table: str, given: dict[str, str], values: dict[str, Any]) -> None:
    """Rows for each agency; columns that are not given and must be there get an empty value of their kind."""
    cursor.execute(
        "SELECT column_name, data_type FROM information_schema.columns WHERE table_name = %s AND is_nullable = 'NO' "
        "AND column_default IS NULL AND is_identity = 'NO'",
        [table],
    )
    empty = {"boolean": "false", "integer": "0", "smallint": "0", "jsonb": "'{}'"}
    columns = {name: empty.get(kind, "''") for name, kind in cursor.fetchall()} | given
    names = ", ".join(f'"{name}"' for name in columns)
    cursor.execute(
        f"INSERT INTO {table} ({names}) SELECT {', '.join(columns.values())} FROM benched a, "
        "generate_series(1, %(each)s) n",
        values,
    )


def _merge(communes: list[Any], day: date, now: Any) -> None:
    from caunoi.core.actor import System
    from caunoi.units import operations
    from caunoi.units.rules.model import Kind, Mutation

    changes = [
        Mutation(id=uuid4(), kind=Kind.MERGE, on=day, units=(one.id,), into=(other.id,), new_id=uuid4(), decree="bench")
        for one, other in zip(communes[::2], communes[1::2], strict=False)
    ]
    operations.apply_mutations(register="vn", mutations=changes, actor=System("units"), now=now)


def _open_dossiers(communes: list[Any], count: int, now: Any) -> None:
    """Birth registrations that the program received in each of them, one for each, multiplied."""
    from bench import million
    from caunoi.dossiers import testing

    if not count:
        return
    offices = [testing.office(now, ward_code=one.code) for one in communes]
    print(f"  {len(offices)} offices made", flush=True)
    million.multiply([testing.walk(one, "accepted", now=now).id for one in offices], count)


def _pairs_by_hand(cursor: Any) -> None:
    """Copies of the tables as they are before, with their indexes, and any other agency for each."""
    cursor.execute(
        "CREATE TEMP TABLE paired ON COMMIT DROP AS SELECT id AS origin, gen_random_uuid() AS heir FROM units_agency "
        "WHERE unit_id IN (SELECT unit_id FROM benched)"
    )
    cursor.execute("ALTER TABLE paired ADD PRIMARY KEY (origin)")
    for table, _columns, _still in TABLES:
        cursor.execute(f"CREATE TEMP TABLE bare_{table} (LIKE {table} INCLUDING ALL) ON COMMIT DROP")
        cursor.execute(f"INSERT INTO bare_{table} SELECT * FROM {table}")
        cursor.execute(f"ANALYZE bare_{table}")


def _bare(cursor: Any) -> tuple[float, int]:
    begun, rows = time.perf_counter(), 0
    for table, columns, still in TABLES:
        heirs = ", ".join(f"{column} = p{place}.heir" for place, column in enumerate(columns))
        pairs = ", ".join(f"paired p{place}" for place in range(len(columns)))
        same = " AND ".join(f"p{place}.origin = t.{column}" for place, column in enumerate(columns))
        cursor.execute(f"UPDATE bare_{table} t SET {heirs} FROM {pairs} WHERE {same} AND {still}")
        rows += cursor.rowcount
    return time.perf_counter() - begun, rows


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--each", type=int, default=500)
    asked.add_argument("--dossiers", type=int, default=10_000)
    given = asked.parse_args()
    main(given.each, given.dossiers)

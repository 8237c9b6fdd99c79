"""A database that has long been used: dossiers multiplied by SQL from a few that the program itself settled.

Every row of a settled dossier, of its run and its journal is copied under new identifiers, with other names, days and
codes, a statement a table and step; indexes stay, so that the tables look as if they had grown. The journal's entries
carry no valid chain (their hashes are zero): what is measured reads and appends, it does not verify.

    .venv/bin/python bench/million.py 100000        into the folder that CAUNOI_BENCH_DATA names
"""

from __future__ import annotations

import hashlib
import sys
import time
from collections.abc import Sequence
from typing import Any
from uuid import UUID

STEP = 50_000
DEMONSTRATION, WARDS = "00082", 25
"""A million among so many are forty thousand each: a year and a half of a busy ward, ten thousand of them open."""
SURNAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý")
MIDDLES = ("Thị", "Văn", "Minh", "Thu", "Đức", "Ngọc", "Hữu", "Thanh", "Quang", "Kim")
GIVEN = ("Mẫu", "Thử", "Ví Dụ", "Thí Dụ", "Giả", "Lan", "Hùng", "Hoa", "Nam", "Hương", "Bình", "Châu", "Sơn", "Yến")
JOURNAL = (
    "id", "occurred_at", "recorded_at", "kind", "subject_kind", "subject_id", "seq", "unit_id", "agency_id",
    "province", "actor_ref", "data", "prev_hash", "hash",
)  # fmt: skip


def multiply(templates: Sequence[UUID], count: int, *, first: int = 0, say: Any = print) -> None:
    """So many more dossiers, copied in turn from the templates, numbered from `first`. Needs the owner's rights."""
    from django.db import connection, transaction

    begun, each = time.perf_counter(), -(-count // len(templates))
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
        _names(cursor)
        for place, template in enumerate(templates):
            owned, tables = _owned(cursor, template)
            made = 0
            while made < each:
                some = min(STEP, each - made)
                with transaction.atomic():
                    for table, key in tables:
                        _copy(cursor, table, key, template, owned, place * 10_000_000 + first + made, some)
                    _journal(cursor, template, place * 10_000_000 + first + made, some)
                made += some
                if place % max(1, len(templates) // 10) == 0:
                    say(f"  {place * each + made:>9,} dossiers, {time.perf_counter() - begun:6.0f} s", flush=True)
        cursor.execute("ANALYZE")


def settle() -> None:
    """As a database is that has been filled for years, not a minute ago: vacuumed, counted, on disk."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")
        cursor.execute("CHECKPOINT")
        cursor.execute("SET synchronous_commit = on")


def other(identifier: UUID, number: int) -> UUID:
    """What an identifier of the template is in the copy of that number; as `pg_temp.other` reckons it."""
    return UUID(hashlib.md5(f"{identifier}{number}".encode(), usedforsecurity=False).hexdigest())


def code(template: str, number: int) -> str:
    """The code of the copy of that number."""
    return f"{template[:-4]}B{number:010d}"


def owned(template: UUID) -> list[UUID]:
    """The identifiers that are the template's alone, and others in each copy."""
    from django.db import connection

    with connection.cursor() as cursor:
        return _owned(cursor, template)[0]


def _names(cursor: Any) -> None:
    """Functions of this session only: a copy's identifier, its name, its day."""
    from caunoi.units.rules.text import fold

    cursor.execute(
        "CREATE OR REPLACE FUNCTION pg_temp.other(id uuid, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS "
        "$$ SELECT md5(id::text || n)::uuid $$"
    )
    for function, written in (("person", str), ("folded", fold)):
        parts = []
        for place, words in enumerate((SURNAMES, MIDDLES, GIVEN)):
            listed = ", ".join(f"'{written(word)}'" for word in words)
            parts.append(f"(ARRAY[{listed}])[1 + abs(hashint8(n * 3 + {place})) % {len(words)}]")
        said = " || ' ' || ".join(parts)
        cursor.execute(
            f"CREATE OR REPLACE FUNCTION pg_temp.{function}(n bigint) RETURNS text LANGUAGE sql IMMUTABLE AS "
            f"$$ SELECT {said} $$"
        )


def _owned(cursor: Any, template: UUID) -> tuple[list[UUID], list[tuple[str, str]]]:
    """The identifiers that belong to the template alone, and the tables with the column by which they are its."""
    from django.apps import apps

    dossier = apps.get_model("dossiers.Dossier")
    tables = [(dossier._meta.db_table, "id")]
    for model in apps.get_app_config("dossiers").get_models():
        for one in model._meta.concrete_fields:
            if one.related_model is dossier:
                tables.append((model._meta.db_table, str(one.column)))
    owned = [template]
    for table, key in tables[1:]:
        if _has_id(cursor, table):
            cursor.execute(f"SELECT id FROM {table} WHERE {key} = %s", [template])
            owned += [row[0] for row in cursor.fetchall()]
    cursor.execute("SELECT id FROM processes_processinstance WHERE subject_id = %s", [template])
    runs = [row[0] for row in cursor.fetchall()]
    cursor.execute("SELECT id FROM processes_taskrecord WHERE instance_id = ANY(%s)", [runs])
    owned += [*runs, *(row[0] for row in cursor.fetchall())]
    return owned, [*tables, ("processes_processinstance", "subject_id"), ("processes_taskrecord", "instance_id")]


def _has_id(cursor: Any, table: str) -> bool:
    return ("id", "uuid") in _columns(cursor, table)


def _columns(cursor: Any, table: str) -> list[tuple[str, str]]:
    cursor.execute(
        "SELECT column_name, udt_name FROM information_schema.columns WHERE table_name = %s ORDER BY ordinal_position",
        [table],
    )
    return [(name, kind) for name, kind in cursor.fetchall()]


def _copy(cursor: Any, table: str, key: str, template: UUID, owned: list[UUID], first: int, count: int) -> None:
    """The template's rows of one table, `count` times, in one statement."""
    names, values = [], []
    for name, kind in _columns(cursor, table):
        if name == "id" and kind != "uuid":
            continue  # a sequence gives it
        names.append(f'"{name}"')
        values.append(_value(table, name, kind))
        if kind == "jsonb":
            values[-1] = _inside(cursor, table, name, key, owned)
    of = "r.instance_id = ANY(%(owned)s)" if key == "instance_id" else f'r."{key}" = %(template)s'
    cursor.execute(
        f"INSERT INTO {table} ({', '.join(names)}) SELECT {', '.join(values)} FROM {table} r, "
        f"generate_series(%(first)s::bigint, %(last)s::bigint) n WHERE {of}",
        {"owned": owned, "template": template, "first": first + 1, "last": first + count},
    )


def _value(table: str, name: str, kind: str) -> str:
    """One column of a copy."""
    column = f'r."{name}"'
    if kind == "uuid":
        return f"CASE WHEN {column} = ANY(%(owned)s) THEN pg_temp.other({column}, n) ELSE {column} END"
    if kind == "timestamptz":
        return f"{column} - make_interval(days => (abs(hashint8(n)) %% 300)::int)"
    if table == "dossiers_dossier":
        if name == "code":
            return f"left({column}, length({column}) - 4) || 'B' || lpad(n::text, 10, '0')"
        if name == "submission_key":
            return f"CASE WHEN {column} IS NULL THEN NULL ELSE 'copy-' || n END"
        if name == "applicant_name":
            return "pg_temp.person(n)"
        if name == "applicant_search":
            return "pg_temp.folded(n)"
        if name == "applicant_personal_id":
            return "'001' || lpad((n %% 1000000000)::text, 9, '0')"
    return column


def _inside(cursor: Any, table: str, name: str, key: str, owned: Sequence[UUID]) -> str:
    """A JSON column of a copy: a run's state names its steps by the identifiers that are the template's alone."""
    value = f'r."{name}"'
    cursor.execute(
        f"SELECT DISTINCT o FROM {table} r, unnest(%s::text[]) o "
        f'WHERE r."{key}" = ANY(%s) AND strpos(r."{name}"::text, o) > 0',
        [[str(one) for one in owned], list(owned)],
    )
    said = f"{value}::text"
    for (one,) in cursor.fetchall():
        said = f"replace({said}, '{one}', pg_temp.other('{one}'::uuid, n)::text)"
    return value if said == f"{value}::text" else f"({said})::jsonb"


def _journal(cursor: Any, template: UUID, first: int, count: int) -> None:
    """The entries of the template's subjects under new subjects, behind everything that is there."""
    heads = ", ".join(JOURNAL)
    cursor.execute(
        f"INSERT INTO core_journal ({heads}) SELECT nextval('core_journal_id'), r.occurred_at, r.recorded_at, r.kind, "
        "r.subject_kind, pg_temp.other(r.subject_id, n), r.seq, r.unit_id, r.agency_id, r.province, r.actor_ref, "
        "r.data, decode(repeat('00', 32), 'hex'), decode(repeat('00', 32), 'hex') FROM core_journal r, "
        "generate_series(%(first)s::bigint, %(last)s::bigint) n WHERE r.subject_id = %(template)s ORDER BY n, r.seq",
        {"template": template, "first": first + 1, "last": first + count},
    )
    cursor.execute(
        "INSERT INTO core_journal_head (subject_kind, subject_id, seq, hash) SELECT h.subject_kind, "
        "pg_temp.other(h.subject_id, n), h.seq, h.hash FROM core_journal_head h, "
        "generate_series(%(first)s::bigint, %(last)s::bigint) n WHERE h.subject_id = %(template)s",
        {"template": template, "first": first + 1, "last": first + count},
    )


def templates(wards: int = WARDS) -> list[UUID]:
    """Dossiers of the demonstration's ward and of others beside it, walked by the program: of four one is open."""
    from caunoi.core.clock import SystemClock, local_date
    from caunoi.dossiers import testing
    from caunoi.units import queries as units

    now = SystemClock().now()
    found = units.units_at(on=local_date(now), level="commune", parent_code="01")
    codes = sorted((one.code for one in found), key=lambda code: (code != DEMONSTRATION, code))[:wards]
    made = []
    for number, code in enumerate(codes):
        office = testing.office(now, ward_code=code)
        stages = ("returned", "returned", "returned", "examined" if number % 2 else "accepted")
        made += [testing.walk(office, stage, now=now).id for stage in stages]
        print(f"  dossiers of {number + 1} of {len(codes)} wards to be multiplied", flush=True)
    return made


def main(count: int) -> None:
    """Fill the database in the folder that CAUNOI_BENCH_DATA names."""
    from bench.harness import own_database

    own_database()
    multiply(templates(), count)


if __name__ == "__main__":
    from pathlib import Path

    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)

"""A journal that never happened, of any size: written straight as the lake's Parquet files, and as rows for COPY.

Dossiers of a year in a country of made-up agencies, drawn by hash from their number, so that the same call gives the
same entries: 3,321 communes of unequal size, 600 procedures of unequal use, seven entries to a dossier, some late, some
not ended, some with a supplement, a fee, a rating.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from caunoi.core.journal import registered_events
from caunoi.measures.lake import schema

START, END = date(2026, 1, 1), date(2027, 1, 1)
PER_DOSSIER = 7.17
"""Entries to a dossier, as the shares below make it."""
_AT_ONCE = 250_000


@dataclass(frozen=True, slots=True)
class Office:
    """Where dossiers are received and decided."""

    province: str
    unit_id: str
    centre: str
    committee: str


@dataclass(frozen=True, slots=True)
class Part:
    """The entries of a month and province: how many, and their first and last position."""

    month: str
    province: str
    first: int
    last: int
    rows: int


# What is drawn for each dossier. `u(n)` is a number in [0, 1) that depends on the dossier and n only.
DOSSIERS = """
CREATE MACRO u(i, n) AS (hash(i * 31 + n) % 1000003) / 1000003.0;
CREATE TABLE dossier AS
WITH drawn AS (
    SELECT i, u(i, 1) ** 2 * {offices} AS place, u(i, 2) ** 3 * 600 AS proc, u(i, 3) AS way, u(i, 4) AS fate,
        TIMESTAMPTZ '{start} 00:30:00+00' + to_seconds((u(i, 5) * {days} * 86400)::BIGINT) AS filed_at,
        (1 + u(i, 6) ** 2 * 20)::INTEGER AS limit_days, u(i, 7) AS pace, u(i, 8) AS paid, 1 + hash(i + 8) % 6 AS papers,
        u(i, 9) AS paper, u(i, 10) AS rating, u(i, 11) AS extra
    FROM range({dossiers}) r(i)
)
SELECT i, floor(place)::INTEGER AS place, '2.' || lpad((100000 + floor(proc))::INTEGER::VARCHAR, 6, '0') AS procedure,
    CASE WHEN way < 0.62 THEN 'online' WHEN way < 0.93 THEN 'direct' ELSE 'post' END AS channel,
    fate, paid, rating, extra,
    filed_at, filed_at + to_seconds((3600 + pace * 20000)::BIGINT) AS accepted_at,
    (filed_at + to_seconds((3600 + pace * 20000)::BIGINT) + INTERVAL 7 HOUR)::TIMESTAMP::DATE AS received_on,
    limit_days,
    filed_at + to_seconds((30000 + limit_days * pace * 92000)::BIGINT) AS signed_at,
    papers::BIGINT AS components,
    CASE WHEN paper < 0.7 THEN papers WHEN paper < 0.9 THEN 1 ELSE 0 END::BIGINT AS digitised,
    CASE WHEN paper < 0.3 THEN 1 ELSE 0 END::BIGINT AS reused
FROM drawn
"""
ENTRY = """
SELECT d.i, {at} AS occurred_at, '{kind}' AS kind, o.province, o.unit_id, o.{agency} AS agency_id, o.centre,
    o.committee, d.procedure, d.channel, d.received_on, d.received_on + d.limit_days AS due_on, d.limit_days,
    (d.signed_at + INTERVAL 7 HOUR)::TIMESTAMP::DATE AS finished_on, d.components, d.digitised, d.reused, d.fate,
    d.paid, d.rating, d.extra
FROM dossier d JOIN office o ON o.no = d.place WHERE {condition}
"""
_BEGUN, _SIGNED = "d.fate < 0.97", "d.fate < 0.93"
# kind: when, at which agency, for which dossiers
KINDS = {
    "dossier.submitted": ("d.filed_at", "centre", "true"),
    "dossier.accepted": ("d.accepted_at", "centre", "d.fate < 0.98"),
    "dossier.assigned": ("d.accepted_at + INTERVAL 1 HOUR", "committee", _BEGUN),
    "dossier.supplement_requested": (
        "d.accepted_at + INTERVAL 2 HOUR",
        "committee",
        "d.extra < 0.05 AND d.fate < 0.97",
    ),
    "dossier.supplement_answered": ("d.accepted_at + INTERVAL 9 HOUR", "committee", f"{_BEGUN} AND d.extra < 0.04"),
    "dossier.fee_recorded": ("d.accepted_at + INTERVAL 5 MINUTE", "centre", "d.fate < 0.98 AND d.paid < 0.55"),
    "dossier.examined": ("d.signed_at - INTERVAL 1 HOUR", "committee", _SIGNED),
    "dossier.signed": ("d.signed_at", "committee", _SIGNED),
    "dossier.refused": ("d.signed_at", "committee", "d.fate >= 0.93 AND d.fate < 0.95"),
    "dossier.withdrawn": ("d.signed_at", "centre", "d.fate >= 0.95 AND d.fate < 0.96"),
    "dossier.handed_over": ("d.signed_at + INTERVAL 3 HOUR", "centre", f"{_SIGNED} AND d.extra < 0.9"),
    "dossier.result_kept": ("d.signed_at + INTERVAL 1 HOUR", "centre", f"{_SIGNED} AND d.extra > 0.3"),
    "dossier.rated": ("d.signed_at + INTERVAL 1 DAY", "centre", f"{_SIGNED} AND d.rating < 0.3"),
}
# What the fields of the events hold; a field that is not named here is null.
FIELDS = {
    "code": "'H' || e.i", "procedure": "e.procedure", "case": "'standard'", "channel": "e.channel",
    "receiving_agency": "e.centre", "competent_agency": "e.committee", "role": "'officer'",
    "received_on": "e.received_on", "due_on": "e.due_on", "limit_value": "e.limit_days", "limit_unit": "'working_days'",
    "components": "e.components", "digitised": "e.digitised", "reused": "e.reused", "non_territorial": "e.extra < 0.1",
    "assisted": "e.extra < 0.2", "linked": "false", "fee": "CASE WHEN e.paid < 0.6 THEN 50000 END", "relief": "''",
    "amount": "50000", "method": "CASE WHEN e.paid < 0.4 THEN 'online' ELSE 'cash' END", "finished_on": "e.finished_on",
    "on_time": "e.finished_on <= e.due_on", "digital_result": "e.extra > 0.2", "after_receipt": "true",
    "clock_ran": "true", "returned_on": "e.finished_on", "way": "'counter'", "items": "1",
    "answer_by": "e.received_on + 30", "notice_in_time": "e.extra < 0.03", "again": "false", "paused_hours": "8",
    "restarted": "false", "owes": "e.paid < 0.6", "online_service": "hash(e.procedure) % 10 < 8", "first": "true",
    "filed_on": "e.received_on", "satisfied": "e.rating < 0.27", "assignee": "e.committee", "specialist": "e.committee",
}  # fmt: skip


def write(
    duck: Any, offices: Sequence[Office], *, entries: int, put: Callable[[Any, str, str, str, int, int], Any]
) -> Iterator[tuple[Part, Any]]:
    """Draw about `entries` entries in position order; `put(duck, select, month, province, first, last)` per part.

    Yields each part with what `put` returned. `duck`: a connection of its own, its tables are left in it.
    """
    draw(duck, offices, entries)
    begin = 1
    for number in range(12):
        rows = _month(duck, number, begin)
        begin += rows
        month = f"{START.year}-{number + 1:02d}"
        found = duck.execute(
            "SELECT province, min(id), max(id), count(*) FROM numbered GROUP BY 1 ORDER BY 1"
        ).fetchall()
        for several in _together(found):
            # Every column once for many entries: a file by itself costs ten times as much, most columns are null.
            named = ", ".join(f"'{province}'" for province, *_ in several)
            duck.execute("DROP TABLE IF EXISTS wide")
            source = f"(FROM numbered WHERE province IN ({named}) ORDER BY province, kind, id)"
            duck.execute(f"CREATE TABLE wide AS {_select(source)}")
            for province, first, last, count in several:
                select = f"FROM wide WHERE province = '{province}'"
                yield Part(month, province, first, last, count), put(duck, select, month, province, first, last)


def _together(found: Sequence[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    """Provinces whose entries are worked out in one go."""
    several: list[tuple[Any, ...]] = []
    for one in found:
        if several and sum(count for *_, count in several) + one[-1] > _AT_ONCE:
            yield several
            several = []
        several.append(one)
    if several:
        yield several


def draw(duck: Any, offices: Sequence[Office], entries: int) -> None:
    """The tables that entries are made from: `office` and `dossier`."""
    duck.execute(
        "CREATE TABLE office (no INTEGER, province VARCHAR, unit_id VARCHAR, centre VARCHAR, committee VARCHAR)"
    )
    rows = [(n, o.province, o.unit_id, o.centre, o.committee) for n, o in enumerate(offices)]
    import pandas

    duck.register("given", pandas.DataFrame(rows, columns=["no", "province", "unit_id", "centre", "committee"]))
    duck.execute("INSERT INTO office FROM given")
    days = (END - START).days
    text = DOSSIERS.format(offices=len(offices), start=START, days=days, dossiers=max(1, round(entries / PER_DOSSIER)))
    for statement in text.split(";"):
        duck.execute(statement)


def _month(duck: Any, number: int, begin: int) -> int:
    """The table `numbered`: the entries that occurred in a month (of Việt Nam), with positions from `begin` on."""
    since = f"TIMESTAMPTZ '{START.year}-{number + 1:02d}-01 00:00:00+07'"
    upto = f"({since} + INTERVAL 7 HOUR + INTERVAL 1 MONTH - INTERVAL 7 HOUR)"
    parts = [
        ENTRY.format(kind=kind, at=at, agency=agency, condition=f"({condition}) AND {at} >= {since} AND {at} < {upto}")
        for kind, (at, agency, condition) in KINDS.items()
    ]
    duck.execute("DROP TABLE IF EXISTS numbered")
    duck.execute(
        f"CREATE TABLE numbered AS SELECT {begin} - 1 + row_number() OVER (ORDER BY occurred_at) AS id, * "
        f"FROM ({' UNION ALL '.join(parts)})"
    )
    return int(duck.execute("SELECT count(*) FROM numbered").fetchone()[0])


def _select(source: str) -> str:
    """Every column of the lake for sorted entries of `numbered`; sorted first, because most columns are null."""
    own = {
        "id": "e.id", "occurred_at": "e.occurred_at", "recorded_at": "e.occurred_at", "kind": "e.kind",
        "subject_kind": "'dossier'", "subject_id": "md5(e.i::VARCHAR)::UUID", "unit_id": "e.unit_id",
        "agency_id": "e.agency_id", "province": "e.province",
    }  # fmt: skip

    columns = [
        f'CAST({own[c.name] if not c.field else _field(c.field)} AS {c.sql}) AS "{c.name}"' for c in schema.columns()
    ]
    return f"SELECT {', '.join(columns)} FROM {source} e"


def _field(name: str) -> str:
    """A field's value for those kinds of entries that have it."""
    if name not in FIELDS:
        return "NULL"
    events = registered_events()
    having = [kind for kind in KINDS if name in schema.scalar_fields(events[kind])]
    if not having:
        return "NULL"
    listed = ", ".join(f"'{kind}'" for kind in having)
    return FIELDS[name] if len(having) == len(KINDS) else f"CASE WHEN e.kind IN ({listed}) THEN {FIELDS[name]} END"


def json_rows(files: Sequence[Path]) -> str:
    """SQL of DuckDB: the entries of files as rows of core_journal, data as JSON with the fields of each kind."""
    events = registered_events()
    names = {column.field: column.name for column in schema.columns() if column.field}
    cases = []
    for kind in KINDS:
        fields = ", ".join(f'"{field}" := "{names[field]}"' for field in schema.scalar_fields(events[kind]))
        cases.append(f"WHEN '{kind}' THEN to_json(struct_pack({fields}))")
    listed = ", ".join(f"'{file}'" for file in files)
    zero = "'\\x" + "00" * 32 + "'"
    return (
        "SELECT id, occurred_at, recorded_at, kind, subject_kind, subject_id, 1 AS seq, unit_id, agency_id, province, "
        f"'system:bench' AS actor_ref, CASE kind {' '.join(cases)} END AS data, {zero} AS prev_hash, {zero} AS hash "
        f"FROM read_parquet([{listed}])"
    )

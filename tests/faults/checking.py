"""After the faults: what was acknowledged is there, once; nothing is half done; files and rows agree.

python -m tests.faults.checking          prints a JSON list of what is wrong; empty when nothing is
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import django
import httpx

from tests.faults.logs import Log, log_of

Found = Iterator[str]


def one(sql: str, *params: Any) -> Any:
    """The first value of the first row."""
    return rows(sql, *params)[0][0]


def rows(sql: str, *params: Any) -> list[tuple[Any, ...]]:
    """The rows of a statement."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())


def nothing_failed(log: Log) -> Found:
    """Nobody met an error that no fault explains, and nobody left a key undone."""
    yield from (f"{log.path.stem}: {rest[0][-1500:]}" for word, _key, *rest in log.read() if word == "failed")
    undone = set(log.begun()) - set(log.done())
    if undone:
        yield f"{log.path.stem}: begun and not done: {sorted(undone)}"


def filed(log: Log) -> Found:
    """Each key of a machine gave one dossier, the one that was acknowledged."""
    done = log.done()
    yield from _each_once("filing", list(done.values()))
    counted = one("SELECT count(*) FROM dossiers_dossier WHERE applicant_personal_id = '001196000117' AND status > 0")
    if counted != len(done):
        yield f"filing: {len(done)} acknowledged, {counted} there"


def signed(log: Log) -> Found:
    """Each key was settled once: one entry of each step, one number, one record that is signed and valid."""
    from django.apps import apps

    from caunoi.documents.signing import verify

    done = log.done()
    yield from _each_once("signing", list(done.values()))
    found = rows(
        "SELECT id, code, status, result_file_id, result_number FROM dossiers_dossier WHERE code = ANY(%s)",
        list(done.values()),
    )
    numbers = [number for *_rest, number in found if number]
    if len(numbers) != len(set(numbers)):
        yield "signing: a number was given twice"
    for dossier_id, code, status, file_id, _number in found:
        kinds = [
            kind for (kind,) in rows("SELECT kind FROM core_journal WHERE subject_id = %s ORDER BY seq", dossier_id)
        ]
        for kind in ("submitted", "accepted", "examined", "signed", "handed_over"):
            if kinds.count(f"dossier.{kind}") != 1:
                yield f"signing: {code} has {kinds.count(f'dossier.{kind}')} entries dossier.{kind}"
        if status != 10:
            yield f"signing: {code} has status {status}"
        record = apps.get_model("documents.FileRecord").objects.select_related("stored").get(id=file_id)
        verdict = verify(_content(record.stored.sha256)).status
        if verdict != "valid":
            yield f"signing: the record of {code} is {verdict}"


def paid(log: Log) -> Found:
    """What the service charged was charged once and received once, with a receipt; receipts have no holes."""
    from caunoi.core.clock import SystemClock
    from caunoi.payments import operations

    operations.ask_due(now=SystemClock().now() + timedelta(hours=3), limit=100_000)
    charges = httpx.get(f"{os.environ['CAUNOI_PAYMENT_LOCAL_URL']}/control").json()["charges"]
    references = list(log.done().values())
    for reference in references:
        if charges.count(reference) != 1:
            yield f"paying: {reference} was charged {charges.count(reference)} times"
        received = one(
            "SELECT count(*) FROM payments_receipt r JOIN payments_attempt a ON a.id = r.attempt_id "
            "JOIN payments_order o ON o.id = a.order_id JOIN dossiers_dossier d ON d.id = o.subject_id "
            "WHERE a.reference = %s AND o.state = 'paid' AND o.paid = o.amount AND d.fee_state = 'paid'", reference,
        )  # fmt: skip
        if received != 1:
            yield f"paying: {reference} was received {received} times"
    for agency, numbers in rows(
        "SELECT agency_id, array_agg(number ORDER BY number) FROM payments_receipt GROUP BY agency_id, year"
    ):
        if numbers != list(range(1, len(numbers) + 1)):
            yield f"paying: receipts of {agency} have holes or doubles"


def exported(log: Log) -> Found:
    """The lake holds what the journal holds, up to where it goes, and its files are as its list says."""
    from caunoi.core.clock import SystemClock
    from caunoi.measures.lake import repair

    watermark = one("SELECT watermark FROM measures_lake")
    if any(position > watermark for position in log.done().values()):
        yield "exporting: it went back"
    kept = one("SELECT coalesce(sum(rows), 0) FROM measures_lakefile WHERE replaced_at IS NULL")
    there = one("SELECT count(*) FROM core_journal WHERE id <= %s", watermark)
    if kept != there:
        yield f"exporting: {kept} entries in the files, {there} in the journal"
    yield from (f"exporting: {broken}" for broken in repair.verify(now=SystemClock().now()))


def reorganised(log: Log) -> Found:
    """Nothing open is left at an agency that ended, each has one heir, and doing it again does nothing."""
    from caunoi.core.actor import System
    from caunoi.core.clock import SystemClock, local_date
    from caunoi.units import operations

    now = SystemClock().now()
    again = operations.reorganise(on=local_date(now), actor=System("units"), now=now)
    if again.succeeded or again.made or any(again.moved.values()):
        yield f"reorganising: something was left to do: {again}"
    entries = one("SELECT count(*) - count(DISTINCT subject_id) FROM core_journal WHERE kind = 'agency.succeeded'")
    if entries:
        yield f"reorganising: {entries} agencies were succeeded twice"
    gone = [old for old, _into in log.done().values()]
    living = one(
        "SELECT count(*) FROM units_unitversion WHERE code = ANY(%s) AND level = 'commune' AND valid_to IS NULL", gone
    )
    if living:
        yield f"reorganising: {living} communes that ended are in force"


def whole() -> Found:
    """No half action: every dossier and its journal, its run and its open work say the same."""
    for status, kind in ((1, "submitted"), (10, "handed_over")):
        more = ">=" if status == 1 else "="
        wrong = one(
            f"SELECT count(*) FROM dossiers_dossier d WHERE d.status {more} %s AND 1 <> (SELECT count(*) "
            "FROM core_journal j WHERE j.subject_id = d.id AND j.kind = %s)", status, f"dossier.{kind}",
        )  # fmt: skip
        if wrong:
            yield f"{wrong} dossiers have not exactly one entry dossier.{kind}"
    lost = one(
        "SELECT count(*) FROM (SELECT DISTINCT subject_id FROM core_journal WHERE subject_kind = 'dossier') j "
        "LEFT JOIN dossiers_dossier d ON d.id = j.subject_id WHERE d.id IS NULL"
    )
    if lost:
        yield f"{lost} dossiers are in the journal only"
    idle = one(
        "SELECT count(*) FROM dossiers_dossier d WHERE d.status IN (1, 2, 4) AND NOT EXISTS (SELECT FROM "
        "dossiers_workitem w WHERE w.dossier_id = d.id AND w.closed_at IS NULL)"
    )
    if idle:
        yield f"{idle} open dossiers wait for nobody"
    stuck = rows("SELECT task_name, count(*) FROM procrastinate_jobs WHERE status = 'failed' GROUP BY 1")
    yield from (f"{count} jobs {name} failed" for name, count in stuck)


def files() -> Found:
    """Every content that a row names is there and is what its digest says."""
    for sha256, size in rows("SELECT sha256, size FROM documents_storedfile"):
        try:
            content = _content(sha256)
        except OSError as error:
            yield f"{sha256}: {error}"
            continue
        if len(content) != size or hashlib.sha256(content).hexdigest() != sha256:
            yield f"{sha256}: not what it was"


def _content(sha256: str) -> bytes:
    from caunoi.documents import blobs

    return blobs.read(sha256)


def _each_once(what: str, codes: list[str]) -> Found:
    if len(codes) != len(set(codes)):
        yield f"{what}: one dossier was acknowledged for two keys"
    there = dict(rows("SELECT code, count(*) FROM dossiers_dossier WHERE code = ANY(%s) GROUP BY code", codes))
    yield from (f"{what}: {code} is there {there.get(code, 0)} times" for code in codes if there.get(code) != 1)


def main() -> None:
    """Check all and say what is wrong."""
    django.setup()
    folder = Path(os.environ["CAUNOI_DATA"])
    checks = {"filing": filed, "signing": signed, "paying": paid, "exporting": exported, "reorganising": reorganised}
    wrong: list[str] = []
    for kind, check in checks.items():
        log = log_of(kind, folder)
        if log.path.exists():
            wrong += [*nothing_failed(log), *check(log)]
    print(json.dumps([*wrong, *whole(), *files()], ensure_ascii=False))


if __name__ == "__main__":
    main()

"""Three weeks of Hà Nội: dossiers with all their steps over HTTP against one server, and what each costs.

    .venv/bin/python bench/hanoi.py [--dossiers 300] [--clients 8]

Machines at the service centres file through the API (filed and received with a receipt), specialists examine on their
pages, leaders sign what waits for them a hundred at a time, machines hand over. 66,000 dossiers are what Hà Nội's
communes settle in three weeks; target: under ten minutes. Fewer are extrapolated, and that is said. What the program
acknowledged is counted and compared with what the database and the journal hold; then `caunoi journal verify`.
Beside the time: processor seconds of server and database, and bytes stored, for each dossier's whole life.
"""

from __future__ import annotations

import argparse
import json
import queue
import subprocess
import sys
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench import harness
from bench.country import Commune, Country, Desk, Filings
from bench.harness import Report
from bench.line import Answer

WHOLE, TARGET_SECONDS = 66_000, 600
GROUP = 100
"""So many are signed at once; the page takes no more."""
ROUNDS = 12
"""More steps has no dossier."""
EVENTS = {
    "filed": {"dossier.accepted"}, "examined": {"dossier.examined"}, "handed over": {"dossier.handed_over"},
    "signed": {"dossier.signed", "dossier.result_signed"},
    "forwarded": {"dossier.step_done", "dossier.consultation_answered"},
}  # fmt: skip
ONWARD: dict[str, list[tuple[str, str]]] = {
    "submit_check": [("outcome", "pass")], "forward": [],
    "answer_consultation": [("outcome", "agree"), ("reason", "Thống nhất (đo tải).")],
}  # fmt: skip
WAITING = """
    SELECT d.id, d.code, d.version, d.procedure_code, d.answers, w.agency_id, w.role, w.actions
    FROM dossiers_workitem w JOIN dossiers_dossier d ON d.id = w.dossier_id
    WHERE w.closed_at IS NULL AND NOT w.held AND d.code = ANY(%s) ORDER BY d.code
"""


@dataclass
class Tally:
    """What the program acknowledged, and how often something else came back."""

    done: Counter[str] = field(default_factory=Counter)
    codes: list[str] = field(default_factory=list)
    refused: Counter[str] = field(default_factory=Counter)
    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    requests: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, what: str, seconds: float, *, codes: Sequence[str] = (), times: int = 1) -> None:
        """So many were acknowledged."""
        with self._lock:
            self.done[what] += times
            self.took[what].append(seconds)
            if what == "filed":
                self.codes += codes

    def refuse(self, what: str, answer: Answer) -> None:
        """Something was not done; the first of each kind is told."""
        said = f"{what}: {answer.status}"
        with self._lock:
            self.refused[said] += 1
            if self.refused[said] == 1:
                print(f"    {said} {answer.body[-600:].decode(errors='replace')}", file=sys.stderr)


class Life:
    """One client: takes communes and brings their dossiers from the counter to the counter.

    What waits for whom is read from the database; everything that is done goes through the program.
    """

    def __init__(self, country: Country, filings: Filings, tally: Tally) -> None:
        self.country, self.filings, self.tally = country, filings, tally
        self.desk, self.database = Desk(country), harness.connect()
        self.database.autocommit = True

    def commune(self, commune: Commune, numbers: Sequence[int]) -> None:
        """The whole life of so many dossiers of one commune."""
        codes = [code for number in numbers if (code := self._file(commune, number))]
        for _round in range(ROUNDS):
            waiting: dict[tuple[UUID, str], list[Any]] = defaultdict(list)
            found = self.database.execute(WAITING, [codes]).fetchall()
            for row in {row[1]: row for row in found}.values():  # of two that are asked at once, one after the other
                waiting[row[5], row[6]].append(row)
            if not sum(self._turn(commune, *who, rows) for who, rows in waiting.items()):
                return

    def close(self) -> None:
        """Hang up."""
        self.tally.requests += self.desk.requests
        self.desk.close()
        self.database.close()

    def _file(self, commune: Commune, number: int) -> str:
        begun = time.perf_counter()
        answer = self.desk.api(commune, "/dossiers", self.filings.draw(number), str(uuid4()))
        if answer.status != 201:
            self.tally.refuse("filed", answer)
            return ""
        code = str(answer.json()["code"])
        self.tally.note("filed", time.perf_counter() - begun, codes=[code])
        return code

    def _turn(self, commune: Commune, agency_id: UUID, role: str, rows: list[Any]) -> int:
        """One officer does what waits for them; how many of it were done."""
        if role != "counter_officer":
            self._opened(agency_id, role)
        signing = [row for row in rows if "sign" in row[7]]
        done = sum(self._signed(agency_id, role, signing[n : n + GROUP]) for n in range(0, len(signing), GROUP))
        for row in rows:
            if "submit_for_signature" in row[7]:
                done += self._sent(agency_id, role, row, "submit-for-signature", "examined", self._record(row))
            elif "hand_over" in row[7]:
                done += self._handed_over(commune, row)
            elif "sign" not in row[7] and (act := next((one for one in ONWARD if one in row[7]), "")):
                done += self._sent(agency_id, role, row, act.replace("_", "-"), "forwarded", ONWARD[act])
        return done

    def _opened(self, agency_id: UUID, role: str) -> None:
        answer = self.desk.page(agency_id, role, "/desk/queue/mine/")
        if answer.status != 200:
            self.tally.refuse("queue", answer)

    def _record(self, row: Any) -> list[tuple[str, str]]:
        """The record's form as the page shows it: what was declared, unchanged."""
        from caunoi.desk.questions import shown_value

        form, answers = self.filings.form(row[3]), row[4]
        said = [(name, shown_value(spec, answers.get(name))) for name, spec in form["properties"].items()]
        return [
            (name, f"{value:%d/%m/%Y}" if hasattr(value, "year") else str(value))
            for name, value in said
            if value is not None and not isinstance(value, list)
        ]

    def _sent(
        self, agency_id: UUID, role: str, row: Any, act: str, what: str, form: list[tuple[str, str]]
    ) -> int:  # fmt: skip
        begun = time.perf_counter()
        given = [("expected_version", str(row[2])), *form]
        answer = self.desk.send(agency_id, role, f"/desk/dossiers/{row[1]}/{act}/", given)
        if answer.status != 302:
            self.tally.refuse(f"{what} {row[3]}", answer)
            return 0
        self.tally.note(what, time.perf_counter() - begun)
        return 1

    def _signed(self, agency_id: UUID, role: str, rows: list[Any]) -> int:
        begun = time.perf_counter()
        form = [("sure", "1"), *(("ids", str(row[0])) for row in rows)]
        answer = self.desk.send(agency_id, role, "/desk/many/sign/", form)
        if answer.status != 302:
            self.tally.refuse("signed", answer)
            return 0
        said = self.desk.page(agency_id, role, answer.headers["location"])
        done = said.body.decode().rpartition("<h2")[2] if "<h2" in said.body.decode() else ""
        signed = sum(f"/{row[1]}/" in done for row in rows)
        self.tally.note("signed", time.perf_counter() - begun, times=signed)
        if signed < len(rows):
            self.tally.refuse("signed", said)
        return signed

    def _handed_over(self, commune: Commune, row: Any) -> int:
        begun = time.perf_counter()
        said = {
            "received_by": "Trần Thị Ví Dụ", "delivered_at": datetime.now(UTC).isoformat(), "way": "counter",
        }  # fmt: skip
        answer = self.desk.api(commune, f"/dossiers/{row[1]}/hand-over", said, str(uuid4()))
        if answer.status != 200:
            self.tally.refuse("handed over", answer)
            return 0
        self.tally.note("handed over", time.perf_counter() - begun)
        return 1


def main(dossiers: int, clients: int) -> Report:
    """Let them live, compare, verify, reckon."""
    harness.own_database()
    from caunoi.core.clock import SystemClock

    now = SystemClock().now()
    mix = json.loads((harness.ROOT / "data/simulation/everyday.json").read_text())["procedures"]
    report = Report("hanoi", {"dossiers": dossiers, "clients": clients, "load": harness.load()})
    with harness.serving() as program:
        country = Country(program.base, now)
        country.open(min(126, max(2, dossiers // 40)))
        filings, tally = Filings(mix, now, dossiers=dossiers), Tally()
        _live(country, filings, Tally(), clients, range(-2 * clients, 0), say=False)  # fills the caches
        before = Stored.now(program)
        begun = time.perf_counter()
        _live(country, filings, tally, clients, range(dossiers))
        took = time.perf_counter() - begun
        after = Stored.now(program)
    _told(report, tally, dossiers, took)
    _costs(report, before, after, dossiers)
    nothing_lost(report, tally)
    _verified(report)
    print(f"written to {report.save()}")
    return report


def _live(country: Country, filings: Filings, tally: Tally, clients: int, numbers: range, *, say: bool = True) -> None:
    """Every commune gets its share of the numbers; clients take one commune's day after the other."""
    days: queue.SimpleQueue[tuple[Commune, Sequence[int]]] = queue.SimpleQueue()
    size = max(1, min(50, len(numbers) // clients))
    for place, first in enumerate(range(0, len(numbers), size)):
        days.put((country.communes[place % len(country.communes)], numbers[first : first + size]))
    begun, told = time.perf_counter(), [time.perf_counter()]

    def client() -> None:
        life = Life(country, filings, tally)
        try:
            while True:
                try:
                    commune, some = days.get_nowait()
                except queue.Empty:
                    return
                life.commune(commune, some)
                if say and time.perf_counter() - told[0] > 10:
                    told[0] = time.perf_counter()
                    done, gone = tally.done["handed over"], told[0] - begun
                    print(f"  {done:,} of {len(numbers):,} handed over, {gone:.0f} s, {done / gone:.1f}/s", flush=True)
        finally:
            life.close()

    harness.together(client, clients)


def _told(report: Report, tally: Tally, dossiers: int, took: float) -> None:
    done = tally.done["handed over"]
    rate = done / took
    report.add("whole lives", rate, "/s")
    measured = dossiers >= WHOLE
    seconds = took if measured else WHOLE / max(rate, 1e-9)
    said = "measured" if measured else f"EXTRAPOLATED from {dossiers:,}"
    report.add(
        f"three weeks of Hà Nội, {WHOLE:,} dossiers, {said}", seconds / 60, "min", limit=TARGET_SECONDS / 60,
        limit_is="min", ratio=round(seconds / TARGET_SECONDS, 2), target="< 10 min", met=seconds < TARGET_SECONDS,
    )  # fmt: skip
    report.add("requests for each dossier", tally.requests / max(done, 1), "")
    for what, times in tally.took.items():
        median, p95, _p99 = harness.spread(times)
        report.add(f"{what}: median of a request", median, "ms")
        report.add(f"{what}: p95 of a request", p95, "ms")
    refused = sum(tally.refused.values())
    report.add("requests refused", refused, "", target="0", met=not refused)


@dataclass(frozen=True)
class Stored:
    """What was used and stored so far."""

    server: float
    database: float
    clients: float
    bytes_in_database: int
    bytes_of_files: int

    @classmethod
    def now(cls, program: harness.Program) -> Stored:
        """Read it."""
        from django.conf import settings

        with harness.connect() as connection:
            row = connection.execute("SELECT pg_database_size(current_database())").fetchone()
        folder = Path(settings.STORAGES["default"]["OPTIONS"]["location"])
        files = sum(one.stat().st_size for one in folder.rglob("*") if one.is_file())
        return cls(program.processor(), harness.database_processor(), time.process_time(), row[0], files)


def _costs(report: Report, before: Stored, after: Stored, dossiers: int) -> None:
    server, database = after.server - before.server, after.database - before.database
    report.add("processor for each dossier, server", server / dossiers * 1000, "ms")
    report.add("processor for each dossier, database", database / dossiers * 1000, "ms")
    report.add(
        "processor of the clients beside it, not counted", (after.clients - before.clients) / dossiers * 1000, "ms"
    )
    report.add(
        "processor for each dossier, receipt printed later by the worker", _receipt() * 1000, "ms"
    )  # fmt: skip
    kilobytes = (after.bytes_in_database - before.bytes_in_database) / dossiers / 1024
    report.add("stored for each dossier, database with indexes", kilobytes, "kB")
    report.add(
        "stored for each dossier, files", (after.bytes_of_files - before.bytes_of_files) / dossiers / 1024, "kB"
    )  # fmt: skip


def _receipt() -> float:
    """Processor seconds of this process for one of the receipts that were promised."""
    from caunoi.core.clock import SystemClock
    from caunoi.documents import promised

    promised.fulfil_some(before=SystemClock().now(), most=2)
    begun = time.process_time()
    made = promised.fulfil_some(before=SystemClock().now(), most=20)
    return (time.process_time() - begun) / max(made, 1)


def nothing_lost(report: Report, tally: Tally) -> None:
    """What was acknowledged is in the database and in the journal, and nothing else of it."""
    with harness.connect() as connection:
        kept, returned = connection.execute(
            "SELECT count(*), count(returned_at) FROM dossiers_dossier WHERE code = ANY(%s)", [tally.codes]
        ).fetchone()
        rows = connection.execute(
            "SELECT kind, count(*) FROM core_journal WHERE subject_id IN (SELECT id FROM dossiers_dossier "
            "WHERE code = ANY(%s)) GROUP BY kind",
            [tally.codes],
        ).fetchall()
    journal = dict(rows)
    lost = [what for what, kinds in EVENTS.items() if sum(journal.get(kind, 0) for kind in kinds) != tally.done[what]]
    if kept != tally.done["filed"] or returned != tally.done["handed over"]:
        lost.append("rows")
    report.add("acknowledged steps", sum(tally.done.values()), "")
    report.add(
        f"kinds of steps whose counts differ{': ' + ', '.join(lost) if lost else ''}", len(lost), "", target="0",
        met=not lost,
    )  # fmt: skip
    alive = tally.done["filed"] - tally.done["handed over"]
    report.add("dossiers filed and not handed over", alive, "", target="0", met=not alive)


def _verified(report: Report) -> None:
    begun = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "caunoi", "journal", "verify", "--json"], capture_output=True, text=True, check=False,
        cwd=harness.ROOT,
    )  # fmt: skip
    sound = done.returncode == 0
    if not sound:
        print(done.stdout[-500:], done.stderr[-500:], file=sys.stderr)
    report.add("journal verified, whole", time.perf_counter() - begun, "s", target="sound", met=sound)


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--dossiers", type=int, default=300)
    asked.add_argument("--clients", type=int, default=8)
    given = asked.parse_args()
    main(given.dossiers, given.clients)

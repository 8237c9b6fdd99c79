"""How long the whole service index (Decision 766) takes, for all provinces and communes, over a generated journal.

    .venv/bin/python bench/index.py [--entries N] [--rounds N] [--postgresql N] [--folder FOLDER]

Against (a) the limit: one DuckDB aggregate over the same files that reads the same columns, grouped by the same places
and ungrouped; (b) the same figures of the same levels by SQL in PostgreSQL, without scores and ranks, over a table
shaped like the journal with its index. PostgreSQL reads the entries once and rolls them up from a temporary table, the
quickest way we know. It may count fewer entries (`--postgresql`); its time is then scaled in proportion, and that is
said.

Cold: nothing is kept from before, the files are read. Warm: what was kept is asked again. By the clock, and in
processor time of all threads (of PostgreSQL: of one process, without parallel workers), which says more on a busy
machine. Freshness: from the commit of a real receipt until the index shows it. In a throw-away database; files go to a
temporary folder and are removed, unless `--folder` names one; files that are there already are taken as they are.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "caunoi.config.settings")
os.environ["CAUNOI_DB_OWNER"] = "1"

import django

django.setup()

from django.apps import apps  # noqa: E402
from django.conf import settings  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from psycopg import sql  # noqa: E402

from bench import generated, harness  # noqa: E402
from bench.harness import Report  # noqa: E402
from caunoi.core.actor import System  # noqa: E402
from caunoi.core.clock import VIETNAM  # noqa: E402
from caunoi.measures import compiling, definitions, engine, other_engines, queries  # noqa: E402
from caunoi.measures.lake import export, manifest, schema, storage  # noqa: E402
from caunoi.measures.lake.connecting import connect, name  # noqa: E402
from caunoi.measures.rolling import KEYS  # noqa: E402

AS_OF = datetime(2026, 12, 31, 23, 59, 59, tzinfo=VIETNAM)
START, END = generated.START, generated.END
PARTS = "parts.json"
LEVELS = ("province", "commune")
COLD, WARM = "full index, cold", "full index, warm"
GROUPED = "limit (a), grouped"
COLD_TARGET, WARM_TARGET = 3, 1


def main() -> None:
    asked = _arguments()
    if asked.generate:
        return _generate(Path(asked.generate), asked.entries)
    with tempfile.TemporaryDirectory(prefix="caunoi-bench-") as temporary:
        settings.LAKE = Path(asked.folder or temporary).absolute()
        connection.settings_dict["TEST"]["NAME"] = "bench_index"  # not the tests' own: they may be running
        connection.creation.create_test_db(verbosity=0, autoclobber=True)
        try:
            _prepare(asked.entries)
            report = Report("index", {"entries": asked.entries, "rounds": asked.rounds, "load": harness.load()})
            _measure(report, asked.rounds, asked.postgresql)
            print(f"written to {report.save()}")
        finally:
            connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)
    return None


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=4_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--postgresql", type=int, default=1_000_000, help="entries that PostgreSQL counts; 0: none")
    parser.add_argument("--folder", default="")
    parser.add_argument("--generate", default="", help=argparse.SUPPRESS)
    return parser.parse_args()


# --- preparing


def _prepare(entries: int) -> None:
    """The country, files for its offices, and the manifest that says that the journal went so far."""
    from caunoi.units.operations import load_country

    load_country(now=AS_OF, actor=System("bench"))
    root = storage.root()
    if not (root / PARTS).exists():
        root.mkdir(parents=True, exist_ok=True)
        (root / "offices.json").write_text(json.dumps(_offices()))
        began = time.perf_counter()
        command = [sys.executable, __file__, "--generate", str(root), "--entries", str(entries)]
        subprocess.run(command, check=True)  # a process of its own: its memory is not what is measured
        print(f"generated in      {time.perf_counter() - began:>8.0f} s")
    parts = json.loads((root / PARTS).read_text())
    with transaction.atomic():
        lake = manifest.locked()
        for part in parts:
            written = storage.Written(**part.pop("written"))
            manifest.add(written, columns=schema.digest(schema.columns()), now=AS_OF, **part)
        last = max(part["last"] for part in parts)
        manifest.changed(lake, watermark=last)
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval('core_journal_id', %s)", [last])
    size = sum(part.size for part in manifest.parts())
    print(f"entries           {sum(part['rows'] for part in parts):>12,} in {len(parts)} files, {size / 2**20:,.0f} MB")


def _offices() -> list[list[str]]:
    """Each commune with its service centre and its committee."""
    agencies = apps.get_model("units", "Agency").objects.filter(level="commune", valid_to=None, unit__valid_to=None)
    kinds = agencies.filter(kind__in=("service_centre", "peoples_committee")).order_by("unit__code")
    found: dict[tuple[str, str], dict[str, str]] = {}
    for agency, unit, province, kind in kinds.values_list("id", "unit_id", "province_code", "kind"):
        found.setdefault((province, str(unit)), {})[kind] = str(agency)
    return [
        [*place, ids.get("service_centre", ids["peoples_committee"]), ids["peoples_committee"]]
        for place, ids in found.items()
    ]


def _generate(root: Path, entries: int) -> None:
    """Write the files (in a process of its own)."""
    settings.LAKE = root
    offices = [generated.Office(*one) for one in json.loads((root / "offices.json").read_text())]

    def put(duck: Any, select: str, month: str, province: str, first: int, last: int) -> storage.Written:
        return storage.put(export.parquet(duck, select), storage.name_of(month, province, first, last))

    duck = connect()
    duck.execute("SET memory_limit = '4GB'")
    parts = [
        {
            "month": part.month, "province": part.province, "first": part.first, "last": part.last, "rows": part.rows,
            "written": {one: getattr(written, one) for one in ("path", "size", "sha256", "modified")},
        }
        for part, written in generated.write(duck, offices, entries=entries, put=put)
    ]  # fmt: skip
    (root / PARTS).write_text(json.dumps(parts))


# --- measuring


@dataclass(slots=True)
class Timed:
    """Seconds of each round."""

    clock: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)

    def __str__(self) -> str:
        clock = f"clock best {min(self.clock):>7.2f} s  median {statistics.median(self.clock):>7.2f} s"
        return f"{clock}   processor best {min(self.processor):>7.2f} s"


def _measure(report: Report, rounds: int, in_postgresql: int) -> None:
    version = definitions.version("766", on=START)
    columns = _columns(version)
    print(f"columns read      {len(columns):>8}: {', '.join(columns)}")
    timed: dict[str, Timed] = defaultdict(Timed)
    for _ in range(rounds):
        for what, work in _works(columns).items():
            began, busy = time.perf_counter(), _processor()
            work()
            timed[what].clock.append(time.perf_counter() - began)
            timed[what].processor.append(_processor() - busy)
    for what, seconds in timed.items():
        print(f"{what:<34} {seconds}")
    # The peak of this process so far: Django, Ibis, DuckDB and all that they keep.
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10
    report.add("memory, peak", peak, "MB", target="< 2,048", met=peak < 2048)
    grouped = statistics.median(timed[GROUPED].clock)
    for what, target in ((COLD, COLD_TARGET), (WARM, WARM_TARGET)):
        took = statistics.median(timed[what].clock)
        report.add(
            f"{what}, {sum(part.rows for part in manifest.parts()):,} entries", took, "s", limit=round(grouped, 3),
            limit_is="s, one DuckDB aggregate of the same columns", ratio=round(took / grouped, 2),
            target=f"<= {target} times", met=took <= target * grouped,
        )  # fmt: skip
    busy = min(timed[COLD].processor) / min(timed[GROUPED].processor)
    report.add("full index, cold: processor", min(timed[COLD].processor), "s", ratio=round(busy, 2),
               limit=round(min(timed[GROUPED].processor), 3), limit_is="s, the same aggregate")  # fmt: skip
    fresh = _freshness()
    report.add("from the commit of a receipt to the provinces' index", fresh, "s", target="< 2 s", met=fresh < 2)
    if in_postgresql:
        _beside_postgresql(report, _postgresql(version, in_postgresql), timed)


def _beside_postgresql(report: Report, compared: Timed, timed: dict[str, Timed]) -> None:
    """In processor time; the target is meant for 20 million entries, where the fixed cost of the files is small."""
    by_sql, own = min(compared.processor), min(timed[COLD].processor)
    report.add("the same figures by SQL in PostgreSQL, scaled: processor", by_sql, "s", limit=round(own, 3),
               limit_is="s, full index, cold", ratio=round(by_sql / own, 1), target=">= 20 times at 20 million",
               met=by_sql >= 20 * own)  # fmt: skip


def _processor() -> float:
    """Processor time of this process, all threads."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _works(columns: list[str]) -> dict[str, Callable[[], Any]]:
    return {
        GROUPED: lambda: _limit(columns, grouped=True),
        "limit (a), ungrouped": lambda: _limit(columns, grouped=False),
        COLD: _full_index,
        WARM: _index_of,
        "of the cold one, counting": _counting,
    }


def _full_index() -> None:
    """Nothing is kept from before: list of files, a look at each, one scan, scores and ranks of both levels."""
    engine.forget()
    _index_of()


def _counting() -> None:
    engine.forget()
    engine.cube(definitions.version("766", on=START), start=START, end=END, today=AS_OF.date(), as_of=AS_OF)


def _index_of() -> None:
    for level in LEVELS:
        found = queries.index("766", level=level, as_of=AS_OF, start=START, now=AS_OF)
        assert len(found.units) >= (34 if level == "province" else 3321), len(found.units)


def _limit(columns: list[str], *, grouped: bool) -> None:
    """One aggregate over the same files that reads the same columns, in a DuckDB set up the same way."""
    duck = connect()
    paths = ", ".join(f"'{storage.absolute(part.path)}'" for part in manifest.parts())
    counts = ", ".join(f"count({name(one)})" for one in columns)
    places = ", ".join(compiling.PLACE)
    source = f"FROM read_parquet([{paths}], hive_partitioning=false)"
    duck.execute(f"SELECT {places}, {counts} {source} GROUP BY {places}" if grouped else f"SELECT {counts} {source}")
    duck.fetchall()
    duck.close()


def _columns(version: Any) -> list[str]:
    """The columns that the index is counted from."""
    import ibis.expr.operations as ops

    expression = compiling.compile_cases(version, compiling.entries(), start=START, end=END, today=AS_OF.date())
    fields = expression.op().find(ops.Field, filter=lambda node: True)
    named = {field.name for field in fields}
    return [column.name for column in schema.columns() if column.name in named]


def _freshness() -> float:
    """From the commit of a receipt by the real operation until the province's index shows it."""
    from caunoi.dossiers import operations, testing

    now = AS_OF.replace(hour=9)
    office = testing.office(now)
    waits = []
    for _ in range(3):
        view = testing.walk(office, "submitted", now=now, citizen=testing.citizen(now))
        before = _received()
        operations.accept(dossier_id=view.id, actor=office.counter, now=now)
        began = time.perf_counter()
        while _received() == before:
            pass
        waits.append(time.perf_counter() - began)
    return max(waits)


def _received() -> Any:
    found = queries.index("766", level="province", as_of=AS_OF, start=START, now=AS_OF)
    return found.unit("01").indicator("PROGRESS").denominator


def _postgresql(version: Any, entries: int) -> Timed:
    """The same figures and levels over a table like the journal, of as large a share of each file's entries."""
    parts = manifest.parts()
    whole = sum(part.rows for part in parts)
    rows = _copy(parts, min(1.0, entries / whole))
    statements = _statements(version)
    timed = Timed()
    for workers in ("2", "2", "0"):
        with connection.cursor() as cursor:
            cursor.execute(f"SET max_parallel_workers_per_gather = {workers}")
            began, busy = time.perf_counter(), _processor_of(cursor)
            for statement in statements:
                cursor.execute(statement)
                if cursor.description:
                    cursor.fetchall()
            scale = whole / rows
            if workers == "0":
                timed.processor.append((_processor_of(cursor) - busy) * scale)
            else:
                timed.clock.append((time.perf_counter() - began) * scale)
    print(f"{'PostgreSQL (b)':<34} {timed}")
    if rows < whole:
        print(f"                  counted {rows:,} entries, times {whole / rows:.2f}: SCALED, not measured")
    return timed


def _statements(version: Any) -> list[Any]:
    """One scan into a temporary table; from it for each level the sums, and the counts of distinct values."""
    import ibis

    cases = compiling.compile_cases(version, compiling.entries(), start=START, end=END, today=AS_OF.date())
    scan = sql.SQL("CREATE TEMP TABLE bench_counted AS {}").format(
        other_engines.statement(cases, journal="bench_journal")
    )
    counted = ibis.table(cases.schema(), name="bench_counted")
    figures = compiling.figures_of(version, counted)
    found = [sql.SQL("DROP TABLE IF EXISTS bench_counted"), scan]
    for level in LEVELS:
        key = KEYS[level]
        wanted = [counted.group_by(key).aggregate(**figures)]
        for column in {compiling.by_column(one.distinct) for one in version.distinct}:
            ones = [one for one in version.distinct if compiling.by_column(one.distinct) == column]
            pairs = counted.filter(counted[column].notnull()).group_by([key, column])
            inner = pairs.aggregate(**{one.of: figures[one.of] for one in ones})
            wanted.append(inner.group_by(key).aggregate(**{one.id: (inner[one.of] > 0).sum() for one in ones}))
        found += [sql.SQL(ibis.to_sql(one, dialect="postgres")) for one in wanted]
    return found


def _processor_of(cursor: Any) -> float:
    """Processor time of the server's process; 0 where it cannot be seen (then the ratio is not meant)."""
    cursor.execute("SELECT pg_backend_pid()")
    told = Path(f"/proc/{cursor.fetchone()[0]}/stat")
    if not told.exists():
        return 0.0
    user, system = told.read_text().rsplit(")", 1)[1].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def _copy(parts: list[Any], share: float) -> int:
    """Fill the table: as many entries of each file, in order of position, with JSON data and the journal's index."""
    chosen = [Path(storage.absolute(part.path)) for part in parts]
    duck = connect()
    source = generated.json_rows(chosen)
    if share < 1:
        source += f" WHERE hash(id) % 1000 < {round(share * 1000)}"
    duck.execute(f"COPY ({source} ORDER BY id) TO '{storage.scratch()}.csv' (FORMAT csv, HEADER false)")
    with connection.cursor() as cursor:
        cursor.execute("CREATE UNLOGGED TABLE bench_journal (LIKE core_journal)")
        for file in (storage.root() / "tmp").glob("*.csv"):
            with cursor.copy("COPY bench_journal FROM STDIN (FORMAT csv)") as copy, file.open("rb") as lines:
                while block := lines.read(2**20):
                    copy.write(block)
            file.unlink()
        cursor.execute("CREATE INDEX ON bench_journal (kind, occurred_at)")
        cursor.execute("VACUUM ANALYZE bench_journal")
        cursor.execute("SELECT count(*) FROM bench_journal")
        return int(cursor.fetchone()[0])


if __name__ == "__main__":
    main()

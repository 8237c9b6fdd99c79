"""The files hold exactly the entries up to the watermark, whatever happens to clocks, processes and files."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from caunoi.core.journal.queries import latest
from caunoi.core.testing import connect
from caunoi.measures.lake import compaction, export, manifest, repair, storage
from caunoi.measures.lake.models import Lake, LakeFile
from caunoi.measures.tests.lake_entries import SEEN, in_files, in_journal, some, write

pytestmark = pytest.mark.django_db
AT = datetime(2026, 10, 20, 9, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def lake(settings: Any, tmp_path: Path) -> Path:
    settings.LAKE = tmp_path / "lake"
    return tmp_path / "lake"


def holds_all(position: int) -> None:
    assert in_files(*SEEN) == in_journal(position)


def test_files_hold_every_entry_up_to_the_watermark_by_month_and_province() -> None:
    positions = some(200)
    done = export.export_upto(positions[150], now=AT)
    assert (done.rows, done.watermark) == (151, positions[150])
    holds_all(positions[150])
    months = {(part.month, part.province) for part in manifest.parts()}
    assert months == {(month, code) for month in ("2026-08", "2026-09", "2026-10") for code in ("01", "79", "")}
    assert all(f"month={part.month}/province={part.province or 'none'}/" in part.path for part in manifest.parts())


def test_exporting_again_writes_nothing_and_goes_on_where_it_was() -> None:
    positions = some(60)
    export.export_upto(positions[30], now=AT)
    before = manifest.parts()
    assert export.export_upto(positions[30], now=AT).files == 0
    assert manifest.parts() == before
    export.export_upto(positions[-1], now=AT, chunk=7)
    holds_all(positions[-1])


def test_what_is_not_of_its_type_is_null_and_text_stays_as_it_is() -> None:
    at = datetime(2026, 9, 1, 2, 0, 0, 123456, tzinfo=UTC)
    data = {"code": 'H26 "a",b', "due_on": "soon", "on_time": None, "amount": 12, "paused_hours": "2.5", "case": ""}
    last = write("dossier.paid", at, data)
    export.export_upto(last, now=AT)
    assert in_files("code", "due_on", "on_time", "amount", "case", "id") == [('H26 "a",b', None, None, 12, "", last)]
    ((hours,),) = in_files("paused_hours")
    assert float(hours) == 2.5


def test_a_late_entry_for_a_closed_month_lands_in_a_later_file() -> None:
    positions = some(40)
    export.export_upto(positions[-1], now=AT)
    late = write("dossier.accepted", datetime(2020, 1, 31, 18, 0, tzinfo=UTC), {"received_on": "2020-02-01"})
    export.export_upto(late, now=AT + timedelta(hours=1))
    assert {part.month for part in manifest.parts() if part.first == late} == {"2020-02"}  # February in Việt Nam
    holds_all(late)


def test_a_clock_that_goes_backwards_changes_nothing() -> None:
    positions = some(40)
    export.export_upto(positions[20], now=AT)
    done = export.export_upto(positions[10], now=AT - timedelta(days=400))
    assert (done.files, Lake.objects.get().watermark) == (0, positions[20])
    export.export_upto(positions[-1], now=AT - timedelta(days=400))
    holds_all(positions[-1])


class Killed(BaseException):
    """Stands for the process dying."""


@pytest.mark.parametrize("where", ["put", "add", "changed"])
def test_a_process_killed_between_files_and_manifest_leaves_nothing_wrong(
    where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    positions = some(60)
    module = storage if where == "put" else manifest
    calls = iter(range(100))

    def dies(*args: Any, **kwargs: Any) -> Any:
        if next(calls) == (3 if where != "changed" else 0):
            raise Killed
        return original(*args, **kwargs)

    original = getattr(module, where)
    monkeypatch.setattr(module, where, dies)
    with pytest.raises(Killed):
        export.export_upto(positions[40], now=AT)
    monkeypatch.setattr(module, where, original)
    assert manifest.parts() == []
    export.export_upto(positions[-1], now=AT)
    holds_all(positions[-1])
    assert sorted(storage.all_files()) == sorted(part.path for part in manifest.parts())
    assert list((storage.root() / "tmp").iterdir()) == []


@pytest.mark.parametrize("fault", [storage.MISSING, storage.CUT, storage.ALTERED])
def test_a_broken_file_is_noticed_made_again_and_told_of(fault: str) -> None:
    positions = some(60)
    export.export_upto(positions[-1], now=AT)
    part = manifest.parts()[2]
    harm(Path(storage.absolute(part.path)), fault)
    (done,) = repair.repair(manifest.parts(), now=AT)
    assert (done.path, done.fault, done.rows) == (part.path, fault, part.rows)
    holds_all(positions[-1])
    (entry,) = latest(kind="lake.file_rebuilt")
    assert (entry.data["fault"], entry.data["rows_now"], entry.province) == (fault, part.rows, part.province)
    assert repair.verify(now=AT) == []


def harm(path: Path, fault: str) -> None:
    if fault == storage.MISSING:
        path.unlink()
    elif fault == storage.CUT:
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    else:
        path.write_bytes(path.read_bytes()[:-1] + b"X")


def test_a_file_altered_behind_its_time_is_found_by_its_sum() -> None:
    import os

    positions = some(30)
    export.export_upto(positions[-1], now=AT)
    part = manifest.parts()[0]
    path = Path(storage.absolute(part.path))
    harm(path, storage.ALTERED)
    os.utime(path, ns=(part.modified, part.modified))
    assert repair.repair(manifest.parts(), now=AT) == []
    assert [done.path for done in repair.verify(now=AT)] == [part.path]
    holds_all(positions[-1])


def test_compaction_leaves_one_file_a_month_and_province_with_the_same_entries() -> None:
    positions = some(300)
    for position in positions[::60]:
        export.export_upto(position, now=AT)
    export.export_upto(positions[-1], now=AT)
    done = compaction.compact(now=AT, few=1)
    assert len(manifest.parts()) == done.after == 9
    holds_all(positions[-1])
    assert repair.verify(now=AT) == []
    assert len(list(storage.all_files())) == done.before + done.after  # somebody may be reading the old ones
    export.export_upto(positions[-1], now=AT + timedelta(hours=3))
    assert sorted(storage.all_files()) == sorted(part.path for part in manifest.parts())
    assert LakeFile.objects.count() == 9


def test_compaction_does_not_bake_in_a_broken_file() -> None:
    positions = some(60)
    export.export_upto(positions[30], now=AT)
    export.export_upto(positions[-1], now=AT)
    one = next(part for part in manifest.parts() if part.first > 1 and part.month == "2026-09")
    harm(Path(storage.absolute(one.path)), storage.ALTERED)
    compaction.compact(now=AT, few=1)
    holds_all(positions[-1])


def test_the_running_month_is_left_alone_while_its_files_are_few() -> None:
    positions = some(60)
    export.export_upto(positions[30], now=AT)
    export.export_upto(positions[-1], now=AT)
    compaction.compact(now=AT)
    counted = [part.month for part in manifest.parts()]
    assert counted.count("2026-10") == 6
    assert counted.count("2026-09") == 3


def test_a_field_that_comes_new_is_null_in_older_files(monkeypatch: pytest.MonkeyPatch) -> None:
    from caunoi.measures.lake import schema

    before = schema.columns()
    positions = some(20)
    monkeypatch.setattr(schema, "columns", lambda: tuple(c for c in before if c.name != "channel"))
    export.export_upto(positions[-1], now=AT)
    monkeypatch.setattr(schema, "columns", lambda: before)
    later = write("dossier.accepted", AT, {"channel": "online"})
    export.export_upto(later, now=AT)
    assert in_files("channel")[-1] == ("online",)
    assert {channel for (channel,) in in_files("channel")[:-1]} == {None}
    repair.rebuild_all(now=AT)
    assert {channel for (channel,) in in_files("channel")} > {"online"}


@pytest.mark.django_db(transaction=True)
class TestClosedHours:
    def test_only_what_was_recorded_before_the_hour_is_written(self) -> None:
        positions = some(20)
        now = datetime.now(UTC)
        assert export.export_closed(now=now - timedelta(hours=1)).rows == 0
        done = export.export_closed(now=now + timedelta(hours=1))
        assert (done.rows, done.watermark, done.waiting) == (20, positions[-1], False)
        assert export.export_closed(now=now + timedelta(hours=1)).rows == 0

    def test_what_is_not_committed_yet_holds_the_watermark_back(self) -> None:
        with connect() as slow:
            slow.execute(
                "SELECT core_journal_append(now(), 'dossier.accepted', 'dossier', gen_random_uuid(), NULL, NULL, '01', "
                "'system:test', '{}')"
            )
            after = some(5)
            done = export.export_closed(now=AT, whole=True, patience=0.1)
            assert (done.rows, done.waiting) == (0, True)
        done = export.export_closed(now=AT, whole=True)
        assert (done.rows, done.watermark) == (6, after[-1])

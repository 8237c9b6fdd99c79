"""`caunoi index export`: the lake's files written, proved, made again, put together."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from caunoi.core.clock import SystemClock
from caunoi.core.commands import Command
from caunoi.measures.lake import compaction, export, repair


def add(actions: Any) -> None:
    """Add `export`."""
    parser = actions.add_parser("export", help="ghi các giờ đã khép của nhật ký ra tệp Parquet")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--all", action="store_true", dest="whole", help="ghi cả giờ đang diễn ra")
    what.add_argument("--verify", action="store_true", help="kiểm mọi tệp theo từng byte, ghi lại tệp hỏng")
    what.add_argument("--rebuild", action="store_true", help="ghi lại mọi tệp từ cơ sở dữ liệu")
    what.add_argument("--compact", action="store_true", help="gộp các tệp nhỏ của mỗi tháng, mỗi tỉnh")
    parser.add_argument("--json", action="store_true", dest="as_json")
    parser.set_defaults(act=run)


def run(command: Command, *, as_json: bool, **options: Any) -> None:
    """Do what was asked; exporting when nothing else was."""
    if options["verify"]:
        _verify(command, as_json)
    elif options["rebuild"]:
        rows = repair.rebuild_all(now=SystemClock().now())
        command.emit({"rows": rows}, f"Đã ghi lại mọi tệp: {rows} dòng", as_json=as_json)
    elif options["compact"]:
        put = compaction.compact(now=SystemClock().now())
        command.emit(asdict(put), f"Đã gộp {put.before} tệp thành {put.after} tệp, {put.rows} dòng", as_json=as_json)
    else:
        _export(command, as_json, whole=options["whole"])


def _verify(command: Command, as_json: bool) -> None:
    found = repair.verify(now=SystemClock().now())
    lines = [f"{one.path}: {_FAULTS[one.fault]}, đã ghi lại {one.rows} dòng" for one in found]
    data = {"rebuilt": [asdict(one) for one in found]}
    command.emit(data, "\n".join(lines) or "Mọi tệp đều nguyên vẹn", as_json=as_json)


def _export(command: Command, as_json: bool, *, whole: bool) -> None:
    done = export.export_closed(now=SystemClock().now(), whole=whole)
    text = f"Đã ghi {done.rows} dòng vào {done.files} tệp, đến vị trí {done.watermark} của nhật ký"
    if done.waiting:
        text += "; phần còn lại chờ một giao dịch chưa kết thúc, lần sau sẽ ghi"
    command.emit(asdict(done), text, as_json=as_json)


_FAULTS = {
    "missing": "không còn tệp",
    "cut": "tệp bị cụt",
    "altered": "tệp bị sửa",
    "unreadable": "tệp không đọc được",
}

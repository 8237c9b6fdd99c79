"""`caunoi procedures load|check|show|list`."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from caunoi.core.actor import System
from caunoi.core.clock import SystemClock, local_date
from caunoi.core.commands import Command as BaseCommand
from caunoi.procedures import operations, queries


class Command(BaseCommand):
    """The catalogue of administrative procedures."""

    help = "Danh mục thủ tục hành chính: nạp, xem, tìm."

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True, metavar="load|check|show|list")
        load = actions.add_parser("load", help="nạp danh mục từ data/procedures (chạy lại được)")
        check = actions.add_parser("check", help="kiểm tra các tệp danh mục mà không nạp")
        check.add_argument("folder", nargs="?", type=Path, default=None)
        show = actions.add_parser("show", help="một thủ tục: thành phần hồ sơ, thời hạn, biểu mẫu")
        show.add_argument("code")
        listing = actions.add_parser("list", help="danh sách, có thể tìm không dấu")
        listing.add_argument("--search", default="", help="các từ cần tìm")
        for sub in (load, check, show, listing):
            sub.add_argument("--json", action="store_true", dest="as_json")
        for sub in (show, listing):
            sub.add_argument("--as-of", type=date.fromisoformat, default=None, metavar="YYYY-MM-DD")

    def run(self, **options: Any) -> None:
        now = SystemClock().now()
        on = options.get("as_of") or local_date(now)
        data: Any
        match options["action"]:
            case "load":
                data = asdict(operations.load(now=now, actor=System("cli")))
                text = "Đã nạp {entries} thủ tục, {filable} nộp được; {versions_published} bản mới.".format(**data)
                if data["kept"]:
                    text += f" Giữ nguyên bản đã công bố tại đây của: {', '.join(data['kept'])}."
            case "check":
                data = asdict(operations.check(folder=options["folder"]))
                text = "Tệp danh mục đúng: {entries} thủ tục, {filable} nộp được.".format(**data)
            case "show":
                view = queries.procedure(options["code"], on=on)
                data = asdict(view)
                text = "\n".join([f"{view.code} {view.name}", *(f"  - {c.title} ({c.code})" for c in view.components)])
            case _:
                rows = queries.search(options["search"], on=on, size=10_000).entries
                data = [asdict(row) for row in rows]
                text = "\n".join(f"{row.code}  {row.name}" for row in rows)
        self.emit(data, text, as_json=options["as_json"])

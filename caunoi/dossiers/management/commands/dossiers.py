"""`caunoi dossiers show|demo`."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.core.management.base import CommandParser

from caunoi.core.clock import SystemClock
from caunoi.core.commands import Command as BaseCommand
from caunoi.dossiers import demo, queries


class Command(BaseCommand):
    """Dossiers, as anybody who knows a code may see them."""

    help = "Hồ sơ: tình trạng theo mã, hồ sơ trình diễn."

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True, metavar="show|demo")
        show = actions.add_parser("show", help="tình trạng và các bước của một hồ sơ (không có dữ liệu cá nhân)")
        show.add_argument("code")
        made = actions.add_parser("demo", help="tạo vài hồ sơ trình diễn tại phường Cửa Nam (chạy lại được)")
        for sub in (show, made):
            sub.add_argument("--json", action="store_true", dest="as_json")

    def run(self, **options: Any) -> None:
        now = SystemClock().now()
        if options["action"] == "demo":
            codes = demo.create(now)
            demo.enliven(now, lambda filed, moment: self.progress(f"{filed}/{demo.EVERYDAY}"))
            self.emit(codes, "\n".join(codes), as_json=options["as_json"])
            return
        status = queries.public_status(options["code"], now=now)
        steps = queries.public_timeline(options["code"])
        lines = [f"{s.at.astimezone():%d/%m/%Y %H:%M}  {s.title} ({s.by})" for s in steps]
        text = "\n".join([f"{status.code}  {status.status_name}  {status.procedure_name}", *lines])
        self.emit({**asdict(status), "timeline": [asdict(s) for s in steps]}, text, as_json=options["as_json"])

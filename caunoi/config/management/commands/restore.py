"""`caunoi restore`: a backup into an empty place, proved before and after."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from caunoi.config.backup.restoring import check, restore
from caunoi.config.management.commands.backup import told
from caunoi.core.commands import Command as Base


class Command(Base):
    help = "Khôi phục một bản sao lưu vào thư mục dữ liệu và cơ sở dữ liệu còn trống, rồi kiểm chứng."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("source", metavar="SOURCE", type=Path, help="thư mục của bản sao lưu")
        parser.add_argument("--check", action="store_true", help="chỉ kiểm tra bản sao lưu, không khôi phục")
        parser.add_argument("--json", action="store_true")

    def run(self, *, source: Path, json: bool, **options: Any) -> None:
        found = (check if options["check"] else restore)(source.absolute(), progress=self.progress)
        self.progress("")
        done = "Bản sao lưu còn nguyên vẹn" if options["check"] else "Đã khôi phục và kiểm chứng"
        self.emit({"source": str(source), **asdict(found)}, f"{done}: {told(found)}", as_json=json)

"""`caunoi texts`: compile the translations, and say what is missing."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.core.management.base import CommandParser

from caunoi.config import texts
from caunoi.core.commands import Command as Base


class Command(Base):
    help = "Biên dịch và kiểm tra bản dịch tiếng Anh, tiếng Thái."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=["compile", "check"])
        parser.add_argument("--json", action="store_true")

    def run(self, *, action: str, json: bool, **options: Any) -> None:
        if action == "compile":
            written = texts.compile_all()
            self.emit({"written": written}, f"Đã biên dịch {written} tệp.", as_json=json)
            return
        found = texts.gaps()
        lines = [f"{g.language} {g.what:<12} {g.where}: {g.text}" for g in found]
        self.emit([asdict(g) for g in found], "\n".join(lines) or "Bản dịch đầy đủ.", as_json=json)
        if found:
            raise SystemExit(1)

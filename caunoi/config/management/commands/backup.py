"""`caunoi backup`: database, files and keys of one moment, while the program goes on working."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from caunoi.config.backup.manifest import Manifest
from caunoi.config.backup.taking import take
from caunoi.core.clock import VIETNAM, SystemClock
from caunoi.core.commands import Command as Base


class Command(Base):
    help = "Sao lưu cơ sở dữ liệu, mọi tệp và khóa bí mật vào một thư mục mới, trong khi chương trình vẫn chạy."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("target", metavar="TARGET", type=Path, help="thư mục chưa có, sẽ chứa bản sao lưu")
        parser.add_argument(
            "--allow-lost", action="store_true", help="vẫn sao lưu khi có tệp đã mất; ghi tên các tệp đó"
        )
        parser.add_argument("--json", action="store_true")

    def run(self, *, target: Path, allow_lost: bool, json: bool, **options: Any) -> None:
        made = take(target, now=SystemClock().now(), allow_lost=allow_lost, progress=self.progress)
        self.progress("")
        self.emit({"target": str(target), **asdict(made)}, f"Đã sao lưu vào {target}: {told(made)}", as_json=json)
        for name in made.outside:
            self.stderr.write(f"Không có trong bản sao lưu, hãy giữ riêng: {name}")


def told(manifest: Manifest) -> str:
    """One sentence about what is in a backup."""
    journal = manifest.journal
    lost = f"; {len(manifest.lost):,} tệp đã mất từ trước" if manifest.lost else ""
    return (
        f"nhật ký đến mục {journal.last_id} ({journal.entries:,} mục, {journal.chains:,} chuỗi), "
        f"{manifest.files:,} tệp ({manifest.size / 2**20:,.1f} MB), "
        f"lúc {manifest.taken_at.astimezone(VIETNAM):%d/%m/%Y %H:%M:%S}{lost}."
    )

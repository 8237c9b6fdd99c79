"""`caunoi prepare`: what `caunoi run` does before it opens the server."""

from __future__ import annotations

from typing import Any

from caunoi.config.prepare import prepare
from caunoi.core.commands import Command as Base


class Command(Base):
    help = "Chuẩn bị cơ sở dữ liệu, đơn vị hành chính, thủ tục và dữ liệu minh hoạ; chạy lại bao nhiêu lần cũng được."
    requires_system_checks: list[str] = []

    def run(self, *args: Any, **options: Any) -> None:
        prepare()

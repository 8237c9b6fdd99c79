"""`caunoi index ...`: what it can do lies in `management/actions`, one module a subject."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from caunoi.core.commands import Command as BaseCommand
from caunoi.measures.management.actions import lake, scoring, show

ACTIONS = (lake, scoring, show)


class Command(BaseCommand):
    """Indices: their definitions, their figures, the files that they are counted from."""

    help = "Bộ chỉ số: định nghĩa, kết quả và các tệp dùng để tính."

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
        for module in ACTIONS:
            module.add(actions)

    def run(self, *, act: Any, **options: Any) -> None:
        act(self, **options)

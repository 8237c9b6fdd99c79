"""`caunoi processes check|list|tick`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from caunoi.core.clock import SystemClock
from caunoi.core.commands import Command as BaseCommand
from caunoi.processes import operations, queries


class Command(BaseCommand):
    """Settlement processes."""

    help = "Quy trình giải quyết (BPMN 2.0): kiểm tra một tệp, xem danh sách, chạy các mốc thời gian đã đến."

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True, metavar="check|list|tick")
        check = actions.add_parser("check", help="kiểm tra một tệp .bpmn; tên tệp là mã quy trình")
        check.add_argument("file", type=Path)
        listing = actions.add_parser("list", help="các quy trình đi kèm và các bước của chúng")
        tick = actions.add_parser("tick", help="chạy ngay các mốc thời gian đã đến")
        for sub in (check, listing, tick):
            sub.add_argument("--json", action="store_true", dest="as_json")

    def run(self, **options: Any) -> None:
        match options["action"]:
            case "check":
                data, text = _check(options["file"])
            case "tick":
                fired = operations.tick(now=SystemClock().now())
                data, text = {"fired": fired}, f"Đã chạy {fired} mốc thời gian."
            case _:
                data = {code: list(queries.steps(code)) for code in queries.codes()}
                text = "\n".join(f"{code}: {' → '.join(steps)}" for code, steps in data.items())
        self.emit(data, text, as_json=options["as_json"])


def _check(file: Path) -> tuple[Any, str]:
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"không đọc được tệp {file}", returncode=2) from error
    steps = queries.check(file.stem, text)
    said = "\n".join(
        f"  {s.id}: {s.name}; {s.role}, {s.agency}; {s.share_of_limit}; {', '.join(s.actions)}" for s in steps
    )
    return {"code": file.stem, "steps": [s.id for s in steps]}, f"Quy trình “{file.stem}” dùng được:\n{said}"

"""`caunoi measures settlement`."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from django.core.management.base import CommandParser

from caunoi.core.clock import SystemClock, local_date
from caunoi.core.commands import Command as BaseCommand
from caunoi.measures import queries


class Command(BaseCommand):
    """Figures from the journal."""

    help = "Các chỉ số tính từ nhật ký."

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True, metavar="settlement")
        settlement = actions.add_parser("settlement", help="tiếp nhận, đang xử lý, đúng hạn")
        where = settlement.add_mutually_exclusive_group()
        where.add_argument("--province", default="", help="mã tỉnh, ví dụ 01; bỏ trống là cả nước")
        where.add_argument("--agency", default="", help="mã định danh (UUID) của cơ quan tiếp nhận")
        settlement.add_argument("--from", dest="start", type=date.fromisoformat, metavar="YYYY-MM-DD")
        settlement.add_argument(
            "--to", dest="end", type=date.fromisoformat, metavar="YYYY-MM-DD", help="không gồm ngày này"
        )
        settlement.add_argument("--json", action="store_true", dest="as_json")

    def run(self, **options: Any) -> None:
        now = SystemClock().now()
        today = local_date(now)
        start = options["start"] or today.replace(month=1, day=1)
        end = options["end"] or today + timedelta(days=1)
        scope = "agency" if options["agency"] else "province" if options["province"] else "nation"
        found = queries.settlement(
            scope=scope, code_or_id=options["agency"] or options["province"], start=start, end=end, now=now
        )
        data = {**asdict(found), "from": start, "to": end}
        text = (
            "Tiếp nhận {received}, đang xử lý {in_process}, đã xử lý {done}; đúng hạn {on_time}, quá hạn {late}"
        ).format(**data)
        self.emit(data, text, as_json=options["as_json"])

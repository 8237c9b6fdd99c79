"""`caunoi jobs`: see background jobs, send a failed one again."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.core.management.base import CommandParser

from caunoi.core import jobs as core_jobs
from caunoi.core.clock import SystemClock
from caunoi.core.commands import Command as Base


class Command(Base):
    help = "Xem việc chạy nền; gửi lại việc bị lỗi."

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True, parser_class=type(parser))
        listing = actions.add_parser("list", help="các việc mới nhất")
        listing.add_argument("--status", choices=["todo", "doing", "succeeded", "failed", "cancelled", "aborted"])
        listing.add_argument("-n", type=int, default=50)
        listing.add_argument("--json", action="store_true")
        again = actions.add_parser("resend", help="gửi lại một việc bị lỗi")
        again.add_argument("id", type=int)
        again.add_argument("--json", action="store_true")

    def run(self, *, action: str, json: bool, **options: Any) -> None:
        if action == "resend":
            core_jobs.resend(options["id"], now=SystemClock().now())
            self.emit({"resent": options["id"]}, f"Đã gửi lại việc {options['id']}.", as_json=json)
            return
        found = core_jobs.jobs(status=options["status"], limit=options["n"])
        lines = [f"{j.id:>8}  {j.status:<10} {j.task:<28} lần thử: {j.attempts}" for j in found]
        self.emit([asdict(j) for j in found], "\n".join(lines) or "Không có việc nào.", as_json=json)

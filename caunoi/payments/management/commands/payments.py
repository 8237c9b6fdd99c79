"""`caunoi payments`: what waits, what was not believed, an agency's bank account."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from caunoi.core.actor import System
from caunoi.core.clock import SystemClock
from caunoi.core.commands import Command as Base
from caunoi.payments import operations, queries
from caunoi.units import queries as units


class Command(Base):
    """`caunoi payments notices | ask | account AGENCY BIN NUMBER HOLDER`."""

    help = "Thanh toán: thông báo không được tin, hỏi lại cổng thanh toán, tài khoản nhận chuyển khoản của cơ quan."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true")
        what = parser.add_subparsers(dest="what", required=True)
        what.add_parser("notices", help="các thông báo bị từ chối hoặc lạ, mới nhất trước")
        what.add_parser("ask", help="hỏi ngay các cổng thanh toán về những lần trả tiền đến hạn hỏi")
        account = what.add_parser("account", help="đặt tài khoản nhận chuyển khoản của một cơ quan")
        for name in ("agency", "bin", "number", "holder"):
            account.add_argument(name)

    def run(self, *, what: str, json: bool = False, **options: Any) -> None:
        now = SystemClock().now()
        if what == "notices":
            rows = queries.strange_notices()
            text = "\n".join(f"{at:%Y-%m-%d %H:%M}  {name}  {outcome}  {ref}" for at, name, outcome, ref in rows)
            self.emit(rows, text or "Không có.", as_json=json)
        elif what == "ask":
            counts = {"asked": operations.ask_due(now=now), "refunds": operations.send_refunds_due(now=now)}
            self.emit(counts, f"Đã trả lời {counts['asked']}, hoàn tiền xong {counts['refunds']}.", as_json=json)
        else:
            agency = units.agency_by_code(options["agency"])
            view = operations.set_bank_account(
                agency_id=agency.id, bank_bin=options["bin"], number=options["number"], holder=options["holder"],
                actor=System("command"), now=now,
            )  # fmt: skip
            self.emit(view, f"{agency.name}: {view.bank_bin} {view.number} {view.holder}", as_json=json)

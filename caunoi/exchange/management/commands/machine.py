"""`caunoi machine`: register systems that call us, list them, close them; the list of events for the documentation."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser

from caunoi.core.actor import System
from caunoi.core.clock import SystemClock
from caunoi.core.commands import Command as Base
from caunoi.exchange import documenting, operations
from caunoi.exchange.errors import MachineNotFound
from caunoi.exchange.models import Machine
from caunoi.exchange.queries.machines import machine_view
from caunoi.exchange.shapes import MACHINE_ROLES, MachineView, Scope
from caunoi.units import queries as units

ACTOR = System("machine")


class Command(Base):
    """`caunoi machine create NAME --agency CODE [--role] [--scope] [--json|--env]`, `list`, `close ID`, `events`."""

    help = "Hệ thống khác gọi vào: đăng ký, liệt kê, ngừng kết nối; danh sách sự kiện."

    def add_arguments(self, parser: CommandParser) -> None:
        subparsers = parser.add_subparsers(dest="action", required=True, metavar="VIỆC")
        create = subparsers.add_parser("create", help="đăng ký một hệ thống và in khóa bí mật (chỉ in lần này)")
        create.add_argument("name", help="tên hệ thống, ví dụ “Bưu điện Hà Nội”")
        create.add_argument("--agency", required=True, help="mã cơ quan mà hệ thống làm thay")
        create.add_argument("--role", default="counter_officer", choices=MACHINE_ROLES)
        create.add_argument("--scope", action="append", choices=[scope.value for scope in Scope], dest="scopes")
        create.add_argument("--contact", default="", help="ai chịu trách nhiệm về hệ thống")
        create.add_argument("--per-minute", type=int, default=120, help="số lần gọi mỗi phút")
        create.add_argument("--json", action="store_true")
        create.add_argument("--env", action="store_true", help="in dạng dòng lệnh export, để eval")
        subparsers.add_parser("list", help="các hệ thống đã đăng ký").add_argument("--json", action="store_true")
        close = subparsers.add_parser("close", help="ngừng kết nối một hệ thống")
        close.add_argument("client_id")
        subparsers.add_parser("events", help="docs/howto/events.md, viết từ các sự kiện đã khai báo")

    def run(self, **options: Any) -> None:
        getattr(self, f"_{options['action']}")(options)

    def _create(self, options: dict[str, Any]) -> None:
        made = operations.register_machine(
            name=options["name"], agency_id=units.agency_by_code(options["agency"]).id, role=options["role"],
            scopes=options["scopes"] or list(Scope), contact=options["contact"], per_minute=options["per_minute"],
            actor=ACTOR, now=SystemClock().now(),
        )  # fmt: skip
        client_id, secret = made.machine.client_id, made.secret
        if options["env"]:
            self.stdout.write(f"export CLIENT_ID={client_id} CLIENT_SECRET={secret}")
            return
        data = {**_data(made.machine), "client_secret": secret, "token_url": f"{settings.BASE_URL}/api/oauth/token"}
        lines = [
            f"Đã đăng ký {made.machine.name} cho {made.machine.agency_name}.",
            f"  client_id      {client_id}",
            f"  client_secret  {secret}",
            "Khóa bí mật chỉ hiện lần này. Hãy cất vào nơi an toàn của hệ thống đó.",
        ]
        self.emit(data, "\n".join(lines), as_json=options["json"])

    def _list(self, options: dict[str, Any]) -> None:
        found = [machine_view(row) for row in Machine.objects.order_by("made_at")]
        lines = [
            f"{m.client_id}  {'đã đóng' if m.closed_at else 'đang mở':<8} {m.name}, {m.agency_name}" for m in found
        ]
        self.emit([_data(m) for m in found], "\n".join(lines) or "Chưa có hệ thống nào.", as_json=options["json"])

    def _close(self, options: dict[str, Any]) -> None:
        row = Machine.objects.filter(client_id=options["client_id"]).first()
        if row is None:
            raise MachineNotFound
        operations.close_machine(machine_id=row.pk, actor=ACTOR, now=SystemClock().now())
        self.stdout.write(f"Đã ngừng kết nối {row.name}.")

    def _events(self, options: dict[str, Any]) -> None:
        self.stdout.write(documenting.page(), ending="")


def _data(view: MachineView) -> dict[str, Any]:
    return {
        "name": view.name,
        "client_id": view.client_id,
        "agency": view.agency_name,
        "role": view.role,
        "scopes": list(view.scopes),
        "per_minute": view.per_minute,
        "made_at": view.made_at,
        "closed_at": view.closed_at,
    }

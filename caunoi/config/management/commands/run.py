"""`caunoi run`: the whole program on this machine, from an empty folder to a page that answers."""

from __future__ import annotations

import os
import sys
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError, CommandParser

from caunoi.config import embedded, paths
from caunoi.config import run as parts_of
from caunoi.config.prepare import prepare
from caunoi.config.run import Parts, step
from caunoi.core.commands import Command as Base


class Command(Base):
    help = "Chạy toàn bộ chương trình: cơ sở dữ liệu, dữ liệu ban đầu, máy chủ web, việc nền. Ctrl-C để dừng."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--workers", type=int, default=2)

    def run(self, *, host: str, port: int, workers: int, **options: Any) -> None:
        if not parts_of.port_is_free(host, port):
            raise CommandError(
                f"cổng {host}:{port} đang được chương trình khác dùng; chọn cổng khác bằng --port", returncode=1
            )
        print("Cầu Nối đang khởi động:", flush=True)
        prepare()
        parts = Parts()
        parts.stop_on_signals()
        if embedded.in_use():
            parts.keep("cơ sở dữ liệu", embedded.alive, embedded.start_again)
        try:
            status = serve(parts, host, port, workers)
        finally:
            parts.stop()
        print("Đã dừng.", flush=True)
        if status:
            raise SystemExit(status)


def serve(parts: Parts, host: str, port: int, workers: int) -> int:
    """Start the parts, say where to look, watch until the end."""
    here = f"http://{host}:{port}"
    environment = {"CAUNOI_DB_POOL": "1", "CAUNOI_BASE_URL": os.environ.get("CAUNOI_BASE_URL", here)}
    with step("Mở máy chủ web, việc nền và cổng định danh minh hoạ"):
        if settings.DEVELOPMENT:
            start_identity_provider(parts, environment)
            start_payment_service(parts)
        worker = parts_of.caunoi("procrastinate", "worker", "--concurrency", "2", "--delete-jobs", "successful")
        parts.start("việc nền", worker, environment)
        parts.start("máy chủ web", parts_of.granian(host, port, workers), environment)
        healthy = parts_of.wait_until_healthy(f"{here}/healthz", parts)
    if healthy:
        tell(here)
    return parts.watch()


def start_identity_provider(parts: Parts, environment: dict[str, str]) -> None:
    """The one of the demonstration, at the port of `CAUNOI_OIDC_ISSUER`; none when that is on another machine."""
    address = urlsplit(settings.CAUNOI_OIDC_ISSUER)
    if address.hostname == "127.0.0.1":
        command = parts_of.caunoi("identity-provider", "--port", str(address.port or 80))
        parts.start("cổng định danh", command, environment, settings.STATE / "identity-provider.log")


def start_payment_service(parts: Parts) -> None:
    """The payment service of the tests, when it is there and its address is free; its page says what it is."""
    address = urlsplit(settings.PAYMENT_LOCAL_URL)
    if not (paths.ROOT / "tests" / "payment_service").exists() or address.hostname != "127.0.0.1":
        return
    port = address.port or 80
    if parts_of.port_is_free("127.0.0.1", port):
        remembered = str(settings.STATE / "payment-service.json")
        command = [sys.executable, "-m", "tests.payment_service", str(port), remembered]
        parts.start(
            "cổng thanh toán", command, {"PYTHONPATH": str(paths.ROOT)}, settings.STATE / "payment-service.log"
        )  # fmt: skip


def tell(here: str) -> None:
    """Where to look and how to sign in."""
    print(f"\nMở {here}\n", flush=True)
    if settings.DEVELOPMENT:
        call_command("demo", "show")
    print("\nNhấn Ctrl-C để dừng.", flush=True)

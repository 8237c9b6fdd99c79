"""Everything before the first page, in order; safe to repeat, and quick when nothing is left to do."""

from __future__ import annotations

import io
import subprocess

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError

from caunoi.config.run import caunoi, step


def prepare() -> None:
    """Everything before the first page: schema, static files, the country, the catalogue, the demonstration."""
    with step("Cập nhật cấu trúc cơ sở dữ liệu"):
        done = subprocess.run(caunoi("migrate", "--no-input", "-v0"), capture_output=True, text=True, check=False)
        if done.returncode:
            raise CommandError(f"không cập nhật được cơ sở dữ liệu:\n{done.stderr}", returncode=1)
    with step("Gom tệp tĩnh"):
        call_command("collectstatic", "--no-input", "-v0", stdout=io.StringIO())
    with step("Nạp đơn vị hành chính và cơ quan"):
        call_command("units", "load", stdout=io.StringIO())
    with step("Nạp thủ tục hành chính"):
        call_command("procedures", "load", stdout=io.StringIO())
    if settings.DEVELOPMENT:
        with step("Tạo tài khoản và hồ sơ minh hoạ"):
            call_command("demo", "create", stdout=io.StringIO())

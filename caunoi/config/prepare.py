"""Everything before the first page, in order; safe to repeat, and quick when nothing is left to do."""

from __future__ import annotations

import io
import os
import subprocess

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, connection

from caunoi.config import schema
from caunoi.config.backup.restoring import unfinished_mark
from caunoi.config.run import caunoi, step


def prepare() -> None:
    """Everything before the first page: schema, static files, the country, the catalogue, the demonstration."""
    if unfinished_mark().exists():
        raise CommandError(
            "việc khôi phục vào đây chưa hoàn thành; hãy chạy lại “caunoi restore” với cùng bản sao lưu, "
            "hoặc khôi phục vào một thư mục mới",
            returncode=1,
        )
    with step("Cập nhật cấu trúc cơ sở dữ liệu"):
        if needs_migration():
            _as_process("migrate", "--no-input", "-v0")
    with step("Gom tệp tĩnh"):
        collect_static_files()
    with step("Nạp đơn vị hành chính và cơ quan"):
        call_command("units", "load", stdout=io.StringIO())
    with step("Nạp thủ tục hành chính"):
        call_command("procedures", "load", stdout=io.StringIO())
    if settings.DEVELOPMENT:
        with step("Tạo tài khoản minh hoạ"):
            call_command("demo", "create", stdout=io.StringIO())
        with step("Nộp và giải quyết vài hồ sơ minh hoạ"):
            call_command("dossiers", "demo", stdout=io.StringIO())
        with step("Nạp kế hoạch mẫu"):
            call_command("plan", "load", stdout=io.StringIO())
        with step("Nạp hệ thống mẫu được thí điểm rồi nhân rộng"):
            call_command("rollouts", "demo", stdout=io.StringIO())
        with step("Nêu vài vướng mắc và phản ánh mẫu"):
            call_command("voices", "demo", stdout=io.StringIO())


def needs_migration() -> bool:
    """Whether a migration is waiting; also when the database cannot be entered yet, because its role is made by one."""
    try:
        return bool(schema.missing())
    except DatabaseError:
        connection.close()
        return True


def collect_static_files() -> None:
    """Gather static files under names that carry their hash, when any of them is newer than the last time."""
    manifest = settings.STATIC_ROOT / "staticfiles.json"
    collected = manifest.stat().st_mtime if manifest.exists() else 0.0
    sources = (storage.path(name) for finder in get_finders() for name, storage in finder.list([]))
    if not collected or any(os.path.getmtime(path) > collected for path in sources):
        _as_process("collectstatic", "--no-input", "--clear", "-v0")


def _as_process(*command: str) -> None:
    """Run one of our commands in a process of its own: with the owner's rights, or with settings read anew."""
    done = subprocess.run(caunoi(*command), capture_output=True, text=True, check=False)
    if done.returncode:
        raise CommandError(f"lệnh “{command[0]}” không thành công:\n{done.stderr}", returncode=1)

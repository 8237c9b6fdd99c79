"""`caunoi simulate`: a province's everyday dossiers through the real operations, with a simulated clock."""

from __future__ import annotations

import argparse
import time
from datetime import date, datetime, timedelta
from typing import Any

from django.core.management.base import CommandError, CommandParser

from caunoi.core.commands import Command as BaseCommand
from caunoi.dossiers.simulation import run


class Command(BaseCommand):
    """Ends with what was played beside what the journal says, and status 1 when the two differ."""

    help = "Mô phỏng hồ sơ của một tỉnh qua các nghiệp vụ thật, với đồng hồ mô phỏng (chỉ trên máy phát triển)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--province", default="01", help="mã tỉnh, thành phố (mặc định 01, Hà Nội)")
        parser.add_argument("--from", dest="start", type=_date, default=date(2025, 7, 1), metavar="YYYY-MM-DD")
        parser.add_argument("--days", type=_positive, default=21, help="số ngày nộp hồ sơ")
        parser.add_argument("--dossiers", type=_positive, required=True, help="số hồ sơ")
        parser.add_argument("--speed", type=_speed, default=None, help="max, hoặc số giây mô phỏng mỗi giây thật")
        parser.add_argument("--seed", type=int, default=1, help="cùng hạt giống thì cùng kế hoạch")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def run(
        self, *, province: str, start: date, days: int, dossiers: int, speed: float | None, seed: int, as_json: bool,
        **options: Any,
    ) -> None:  # fmt: skip
        self._said = 0.0
        self._started = time.monotonic()
        done = run.simulate(
            province=province, start=start, days=days, dossiers=dossiers, speed=speed, seed=seed,
            progress=lambda filed, moment: self._progress(filed, dossiers, moment),
        )  # fmt: skip
        self.stderr.write("")
        lines = [f"{line.played:>8} {line.journal:>8}  {line.what}" for line in done.lines]
        agrees = "khớp với nhật ký" if done.agrees else "KHÔNG khớp với nhật ký"
        head = (
            f"{dossiers} hồ sơ, {done.communes} xã phường, {done.operations} thao tác trong {done.seconds:.1f} s "
            f"({done.operations / max(done.seconds, 0.001):.0f} thao tác/s): {agrees}"
        )
        text = "\n".join([head, "mô phỏng  nhật ký", *lines])
        self.emit(done.data(), text, as_json=as_json)
        if not done.agrees:
            raise CommandError("số liệu mô phỏng khác với nhật ký", returncode=1)

    def _progress(self, filed: int, dossiers: int, moment: datetime) -> None:
        now = time.monotonic()
        if now - self._said < 2:
            return
        self._said = now
        left = (now - self._started) * (dossiers - filed) / max(filed, 1)
        self.progress(
            f"{filed}/{dossiers} hồ sơ, ngày {moment:%d/%m/%Y %H:%M}, còn khoảng {timedelta(seconds=int(left))}"
        )


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” không phải một ngày dạng YYYY-MM-DD") from None


def _positive(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) <= 10_000_000:
        raise argparse.ArgumentTypeError(f"“{text}” không phải một số nguyên dương")
    return int(text)


def _speed(text: str) -> float | None:
    if text == "max":
        return None
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if value <= 0:
        raise argparse.ArgumentTypeError(f"“{text}” không phải “max” hay một số dương")
    return value

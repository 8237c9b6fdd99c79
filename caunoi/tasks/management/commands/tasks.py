"""`caunoi tasks stats|sample|remind`."""

from __future__ import annotations

from argparse import ArgumentTypeError
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as _

from caunoi.core.actor import System
from caunoi.core.clock import SystemClock, local_date
from caunoi.core.commands import Command as BaseCommand
from caunoi.core.subjects import SubjectRef
from caunoi.tasks import operations, queries
from caunoi.tasks.rules.showing import percent
from caunoi.tasks.shapes import Origin, TaskCounts
from caunoi.units import queries as units

SAMPLE = Origin(
    kind="document",
    number="Mẫu số liệu năm 2017",
    issued_on=date(2017, 12, 31),
    abstract="Nhiệm vụ mẫu theo số liệu đã công bố của năm 2017",
    issuer_id=UUID(int=0),
)


class Command(BaseCommand):
    """Tasks: how many are in which state, samples, and the daily reminders by hand."""

    help = "Nhiệm vụ được giao: số liệu, dữ liệu mẫu, nhắc hạn."

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True, metavar="stats|sample|remind")
        stats = actions.add_parser("stats", help="số nhiệm vụ đã hoàn thành, đang thực hiện, quá hạn")
        stats.add_argument("--origin", help="văn bản hoặc kế hoạch, ví dụ plan:0190…")
        stats.add_argument("--as-of", type=_day, help="tính đến hết ngày (mặc định là hôm nay)")
        sample = actions.add_parser("sample", help="nạp nhiệm vụ mẫu theo số liệu đã công bố (chỉ khi phát triển)")
        sample.add_argument(
            "--counts", type=_counts, required=True, metavar="ĐÚNG,MUỘN,TRONG,QUÁ",
            help="số nhiệm vụ đã xong đúng hạn, xong muộn, đang làm trong hạn, quá hạn",
        )  # fmt: skip
        remind = actions.add_parser("remind", help="nhắc các nhiệm vụ sắp đến hạn và quá hạn")
        for sub in (stats, sample, remind):
            sub.add_argument("--json", action="store_true", dest="as_json")

    def run(self, **options: Any) -> None:
        now = SystemClock().now()
        if options["action"] == "stats":
            self._stats(options["origin"], options["as_of"] or local_date(now), as_json=options["as_json"])
        elif options["action"] == "sample":
            self._sample(options["counts"], as_json=options["as_json"])
        else:
            told = operations.remind_due(now=now)
            self.emit({"told": told}, _("Đã nhắc %(count)s lần.") % {"count": told}, as_json=options["as_json"])

    def _stats(self, origin: str | None, as_of: date, *, as_json: bool) -> None:
        found = queries.counts(as_of=as_of, origin=_subject(origin) if origin else None)[""]
        rate = percent(found.overdue_rate)
        data = {
            "as_of": as_of.isoformat(),
            "completed": found.completed,
            "open": found.open,
            "total": found.total,
            "overdue_rate": float(rate) if rate is not None else None,
            **asdict(found),
        }
        text = _(
            "Tính đến %(day)s: %(total)s nhiệm vụ; đã hoàn thành %(completed)s (muộn %(late)s); "
            "đang thực hiện %(open)s (quá hạn %(overdue)s); tỷ lệ quá hạn %(rate)s %%."
        ) % {
            "day": f"{as_of:%d/%m/%Y}",
            "total": found.total,
            "completed": found.completed,
            "late": found.done_late,
            "open": found.open,
            "overdue": found.open_overdue,
            "rate": "–" if rate is None else str(rate).replace(".", ","),
        }
        self.emit(data, text, as_json=as_json)

    def _sample(self, counts: TaskCounts, *, as_json: bool) -> None:
        if not settings.DEVELOPMENT:
            raise CommandError(
                _("Chỉ nạp nhiệm vụ mẫu khi phát triển hoặc trình diễn (CAUNOI_DEVELOPMENT=1)."), returncode=2
            )
        now = SystemClock().now()
        ministries = units.agencies_of(None, on=local_date(now))
        if not ministries:
            raise CommandError(_("Chưa có cơ quan nào. Hãy nạp đơn vị và cơ quan trước."), returncode=2)
        origin = Origin(
            kind=SAMPLE.kind, number=SAMPLE.number, issued_on=SAMPLE.issued_on, abstract=SAMPLE.abstract,
            issuer_id=ministries[0].id,
        )  # fmt: skip
        made = operations.load_counts(counts=counts, origin=origin, actor=System("tasks.sample"), now=now)
        self.emit({"loaded": made}, _("Đã nạp %(count)s nhiệm vụ mẫu.") % {"count": made}, as_json=as_json)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(_("“%(text)s” không phải là ngày, ví dụ 2026-09-30") % {"text": text}) from error


def _counts(text: str) -> TaskCounts:
    parts = text.split(",")
    if len(parts) != 4 or not all(part.isascii() and part.isdigit() and len(part) <= 7 for part in parts):
        message = _("“%(text)s” không phải là bốn số nguyên cách nhau bởi dấu phẩy, ví dụ 14068,1983,5640,223")
        raise ArgumentTypeError(message % {"text": text})
    return TaskCounts(*map(int, parts))


def _subject(text: str) -> SubjectRef:
    kind, _sep, identifier = text.partition(":")
    try:
        return SubjectRef(kind, UUID(identifier))
    except ValueError as error:
        message = _("“%(text)s” không phải là một văn bản hay kế hoạch, ví dụ plan:0190…") % {"text": text}
        raise CommandError(message, returncode=2) from error

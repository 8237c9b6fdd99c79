"""`caunoi journal`: prove it, look at it, sign a checkpoint."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.management.base import CommandError, CommandParser

from caunoi.core.clock import SystemClock
from caunoi.core.commands import Command as Base
from caunoi.core.journal import queries
from caunoi.core.journal.checkpoints import make_checkpoint
from caunoi.core.journal.queries import Entry
from caunoi.core.journal.verify import Cursor, Report, verify


class Command(Base):
    help = "Kiểm chứng, xem nhật ký và ký điểm kiểm tra."

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True, parser_class=type(parser))
        proof = actions.add_parser("verify", help="đi hết mọi chuỗi; dừng ở mục đầu tiên bị sửa, xoá hoặc chèn")
        proof.add_argument("--after", metavar="KIND:UUID", help="đi tiếp sau chủ thể này (in ra khi bị ngắt)")
        proof.add_argument("--json", action="store_true")
        tail = actions.add_parser("tail", help="các mục mới nhất, hoặc cả chuỗi của một chủ thể")
        tail.add_argument("--subject", metavar="CODE", help="mã hồ sơ, KIND:UUID hoặc UUID")
        tail.add_argument("--kind", help="chỉ một loại mục, ví dụ dossier.accepted")
        tail.add_argument("-n", type=int, default=20, metavar="N")
        tail.add_argument("--json", action="store_true")
        point = actions.add_parser("checkpoint", help="ký ngay mọi mục mới")
        point.add_argument("--json", action="store_true")

    def run(self, **options: Any) -> None:
        getattr(self, f"_{options['action']}")(**options)

    def _verify(self, *, after: str | None, json: bool, **options: Any) -> None:
        report = Report()

        def show(current: Report) -> None:
            nonlocal report
            report = current
            self.progress(f"{current.entries:,} mục, {current.subjects:,} chuỗi")

        try:
            report = verify(start=_cursor(after), progress=show)
        except KeyboardInterrupt:
            where = f"{report.resume[0]}:{report.resume[1]}" if report.resume else ""
            raise CommandError(f"bị ngắt; đi tiếp: caunoi journal verify --after {where}", returncode=130) from None
        self.progress("")
        self.emit(_report_data(report), _report_text(report), as_json=json)
        if not report.sound:
            raise SystemExit(1)

    def _tail(self, *, subject: str | None, kind: str | None, n: int, json: bool, **options: Any) -> None:
        entries = _chain(subject) if subject else queries.latest(n, kind=kind)
        data = [_entry_data(e) for e in entries]
        self.emit(data, "\n".join(_entry_line(e) for e in entries) or "Nhật ký còn trống.", as_json=json)

    def _checkpoint(self, *, json: bool, **options: Any) -> None:
        made = make_checkpoint(now=SystemClock().now())
        data = {"made": made is not None, "number": made and made.number, "entries": made and made.entries}
        self.emit(data, f"Đã ký {made.entries} mục." if made else "Không có mục mới.", as_json=json)


def _cursor(text: str | None) -> Cursor:
    if not text:
        return None
    kind, _, identifier = text.partition(":")
    try:
        return kind, UUID(identifier)
    except ValueError:
        raise CommandError(f"--after cần dạng KIND:UUID, nhận được “{text}”", returncode=2) from None


def _chain(subject: str) -> list[Entry]:
    if ":" in subject:
        cursor = _cursor(subject)
        assert cursor is not None
        return queries.entries_of(*cursor)
    named = queries.subjects_with_code(subject)
    if not named:
        raise CommandError(f"nhật ký không có chủ thể nào mang mã “{subject}”", returncode=2)
    return sorted((e for ref in named for e in queries.entries_of(*ref)), key=lambda e: e.id)


def _entry_data(entry: Entry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in Entry.__slots__}


def _entry_line(entry: Entry) -> str:
    dimensions = " ".join(f"{k}={v}" for k, v in entry.data.items() if v not in (None, ""))
    return f"{entry.id:>8}  {entry.occurred_at:%Y-%m-%d %H:%M:%S}  {entry.kind:<28} {entry.actor_ref}  {dimensions}"


def _report_data(report: Report) -> dict[str, Any]:
    finding = report.finding
    data: dict[str, Any] = {
        "sound": report.sound,
        "entries": report.entries,
        "subjects": report.subjects,
        "checkpoints": report.checkpoints,
    }
    if finding:
        data["finding"] = {name: getattr(finding, name) for name in type(finding).__slots__}
    return data


def _report_text(report: Report) -> str:
    if report.finding is None:
        return (
            f"Nhật ký nguyên vẹn: {report.entries:,} mục, {report.subjects:,} chuỗi, "
            f"{report.checkpoints:,} điểm kiểm tra đã ký."
        )
    f = report.finding
    where = f"mục {f.entry_id}, " if f.entry_id else ""
    return f"NHẬT KÝ KHÔNG NGUYÊN VẸN ({f.what}): {where}{f.subject_kind}:{f.subject_id} số {f.seq}: {f.where}"

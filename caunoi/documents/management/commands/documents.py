"""`caunoi documents`: is every file there; does a signed record hold; taking back a test certificate."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser

from caunoi.core.clock import SystemClock
from caunoi.core.commands import Command as Base
from caunoi.documents import checking
from caunoi.documents.forms.words import stamp_text
from caunoi.documents.signing import Verification, verify
from caunoi.documents.signing.keys import KeyRing

_VERDICTS = {
    "valid": "Hợp lệ: chữ ký số còn nguyên vẹn và chứng thư được tin cậy.",
    "altered": "KHÔNG hợp lệ: tệp đã bị thay đổi sau khi ký.",
    "unknown_signer": "KHÔNG hợp lệ: chữ ký còn nguyên vẹn nhưng không rõ chứng thư của ai.",
    "revoked": "KHÔNG hợp lệ: chứng thư đã bị thu hồi.",
    "unsigned": "KHÔNG hợp lệ: tệp không có chữ ký số.",
}
_TROUBLES = {"missing": "MẤT", "altered": "BỊ THAY ĐỔI", "broken_seal": "CHỮ KÝ SỐ KHÔNG CÒN NGUYÊN VẸN"}


class Command(Base):
    help = "Kiểm tra kho tệp; kiểm tra chữ ký số của một tệp PDF; thu hồi chứng thư thử nghiệm."

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True, parser_class=type(parser))
        whole = actions.add_parser("check", help="đọc mọi tệp đã lưu; mã thoát 1 khi có tệp mất hoặc bị thay đổi")
        whole.add_argument("--signatures", action="store_true", help="kiểm tra cả chữ ký số của các tệp PDF đã ký")
        whole.add_argument("--json", action="store_true")

        check = actions.add_parser(
            "verify",
            help="kiểm tra chữ ký số; mã thoát 0 hợp lệ, 1 bị sửa hoặc không ký, 3 thu hồi, 4 không rõ người ký",
        )
        check.add_argument("file", metavar="FILE", type=Path)
        check.add_argument("--json", action="store_true")

        revoke = actions.add_parser("revoke-certificate", help="thu hồi chứng thư thử nghiệm của một cơ quan")
        revoke.add_argument("agency", metavar="AGENCY", help="tên cơ quan như trên chữ ký")
        revoke.add_argument("--json", action="store_true")

    def run(self, **options: Any) -> None:
        actions: dict[str, Callable[..., None]] = {
            "check": self._check,
            "verify": self._verify,
            "revoke-certificate": self._revoke,
        }
        actions[options["action"]](**options)

    def _check(self, *, signatures: bool, json: bool, **options: Any) -> None:
        report = checking.check(
            now=SystemClock().now(),
            signatures=signatures,
            progress=lambda r: self.progress(f"{r.files:,} tệp, {r.size / 2**20:,.1f} MB"),
        )
        self.progress("")
        self.emit({"sound": report.sound, **asdict(report)}, _report_text(report), as_json=json)
        if not report.sound:
            raise SystemExit(1)

    def _revoke(self, *, agency: str, json: bool, **options: Any) -> None:
        ring = KeyRing(Path(settings.SIGNING_KEYS))
        try:
            serial = ring.revoke(agency, now=SystemClock().now())
        except LookupError as error:
            raise CommandError(f"cơ quan “{agency}” không có chứng thư thử nghiệm", returncode=2) from error
        data = {"agency": agency, "serial": f"{serial:x}", "list": str(ring.revocation_list)}
        self.emit(data, f"Đã thu hồi chứng thư số {serial:x} của {agency}.\n{ring.revocation_list}", as_json=json)

    def _verify(self, *, file: Path, json: bool, **options: Any) -> None:
        try:
            content = file.read_bytes()
        except OSError as error:
            raise CommandError(f"không đọc được tệp {file}: {error.strerror}", returncode=2) from error
        found = verify(content)
        self.emit({"file": str(file), **asdict(found)}, _text(found), as_json=json)
        if found.status != "valid":
            raise SystemExit({"revoked": 3, "unknown_signer": 4}.get(found.status, 1))


def _report_text(report: checking.Report) -> str:
    lines = [f"{_TROUBLES[one.what]}: {one.sha256}" for one in report.troubles]
    lines += [f"không bản ghi nào nhắc đến ({_age(one)}, {one.size:,} byte): {one.path}" for one in report.orphans]
    signed = f", {report.signatures:,} chữ ký số" if report.signatures else ""
    read = f"{report.files:,} tệp, {report.size / 2**20:,.1f} MB{signed}"
    if report.sound:
        lines.append(f"Kho tệp nguyên vẹn: {read}.")
    else:
        lines.append(f"KHO TỆP KHÔNG NGUYÊN VẸN: {len(report.troubles):,} trong {read}.")
    return "\n".join(lines)


def _age(orphan: checking.Orphan) -> str:
    hours, seconds = divmod(int(orphan.age.total_seconds()), 3600)
    return f"{hours // 24} ngày {hours % 24} giờ" if hours else f"{seconds // 60} phút"


def _text(found: Verification) -> str:
    lines = [_VERDICTS[found.status]]
    if found.signer:
        lines.append(f"Cơ quan ký: {found.signer}")
    if found.signer_person:
        lines.append(f"Người ký (theo lời khai trong chữ ký): {found.signer_person}")
    if found.signed_at:
        source = "có dấu thời gian" if found.timestamped else "theo máy của người ký"
        lines.append(f"Thời gian ký: {stamp_text(found.signed_at)} ({source})")
    return "\n".join(lines)

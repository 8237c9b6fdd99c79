"""`caunoi documents`: does a signed record hold; taking back a certificate of the demonstration."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser

from caunoi.core.clock import SystemClock
from caunoi.core.commands import Command as Base
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


class Command(Base):
    help = "Kiểm tra chữ ký số của một tệp PDF; thu hồi chứng thư thử nghiệm."

    def add_arguments(self, parser: CommandParser) -> None:
        actions = parser.add_subparsers(dest="action", required=True, parser_class=type(parser))
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
        (self._verify if options["action"] == "verify" else self._revoke)(**options)

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

"""Demo accounts: make them, and say how to sign in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser

from caunoi.core.clock import SystemClock
from caunoi.core.commands import Command as Base
from caunoi.people import demo
from caunoi.people.demo_people import PASSWORD, TOTP_SECRET
from caunoi.people.second_factor import current_code


class Command(Base):
    """`caunoi demo create|show [--json]`."""

    help = "Tạo tài khoản thử nghiệm, hoặc cho biết cách đăng nhập bằng các tài khoản đó."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=["create", "show"])
        parser.add_argument("--json", action="store_true", dest="as_json", help="in JSON")

    def run(self, **options: Any) -> None:
        now = SystemClock().now()
        accounts = demo.create(now) if options["action"] == "create" else demo.show(now)
        data = {
            "sign_in": f"{settings.BASE_URL}/accounts/login/",
            "identity_provider": settings.CAUNOI_OIDC_ISSUER,
            "password": PASSWORD,
            "totp_secret": TOTP_SECRET,
            "totp_now": current_code(TOTP_SECRET),
            "accounts": [account.data() for account in accounts],
        }
        self.emit(data, _text(data), as_json=options["as_json"])


def _text(data: dict[str, Any]) -> str:
    rows = [
        f"  {a['username']:<22} {a['full_name']:<20} {', '.join(a['roles']) or '-':<28} {'; '.join(a['agencies'])}"
        for a in data["accounts"]
    ]
    officers = (
        f"Cán bộ: mật khẩu {data['password']}, mã xác thực hiện tại {data['totp_now']} (khóa {data['totp_secret']})."
    )
    citizens = "Công dân: chọn tên tại cổng định danh thử nghiệm."
    return "\n".join([f"Đăng nhập: {data['sign_in']}", citizens, officers, *rows])

"""Which passwords are refused beside the short, the common and those of digits only (ASVS 6.1.2, 6.2.11)."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from caunoi.units.rules.text import fold

WORDS = (
    "caunoi", "ubnd", "uybannhandan", "hdnd", "hanhchinh", "motcua", "dichvucong", "congchuc", "canbo", "lanhdao",
    "vneid", "vietnam", "hosodientu", "chinhquyen", "matkhau", "password", "123456", "qwerty",
)  # fmt: skip
"""Words that whoever guesses an officer's password tries first: of this program, of the office, of its names."""
SHORTEST = 4
"""A name of fewer letters stands in many passwords by chance."""


class NotWhatIsTriedFirst:
    """Refuses a password in which one of `WORDS` or the owner's name stands, diacritics, blanks and signs aside."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError that says which."""
        flat = _flat(password)
        own = (_flat(str(getattr(user, name, "") or "")) for name in ("username", "full_name"))
        if any(name in flat for name in own if len(name) >= SHORTEST):
            raise ValidationError(
                _("Mật khẩu không được chứa tên đăng nhập hoặc họ tên của bạn."), code="password_of_the_owner"
            )
        found = next((word for word in WORDS if word in flat), None)
        if found:
            raise ValidationError(
                _("Mật khẩu không được chứa “%(word)s”: đó là từ mà kẻ dò mật khẩu thử trước tiên."),
                code="password_of_the_office",
                params={"word": found},
            )

    def get_help_text(self) -> str:
        """What a page says beside the field."""
        return _("Mật khẩu không được chứa tên của bạn, tên gọi cơ quan hay những từ hay bị thử trước.")


def _flat(text: str) -> str:
    return fold(text).replace(" ", "")

"""What in a text looks like somebody's personal data: a hint for the one who checks it, never a decision."""

from __future__ import annotations

import re
from typing import Literal

Hint = Literal["phone", "email", "identity"]
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<!\d)(?:\+?84|0)(?:[ .-]?\d){8,10}(?!\d)")
_IDENTITY = re.compile(r"(?<!\d)(?:\d{12}|\d{9}|\d{3}[ .-]\d{3}[ .-]\d{3}[ .-]\d{3})(?!\d)")


def hints(*texts: str) -> tuple[Hint, ...]:
    """Which kinds are found: a telephone number of Việt Nam, an e-mail address, an identity number (9 or 12 digits)."""
    text = "\n".join(texts)
    found: list[Hint] = []
    if _IDENTITY.search(text):
        found.append("identity")
    if any(not _IDENTITY.fullmatch(one.group()) for one in _PHONE.finditer(text)):
        found.append("phone")
    if _EMAIL.search(text):
        found.append("email")
    return tuple(found)

"""Cursors of pages: opaque to callers, so that what they hold may change."""

from __future__ import annotations

import base64
import binascii

from django.utils.translation import gettext_lazy as _

from caunoi.core.errors import InvalidInput, Problem


class BadCursor(InvalidInput):
    """A cursor that this API did not give."""

    code = "bad_cursor"
    text = _("Con trỏ trang không đúng. Hãy dùng next_cursor của câu trả lời trước.")


def to_cursor(word: str, number: int) -> str:
    """The cursor of a place in the list called `word`."""
    return base64.urlsafe_b64encode(f"{word}:{number}".encode()).decode()


def from_cursor(word: str, cursor: str | None, *, name: str) -> int:
    """The place again; 0 when there is no cursor. Raises BadCursor naming the parameter."""
    if not cursor:
        return 0
    try:
        found, _colon, number = base64.urlsafe_b64decode(cursor.encode()).decode().partition(":")
        if found == word and number.isdecimal() and len(number) < 19:
            return int(number)
    except (ValueError, binascii.Error):
        pass
    raise BadCursor([Problem(_("con trỏ không đúng"), field=name)])

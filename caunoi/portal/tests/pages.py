"""Small things that tests of pages share."""

from __future__ import annotations

import html
from typing import Any


def text(answer: Any) -> str:
    """The page's source, with its characters as people read them."""
    return html.unescape(answer.content.decode())

"""What makes a meeting or its agenda unfit, as codes that the operations put into words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from urllib.parse import urlsplit

LONGEST = timedelta(hours=24)
MOST_ITEMS = 60
MOST_MINUTES = 24 * 60


def times(starts_at: datetime, ends_at: datetime, now: datetime) -> str:
    """What is wrong with a meeting's times: `order`, `long`, `past`, or nothing."""
    if ends_at <= starts_at:
        return "order"
    if ends_at - starts_at > LONGEST:
        return "long"
    return "past" if ends_at <= now else ""


def is_room_address(text: str) -> bool:
    """Whether it is an https address with a host and without a name and password in it, at most 500 characters."""
    if len(text) > 500 or any(sign.isspace() or not sign.isprintable() for sign in text):
        return False
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return False
    return parts.scheme == "https" and "." in (parts.hostname or "") and parts.username is None and port != 0


def starts(begin: datetime, minutes: Sequence[int]) -> list[datetime]:
    """When each line of the agenda begins, one after the other."""
    found, at = [], begin
    for one in minutes:
        found.append(at)
        at += timedelta(minutes=one)
    return found

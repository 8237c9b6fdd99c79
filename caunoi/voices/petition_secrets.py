"""The author's secret, and what is kept of a sender: digests only. Private to the room."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import date

from django.utils.crypto import salted_hmac

_BYTES = 24


def new_token() -> str:
    """A secret of 192 bits that fits into a link."""
    return secrets.token_urlsafe(_BYTES)


def digest(token: str) -> str:
    """What is kept of it."""
    return hashlib.sha256(token.encode()).hexdigest()


def fits(token: str, kept: str) -> bool:
    """Compared in constant time."""
    return bool(kept) and hmac.compare_digest(digest(token), kept)


def sender(address: str, on: date) -> str:
    """Tells one sender's petitions of a day together, and nothing of another day or of who it is; empty for none."""
    if not address:
        return ""
    return salted_hmac("caunoi.voices.sender", f"{on.isoformat()}/{address}", algorithm="sha256").hexdigest()

"""Signed messages between us and a service that shares a secret: HMAC-SHA256 over time and body."""

from __future__ import annotations

import hashlib
import hmac

SIGNATURE, TIME = "x-payment-signature", "x-payment-time"


def signature(secret: str, time: str, body: bytes) -> str:
    """What goes into the header beside the time (seconds since 1970) at which it was signed."""
    return hmac.new(secret.encode(), time.encode() + b"." + body, hashlib.sha256).hexdigest()


def holds(secret: str, time: str, body: bytes, given: str) -> bool:
    """Whether the signature is right. A secret that is not set makes every signature wrong."""
    return bool(secret) and hmac.compare_digest(signature(secret, time, body), given)

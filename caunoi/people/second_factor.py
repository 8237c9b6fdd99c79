"""Codes of authenticator apps, and their secrets at rest."""

from __future__ import annotations

import base64
import hashlib
import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings

PERIOD = 30


def current_code(secret: str, *, steps: int = 0) -> str:
    """The code that an authenticator app shows `steps` half-minutes from now (RFC 6238)."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // PERIOD + steps)))


def encrypt(text: str) -> str:
    """A second factor's secret as it is stored: a copy of the database alone does not let anybody in."""
    return _box().encrypt(text.encode()).decode()


def decrypt(stored: str) -> str:
    """The secret again. Keys in SECRET_KEY_FALLBACKS still open what they closed."""
    return _box().decrypt(stored.encode()).decode()


def _box() -> MultiFernet:
    keys = [settings.SECRET_KEY, *map(str, settings.SECRET_KEY_FALLBACKS)]
    digests = (hashlib.sha256(b"second factor\0" + key.encode()).digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])

"""For whoever watches over the program: who tried what, told by marks that say nothing of the person."""

from __future__ import annotations

import hashlib
import hmac
import logging

from django.conf import settings
from django.http import HttpRequest

SECURITY = logging.getLogger("caunoi.security")


def mark(value: str) -> str:
    """The same value gives the same mark, and nobody finds the value from it without the program's secret."""
    return hmac.new(settings.SECRET_KEY.encode(), value.encode(errors="replace"), hashlib.sha256).hexdigest()[:16]


def sender(request: HttpRequest) -> str:
    """The address a request comes from, as far as our own proxies know (`caunoi.ui.proxies`)."""
    return str(request.META.get("REMOTE_ADDR", ""))

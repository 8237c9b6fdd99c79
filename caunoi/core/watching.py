"""For whoever watches over the program: who tried what, told by marks that say nothing of the person."""

from __future__ import annotations

import hashlib
import hmac
import logging
from typing import Any, Protocol

from django.conf import settings

SECURITY = logging.getLogger("caunoi.security")


class Sent(Protocol):
    """A request, as far as it matters here."""

    META: dict[str, Any]


def mark(value: str) -> str:
    """The same value gives the same mark, and nobody finds the value from it without the program's secret."""
    return hmac.new(settings.SECRET_KEY.encode(), value.encode(errors="replace"), hashlib.sha256).hexdigest()[:16]


def route(request: Any) -> str:
    """The address' pattern: what stood in the address may be a dossier's code."""
    found = getattr(getattr(request, "resolver_match", None), "route", None)
    return "(no such address)" if found is None else f"/{found}"


def sender(request: Sent) -> str:
    """The address a request comes from, as far as our own proxies know (`caunoi.ui.proxies`)."""
    return str(request.META.get("REMOTE_ADDR", ""))

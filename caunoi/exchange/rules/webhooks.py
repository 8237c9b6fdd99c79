"""How events are signed, when they are tried again, and to which addresses they may go. Pure.

Signatures follow the Standard Webhooks specification: `webhook-id`, `webhook-timestamp` and `webhook-signature`.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Collection
from datetime import timedelta
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

PREFIX = "whsec_"
WAITS = (
    timedelta(seconds=5), timedelta(seconds=30), timedelta(minutes=2), timedelta(minutes=10), timedelta(minutes=30),
    timedelta(hours=2), timedelta(hours=6), timedelta(hours=12), timedelta(hours=24),
)  # fmt: skip
"""After the first failure, the second ...: ten tries in almost two days."""
PAUSE_AFTER = timedelta(days=2)
"""A subscriber that took nothing for so long is left alone until somebody lets it go on."""

_NAT64 = IPv6Network("64:ff9b::/96")


def signature(secret: str, message_id: str, timestamp: int, body: bytes) -> str:
    """The header `webhook-signature`: HMAC-SHA256 over id, time in seconds and body, by the secret behind `whsec_`."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    signed = f"{message_id}.{timestamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()


def next_wait(attempts: int) -> timedelta | None:
    """How long to wait after so many failed tries; None when it was the last."""
    return WAITS[attempts - 1] if 1 <= attempts <= len(WAITS) else None


def fault_of_url(url: str, *, development: bool) -> str:
    """Why events cannot go there by the address alone: `scheme`, `host`, `credentials`, `fragment`; empty when fine.

    Only https; in development also http to this machine.
    """
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return "host"
    if parts.username or parts.password:
        return "credentials"
    if parts.fragment:
        return "fragment"
    if not parts.hostname:
        return "host"
    local = development and parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost")
    return "" if parts.scheme == "https" or local else "scheme"


def may_reach(address: str, *, networks: Collection[str] = (), development: bool = False) -> bool:
    """Whether events may be sent to this IP address: a public one, one of the private networks allowed, or in
    development this machine. Anything else would let a subscriber look into our own network."""
    try:
        ip: IPv4Address | IPv6Address = ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, IPv6Address):
        ip = _carried(ip) or ip
    if any(ip in ip_network(network, strict=False) for network in networks):
        return True
    if ip.is_loopback:
        return development
    return ip.is_global and not ip.is_multicast


def _carried(ip: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 address leads to: mapped, through NAT64, 6to4 or Teredo."""
    if ip in _NAT64:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)

"""The service of tests and of the demonstration: a real server in a process of its own (`tests/payment_service`)."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import quote

import httpx
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from caunoi.payments.errors import BadNotice, ProviderFault
from caunoi.payments.providers import day_file
from caunoi.payments.providers.base import (
    CURRENCY,
    STATES,
    DayLine,
    Notice,
    RefundStatus,
    Request,
    Started,
    Status,
)
from caunoi.payments.providers.signing import SIGNATURE, TIME, holds, signature

SECONDS = 10
_OLDEST = 5 * 24 * 3600
"""A notification signed longer ago is not believed: late ones come within days, copied ones may come at any time."""


class Local:
    """Speaks JSON over HTTP, both directions signed with a shared secret."""

    title = _("Cổng thanh toán minh hoạ")

    def start(self, asked: Request) -> Started:
        answer = self._call("POST", "/v1/sessions", {
            "reference": asked.reference, "amount": asked.amount, "currency": CURRENCY, "merchant": asked.merchant,
            "description": asked.description, "return_url": asked.return_url, "notify_url": asked.notify_url,
            "expires_at": asked.expires_at.timestamp(), "language": asked.language,
        })  # fmt: skip
        return Started(_text(answer, "pay_url"), _text(answer, "id"))

    def status(self, reference: str) -> Status:
        answer = self._call("GET", f"/v1/sessions/{quote(reference, safe='')}")
        return _status(answer) if answer else Status("unknown")

    def cancel(self, reference: str) -> Status:
        answer = self._call("POST", f"/v1/sessions/{quote(reference, safe='')}/cancel", {})
        return _status(answer) if answer else Status("unknown")

    def refund(self, reference: str, *, payment: str, amount: int) -> RefundStatus:
        answer = self._call("POST", "/v1/refunds", {"reference": reference, "payment": payment, "amount": amount})
        return RefundStatus(_text(answer, "state"), str(answer.get("reason", ""))[:200])

    def parse_notice(self, headers: Mapping[str, str], body: bytes) -> Notice:
        signed_at = headers.get(TIME, "")
        if not holds(settings.PAYMENT_LOCAL_SECRET, signed_at, body, headers.get(SIGNATURE, "")):
            raise BadNotice("wrong_signature")
        if not signed_at.isdigit() or time.time() - int(signed_at) > _OLDEST:
            raise BadNotice("wrong_signature", "too old")
        try:
            said = json.loads(body)
            return Notice(_text(said, "id"), _text(said, "reference"), _status(said), said)
        except (ValueError, ProviderFault, AttributeError, TypeError) as error:
            raise BadNotice("malformed") from error

    def day_lines(self, content: bytes, day: date) -> list[DayLine]:
        return day_file.read(content)

    def _call(self, method: str, path: str, data: dict[str, Any] | None = None) -> dict[str, Any]:
        body = json.dumps(data).encode() if data is not None else b""
        now = str(int(time.time()))
        headers = {TIME: now, SIGNATURE: signature(settings.PAYMENT_LOCAL_SECRET, now, path.encode() + body)}
        try:
            answer = httpx.request(
                method, f"{settings.PAYMENT_LOCAL_URL}{path}", content=body, headers=headers, timeout=SECONDS
            )
            if answer.status_code == httpx.codes.NOT_FOUND:
                return {}
            answer.raise_for_status()
            said = answer.json()
        except (httpx.HTTPError, ValueError) as error:
            raise ProviderFault(f"{method} {path}: {error}") from error
        if not isinstance(said, dict):
            raise ProviderFault(f"{method} {path}: not an object")
        return said


def _status(said: dict[str, Any]) -> Status:
    state, amount = _text(said, "state"), said.get("amount")
    if state not in STATES or not isinstance(amount, int) or amount < 0 or isinstance(amount, bool):
        raise ProviderFault("state or amount")
    return Status(
        state, amount, _text(said, "currency"), _text(said, "provider_reference"), str(said.get("reason", ""))[:200]
    )


def _text(said: dict[str, Any], name: str) -> str:
    value = said.get(name)
    if not isinstance(value, str) or not 0 < len(value) <= 500:
        raise ProviderFault(f"{name}: missing or no text")
    return value

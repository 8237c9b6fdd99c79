"""For tests: run the service, let the settings point to it, press its buttons, turn its knobs."""

from __future__ import annotations

import copy
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx
from django.conf import settings
from django.test import override_settings

HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Service:
    """The running service."""

    url: str

    def knobs(self, **knobs: Any) -> None:
        """What it does wrong from now on; without any, nothing."""
        httpx.post(f"{self.url}/control", json=knobs).raise_for_status()

    def press(self, redirect_url: str, action: str) -> httpx.Response:
        """What the payer presses: pay, fail, cancel, wait."""
        return httpx.post(redirect_url, data={"action": action})

    def pay(self, redirect_url: str) -> httpx.Response:
        """The payer pays."""
        return self.press(redirect_url, "pay")

    def _told(self, what: str) -> Any:
        return httpx.get(f"{self.url}/control").json()[what]

    @property
    def charges(self) -> list[str]:
        """Our references for which money was taken, one entry each time."""
        return list(self._told("charges"))

    @property
    def refunds(self) -> list[dict[str, Any]]:
        """Refunds it made, by our references."""
        return list(self._told("refunds"))

    def notices(self) -> list[tuple[dict[str, str], bytes]]:
        """Every notification so far, sent or held: headers and body."""
        return [(one["headers"], one["body"].encode()) for one in self._told("outbox")]

    def release(self, *order: int) -> list[int]:
        """Send held notifications in this order; the answers' statuses."""
        return list(httpx.post(f"{self.url}/control/release", json=list(order), timeout=30).json()["answers"])

    def day_file(self) -> bytes:
        """The file that is compared with ours."""
        return httpx.get(f"{self.url}/file.csv").content


@contextmanager
def running() -> Iterator[Service]:
    """Run the service in a process of its own on a free port. Raises RuntimeError when it does not start."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.payment_service", "0"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        word, _, port = process.stdout.readline().strip().partition(" ")
        if word != "ready":
            raise RuntimeError("the payment service did not start")
        yield Service(f"http://{HOST}:{port}")
    finally:
        process.terminate()
        process.wait(timeout=10)


@contextmanager
def pointed(service: Service, base_url: str = "") -> Iterator[None]:
    """Let the settings point to it."""
    policy = copy.deepcopy(settings.CONTENT_SECURITY_POLICY)
    policy["DIRECTIVES"]["form-action"].append(service.url)
    with override_settings(
        PAYMENT_LOCAL_URL=service.url,
        PAYMENT_LOCAL_SECRET="cau-noi-demo",
        PAYMENT_PROVIDERS={"local": "caunoi.payments.providers.local.Local"},
        CONTENT_SECURITY_POLICY=policy,
        BASE_URL=base_url or settings.BASE_URL,
    ):
        yield

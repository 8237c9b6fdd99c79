"""A kept connection to the program that costs the measurement little: a richer client takes a millisecond a call."""

from __future__ import annotations

import http.client
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urlsplit


class Refused(Exception):
    """The program answered with an error, or sent elsewhere."""


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        """The body of an answer to a machine."""
        return json.loads(self.body)

    def good(self) -> Answer:
        """Itself. Raises Refused unless it is 2xx."""
        if not 200 <= self.status < 300:
            raise Refused(f"{self.status} {self.body[:300]!r}")
        return self


class Line:
    """One kept connection; what may be asked twice is asked again once when the server closed it meanwhile."""

    def __init__(self, base: str, timeout: float = 120) -> None:
        parts = urlsplit(base)
        self._made = (parts.hostname, parts.port, timeout)
        self._kept: http.client.HTTPConnection | None = None

    def ask(self, method: str, path: str, *, body: bytes | None = None, headers: dict[str, str]) -> Answer:
        """One request and its whole answer."""
        for attempt in (0, 1):
            if self._kept is None:
                host, port, timeout = self._made
                self._kept = http.client.HTTPConnection(str(host), port, timeout=timeout)
            try:
                self._kept.request(method, path, body, headers)
                got = self._kept.getresponse()
                return Answer(got.status, {k.lower(): v for k, v in got.getheaders()}, got.read())
            except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
                self.close()
                if attempt or not (method == "GET" or "idempotency-key" in headers):
                    raise
        raise AssertionError("unreachable")

    def token(self, client_id: str, secret: str) -> str:
        """A machine's access token. Raises Refused."""
        form = urlencode({"grant_type": "client_credentials", "client_id": client_id, "client_secret": secret})
        kind = {"content-type": "application/x-www-form-urlencoded"}
        said = self.ask("POST", "/api/oauth/token", body=form.encode(), headers=kind).good()
        return str(said.json()["access_token"])

    def close(self) -> None:
        """Hang up."""
        if self._kept is not None:
            self._kept.close()
            self._kept = None

"""The server: an interface for shops (signed), pages for payers, and a door for tests to turn its knobs."""

from __future__ import annotations

import json
import os
import sys
import threading
import time
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import IO, Any
from urllib.parse import parse_qs, unquote

from caunoi.payments.providers.signing import SIGNATURE, TIME, holds
from tests.payment_service.pages import page
from tests.payment_service.state import SECRET, State

HOST, PORT = "127.0.0.1", 9500
_TRIES = (0.0, 1.0, 3.0, 10.0, 60.0)
"""Seconds before each try to deliver a notification that was not taken."""


class Handler(BaseHTTPRequestHandler):
    """One request."""

    state: State

    def log_message(self, *args: Any) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        with self.state.lock:
            self._route("GET", b"")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        if self.path == "/control/release":  # what is told may ask back: nothing is locked meanwhile
            self._release(json.loads(body))
            return
        with self.state.lock:
            self._route("POST", body)

    def _route(self, method: str, body: bytes) -> None:
        parts = [unquote(part) for part in self.path.split("?")[0].strip("/").split("/")]
        match method, parts:
            case "POST", ["control"]:
                self.state.turn(**json.loads(body))
                self._json(200, {})
            case "GET", ["control"]:
                self._json(200, {"charges": self.state.charges, "outbox": self.state.outbox,
                                 "refunds": list(self.state.refunds.values())})  # fmt: skip
            case "GET", ["file.csv"]:
                self._answer(200, self.state.day_file().encode(), "text/csv; charset=utf-8")
            case _, ["pay", session_id]:
                self._pay(method, session_id, body)
            case _, ["v1", *rest]:
                self._shop(method, rest, body)
            case _:
                self._json(404, {"error": "nothing here"})

    def _shop(self, method: str, parts: list[str], body: bytes) -> None:
        signed = self.path.encode() + body
        if self.state.knobs.down:
            self._json(503, {"error": "down"})
            return
        if not holds(SECRET, self.headers.get(TIME, ""), signed, self.headers.get(SIGNATURE, "")):
            self._json(401, {"error": "signature"})
            return
        session = self.state.sessions.get(parts[1]) if len(parts) > 1 else None
        match method, parts:
            case "POST", ["sessions"]:
                status, said = self.state.open_session(json.loads(body))
                address = f"http://{self.headers['host']}/pay/{said.get('id')}"
                self._json(status, said | {"pay_url": address})
            case "GET", ["sessions", _] if session:
                self.state.expire(session)
                self._json(200, self.state.told(session))
            case "POST", ["sessions", _, "cancel"] if session:
                self.state.end(session, "failed", "cancelled")
                self._json(200, self.state.told(session))
            case "POST", ["refunds"]:
                self._json(*self.state.refund(json.loads(body)))
            case _:
                self._json(404, {"error": "unknown"})

    def _pay(self, method: str, session_id: str, body: bytes) -> None:
        session = next((one for one in self.state.sessions.values() if one["id"] == session_id), None)
        if session is None:
            self._json(404, {"error": "unknown"})
            return
        self.state.expire(session)
        if method == "GET":
            self._answer(200, page(session).encode(), "text/html; charset=utf-8")
            return
        action = parse_qs(body.decode()).get("action", [""])[0]
        ends = {"pay": ("succeeded", ""), "fail": ("failed", "declined"), "cancel": ("failed", "cancelled")}
        if action in ends and self.state.end(session, *ends[action]):
            self._tell(session)
        self.send_response(303)
        self.send_header("location", session["return_url"])
        self.end_headers()

    def _tell(self, session: dict[str, Any]) -> None:
        notice = self.state.notice(session)
        self.state.outbox.append(notice)
        if not self.state.knobs.hold:
            threading.Thread(target=deliver, args=(notice,), daemon=True).start()

    def _release(self, order: list[int]) -> None:
        """Send what was held, in this order; answers when all were sent."""
        chosen = [self.state.outbox[number] for number in order]
        self._json(200, {"answers": [deliver(one, tries=1) for one in chosen]})

    def _json(self, status: int, said: dict[str, Any]) -> None:
        self._answer(status, json.dumps(said).encode(), "application/json")

    def _answer(self, status: int, body: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def deliver(notice: dict[str, Any], tries: int = len(_TRIES)) -> int:
    """Send a notification as often as its knob says, each again until it is taken; the last answer's status."""
    status = 0
    for _ in range(notice["times"]):
        for wait in _TRIES[:tries]:
            time.sleep(wait)
            status = _post(notice)
            if 200 <= status < 300 or 400 <= status < 500:
                break
    return status


def _post(notice: dict[str, Any]) -> int:
    request = urllib.request.Request(
        notice["url"], data=notice["body"].encode(), headers=notice["headers"], method="POST"
    )
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return int(error.code)
    except OSError:
        return 0


def serve(port: int = PORT, *, path: Path | None = None, announce: IO[str] | None = None) -> None:
    """Serve until stopped; ends when standard input does, so that it never outlives who started it."""
    state = State(path)
    state.load()
    server = ThreadingHTTPServer((HOST, port), type("Bound", (Handler,), {"state": state}))
    server.daemon_threads = True
    if announce is not None:
        threading.Thread(target=_stop_at_end, daemon=True).start()
        print(f"ready {server.server_port}", file=announce, flush=True)
    server.serve_forever()


def _stop_at_end() -> None:
    sys.stdin.read()
    os._exit(0)

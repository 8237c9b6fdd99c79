"""What the service knows: sessions, charges, refunds, notifications. Kept in a file when it is given one."""

from __future__ import annotations

import json
import threading
import time
import uuid
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from caunoi.payments.providers.signing import SIGNATURE, TIME, signature

SECRET = "cau-noi-demo"


@dataclass
class Knobs:
    """What it does wrong. `hold`: notifications wait until they are released; `down`: every call is answered 503."""

    hold: bool = False
    down: bool = False
    repeat: int = 1
    amount: int = 0
    currency: str = ""
    bad_signature: bool = False
    refund_state: str = "done"


@dataclass
class State:
    """Everything, behind one lock."""

    path: Path | None = None
    sessions: dict[str, dict[str, Any]] = field(default_factory=dict)
    refunds: dict[str, dict[str, Any]] = field(default_factory=dict)
    charges: list[str] = field(default_factory=list)
    outbox: list[dict[str, Any]] = field(default_factory=list)
    knobs: Knobs = field(default_factory=Knobs)
    lock: threading.RLock = field(default_factory=threading.RLock)

    def load(self) -> None:
        """Go on where the last run ended."""
        if self.path and self.path.exists():
            said = json.loads(self.path.read_text())
            self.sessions, self.refunds, self.charges = said["sessions"], said["refunds"], said["charges"]

    def save(self) -> None:
        """Keep what must outlive the process."""
        if self.path:
            kept = {"sessions": self.sessions, "refunds": self.refunds, "charges": self.charges}
            self.path.write_text(json.dumps(kept))

    def open_session(self, asked: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """The same reference again is the same session; with another sum it is refused."""
        known = self.sessions.get(asked["reference"])
        if known is not None:
            return (200, known) if known["amount"] == asked["amount"] else (409, {"error": "reference reused"})
        session = asked | {"id": f"PS{uuid.uuid4().hex[:16].upper()}", "state": "pending", "reason": ""}
        self.sessions[asked["reference"]] = session
        self.save()
        return 201, session

    def end(self, session: dict[str, Any], state: str, reason: str = "") -> bool:
        """Let a session end; whether it did. It ends once: nobody pays twice, or pays what was cancelled or expired."""
        self.expire(session)
        if session["state"] != "pending":
            return False
        session["state"], session["reason"], session["ended"] = state, reason, time.time()
        if state == "succeeded":
            self.charges.append(session["reference"])
        self.save()
        return True

    def expire(self, session: dict[str, Any]) -> None:
        """What was not paid in time is not paid any more."""
        if session["state"] == "pending" and time.time() > session["expires_at"]:
            session["state"], session["ended"] = "expired", time.time()

    def refund(self, asked: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """The same refund reference again gives the money back once; never more than was paid."""
        known = self.refunds.get(asked["reference"])
        if known is None:
            session = self.sessions.get(asked["payment"])
            if session is None or session["state"] != "succeeded":
                return 404, {"error": "no such payment"}
            back = sum(
                r["amount"] for r in self.refunds.values() if r["payment"] == asked["payment"] and r["state"] == "done"
            )
            state = self.knobs.refund_state if back + asked["amount"] <= session["amount"] else "failed"
            known = asked | {"state": state, "reason": "" if state != "failed" else "refused by the bank"}
            self.refunds[asked["reference"]] = known
            self.save()
        elif known["state"] == "pending":
            known["state"] = self.knobs.refund_state
        return 200, known

    def told(self, session: dict[str, Any]) -> dict[str, Any]:
        """What a status answer or a notification says."""
        return {
            "reference": session["reference"], "provider_reference": session["id"], "state": session["state"],
            "amount": session["amount"], "currency": session["currency"], "reason": session["reason"],
        }  # fmt: skip

    def notice(self, session: dict[str, Any]) -> dict[str, Any]:
        """A notification as it goes out, signed, with what the knobs do to it."""
        said = self.told(session) | {"id": f"N-{uuid.uuid4().hex[:20]}"}
        said["amount"] = self.knobs.amount or said["amount"]
        said["currency"] = self.knobs.currency or said["currency"]
        body = json.dumps(said).encode()
        at = str(int(time.time()))
        secret = "somebody-elses" if self.knobs.bad_signature else SECRET
        return {
            "url": session["notify_url"],
            "body": body.decode(),
            "headers": {TIME: at, SIGNATURE: signature(secret, at, body), "content-type": "application/json"},
            "times": self.knobs.repeat,
        }

    def turn(self, **knobs: Any) -> None:
        """Set the knobs; those that are not named go back to doing things right."""
        self.knobs = Knobs(**{**asdict(Knobs()), **knobs})

    def day_file(self) -> str:
        """Everything that ended, as the file that is compared."""
        lines = ["reference,provider_reference,merchant,amount,currency,state"]
        for one in self.sessions.values():
            self.expire(one)
            if one["state"] != "pending":
                lines.append(
                    f"{one['reference']},{one['id']},{one['merchant']},{one['amount']},{one['currency']},{one['state']}"
                )
        return "\n".join(lines) + "\n"

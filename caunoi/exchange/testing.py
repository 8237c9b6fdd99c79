"""For tests of all rooms: a machine with its token in one line.

machine = testing.machine(office.centre_id, now=NOW)               # a post office that receives for the centre
token = testing.token(client, machine)                             # through the real token endpoint
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from caunoi.core.actor import System
from caunoi.exchange import operations
from caunoi.exchange.models import IdempotentRequest
from caunoi.exchange.shapes import Registered, Scope


def machine(
    agency_id: UUID,
    *,
    now: datetime,
    role: str = "counter_officer",
    scopes: Collection[str] = tuple(Scope),
    name: str = "Bưu điện Mẫu",
    per_minute: int = 1_000,
) -> Registered:
    """A registered machine with its secret."""
    return operations.register_machine(
        name=name, agency_id=agency_id, role=role, scopes=scopes, per_minute=per_minute, actor=System("test"), now=now
    )


def token(client: Any, registered: Registered, scope: str = "") -> str:
    """An access token by HTTP, on a Django test client."""
    asked = {
        "grant_type": "client_credentials",
        "client_id": registered.machine.client_id,
        "client_secret": registered.secret,
    }
    answer = client.post("/api/oauth/token", {**asked, **({"scope": scope} if scope else {})})
    assert answer.status_code == 200, answer.content
    return str(answer.json()["access_token"])


def abandoned(key: str, *, at: datetime) -> None:
    """As a process leaves a key that is killed before it answered."""
    IdempotentRequest.objects.filter(key=key).update(status=None, answer=None, made_at=at)

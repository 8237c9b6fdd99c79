"""An office with a machine of a post office that calls it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.cache import caches
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from caunoi.core.clock import SystemClock
from caunoi.core.ids import new_id
from caunoi.dossiers import testing as dossiers
from caunoi.dossiers.testing import PNG, Office
from caunoi.exchange import testing
from caunoi.exchange.shapes import Registered

NOW = SystemClock().now().replace(microsecond=0)
"""Tokens are given by the machine's own clock, so these tests live now."""


@dataclass
class Caller:
    """A machine that calls by HTTP."""

    registered: Registered
    client: Client = field(default_factory=Client)
    scope: str = ""
    _token: str = ""

    @property
    def token(self) -> str:
        if not self._token:
            self._token = testing.token(self.client, self.registered, self.scope)
        return self._token

    def get(self, path: str, status: int = 200, **headers: str) -> Any:
        """The answer to GET, whose status must be this."""
        return self._checked(self.client.get(f"/api/v1{path}", headers=self._headers(headers)), status)

    def post(self, path: str, body: Any, status: int = 201, *, key: str | None = None, **headers: str) -> Any:
        """The answer to POST with a key of its own, or this one (none: "")."""
        sent = self._headers(headers)
        if key != "":
            sent["idempotency-key"] = key or str(new_id())
        answer = self.client.post(f"/api/v1{path}", body, content_type="application/json", headers=sent)
        return self._checked(answer, status)

    def upload(self, content: bytes = PNG, name: str = "giay.png", status: int = 201) -> Any:
        """The answer to an uploaded file."""
        file = SimpleUploadedFile(name, content)
        answer = self.client.post("/api/v1/files", {"file": file}, headers=self._headers({}))
        return self._checked(answer, status)

    def _headers(self, more: dict[str, str]) -> dict[str, str]:
        named = {name.replace("_", "-"): value for name, value in more.items()}
        return {"authorization": f"Bearer {self.token}", **named}

    def _checked(self, answer: Any, status: int) -> Any:
        assert answer.status_code == status, (answer.status_code, answer.content.decode()[:2000])
        if status >= 400:
            assert answer["Content-Type"] == "application/problem+json"
            assert answer.json()["status"] == status
        return answer


@pytest.fixture(autouse=True)
def _no_counts_left() -> None:
    caches["local"].clear()


@pytest.fixture
def office(db: None) -> Office:
    return dossiers.office(datetime(2026, 9, 22, 2, tzinfo=UTC))


@pytest.fixture
def post_office(office: Office) -> Caller:
    return Caller(testing.machine(office.centre_id, now=NOW))


def birth(**more: Any) -> dict[str, Any]:
    """A birth registration as the machine sends it, its paper on paper."""
    return {
        "procedure_code": dossiers.BIRTH,
        "applicant": {"full_name": "Nguyễn Thị Mẫu", "personal_id": "001196000008", "phone": "0900000008"},
        "answers": dossiers.ANSWERS,
        "components": [
            {"component_id": "declaration_paper", "originals": 1, "copies": 0},
            {"component_id": "birth_proof", "originals": 1, "copies": 0},
        ],
        **more,
    }

"""An office at a fixed time, and its people signed in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from caunoi.core.actor import Person
from caunoi.core.clock import VIETNAM, SystemClock
from caunoi.dossiers import testing
from caunoi.dossiers.testing import Office
from caunoi.people import testing as people

NOW = datetime(2026, 9, 22, 9, 0, tzinfo=VIETNAM)
As = Callable[[Person], Client]


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Requests come at NOW."""
    monkeypatch.setattr(SystemClock, "now", lambda _self: NOW)


@pytest.fixture
def office(db: None) -> Office:
    return testing.office(NOW)


@pytest.fixture
def signed_in() -> As:
    """A client on which the person is signed in, with the second factor that officers must have."""
    return lambda person: people.signed_in_officer(person.person_id)

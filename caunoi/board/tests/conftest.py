"""An office at a still clock, and its people signed in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.core.cache import caches
from django.test import Client

from caunoi.core.actor import Person
from caunoi.core.clock import VIETNAM, SystemClock
from caunoi.dossiers import testing
from caunoi.dossiers.shapes import DossierView
from caunoi.dossiers.testing import STAGES, Office, walk
from caunoi.people import testing as people

NOW = datetime(2026, 9, 22, 9, 0, tzinfo=VIETNAM)
ANSWERS = {**testing.ANSWERS, "child_birth_date": "2026-07-15"}
As = Callable[[Person], Client]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Requests come at NOW; nothing is remembered from another test."""
    monkeypatch.setattr(SystemClock, "now", lambda _self: NOW)
    for cache in ("default", "local"):
        caches[cache].clear()


@pytest.fixture
def ward(db: None, clock: None) -> Office:
    """A ward without any dossier."""
    return testing.office(NOW)


@pytest.fixture
def signed(clock: None) -> As:
    """A client on which the person is signed in, with the second factor that officers must have."""
    return lambda person: people.signed_in_officer(person.person_id)


def late_birth(office: Office, days: int = 8) -> DossierView:
    """A birth accepted so many days ago and not settled: it was due the same day or the next."""
    return walk(office, "accepted", now=NOW, at=dict.fromkeys(STAGES, NOW - timedelta(days=days)), answers=ANSWERS)


@pytest.fixture
def working(ward: Office) -> Office:
    """The ward with one birth returned in time, one in process and two late ones."""
    walk(ward, "returned", now=NOW)
    walk(ward, "accepted", now=NOW)
    for days in (8, 30):
        late_birth(ward, days)
    return ward

"""Fixtures of this room's tests."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import pytest

from caunoi.core.actor import System
from caunoi.core.clock import VIETNAM
from caunoi.core.ids import new_id

NOW = datetime(2026, 9, 23, 9, 0, tzinfo=VIETNAM)
SYSTEM = System("test")


@pytest.fixture
def agency() -> UUID:
    """An agency; this room knows agencies only by their id."""
    return new_id()


@pytest.fixture
def other_agency() -> UUID:
    return new_id()

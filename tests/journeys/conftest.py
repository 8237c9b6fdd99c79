"""A browser, the doors' address, a clock that runs on from MORNING, a ward with its demo officers, a paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from playwright.sync_api import Browser

from caunoi.core.actor import System
from caunoi.core.clock import SystemClock
from caunoi.dossiers.testing import PNG
from caunoi.people import demo, testing
from caunoi.procedures import operations as procedures
from caunoi.ui.testing import chromium
from caunoi.units import testing as units_testing
from tests.journeys.pages import MORNING, WARD


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    """The identity provider, a process of its own."""
    with testing.identity_provider() as address:
        yield address


@pytest.fixture
def root(live_server: Any) -> str:
    """The running program, by name: passkeys do not work on a bare IP address."""
    return str(live_server.url).replace("127.0.0.1", "localhost")


@pytest.fixture
def morning(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock runs on from MORNING; nothing is remembered from another test."""
    started, real_now = SystemClock().now(), SystemClock.now
    monkeypatch.setattr(SystemClock, "now", lambda clock: MORNING + (real_now(clock) - started))
    for cache in ("default", "local"):
        caches[cache].clear()


@pytest.fixture
def demo_ward(transactional_db: None, morning: None) -> None:
    """The ward, the catalogue and the demo officers."""
    units_testing.ward(WARD, "Cửa Nam", now=MORNING)
    procedures.load(now=MORNING, actor=System("test"))
    demo.create(MORNING)


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A photograph of a certificate of live birth."""
    path = tmp_path / "giay-chung-sinh.png"
    path.write_bytes(PNG)
    return path

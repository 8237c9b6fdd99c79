"""A rush against a small server: the surplus hears when to come again, and what was acknowledged is there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psutil
import pytest
from django.conf import LazySettings
from django.core.cache import caches
from pytest_django.live_server_helper import LiveServer

from bench import harness, soak, spike
from bench.country import Country
from bench.traffic import Traffic
from caunoi.core.clock import SystemClock
from caunoi.dossiers import testing

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def small(transactional_db: None, settings: LazySettings) -> Iterator[str]:
    """A server that carries one request, and keeps one waiting for half a second."""
    settings.AT_ONCE, settings.WAITING, settings.PATIENCE = 1, 1, 0.5
    server = LiveServer("127.0.0.1")
    yield server.url
    server.stop()


@pytest.fixture
def traffic(small: str) -> Traffic:
    caches["local"].clear()
    now = SystemClock().now()
    testing.office(now)
    country = Country(small, now)
    country.open(1)
    return Traffic(country)


def figures(report: harness.Report) -> dict[str, harness.Figure]:
    return {one.what: one for one in report.figures}


def test_in_a_rush_the_surplus_is_turned_away_and_nothing_acknowledged_is_lost(
    traffic: Traffic, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spike, "WINDOW", 0.5)
    monkeypatch.setattr(spike, "BACK", 1000.0)  # rates are not what is tested here
    monkeypatch.setattr(spike, "CONNECTIONS", 2)
    report = harness.Report("spike", {})
    spike.rush(report, traffic, seconds=1.0, times=4, calm=0.5, clients=6)
    found = figures(report)
    assert found["turned away with Retry-After"].value > 0
    assert [one.what for one in report.figures if one.met is False] == []
    assert found["wrong answers"].value == 0


class Here:
    """This process in the server's stead."""

    def memory(self) -> int:
        return int(psutil.Process().memory_full_info().uss)

    def open_files(self) -> int:
        return int(psutil.Process().num_fds())


def test_a_soak_tells_what_was_at_the_beginning_and_at_the_end(
    traffic: Traffic, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(soak, "CLIENTS", 1)
    report = harness.Report("soak", {})
    here: Any = Here()
    soak.soak(report, traffic, here, seconds=3, calm=0.5)
    found = figures(report)
    assert found["memory at the end"].limit
    assert found["wrong answers"].value == found["acknowledged filings that are missing"].value == 0

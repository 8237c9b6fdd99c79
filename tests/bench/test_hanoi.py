"""A whole life over HTTP, as the measurement lets it live: nothing acknowledged is lost, and the journal is sound."""

from __future__ import annotations

import pytest
from django.core.cache import caches

from bench import hanoi, harness
from bench.country import Country, Filings
from caunoi.core.clock import SystemClock
from caunoi.core.journal.verify import verify
from caunoi.dossiers import testing

pytestmark = pytest.mark.django_db(transaction=True)
MIX = {"2.000815": 0.6, "1.001193": 0.2, "1.004873": 0.2}


@pytest.fixture
def country(transactional_db: None, live_server: object) -> Country:
    """One ward whose people and machine reach the program by HTTP."""
    caches["local"].clear()
    now = SystemClock().now()
    testing.office(now)
    found = Country(str(live_server), now)
    found.open(1)
    return found


def test_dossiers_live_their_whole_life_over_http_and_nothing_is_lost(country: Country) -> None:
    tally = hanoi.Tally()
    life = hanoi.Life(country, Filings(MIX, country.now, dossiers=6), tally)
    life.commune(country.communes[0], range(6))
    life.close()
    assert not tally.refused
    assert tally.done["filed"] == tally.done["handed over"] == 6
    report = harness.Report("hanoi", {})
    hanoi.nothing_lost(report, tally)
    assert [one.what for one in report.figures if one.met is False] == []
    assert verify().sound


def test_a_lost_dossier_is_noticed(country: Country) -> None:
    tally = hanoi.Tally()
    life = hanoi.Life(country, Filings(MIX, country.now, dossiers=1), tally)
    life.commune(country.communes[0], range(1))
    life.close()
    tally.note("filed", 0.1, codes=["H26-0-0-000000-B0000000"])
    report = harness.Report("hanoi", {})
    hanoi.nothing_lost(report, tally)
    assert len([one for one in report.figures if one.met is False]) == 2

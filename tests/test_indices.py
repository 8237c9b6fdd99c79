"""After a simulated run every indicator is what reading the journal entry by entry gives, down to the dossiers."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction
from uuid import UUID

import pytest
from django.core.management import call_command

from caunoi.core.actor import Person, System
from caunoi.core.clock import VIETNAM
from caunoi.core.journal.queries import Entry, after
from caunoi.measures import definitions, queries
from caunoi.measures.rules import evaluator
from caunoi.measures.rules.scoring import score
from caunoi.measures.shapes import IndexView, IndicatorInfo
from caunoi.people import testing as people
from caunoi.procedures import operations as procedures
from caunoi.units import queries as units
from caunoi.units.testing import AT, load_small

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
START, AS_OF = date(2026, 1, 1), datetime(2026, 3, 20, 15, tzinfo=VIETNAM)
LEVELS = ("province", "department", "commune")


@pytest.fixture
def entries() -> list[Entry]:
    """What a small province does in a few days."""
    load_small(provinces=("01",))
    procedures.load(now=AT, actor=System("test"))
    call_command("simulate", "--province", "01", "--dossiers", "10", "--days", "4", "--from", "2026-03-02")
    found = after(0, 100_000)
    assert any(entry.kind == "dossier.signed" for entry in found)
    return found


def test_every_indicator_is_what_the_journal_says(entries: list[Entry]) -> None:
    version = definitions.version("766", on=AS_OF.date())
    seen = [entry for entry in entries if entry.occurred_at <= AS_OF]
    counted = evaluator.count(seen, version, start=START, end=date(2026, 3, 21), today=AS_OF.date())
    for level in LEVELS:
        found = queries.index("766", level=level, as_of=AS_OF, now=AS_OF)
        slow = counted.at(level, [one.key for one in found.units])
        for unit in found.units:
            assert unit.groups == score(version, level, slow[unit.key]), (level, unit.code)
    assert queries.index("766", level="province", as_of=AS_OF, now=AS_OF).units[0].code == "01"
    _opens_down_to_the_dossiers(seen)


def _opens_down_to_the_dossiers(seen: list[Entry]) -> None:
    """For a commune: what is behind is as much as the count, and of real dossiers."""
    dossiers = {entry.subject_id for entry in seen if entry.subject_kind == "dossier"}
    office = units.agencies_of("01", on=AS_OF.date(), kind="peoples_committee")[0]
    leader = people.actor(people.officer(office.id, "leader", second_factor=False).id, at=AS_OF)
    found = queries.index("766", level="commune", as_of=AS_OF, now=AS_OF)
    busiest = max(found.units, key=lambda one: one.indicator("PROGRESS").denominator or 0)
    assert busiest.indicator("PROGRESS").denominator
    assert sum(_behind(found, busiest.key, one.id, leader, dossiers) for one in _indicators(found)) > 5


def _indicators(found: IndexView) -> list[IndicatorInfo]:
    info = queries.index_info(found.id, on=AS_OF.date())
    return [one for group in info.groups for one in group.indicators]


def _behind(found: IndexView, key: str, indicator: str, leader: Person, dossiers: set[UUID]) -> int:
    explained = queries.explain(found.id, level=found.level, key=key, indicator=indicator, as_of=AS_OF, now=AS_OF)
    values = {one.id: one for one in explained.figures}
    for side in explained.behind:
        page = queries.subjects_behind(
            found.id, level=found.level, key=key, indicator=indicator, side=side, as_of=AS_OF, actor=leader,
            now=AS_OF, limit=1000,
        )  # fmt: skip
        assert len(page.ids) == page.total
        if page.kind == "dossier":
            assert set(page.ids) <= dossiers
        figure = values[explained.denominator if side != "numerator" else explained.numerator]
        if side == "missing" or figure.distinct or any(values[name].distinct for name in figure.of):
            continue
        assert page.value == (figure.value or Fraction(0)), (indicator, side)
    return len(explained.behind)

"""After a simulated run the index counted over files and the open part is what the journal says, entry by entry."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from caunoi.core.actor import System
from caunoi.core.journal.queries import after
from caunoi.dossiers.simulation import run
from caunoi.measures import definitions, engine
from caunoi.measures.lake import export
from caunoi.measures.rules import evaluator
from caunoi.measures.rules.scoring import worked_out
from caunoi.procedures import operations as procedures
from caunoi.units.testing import AT, load_small

START, END = date(2025, 7, 1), date(2026, 1, 1)


@pytest.mark.django_db
def test_every_figure_of_the_index_is_the_evaluators_at_any_moment_of_a_simulated_run(
    settings: Any, tmp_path: Path
) -> None:
    settings.LAKE = tmp_path / "lake"
    load_small()
    procedures.load(now=AT, actor=System("test"))
    run.simulate(province="01", start=START, days=8, dossiers=12, seed=5)
    version = definitions.version("766", on=START)
    entries = after(0, 10**6)
    chance = random.Random(5)
    files_end, *moments = sorted(entry.id for entry in chance.sample(entries, 3))
    export.export_upto(files_end, now=datetime(2026, 1, 2, tzinfo=UTC))
    for position in (*moments, entries[-1].id):
        today = date(2025, 7, chance.randrange(1, 31))
        found = engine.cube(version, start=START, end=END, today=today, position=position)
        known = [entry for entry in entries if entry.id <= position]
        slow = evaluator.count(known, version, start=START, end=END, today=today)
        for level in version.levels:
            quick = found.by(level)
            for key, figures in slow.at(level, keys=quick).items():
                exact = {name: Fraction(number) for name, number in quick.get(key, found.absent()).items()}
                assert worked_out(version, exact) == figures, (position, level, key)
    assert found.by("province")["01"]["received"] > 0

"""The petitions of Decision 766, counted from the journal, are the petitions as they stand."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from caunoi.core.actor import System
from caunoi.core.ids import new_id
from caunoi.core.journal import Place, append
from caunoi.core.journal.queries import after
from caunoi.measures import definitions, engine
from caunoi.measures.lake import export
from caunoi.measures.rules import evaluator
from caunoi.voices import petition_events as events

pytestmark = pytest.mark.django_db
FIGURES = ("petitions", "petitions_on_time", "petitions_satisfied")
START, END, TODAY = date(2026, 1, 1), date(2026, 10, 1), date(2026, 9, 22)
AGENCIES, UNITS = tuple(UUID(int=n) for n in (11, 12, 13)), tuple(UUID(int=n) for n in (1, 2, 3))


@pytest.fixture(autouse=True)
def lake(settings: Any, tmp_path: Path) -> None:
    settings.LAKE = tmp_path / "lake"


@dataclass
class Petition:
    """A petition as it stands, which writes its own entries."""

    received_on: date
    holder: int
    due_on: date
    id: UUID
    open: bool = True
    gone: bool = False
    on_time: bool = False
    satisfied: bool = False

    def note(self, kind: type[events.PetitionEvent], on: date, **more: Any) -> None:
        event = kind(
            code="PA-260101-0001", service="pothole", competent_agency=AGENCIES[self.holder],
            received_on=self.received_on, due_on=self.due_on, **more,
        )  # fmt: skip
        place = Place(unit_id=UNITS[self.holder], agency_id=AGENCIES[self.holder], province="01")
        at = datetime(on.year, on.month, on.day, 3, tzinfo=UTC)
        append(event, subject_id=self.id, actor=System("test"), now=at, place=place)

    def counted(self) -> dict[str, int]:
        """By hand: answered, or open and overdue."""
        if self.gone:
            return dict.fromkeys(FIGURES, 0)
        due = not self.open or self.due_on < TODAY
        return dict(zip(FIGURES, (due, self.on_time, self.satisfied), strict=True))


def filed(on: date, days: int = 10, holder: int = 0) -> Petition:
    petition = Petition(on, holder, on + timedelta(days=days), new_id())
    petition.note(events.PetitionReached, on)
    return petition


def forwarded(petition: Petition, on: date, holder: int) -> None:
    petition.note(events.PetitionLeft, on)
    petition.holder, petition.due_on = holder, on + timedelta(days=7)
    petition.note(events.PetitionReached, on)


def answered(petition: Petition, on: date) -> None:
    petition.open, petition.on_time = False, on <= petition.due_on
    petition.note(events.PetitionAnswered, on, on_time=petition.on_time)


def rated(petition: Petition, on: date, rating: int) -> None:
    petition.satisfied = rating >= 4
    petition.note(events.PetitionRated, on, rating=rating, satisfied=petition.satisfied)


def reopened(petition: Petition, on: date) -> None:
    was = {"was_on_time": petition.on_time, "was_satisfied": petition.satisfied}
    petition.open, petition.on_time, petition.satisfied = True, False, False
    petition.due_on = on + timedelta(days=7)
    petition.note(events.PetitionReopened, on, **was)


def withdrawn(petition: Petition, on: date) -> None:
    petition.note(events.PetitionWithdrawn, on)
    petition.gone = True


def some(count: int) -> list[Petition]:
    """Lives at random, everything that may happen."""
    chance = random.Random(7)
    return [_lived(chance) for _ in range(count)]


def _lived(chance: random.Random) -> Petition:
    day = date(2026, 8, 1) + timedelta(days=chance.randrange(40))
    petition = filed(day, chance.randrange(1, 25), chance.randrange(3))
    for _ in range(chance.randrange(6)):
        day += timedelta(days=chance.randrange(6))
        if petition.gone or day >= TODAY:
            break
        if petition.open:
            act: Any = chance.choice([answered, answered, answered, forwarded, withdrawn])
            act(petition, day, *([chance.randrange(3)] if act is forwarded else []))
        elif not petition.satisfied and chance.random() < 0.5:
            rated(petition, day, chance.randrange(1, 6))
        else:
            reopened(petition, day)
    return petition


def counts() -> dict[UUID, dict[str, Fraction]]:
    """What the engine counts by agency; the evaluator must say the same, wherever the files end."""
    version = definitions.version("766", on=TODAY)
    entries = list(after(0, 10**6))
    slow = evaluator.count(entries, version, start=START, end=END, today=TODAY)
    export.export_upto(entries[len(entries) // 2].id, now=datetime(2026, 9, 22, tzinfo=UTC))
    cube = engine.cube(version, start=START, end=END, today=TODAY)
    for level in ("province", "commune", "department"):
        quick = cube.by(level)
        for key, figures in slow.at(level).items():
            for name in FIGURES:
                assert quick.get(key, cube.absent())[name] == figures[name], (level, key, name)
    found = cube.by("department")
    return {
        agency: {one: Fraction(found.get(str(agency), cube.absent())[one]) for one in FIGURES} for agency in AGENCIES
    }


def test_engine_evaluator_and_the_petitions_themselves_agree() -> None:
    lives = some(150)
    found = counts()
    for number, agency in enumerate(AGENCIES):
        wanted: Counter[str] = Counter()
        for petition in (one for one in lives if one.holder == number):
            wanted.update(petition.counted())
        assert {name: int(value) for name, value in found[agency].items()} == {name: wanted[name] for name in FIGURES}
        assert 0 < found[agency]["petitions_satisfied"] <= found[agency]["petitions"]
        assert 0 < found[agency]["petitions_on_time"] < found[agency]["petitions"]


@pytest.mark.parametrize(
    ("acts", "wanted"),
    [
        ([], (0, 0, 0)),  # within its limit: nowhere yet
        ([(answered, 5)], (1, 1, 0)),
        ([(answered, 5), (rated, 6, 4)], (1, 1, 1)),
        ([(answered, 5), (rated, 6, 3)], (1, 1, 0)),
        ([(answered, 14)], (1, 0, 0)),  # late, and it stays late
        ([(answered, 5), (rated, 6, 5), (reopened, 8)], (0, 0, 0)),  # open again, until 16 September
        ([(answered, 5), (reopened, 8), (answered, 10)], (1, 1, 0)),
        ([(withdrawn, 3)], (0, 0, 0)),
    ],
)
def test_each_petition_counts_once_by_how_it_stands(acts: list[tuple[Any, ...]], wanted: tuple[int, ...]) -> None:
    first = date(2026, 9, 8)
    petition = filed(first, 12 if acts else 15)
    for act, days, *more in acts:
        act(petition, first + timedelta(days=days), *more)
    assert tuple(counts()[AGENCIES[0]].values()) == wanted


def test_an_overdue_one_counts_for_who_holds_it_now() -> None:
    petition = filed(date(2026, 8, 3), 5)
    forwarded(petition, date(2026, 8, 20), 1)
    found = counts()
    assert [found[agency]["petitions"] for agency in AGENCIES] == [0, 1, 0]

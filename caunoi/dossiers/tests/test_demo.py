"""The demonstration's dossiers, the figures that they make, and what the command tells of one."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date, datetime, timedelta

import pytest
from django.core.management import call_command

from caunoi.core.clock import VIETNAM
from caunoi.core.errors import NotFound
from caunoi.dossiers import demo, queries, testing
from caunoi.dossiers.models import Dossier
from caunoi.measures.queries import settlement

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 9, 22, 9, 30, tzinfo=VIETNAM)


@pytest.fixture
def codes(db: None) -> list[str]:
    testing.office(NOW)
    return demo.create(NOW)


@pytest.mark.parametrize(("day", "hour"), [(20, 9), (21, 0), (22, 9), (22, 15), (22, 16), (22, 23)])
def test_nothing_of_the_demo_lies_in_the_future(day: int, hour: int) -> None:
    now = NOW.replace(hour=hour, day=day, minute=0)
    last = demo.filed_at(now, days_ago=0, number=len(demo.BIRTHS)) + demo.STAGE * len(demo.STAGES)
    assert now - timedelta(days=4) < last < now


def test_demo_births_stand_in_every_pile(codes: list[str]) -> None:
    assert Counter(Dossier.objects.values_list("step", flat=True)) == Counter(
        {"receive": 2, "examine": 2, "sign": 1, "return": 1, "": 3}
    )
    assert not Dossier.objects.filter(last_at__gt=NOW).exists()


def test_making_them_again_makes_no_more(codes: list[str]) -> None:
    assert demo.create(NOW + timedelta(days=1)) == codes
    assert len(codes) == len(demo.BIRTHS)


def test_the_measures_say_what_the_dossiers_say(codes: list[str]) -> None:
    found = settlement(scope="province", code_or_id="01", start=date(2026, 9, 1), end=date(2026, 10, 1), now=NOW)
    received = Dossier.objects.exclude(received_at=None)
    assert found.received == received.count() == 7
    assert found.done == received.exclude(finished_at=None).count() == 4
    assert (found.on_time, found.late) == (6, 1)


def test_the_command_tells_a_dossier_without_its_people(codes: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    call_command("dossiers", "show", codes[0], "--json")
    printed = capsys.readouterr().out
    told = json.loads(printed)
    assert (told["code"], told["status"], len(told["timeline"])) == (codes[0], 10, 6)
    assert "Mẫu" not in printed
    with pytest.raises(NotFound):
        queries.public_timeline("000.00.00.H26-260922-9999")

"""A simulation plays what was drawn, by the real operations, and its own counts are the journal's."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from caunoi.core.actor import System
from caunoi.core.journal.verify import verify
from caunoi.dossiers.calendars import vietnam
from caunoi.dossiers.models import Dossier
from caunoi.dossiers.shapes import Status
from caunoi.dossiers.simulation import run
from caunoi.dossiers.simulation.plan import Course, draw, load_mix
from caunoi.procedures import operations as procedures
from caunoi.units.testing import AT, load_small

START = date(2025, 7, 1)
MIX = settings.DATA / "simulation" / "everyday.json"
CHANNELS = {code: ["online", "direct"] for code in load_mix(MIX)["procedures"]}


def courses(number: int = 300, *, days: int = 21, seed: int = 1, communes: int = 126) -> list[Course]:
    return draw(
        load_mix(MIX), start=START, days=days, dossiers=number, communes=communes, channels_of=CHANNELS,
        calendar=vietnam(), seed=seed,
    )  # fmt: skip


class TestPlan:
    def test_the_same_seed_gives_the_same_plan_and_another_another(self) -> None:
        assert courses(seed=7) == courses(seed=7)
        assert courses(seed=7) != courses(seed=8)

    def test_it_mixes_as_the_file_says(self) -> None:
        drawn = courses(5000)
        shares = Counter(course.procedure for course in drawn)
        for code, share in load_mix(MIX)["procedures"].items():
            assert shares[code] / 5000 == pytest.approx(share, abs=0.03)
        assert 0.02 < sum(course.pace > 1 for course in drawn) / 5000 < 0.06

    @given(st.integers(0, 10_000))
    @examples(max_examples=20, deadline=None)
    def test_nobody_stands_at_a_counter_that_is_closed(self, seed: int) -> None:
        calendar = vietnam()
        for course in courses(60, seed=seed):
            assert course.channel == "online" or calendar.opening(course.filed_at) == course.filed_at
            assert START <= course.filed_at.date() < START + timedelta(days=28)

    def test_it_refuses_a_mix_that_does_not_add_up(self, tmp_path: Path) -> None:
        mix = json.loads(MIX.read_text())
        mix["channels"]["online"] = 0.9
        path = tmp_path / "mix.json"
        path.write_text(json.dumps(mix))
        with pytest.raises(ValueError, match="channels"):
            load_mix(path)


@pytest.mark.django_db
class TestPlay:
    @pytest.fixture(autouse=True)
    def _country(self) -> None:
        load_small()
        procedures.load(now=AT, actor=System("test"))

    def test_its_summary_is_what_the_journal_says(self) -> None:
        done = run.simulate(province="01", start=START, days=10, dossiers=40, seed=3)
        assert done.lines
        assert [line for line in done.lines if not line.agrees] == []
        assert done.data()["agrees"] is True
        filed = Dossier.objects.filter(status__gt=Status.DRAFT)
        assert filed.count() == {line.what: line.journal for line in done.lines}["dossier.submitted"] == 40
        assert len(set(filed.values_list("code", flat=True))) == 40
        assert filed.filter(status=Status.RETURNED).count() > 10
        assert verify().finding is None

    @pytest.mark.parametrize("seed", range(2))
    def test_what_is_rare_every_day_can_be_played_in_any_procedure(
        self, seed: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        mix = load_mix(MIX)
        rates = {name: 0.3 for name, value in mix.items() if isinstance(value, float)}
        even = dict.fromkeys(mix["procedures"], 1 / len(mix["procedures"]))
        often = mix | rates | {"procedures": even, "returned_to_specialist": 0.7, "refused_after_examination": 0.1}
        monkeypatch.setattr(run, "load_mix", lambda path: often)
        start = START + timedelta(days=39 * seed)
        done = run.simulate(province="01", start=start, days=10, dossiers=50, seed=100 + seed)
        assert [line for line in done.lines if not line.agrees] == []
        assert {"dossier.returned_to_specialist", "dossier.withdrawn"} <= set(done.data()["counts"])

    def test_it_tells_when_the_journal_says_something_else(self, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
        from caunoi.dossiers.simulation import summary

        monkeypatch.setattr(summary, "_COUNT", summary._COUNT.replace("count(*)", "count(*) + 1", 1))
        with pytest.raises(CommandError, match="khác với nhật ký"):
            call_command("simulate", "--dossiers", "3", "--days", "3")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (["--dossiers", "0"], "không phải một số nguyên dương"),
        (["--dossiers", "5", "--from", "1/7/2025"], "không phải một ngày"),
        (["--dossiers", "5", "--speed", "fast"], "không phải “max”"),
        (["--dossiers", "5", "--province", "99"], "Không mô phỏng được"),
    ],
)
def test_bad_arguments_get_one_clear_line(arguments: list[str], text: str) -> None:
    with pytest.raises(CommandError, match=text) as raised:
        call_command("simulate", *arguments)
    assert raised.value.returncode == 2
    assert Dossier.objects.count() == 0


@pytest.mark.django_db
def test_it_never_runs_among_real_dossiers(settings: Any) -> None:
    settings.DEVELOPMENT = False
    with pytest.raises(run.OnlyInDevelopment):
        run.simulate(province="01", start=START, days=1, dossiers=1, seed=1)

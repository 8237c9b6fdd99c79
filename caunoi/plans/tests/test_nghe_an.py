"""Nghệ An's Plan 586: the published figures of its first-year review come out of dated facts."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from caunoi.core.actor import System
from caunoi.core.journal.queries import entries_of
from caunoi.plans import operations, queries
from caunoi.plans.errors import WrongPlanFile
from caunoi.plans.reading import shipped
from caunoi.units.testing import load_small

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 9, 22, 2, 0, tzinfo=UTC)
FILE = next(path for path in shipped() if path.stem == "nghe-an-586")


@pytest.fixture
def loaded() -> None:
    load_small(provinces=("40",))
    assert operations.load(path=FILE, actor=System("plan"), now=NOW)


def printed(*arguments: str) -> str:
    out = StringIO()
    call_command("plan", "review", "--plan", "nghe-an-586", *arguments, stdout=out)
    return out.getvalue()


def figures(*arguments: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(printed(*arguments, "--json"))
    return found


@pytest.mark.usefixtures("loaded")
class TestReview:
    def test_the_first_year_gives_the_published_figures(self) -> None:
        found = figures("--as-of", "2023-09-21")
        assert [(one["code"], one["met"], one["total"]) for one in found["pillars"]] == [
            ("digital-government", 8, 11), ("digital-economy", 2, 6), ("digital-society", 1, 3),
        ]  # fmt: skip
        assert [(one["code"], one["done"], one["total"]) for one in found["tasks"]] == [
            ("digital-government", 15, 18), ("information-security", 4, 6), ("human-resources", 5, 5),
            ("sectors", 2, 9),
        ]  # fmt: skip
        villages = found["villages"]
        assert (villages["reached"], villages["of"], villages["percent"]) == (3743, 3806, 98.3)
        assert (found["grdp-share"]["value"], found["sample"]) == (7.38, True)

    def test_another_day_gives_what_was_so_on_that_day(self) -> None:
        early, late = figures("--as-of", "2023-04-01"), figures("--as-of", "2026-01-01", "--since", "2023-09-21")
        assert sum(one["met"] for one in early["pillars"]) < 11
        assert "villages" not in early
        assert sum(one["states"]["on_track"] + one["states"]["at_risk"] for one in late["pillars"]) == 0
        assert {one["state"] for one in late["moved"]} == {"missed"}

    def test_people_read_it_too(self) -> None:
        text = printed("--as-of", "2023-09-21")
        assert "Chính quyền số: 8/11" in text
        assert "3.743/3.806 (98,3 %)" in text
        assert "mẫu" in text

    def test_it_is_loaded_once_and_told_to_the_journal(self) -> None:
        assert not operations.load(path=FILE, actor=System("plan"), now=NOW)
        plan = queries.plan("nghe-an-586", actor=System("plan"), now=NOW).version
        kinds = [entry.kind for entry in entries_of("plan", plan.plan_id)]
        assert kinds == ["plan.drafted", "plan.submitted", "plan.approved", "plan.issued", "plan.reviewed"]

    def test_a_day_before_the_plan_and_no_day_at_all_are_named(self) -> None:
        for day, words in (("2022-01-01", "chưa được ban hành"), ("21/9/2023", "không phải là ngày")):
            with pytest.raises(CommandError, match=words):
                printed("--as-of", day)


class TestFile:
    def test_every_wrong_row_is_named_and_nothing_is_saved(self, tmp_path: Path) -> None:
        body = json.loads(FILE.read_text(encoding="utf-8"))
        del body["indicators"][2]["unit_of_measure"]
        body["indicators"][4]["targets"][0]["value"] = "nhiều"
        body["tasks"][0]["due_on"] = "2023-02-30"
        wrong = tmp_path / "sai.json"
        wrong.write_text(json.dumps(body), encoding="utf-8")
        with pytest.raises(WrongPlanFile) as caught:
            operations.load(path=wrong, actor=System("plan"), now=NOW)
        said = str(caught.value)
        assert all(place in said for place in ("“indicators”, dòng 3", "“indicators”, dòng 5", "“tasks”, dòng 1"))
        assert queries.plans(actor=System("plan"), now=NOW) == []

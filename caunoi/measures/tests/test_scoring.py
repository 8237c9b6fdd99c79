"""Points and places: the published scores of Decision 766 again, and what is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from hypothesis import given
from hypothesis import strategies as st

from caunoi.measures import definitions
from caunoi.measures.rules.counts import Scored, score_counts
from caunoi.measures.rules.definition import Indicator, Step, Version
from caunoi.measures.rules.formulas import parse
from caunoi.measures.rules.mistakes import Mistaken
from caunoi.measures.rules.ranking import rank
from caunoi.measures.rules.scoring import grade, score, score_indicator, total, weighted
from caunoi.measures.rules.tables import rank_table
from caunoi.measures.shapes import IndicatorScore, shown

DATA = Path(__file__).parent / "data"
COUNTS = DATA / "counts_dong_thap_2026-09-30.json"
SCORES = DATA / "scores_2026-09-30.csv"


@pytest.fixture(scope="module")
def version() -> Version:
    return definitions.version("766", on=date(2026, 9, 30))


def scored(version: Version, change: Callable[[dict[str, Any]], object] = lambda data: None) -> Scored:
    data = json.loads(COUNTS.read_text(encoding="utf-8"))
    change(data)
    return score_counts(json.dumps(data), version, level="province", file="counts.json")


def refused(version: Version, change: Callable[[dict[str, Any]], object]) -> list[tuple[str, str]]:
    with pytest.raises(Mistaken) as raised:
        scored(version, change)
    return [(one.key, one.code) for one in raised.value.mistakes]


def said(one: IndicatorScore) -> list[Any]:
    return [one.state, one.score]


class TestCounts:
    def test_every_published_score_of_an_indicator_comes_out_again(self, version: Version) -> None:
        found = scored(version)
        compared = {name: one.agrees for name, one in found.indicators.items() if one.agrees is not None}
        assert set(compared.values()) == {True}
        assert len(compared) == 10
        assert found.published_groups["progress"].agrees is True

    def test_scores_that_were_not_published_are_only_computed(self, version: Version) -> None:
        found = scored(version).indicators["PUBLIC_UPDATE_ON_TIME"]
        assert (found.computed, found.published, found.agrees) == (Fraction(4 * 44, 52), None, None)

    def test_a_group_that_lacks_numbers_is_not_compared(self, version: Version) -> None:
        found = scored(version)
        assert "PAYMENT_OFFERED" in found.missing
        assert found.published_groups["payment"].agrees is None
        payment = found.groups[3]
        assert shown(payment.score) == "5.92"

    def test_the_groups_own_score_may_differ_from_the_sum_of_its_indicators_and_that_is_said(
        self, version: Version
    ) -> None:
        found = scored(version).published_groups["transparency"]
        assert found.computed is not None
        assert (shown(found.computed), found.agrees) == ("11.38", False)

    @pytest.mark.parametrize(
        ("change", "key", "code"),
        [
            (lambda d: d["progress"].update(on_time="rất nhiều"), "progress.on_time", "not_number"),
            (lambda d: d["progress"].update(on_time=None), "progress.on_time", "not_number"),
            (lambda d: d["progress"].update(on_time=True), "progress.on_time", "not_number"),
            (lambda d: d["progress"].update(on_time=-1), "progress.on_time", "out_of_bounds"),
            (lambda d: d["progress"].update(on_time=1.5), "progress.on_time", "not_whole"),
            (lambda d: d["progress"].update(on_time=358644), "progress.on_time", "more_than_all"),
            (lambda d: d["progress"].pop("received"), "progress.on_time", "no_denominator"),
            (lambda d: d["progress"].update(late=3), "progress.late", "unknown_key"),
            (lambda d: d.update(tiến_độ={}), "tiến_độ", "unknown_key"),
            (lambda d: d.update(progress=[1]), "progress", "not_mapping"),
            (
                lambda d: d["digitisation"].pop("dossiers"),
                "digitisation.ORIGINAL_RESULT_AVAILABLE", "no_denominator",
            ),
            (
                lambda d: d["transparency"].update(PUBLISH_ON_TIME=[0, "52", None]),
                "transparency.PUBLISH_ON_TIME.1", "not_number",
            ),
            (
                lambda d: d["transparency"].update(PUBLISH_ON_TIME=[53, 52, 1]),
                "transparency.PUBLISH_ON_TIME", "more_than_all",
            ),
            (lambda d: d["transparency"].update(PUBLISH_ON_TIME=5), "transparency.PUBLISH_ON_TIME", "not_counts"),
            (
                lambda d: d["digitisation"].update(ELECTRONIC_CERTIFIED_COPY=["120%", 2]),
                "digitisation.ELECTRONIC_CERTIFIED_COPY", "more_than_all",
            ),
            (
                lambda d: d["digitisation"].update(ELECTRONIC_CERTIFIED_COPY=["all", 2]),
                "digitisation.ELECTRONIC_CERTIFIED_COPY.0", "not_number",
            ),
        ],
    )  # fmt: skip
    def test_a_number_that_cannot_be_is_named_with_its_key(
        self, version: Version, change: Callable[[dict[str, Any]], object], key: str, code: str
    ) -> None:
        assert (key, code) in refused(version, change)

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ('{"progress": {"on_time": 1,}}', "json_syntax"), ("[1]", "not_mapping"),
            ('{"progress": {"on_time": NaN}}', "not_number"),
            ('{"progress": {"on_time": 1, "on_time": 2, "received": 3}}', "double_key"), ("[" * 9999, "too_deep"),
        ],
    )  # fmt: skip
    def test_a_file_that_is_no_json_object_is_refused(self, version: Version, text: str, code: str) -> None:
        with pytest.raises(Mistaken) as raised:
            score_counts(text, version, level="province", file="counts.json")
        assert [one.code for one in raised.value.mistakes] == [code]

    def test_at_the_commune_what_does_not_apply_gives_full_points(self, version: Version) -> None:
        groups = score_counts("{}", version, level="commune", file="counts.json").groups
        states = {one.id: (one.state, one.score) for group in groups for one in group.indicators}
        assert [name for name, (state, _) in states.items() if state == "not_applicable"] == [
            "ONLINE_SUPPLY", "ONLINE_DOSSIERS", "PAYMENT_DOSSIERS", "CITIZEN_DATA_CONNECTED_DOSSIER",
            "CITIZEN_DATA_CONNECTED_FORMALITY",
        ]  # fmt: skip
        assert total(groups) == 2 + 6 + 6 + 2 + 2


class TestRules:
    def test_each_indicator_has_its_own_rule_for_nothing_to_divide_by(self, version: Version) -> None:
        figures: dict[str, Fraction | None] = {"petitions": Fraction(0), "petitions_on_time": Fraction(0)}
        found = {one.id: one for group in score(version, "province", figures) for one in group.indicators}
        assert said(found["DOSSIER_RECEIVING_SATISFACTION"]) == ["zero", 0]
        assert said(found["PETITION_PROCESSING_ON_TIME"]) == ["zero", 6]
        assert said(found["PROGRESS"]) == ["zero", None]
        assert said(found["DOSSIER_SYNC"]) == ["no_data", None]

    def test_what_was_typed_in_is_marked(self, version: Version) -> None:
        figures: dict[str, Fraction | None] = {
            "synchronised": Fraction(1), "to_synchronise": Fraction(2), "received": Fraction(2), "done": Fraction(1),
        }  # fmt: skip
        found = {one.id: one for group in score(version, "province", figures) for one in group.indicators}
        assert said(found["DOSSIER_SYNC"]) == ["manual", 3]
        assert found["PROGRESS"].state == "measured"

    def test_credit_in_steps(self) -> None:
        steps = (Step(Fraction(1, 2), Fraction(3)), Step(Fraction(4, 5), Fraction(6)))
        one = Indicator("X", {}, Fraction(6), "n", "d", steps=steps)
        points = [score_indicator(one, "commune", Fraction(n), Fraction(10), manual=False).score for n in (4, 5, 7, 8)]
        assert points == [0, 3, 3, 6]

    @given(n=st.integers(0, 10**6), more=st.integers(0, 10**6))
    def test_points_lie_between_nothing_and_the_maximum(self, n: int, more: int) -> None:
        one = Indicator("X", {}, Fraction(6), "n", "d", score=parse("6 * r / 0.9"), share=False, zero="zero")
        found = score_indicator(one, "commune", Fraction(n), Fraction(n + more), manual=False).score
        assert found is not None
        assert 0 <= found <= 6

    def test_the_index_of_weights_lies_between_0_and_1(self) -> None:
        version = definitions.version("dti2022", on=date(2026, 9, 30))
        full = {one.id: one.manual.max for one in version.manual if one.manual}
        groups = score(version, "province", {**full, "government_points": Fraction(100)})
        assert total(groups) == 900
        assert weighted(version, groups) == Fraction(9, 10)

    def test_a_total_has_a_grade(self, version: Version) -> None:
        assert [grade(version, Fraction(points)) for points in (90, 60, 49)] == ["excellent", "average", "weak"]


class TestRanks:
    def test_equal_points_share_a_place_and_the_next_is_skipped(self) -> None:
        assert rank({"a": Fraction(5), "b": Fraction(7), "c": Fraction(5), "d": Fraction(1)}) == {
            "a": 2,
            "b": 1,
            "c": 2,
            "d": 4,
        }

    @given(st.lists(st.integers(0, 20), min_size=1))
    def test_a_place_is_one_more_than_how_many_are_better(self, points: list[int]) -> None:
        places = rank({number: Fraction(one) for number, one in enumerate(points)})
        assert all(places[n] == 1 + sum(other > one for other in points) for n, one in enumerate(points))

    def test_all_34_published_ranks_come_out_again(self, version: Version) -> None:
        rows = rank_table(SCORES.read_text(encoding="utf-8"), version, file="scores.csv")
        assert len(rows) == 34
        assert all(row.agrees for row in rows)
        assert not any(row.difference for row in rows)

    def test_a_row_whose_groups_do_not_make_its_total_is_reported(self, version: Version) -> None:
        text = SCORES.read_text(encoding="utf-8").replace("15.90", "15.40")
        (row,) = [row for row in rank_table(text, version, file="s.csv") if row.difference]
        assert (row.code, row.difference) == ("H19", Fraction(-1, 2))

    @pytest.mark.parametrize(
        ("old", "new", "line", "column", "code"),
        [
            ("17.54", "nhiều", 2, "progress_20", "not_number"), ("66.78", "", 3, "total", "not_number"),
            ("66.78", '"66,78"', 3, "total", "not_number"), ("11.08", "18.08", 4, "transparency_18", "above_max"),
            ("H19", "H20", 3, "", "double_row"), ("progress_20", "progress_25", 1, "progress_25", "other_max"),
            ("progress_20", "tien_do", 1, "progress_20", "no_column"), ("H19,Đồng Nai", "H19", 3, "", "cells"),
            ("66.83", "x", 3, "total_2026_09_28", "not_number"),
        ],
    )  # fmt: skip
    def test_a_mistake_in_a_table_is_named_with_row_and_column(
        self, version: Version, old: str, new: str, line: int, column: str, code: str
    ) -> None:
        text = SCORES.read_text(encoding="utf-8").replace(old, new, 1)
        with pytest.raises(Mistaken) as raised:
            rank_table(text, version, file="s.csv")
        assert (line, column, code) in [(one.line, one.key, one.code) for one in raised.value.mistakes]


@pytest.mark.django_db
class TestCommand:
    def test_it_scores_counts(self, capsys: pytest.CaptureFixture[str]) -> None:
        call_command("index", "score", "766", "--counts", str(COUNTS), "--json")
        printed = json.loads(capsys.readouterr().out)
        progress = next(group for group in printed["groups"] if group["id"] == "progress")
        assert (progress["score"], progress["published"], progress["agrees"]) == (17.54, 17.54, True)
        assert printed["missing"]

    def test_it_ranks_scores(self, capsys: pytest.CaptureFixture[str]) -> None:
        call_command("index", "rank", "766", "--scores", str(SCORES), "--json")
        printed = json.loads(capsys.readouterr().out)
        assert [row["code"] for row in printed["rows"]][:2] == ["H20", "H19"]
        assert (printed["ranked_differently"], printed["do_not_add_up"]) == ([], [])

    def test_it_checks_definitions(self, capsys: pytest.CaptureFixture[str]) -> None:
        call_command("index", "check", "--json")
        assert {"766", "dti2022", "settlement"} <= {one["id"] for one in json.loads(capsys.readouterr().out)}

    def test_what_is_wrong_ends_with_status_2_and_names_the_place(self, tmp_path: Path) -> None:
        counts = tmp_path / "counts.json"
        counts.write_text('{"progress": {"on_time": "x", "received": 3}}', encoding="utf-8")
        bad = tmp_path / "bad.yaml"
        bad.write_text("id: bad\nnames: {vi: Sai}\n", encoding="utf-8")
        for arguments, part in (
            (["score", "766", "--counts", str(counts)], "progress.on_time"),
            (["score", "766", "--counts", str(tmp_path / "none.json")], "none.json"),
            (["score", "766", "--counts", str(COUNTS), "--level", "district"], "district"),
            (["score", "765", "--counts", str(COUNTS)], "765"),
            (["rank", "766", "--scores", str(counts)], "hàng nào"),
            (["check", str(bad)], "bad.yaml:2: names"),
        ):
            with pytest.raises(CommandError, match=part) as raised:
                call_command("index", *arguments)
            assert raised.value.returncode == 2

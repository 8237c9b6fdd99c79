"""The procedures that ship: each can be filed, is complete in three languages, and says what is unsure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.conf import settings

from caunoi.core.actor import System
from caunoi.procedures import operations, queries
from caunoi.procedures.files import read_bodies, read_life_events
from caunoi.procedures.rules import check_answers, required_fields
from caunoi.procedures.testing import sample_answers

ON = date(2026, 9, 22)
NOW = datetime(2026, 9, 22, 2, 0, tzinfo=UTC)
FOLDER = settings.DATA / "procedures"
PROCESSES = {path.stem for path in (Path(__file__).parents[2] / "processes" / "definitions").glob("*.bpmn")}
CODES = [
    "1.001193", "1.000894", "1.000656", "1.004873", "2.000635", "1.004884", "1.005461", "1.004746", "1.004837",
    "1.001022", "1.004859", "1.004772", "2.000986", "1.004222", "1.004194", "1.002755", "1.010038", "1.010028",
    "1.003197", "1.003677", "2.001159", "1.013225", "1.013314", "1.115355", "2.000815", "2.000884", "CT-HDGD",
    "2.000908", "3.000333", "3.000330", "3.000347", "3.000348", "1.013079", "1.013080", "1.013086", "1.014425",
    "1.014426", "1.013833", "1.001612",
]  # fmt: skip
"""The 33 rows of the list of most filed procedures; a row with several codes is several procedures."""


@lru_cache(maxsize=1)
def versions() -> dict[str, dict[str, Any]]:
    return {body["code"]: body["versions"][-1] for body in read_bodies(FOLDER)}


def texts_of(node: Any, path: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    """Every text in three languages below a node, with where it stands."""
    if isinstance(node, dict):
        if "vi" in node:
            yield path, node
        else:
            for key, value in node.items():
                yield from texts_of(value, f"{path}/{key}")
    elif isinstance(node, list):
        for number, value in enumerate(node):
            yield from texts_of(value, f"{path}/{number}")


def test_it_ships_every_one_of_the_list() -> None:
    assert sorted(versions()) == sorted(CODES)


@pytest.mark.parametrize("code", CODES)
class TestEach:
    def test_it_has_a_limit_and_fees_for_every_channel_of_every_case(self, code: str) -> None:
        for case in versions()[code]["cases"]:
            assert case["limits"].keys() == case["fees"].keys()
            assert case["limits"]

    def test_each_case_and_channel_asks_for_something_that_proves_or_declares(self, code: str) -> None:
        version = versions()[code]
        for case in version["cases"]:
            for channel in case["limits"]:
                asked = [
                    c
                    for c in version["components"]
                    if channel in c["channels"] and case["id"] in c.get("cases", [case["id"]])
                ]
                assert asked, (case["id"], channel)

    def test_its_process_and_its_life_events_exist(self, code: str) -> None:
        version = versions()[code]
        known = {event["code"] for event in read_life_events(FOLDER / "life_events.json")}
        assert version["process"] in PROCESSES
        assert set(version["life_events"]) <= known
        assert version["life_events"]

    def test_it_has_results_that_can_be_reused(self, code: str) -> None:
        results = versions()[code]["results"]
        assert results
        assert all(r["form"] in ("birth_certificate", "certified_copy", "result_sheet") for r in results)
        assert all(r["component_code"] for r in results)

    def test_it_speaks_three_languages_everywhere(self, code: str) -> None:
        for path, texts in texts_of(versions()[code]):
            assert set(texts) == {"vi", "en", "th"}, path
            assert all(text == text.strip() and text and "{" not in text for text in texts.values()), path
            assert any("\u0e00" <= letter <= "\u0e7f" for letter in texts["th"]), (path, texts["th"])
            assert not any("\u0e00" <= letter <= "\u0e7f" for letter in texts["vi"] + texts["en"]), path
            plain = texts["vi"].replace("Việt Nam", "")
            assert texts["en"] != texts["vi"] or not set(plain) & set("ăâđêôơưạảấầậệịọốộớợụứự"), path

    def test_it_says_in_vietnamese_sentences_what_is_unsure(self, code: str) -> None:
        version = versions()[code]
        assert version["unsure"]
        assert all(note[:1].isupper() or note[:1] in "“" for note in version["unsure_notes"])
        assert all(note.endswith(".") for note in version["unsure_notes"])
        if not version["decision_ref"]:
            assert any("quyết định công bố" in note for note in version["unsure_notes"])

    def test_any_made_up_answers_are_accepted(self, code: str) -> None:
        form = versions()[code]["form"]
        for case in versions()[code]["cases"]:
            for seed in range(12):
                answers = sample_answers(form, case["id"], on=ON, random=Random(seed))
                assert check_answers(form, answers, on=ON, complete=True) == [], answers
                assert required_fields(form, answers) <= answers.keys()

    def test_nothing_of_its_form_may_be_left_out_unseen(self, code: str) -> None:
        form = versions()[code]["form"]
        assert check_answers(form, {}, on=ON, complete=True)
        assert check_answers(form, {}, on=ON, complete=False) == []

    def test_a_paper_without_a_code_is_declared_unsure(self, code: str) -> None:
        version = versions()[code]
        if any(not c["code"] for c in version["components"]):
            assert any("không có mã" in note for note in version["unsure_notes"])

    def test_a_cut_name_says_so(self, code: str) -> None:
        for component in versions()[code]["components"]:
            assert component["name"].endswith("…") == component["name_cut_at_source"], component["name"]


@pytest.fixture
def loaded(db: None) -> None:
    operations.load(now=NOW, actor=System("test"))


def fee_of(code: str, case: str, channel: str, answers: dict[str, Any], *reliefs: str) -> int | None:
    view = queries.procedure(code, on=ON)
    quoted = queries.fee(
        view.version_id, case_id=case, channel=channel, answers=answers, reliefs=reliefs, province="01", on=ON
    )
    assert quoted.total is not None or quoted.note
    return quoted.total


AMOUNTS = [
    ("1.004222", "own_home", "direct", 20000),
    ("1.004222", "own_home", "online", 10000),
    ("1.004194", "person", "direct", 15000),
    ("1.004194", "person", "online", 7000),
    ("1.002755", "person", "online", 7000),
    ("1.010038", "same_home", "direct", 10000),
    ("1.010038", "same_home", "online", 5000),
    ("1.003197", "normal", "online", 0),
    ("2.000884", "normal", "direct", 10000),
    ("CT-HDGD", "contract", "direct", 50000),
    ("CT-HDGD", "amendment", "direct", 30000),
    ("CT-HDGD", "correction", "direct", 25000),
]
"""Circulars 75/2022/TT-BTC (residence) and 226/2016/TT-BTC (certification)."""
GUESTS: list[dict[str, Any]] = [{}] * 4
QUANTITIES: list[tuple[str, str, str, dict[str, Any], tuple[str, ...], int]] = [
    *(
        ("2.000815", "normal", "direct", {"original_pages": pages, "copies": copies}, (), amount * copies)
        for pages, amount in [(1, 2000), (2, 4000), (3, 5000), (10, 12000), (198, 200000), (199, 200000)]
        for copies in (1, 3)
    ),
    ("1.004194", "list", "direct", {"members": GUESTS}, (), 40000),
    ("1.004194", "list", "online", {"members": GUESTS}, (), 20000),
    ("2.000635", "normal", "post", {"copies": 5}, (), 40000),
    ("3.000333", "normal", "direct", {"copies": 2}, (), 200000),
    ("3.000333", "normal", "direct", {"copies": 4}, (), 210000),
    ("3.000333", "normal", "direct", {"copies": 4}, ("half_price",), 110000),
    ("1.004222", "own_home", "online", {}, ("digital_citizen",), 0),
    ("1.004222", "own_home", "direct", {}, ("digital_citizen",), 20000),
]
"""By page with a cap (Circular 226/2016), by person, by copy; reliefs: Circular 244/2016, Resolution 66.22/2026."""

WORDS = {
    "nhap ho khau": "1.004222",
    "giấy độc thân": "1.004873",
    "sao y bản chính": "2.000815",
    "xin phép xây nhà": "1.013225",
    "mở cửa hàng": "1.001612",
    "đổi bằng lái": "3.000347",
    "mất sổ đỏ": "1.014425",
    "giấy chứng tử": "1.000656",
    "thẻ bảo hiểm cho con": "2.000986",
}


@pytest.mark.usefixtures("loaded")
class TestFees:
    def test_every_fee_is_computed_or_said_to_be_unknown(self) -> None:
        for code, version in versions().items():
            for case in version["cases"]:
                for channel in case["limits"]:
                    total = fee_of(code, case["id"], channel, sample_answers(version["form"], case["id"], on=ON))
                    known = all(rule["kind"] != "provincial" for rule in case["fees"][channel])
                    assert (total is not None) == known, (code, case["id"], channel)

    def test_amounts_are_those_of_the_circulars(self) -> None:
        for code, case, channel, amount in AMOUNTS:
            answers = sample_answers(versions()[code]["form"], case, on=ON)
            assert fee_of(code, case, channel, answers) == amount, (code, case, channel)

    def test_quantities_and_reliefs_change_what_is_paid(self) -> None:
        for code, case, channel, said, reliefs, amount in QUANTITIES:
            answers = {**sample_answers(versions()[code]["form"], case, on=ON), **said}
            assert fee_of(code, case, channel, answers, *reliefs) == amount, (code, said, reliefs)

    def test_people_find_them_by_their_own_words(self) -> None:
        for words, code in WORDS.items():
            assert code in [entry.code for entry in queries.search(words, on=ON).entries[:3]], words

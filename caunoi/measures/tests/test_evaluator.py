"""The plain evaluator: entries read one by one, by what a definition says."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any
from uuid import UUID

import pytest

from caunoi.measures.rules.definition import Kinds, Version
from caunoi.measures.rules.evaluator import Counted, count
from caunoi.measures.rules.loading import load

KINDS: Kinds = {
    "taken": {
        "on": "date", "due": "date", "channel": "text", "papers": "integer", "scanned": "integer", "fast": "boolean",
        "procedure": "text", "weight": "decimal", "office": "uuid",
    },
    "left": {"on": "date", "due": "date"},
    "listed": {"on": "date", "procedure": "text"},
}  # fmt: skip
COMMUNE, OTHER, OFFICE = UUID(int=1), UUID(int=2), UUID(int=9)
TODAY = date(2026, 9, 20)


@dataclass
class Entry:
    kind: str
    data: dict[str, Any]
    province: str = "01"
    unit_id: UUID | None = COMMUNE
    agency_id: UUID | None = OFFICE
    occurred_at: datetime = field(default=datetime(2026, 9, 10, 20, 0, tzinfo=UTC))


def version(figures: str) -> Version:
    text = (
        "id: t\nnames: {vi: a, en: a, th: a}\nreference: x\nversions:\n  - valid_from: 2026-01-01\n    dated_by: on\n"
        f"    figures:\n{figures}"
    )
    return load(text, file="t.yaml", kinds=KINDS).versions[0]


def counted(figures: str, *entries: Entry) -> Counted:
    return count(entries, version(figures), start=date(2026, 9, 1), end=date(2026, 10, 1), today=TODAY)


def taken(**data: Any) -> dict[str, Any]:
    return {
        "on": "2026-09-05",
        "due": "2026-09-19",
        "channel": "online",
        "papers": 2,
        "scanned": 2,
        "fast": True,
    } | data


def value(figure: str, *entries: Entry) -> Fraction | None:
    figures = counted(f"      f: {figure}\n", *entries).at("province", ["01"])
    return figures["01"]["f"]


@pytest.mark.parametrize(
    ("where", "counts"),
    [
        ("{channel: online}", 1), ("{channel: post}", 0), ("{channel: [post, online]}", 1),
        ("{channel: {not: online}}", 0), ("{channel: {not: [post]}}", 1), ("{papers: {min: 2}}", 1),
        ("{papers: {min: 3}}", 0),
        ("{papers: {max: 2}}", 1),
        ("{scanned: {min: {field: papers}}}", 1), ("{fast: true}", 1), ("{fast: false}", 0),
        ("{procedure: {missing: true}}", 1), ("{procedure: {missing: false}}", 0), ("{procedure: {not: x}}", 0),
        ("{due: {min: 2026-09-19}}", 1), ("{due: {min: 2026-09-20}}", 0), ("{weight: {max: 5}}", 0),
    ],
)  # fmt: skip
def test_conditions(where: str, counts: int) -> None:
    assert value(f"{{terms: [{{kind: taken, where: {where}}}]}}", Entry("taken", taken())) == counts


def test_an_entry_belongs_to_the_period_of_its_date() -> None:
    days = ["2026-08-31", "2026-09-01", "2026-09-30", "2026-10-01", None]
    entries = [Entry("taken", taken(on=day)) for day in days]
    assert value("{terms: [{kind: taken}]}", *entries) == 2
    assert value("{terms: [{kind: taken}], until_end: true}", *entries) == 3


def test_the_day_on_which_it_happened_is_the_local_one() -> None:
    late = Entry("taken", taken(), occurred_at=datetime(2026, 8, 31, 17, 0, tzinfo=UTC))
    early = Entry("taken", taken(), occurred_at=datetime(2026, 8, 31, 16, 59, tzinfo=UTC))
    assert value("{terms: [{kind: taken}], dated_by: occurred_on}", late, early) == 1


def test_what_is_past_lies_before_today() -> None:
    entries = [Entry("taken", taken(due=due)) for due in ("2026-09-19", "2026-09-20", "2026-09-21", None)]
    assert value("{terms: [{kind: taken, past: due}]}", *entries) == 1


def test_terms_add_and_take_away_and_sum_a_field() -> None:
    entries = [Entry("taken", taken(papers=3)), Entry("taken", taken(papers=None)), Entry("left", {"on": "2026-09-06"})]
    assert value("{terms: [{kind: taken}, {kind: left, sign: -1}]}", *entries) == 1
    assert value("{terms: [{kind: taken, sum: papers}]}", *entries) == 3
    assert value("{terms: [{kind: taken, sum: weight}]}", Entry("taken", taken(weight="0.25"))) == Fraction(1, 4)


FIGURES = """\
      taken: {terms: [{kind: taken}]}
      kinds: {distinct: procedure, of: taken}
      listed: {terms: [{kind: listed}], everywhere: true, until_end: true}
      known: {distinct: procedure, of: listed}
      rest: {formula: taken - kinds}
      share: {formula: taken / listed}
"""


def test_distinct_values_are_counted_within_each_unit() -> None:
    entries = [
        Entry("taken", taken(procedure="a")),
        Entry("taken", taken(procedure="a"), unit_id=OTHER),
        Entry("taken", taken(procedure="b"), unit_id=OTHER),
        Entry("taken", taken(procedure=None)),
    ]
    found = counted(FIGURES, *entries)
    communes = found.at("commune")
    assert [communes[str(unit)]["kinds"] for unit in (COMMUNE, OTHER)] == [1, 2]
    assert found.at("province")["01"]["kinds"] == 2
    assert found.at("department")[str(OFFICE)]["rest"] == 2


def test_an_entry_counts_for_the_agency_that_it_names() -> None:
    decides = UUID(int=77)
    entries = [Entry("taken", taken(office=str(decides))), Entry("taken", taken(office=None))]
    named = replace(version(FIGURES), agency_by="office")
    found = count(entries, named, start=date(2026, 9, 1), end=date(2026, 10, 1), today=TODAY).at("department")
    assert [found[str(one)]["taken"] for one in (decides, OFFICE)] == [1, 1]


def test_what_has_no_place_counts_for_every_unit_only_when_the_figure_says_so() -> None:
    nowhere: dict[str, Any] = {"province": "", "unit_id": None, "agency_id": None}
    entries = [
        Entry("listed", {"on": "2025-01-01", "procedure": "a"}, **nowhere),
        Entry("taken", taken(procedure="a"), **nowhere),
        Entry("taken", taken(procedure="a")),
    ]
    found = counted(FIGURES, *entries).at("province", ["01", "04"])
    assert [found[key][name] for key in ("01", "04") for name in ("taken", "known")] == [1, 1, 0, 1]
    assert "" not in found


def test_a_formula_that_divides_by_nothing_has_no_value() -> None:
    assert counted(FIGURES, Entry("taken", taken())).at("province")["01"]["share"] is None

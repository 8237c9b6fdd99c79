"""The arithmetic of fees: the national scales, quantities, provinces, reliefs."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caunoi.procedures.rules import Quote, copy_amount, quote
from caunoi.procedures.shapes import FeeRule, FeeStep, Relief

ON = date(2026, 9, 22)
STEPS = (FeeStep(2_000, upto=2), FeeStep(1_000))
CAP = 200_000
COPY = FeeRule(
    id="copy", kind="scale", name="Bản sao", reference="Thông tư 226/2016/TT-BTC Điều 4", steps=STEPS,
    cap_per_copy=CAP, pages_field="pages", copies_field="copies",
)  # fmt: skip
EXTRACT = FeeRule(
    id="extract", kind="per_unit", name="Bản sao trích lục", reference="Thông tư 281/2016/TT-BTC Điều 4", amount=8_000,
    unit_field="copies",
)  # fmt: skip
LOCAL = FeeRule(id="local", kind="provincial", name="Lệ phí", reference="Thông tư 85/2019/TT-BTC")
FIXED = FeeRule(id="fixed", kind="fixed", name="Phí", reference="Thông tư 75/2022/TT-BTC", amount=20_000)


def relief(percent: int, **more: Any) -> Relief:
    return Relief(
        **{"id": f"r{percent}", "name": "", "percent": percent, "needs": "", "reference": "Nghị quyết 66.22", **more}
    )


def paid(rules: list[FeeRule], answers: dict[str, Any] | None = None, **more: Any) -> Quote:
    return quote(rules, answers or {}, **{"rates": lambda rule: None, "channel": "online", "on": ON, **more})


@pytest.mark.parametrize(
    ("pages", "amount"), [(1, 2_000), (2, 4_000), (3, 5_000), (10, 12_000), (198, 200_000), (199, 200_000), (0, 0)]
)
def test_a_certified_copy_costs_what_the_circular_says(pages: int, amount: int) -> None:
    assert copy_amount(STEPS, pages, CAP) == amount


@given(st.integers(0, 5_000))
def test_one_more_page_never_costs_less_and_no_copy_costs_more_than_the_cap(pages: int) -> None:
    one, more = copy_amount(STEPS, pages, CAP), copy_amount(STEPS, pages + 1, CAP)
    assert 0 <= one <= more <= CAP
    assert more - one <= 2_000


@given(st.integers(1, 400), st.integers(1, 50))
def test_copies_cost_as_many_times_as_there_are(pages: int, copies: int) -> None:
    assert paid([COPY], {"pages": pages, "copies": copies}).total == copies * copy_amount(STEPS, pages, CAP)


def test_several_papers_are_counted_each_by_its_own_pages() -> None:
    many = FeeRule(
        id="copy", kind="scale", name="", reference="", steps=STEPS, cap_per_copy=CAP, pages_field="pages",
        copies_field="copies", items_field="papers",
    )  # fmt: skip
    found = paid([many], {"papers": [{"pages": 3, "copies": 2}, {"pages": 199, "copies": 1}]})
    assert [line.amount for line in found.lines] == [10_000, 200_000]
    assert found.total == 210_000


@pytest.mark.parametrize(("copies", "total"), [(0, 0), (1, 8_000), (5, 40_000)])
def test_a_price_by_the_piece_follows_the_answer(copies: int, total: int) -> None:
    assert paid([EXTRACT], {"copies": copies}).total == total


def test_pieces_that_are_included_cost_nothing() -> None:
    third = FeeRule(
        id="more", kind="per_unit", name="", reference="", amount=5_000, unit_field="copies", included=2
    )  # fmt: skip
    assert [paid([third], {"copies": n}).total for n in (1, 2, 3, 4)] == [0, 0, 5_000, 10_000]


def test_people_of_a_group_are_counted() -> None:
    each = FeeRule(id="list", kind="per_unit", name="", reference="", amount=10_000, unit_field="people")
    assert paid([each], {"people": [{}, {}, {}]}).total == 30_000


def test_a_quantity_that_is_not_answered_yet_leaves_the_total_open() -> None:
    found = paid([FIXED, EXTRACT], open_fields={"copies"})
    assert found.total is None
    assert [(line.amount, line.why) for line in found.lines] == [(20_000, ""), (None, "answers")]


def test_a_fee_under_a_condition_is_paid_only_then() -> None:
    when = FeeRule(
        id="home", kind="fixed", name="", reference="", amount=9_000, optional_field="home", optional_equals=True
    )
    assert paid([when], {"home": True}).total == 9_000
    assert paid([when], {"home": False}).lines == ()


def test_an_amount_of_the_province_is_used_with_its_own_text_and_never_guessed() -> None:
    known = paid([LOCAL], rates=lambda rule: (15_000, "Nghị quyết HĐND"))
    assert (known.total, known.lines[0].reference) == (15_000, "Nghị quyết HĐND")
    unknown = paid([FIXED, LOCAL])
    assert unknown.total is None
    assert unknown.lines[1].why == "province"


def test_the_highest_of_several_reliefs_counts_alone() -> None:
    found = paid([FIXED], reliefs=[relief(30), relief(50), relief(10)])
    assert found.relief is not None
    assert (found.relief.percent, found.reduction, found.total) == (50, 10_000, 10_000)


@given(st.lists(st.integers(1, 100), min_size=1, max_size=5), st.integers(0, 10**7))
def test_no_relief_is_added_to_another(percents: list[int], amount: int) -> None:
    rule = FeeRule(id="f", kind="fixed", name="", reference="", amount=amount)
    found = paid([rule], reliefs=[relief(p, id=f"r{n}") for n, p in enumerate(percents)])
    assert found.total == (amount * (100 - max(percents)) + 50) // 100


def test_a_relief_counts_by_what_it_takes_off() -> None:
    wide, narrow = relief(30, id="wide"), relief(100, id="narrow", fees=("extract",))
    found = paid([FIXED, EXTRACT], {"copies": 1}, reliefs=[narrow, wide])
    assert found.relief is not None
    assert (found.relief.id, found.total) == ("wide", 28_000 - 8_400)


@pytest.mark.parametrize(
    ("on", "total"),
    [(date(2026, 8, 14), 20_000), (date(2026, 8, 15), 0), (date(2027, 2, 28), 0), (date(2027, 3, 1), 20_000)],
)
def test_the_reliefs_of_digital_citizens_begin_and_end_on_their_days(on: date, total: int) -> None:
    digital = relief(100, since=date(2026, 8, 15), until=date(2027, 3, 1), channels=("online",))
    assert paid([FIXED], on=on, reliefs=[digital]).total == total
    assert paid([FIXED], on=on, reliefs=[digital], channel="direct").total == 20_000


def test_a_whole_waiver_settles_an_unknown_amount_and_a_part_does_not() -> None:
    assert paid([LOCAL], reliefs=[relief(100)]).total == 0
    assert paid([LOCAL], reliefs=[relief(50)]).total is None


def test_a_whole_waiver_of_the_unknown_goes_before_a_part_of_the_known() -> None:
    found = paid([FIXED, LOCAL], reliefs=[relief(50), relief(100, fees=("local",))])
    assert found.relief is not None
    assert (found.relief.percent, found.total) == (100, 20_000)


def test_a_relief_for_other_things_does_not_show() -> None:
    assert paid([FIXED], reliefs=[relief(100, fees=("extract",))]).relief is None


def test_nothing_to_pay_is_zero() -> None:
    assert paid([]).total == 0

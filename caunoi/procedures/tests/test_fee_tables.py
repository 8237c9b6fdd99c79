"""Fees that a decision table sets: the row that fits the answers, and what is wrong with a table."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from caunoi.procedures.checking import problems_of_body
from caunoi.procedures.fragments import unfold
from caunoi.procedures.rules import quote
from caunoi.procedures.shapes import FeeRule
from caunoi.procedures.tests.pieces import texts, version

pytestmark = pytest.mark.django_db
ON = date(2026, 9, 22)


def table(*rows: tuple[str, str], asked: str = "abroad", kind: str = "boolean", given: str = "amount") -> str:
    lines = "".join(
        f'<rule id="r{n}"><inputEntry id="i{n}"><text>{test}</text></inputEntry>'
        f'<outputEntry id="o{n}"><text>{amount}</text></outputEntry></rule>'
        for n, (test, amount) in enumerate(rows)
    )
    return (
        '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="Phí" namespace="x">'
        '<decision id="fee" name="Phí"><decisionTable id="t" hitPolicy="UNIQUE">'
        f'<input id="in"><inputExpression id="e" typeRef="{kind}"><text>{asked}</text></inputExpression></input>'
        f'<output id="out" name="{given}" typeRef="number"/>{lines}</decisionTable></decision></definitions>'
    )


ABROAD = table(("true", "150000"), ("false", "20000"))


def cost(answers: dict[str, Any], open_fields: tuple[str, ...] = ()) -> int | None:
    rule = FeeRule(id="f", kind="table", name="Phí", reference="Thông tư", table=ABROAD)
    return quote(
        [rule], answers, rates=lambda rule: None, open_fields=open_fields, channel="direct", on=ON
    ).total  # fmt: skip


def problems(text: str) -> str:
    rule = {"id": "f", "kind": "table", "name": texts("Phí"), "reference": "Thông tư", "table": text}
    body = version()
    body["form"] = unfold(body["form"], {})
    body["cases"][0]["fees"] = {"direct": [rule]}
    body["reliefs"] = []
    return "\n".join(map(str, problems_of_body(body)))


def test_the_row_that_fits_the_answers_is_charged() -> None:
    assert (cost({"abroad": True}), cost({"abroad": False})) == (150_000, 20_000)


def test_the_amount_is_open_while_the_answer_is() -> None:
    assert cost({}, ("abroad",)) is None
    assert cost({}) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (table(("true", "150000")), "f/table"),
        (table(("true", "1"), ("-", "2")), "f/table"),
        (table(("-", "1"), asked="nowhere"), "nowhere"),
        (table(("-", "1.5")), "amount"),
        (table(("-", "1"), given="price"), "amount"),
        ("<definitions/>", "f/table"),
    ],
)
def test_a_table_that_cannot_be_used_is_named(text: str, words: str) -> None:
    assert words in problems(text)


def test_a_whole_table_is_right() -> None:
    assert problems(ABROAD) == ""

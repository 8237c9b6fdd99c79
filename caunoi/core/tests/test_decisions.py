"""Decision tables: what they decide, and what is said of one that cannot be used."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from caunoi.core.decisions import (
    Column,
    Row,
    Span,
    Table,
    TableInvalid,
    Test,
    evaluate,
    grid_slips,
    matching,
    read_grid,
    read_table,
    table_problems,
    write_grid,
)
from caunoi.core.errors import Problem

NUMBERS = st.integers(-20, 20).map(Decimal)
WORDS = st.sampled_from(["direct", "online", "post", "a?b", "l'ấp", ""])


def table(*rows: tuple[str, ...], policy: str = "UNIQUE", inputs: str = "channel:string,pages:number") -> str:
    """A DMN text: the cells of each row as they are, the last one the output `amount`."""
    columns = [column.split(":") for column in inputs.split(",")]
    heads = "".join(
        f'<input id="i{n}"><inputExpression id="e{n}" typeRef="{kind}"><text>{name}</text></inputExpression></input>'
        for n, (name, kind) in enumerate(columns)
    )
    escaped = [[cell.replace("&", "&amp;").replace("<", "&lt;") for cell in row] for row in rows]
    rules = "".join(
        f'<rule id="r{n}">'
        + "".join(f'<inputEntry id="r{n}i{m}"><text>{cell}</text></inputEntry>' for m, cell in enumerate(row[:-1]))
        + f'<outputEntry id="r{n}o"><text>{row[-1]}</text></outputEntry></rule>'
        for n, row in enumerate(escaped)
    )
    return (
        '<?xml version="1.0"?><definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" '
        f'namespace="x"><decision id="fee" name="Fee"><decisionTable id="t" hitPolicy="{policy}">{heads}'
        f'<output id="o" name="amount" typeRef="number"/>{rules}</decisionTable></decision></definitions>'
    )


FEES = table(('"online"', "-", "0"), ('not("online")', "<= 2", "2000"), ('not("online")', "> 2", "5000"))


def said(problems: Any) -> str:
    with override("vi"):
        return "\n".join(str(problem) for problem in problems)


def refused(text: str) -> str:
    with pytest.raises(TableInvalid) as error:
        read_table(text)
    return said(error.value.problems)


def test_the_row_that_fits_decides() -> None:
    fees = read_table(FEES)
    assert table_problems(fees) == []
    assert evaluate(fees, {"channel": "online", "pages": 9}) == {"amount": 0}
    assert evaluate(fees, {"channel": "direct", "pages": 2}) == {"amount": 2000}
    assert evaluate(fees, {"channel": "post", "pages": 2.5}) == {"amount": 5000}
    assert evaluate(fees, {"pages": 3}) == {"amount": 5000}
    assert evaluate(fees, {"channel": "direct"}) is None
    assert evaluate(fees, {"channel": "direct", "pages": "3"}) is None
    assert evaluate(fees, {"channel": "direct", "pages": float("nan")}) is None


@pytest.mark.parametrize(
    ("cell", "fits", "fits_not"),
    [
        ("5", [5, 5.0], [4, 6]),
        ("[1..5]", [1, 5], [0, 6]),
        ("(1..5)", [2, 4.5], [1, 5]),
        ("]1..5[", [2], [1, 5]),
        ("[1..5)", [1], [5]),
        ("< 3, > 7", [2, 8], [3, 7]),
        ("not(2, 4)", [3], [2, 4]),
        ("-", [1, -1], []),
        (">= -1.5", [-1.5, 0], [-2]),
    ],
)
def test_a_cell_is_understood_as_dmn_says(cell: str, fits: list[float], fits_not: list[float]) -> None:
    found = read_table(table((cell, "1"), inputs="pages:number"))
    assert [evaluate(found, {"pages": number}) is not None for number in [*fits, *fits_not]] == (
        [True] * len(fits) + [False] * len(fits_not)
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (table(('"online"', "x > 3", "0")), "dòng 1, cột “pages”: không hiểu điều kiện “x > 3”"),
        (table(('"online"', "-", "0"), ("3", "-", "0")), "dòng 2, cột “channel”: không hiểu điều kiện “3”"),
        (table(('"online"', "-", "free")), "dòng 1, cột “amount”: “free” không phải giá trị kiểu number"),
        (table(('"online"', "-", '__import__("os")')), "dòng 1, cột “amount”"),
        (table(('"a",', "-", "0")), "dòng 1, cột “channel”"),
        (table(('"online"', "0")), "dòng 1 không có đủ ô"),
        (table(("-", "1"), inputs="pages:money"), "cột “pages”: kiểu phải là"),
        (table(("-", "1"), inputs="Pages x:number"), "tên “Pages x”"),
        (table(("-", "-", "1"), inputs="pages:number,pages:number"), "cột “pages” có hai lần"),
        (table(("-", "-", "1"), policy="COLLECT"), "UNIQUE hoặc FIRST"),
        (table(), "ít nhất một cột vào"),
        ("<a/>", "không phải bảng quyết định DMN"),
        ("<a>", "không phải XML hợp lệ"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "DOCTYPE"),
        (FEES.replace("<decision ", "<decision id='x'/><decision "), "đúng một quyết định"),
    ],
)
def test_what_is_not_understood_is_named_with_its_row(text: str, words: str) -> None:
    assert words in refused(text)


def test_rows_that_fit_the_same_case_are_named() -> None:
    found = read_table(table(("-", "<= 2", "1"), ('"online"', "> 1", "2"), ('not("online")', "> 2", "3")))
    problems = table_problems(found)
    assert said(problems) == "dòng 1 và dòng 2 cùng đúng cho trường hợp: channel = online, pages = 1.5"
    assert dict(problems[0].params)["element"] == "row 2"


def test_a_case_without_a_row_is_named() -> None:
    found = read_table(table(('"online"', "< 2", "1"), ('"online"', "> 2", "2"), ('not("online")', "-", "3")))
    assert said(table_problems(found)) == "không có dòng nào cho trường hợp: channel = online, pages = 2"


def test_what_an_input_can_be_bounds_the_cases() -> None:
    text = table(('"online"', "-", "1"), ('"direct"', "-", "2"))
    assert "không có dòng nào" in said(table_problems(read_table(text)))
    bounded = text.replace("</input>", '<inputValues id="v"><text>"online","direct"</text></inputValues></input>', 1)
    assert table_problems(read_table(bounded)) == []


def test_a_row_that_is_never_reached_is_named() -> None:
    found = read_table(table(("-", "-", "1"), ('"online"', "-", "2"), policy="FIRST"))
    assert said(table_problems(found)) == "dòng 2 không bao giờ được dùng: các dòng trước đã bao trùm"


def test_a_table_too_large_to_check_is_refused_not_waited_for() -> None:
    many = ",".join(f"n{n}:number" for n in range(9))
    cells = tuple("1, 2, 3, 4, 5, 6" for _ in range(9))
    assert "quá nhiều trường hợp" in said(table_problems(read_table(table((*cells, "1"), inputs=many))))


SPANS = st.builds(
    lambda a, b, low, high: Span(min(a, b), max(a, b), low, high), NUMBERS, NUMBERS, st.booleans(), st.booleans()
)
TESTS = {
    "number": st.builds(
        lambda s, n: Test(spans=tuple(s), negated=n), st.lists(SPANS, min_size=1, max_size=3), st.booleans()
    ),
    "string": st.builds(lambda w, n: Test(words=w, negated=n), st.frozensets(WORDS, min_size=1), st.booleans()),
}


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """A table of two columns with some rows."""
    kinds = [draw(st.sampled_from(["number", "string"])) for _ in range(2)]
    cell = [st.one_of(st.just(Test(anything=True)), TESTS[kind]) for kind in kinds]
    rows = draw(st.lists(st.tuples(*cell), min_size=1, max_size=5))
    columns = tuple(Column(f"c{n}", kind) for n, kind in enumerate(kinds))
    made = tuple(Row(n, tests, (Decimal(n),)) for n, tests in enumerate(rows, 1))
    policy = draw(st.sampled_from(["UNIQUE", "FIRST"]))
    return Table("t", "", policy, columns, (Column("amount", "number"),), made)


@given(found=tables(), data=st.data())
def test_a_table_without_a_complaint_decides_every_case_and_only_once(found: Table, data: st.DataObject) -> None:
    problems: list[Problem] = table_problems(found)
    value = {"number": NUMBERS, "string": WORDS}
    case: dict[str, Any] = {column.name: data.draw(value[column.kind]) for column in found.inputs}
    fitting = [
        r.number for r in found.rows if all(t.holds(case[c.name]) for t, c in zip(r.tests, found.inputs, strict=True))
    ]
    complaints = said(problems)
    if not fitting:
        assert "không có dòng nào" in complaints
        assert evaluate(found, case) is None
    else:
        assert evaluate(found, case) == {"amount": fitting[0]}
    if found.policy == "UNIQUE" and len(fitting) > 1:
        assert f"dòng {fitting[0]} và dòng {fitting[1]} cùng đúng" in complaints


def test_a_table_written_from_its_grid_decides_the_same() -> None:
    grid = read_grid(FEES)
    before, after = read_table(FEES), read_table(write_grid(grid))
    assert (after.policy, after.inputs, after.outputs, after.rows) == (
        before.policy, before.inputs, before.outputs, before.rows,
    )  # fmt: skip
    assert read_grid(write_grid(grid)) == grid
    assert grid_slips(grid) == []


def test_a_grid_keeps_cells_that_are_wrong_and_names_their_places() -> None:
    text = table(('"online"', "ba", "1"), ('not("online")', "-", "x & <y>"))
    grid = read_grid(text)
    assert grid.rows == (('"online"', "ba", "1"), ('not("online")', "-", "x & <y>"))
    assert read_grid(write_grid(grid)) == grid
    assert [(slip.row, slip.column) for slip in grid_slips(grid)] == [(0, 1), (1, 2)]


def test_an_overlap_stands_at_its_row_and_a_wrong_name_at_its_column() -> None:
    overlap = read_grid(table(("-", "<= 2", "1"), ('"online"', "> 1", "2"), ('not("online")', "> 2", "3")))
    assert [(slip.row, slip.column) for slip in grid_slips(overlap)] == [(1, None)]
    named = read_grid(table(("-", "1"), inputs="Kênh:string"))
    assert [(slip.row, slip.column) for slip in grid_slips(named)] == [(None, 0)]
    twice = read_grid(table(("-", "-", "1"), inputs="channel:string,channel:string"))
    assert [(slip.row, slip.column) for slip in grid_slips(twice)] == [(None, 1)]
    assert [(slip.row, slip.column) for slip in grid_slips(read_grid(table()))] == [(None, None)]


def test_the_row_that_fits_is_told() -> None:
    found = matching(read_table(FEES), {"channel": "direct", "pages": 7})
    assert found is not None
    assert found.number == 3

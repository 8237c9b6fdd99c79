"""A checked decision table as SpiffWorkflow's DMN engine takes it. Private to the room.

The library evaluates Python, not FEEL, and knows no FIRST: the cells are rewritten as Python that holds exactly when
`core.decisions` says so (a test compares the two), over constants only.
"""

from __future__ import annotations

from decimal import Decimal

from SpiffWorkflow.dmn.specs.model import DecisionTable, Input, InputEntry, Output, OutputEntry, Rule

from caunoi.core.decisions import Span, Table, Test, Value

_IT = "dmninputexpr"
"""The library's name for the value of the column."""


def decision_table(table: Table | None) -> DecisionTable:
    """The library's table; an empty one when there is none yet (the checks have said so)."""
    if table is None:
        return DecisionTable("none", "", "FIRST")
    made = DecisionTable(table.code, table.name, table.policy)
    made.inputs = [Input(f"in_{c.name}", c.label, c.name, c.name, c.kind) for c in table.inputs]
    made.outputs = [Output(f"out_{c.name}", c.label, c.name, c.kind) for c in table.outputs]
    for row in table.rows:
        rule = Rule(f"row_{row.number}")
        rule.row_number = row.number
        for column, test in zip(made.inputs, row.tests, strict=True):
            entry = InputEntry(f"row_{row.number}_{column.name}", column)
            entry.lhs.append(None if test.anything else _asked(test))
            rule.inputEntries.append(entry)
        for column, value in zip(made.outputs, row.values, strict=True):
            given = OutputEntry(f"row_{row.number}_{column.name}", column)
            given.text = _constant(value)
            rule.outputEntries.append(given)
        made.rules.append(rule)
    return made


def _asked(test: Test) -> str:
    if test.words:
        found = f"{_IT} in ({' '.join(f'{_constant(word)},' for word in sorted(test.words))})"
    elif test.truths:
        found = " or ".join(f"{_IT} is {truth}" for truth in sorted(test.truths))
    else:
        found = " or ".join(_within(span) for span in test.spans)
    return f"{_IT} is not None and not ({found})" if test.negated else f"{_IT} is not None and ({found})"


def _within(span: Span) -> str:
    low = f"{_constant(span.low)} {'<' if span.low_open else '<='} {_IT}" if span.low is not None else ""
    high = f"{_IT} {'<' if span.high_open else '<='} {_constant(span.high)}" if span.high is not None else ""
    return f"({' and '.join(part for part in (low, high) if part)})"


def _constant(value: Value) -> str:
    """A literal; `?` stands for the column's value in the library's cells, so it is written as an escape in words."""
    if isinstance(value, bool):
        return "True" if value else "False"
    if isinstance(value, Decimal):
        return f"{value:f}"
    return ascii(value).replace("?", "\\x3f")

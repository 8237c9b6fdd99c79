"""Pure: what a measure's definition says, and its formulas worked out. No Django, no clock, no database."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

_OPERATORS: dict[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


@dataclass(frozen=True, slots=True)
class Term:
    """Entries of one kind that count `sign` each: those whose data has the values of `where`.

    `past` names a date in the data that must lie before today.
    """

    kind: str
    where: tuple[tuple[str, Any], ...] = ()
    past: str = ""
    sign: int = 1


@dataclass(frozen=True, slots=True)
class Definition:
    """A measure in force on `[effective_from, effective_to)`, with its legal reference.

    `dated_by` names the date in the data by which an entry belongs to a period.
    """

    code: str
    effective_from: date
    effective_to: date | None
    reference: str
    dated_by: str
    figures: Mapping[str, tuple[Term, ...]]
    formulas: Mapping[str, str]

    @property
    def kinds(self) -> list[str]:
        """The kinds of entries that any figure counts."""
        return sorted({term.kind for terms in self.figures.values() for term in terms})


def definitions_from(data: Mapping[str, Any]) -> list[Definition]:
    """The dated versions of one file of `data/measures`. Raises ValueError for a name that could not be a field."""
    return [_definition(data["code"], version) for version in data["versions"]]


def in_force(definitions: list[Definition], on: date) -> Definition:
    """The version in force on `on`. Raises LookupError."""
    for definition in definitions:
        if definition.effective_from <= on and (definition.effective_to is None or on < definition.effective_to):
            return definition
    raise LookupError(f"no version is in force on {on}")


def _definition(code: str, version: Mapping[str, Any]) -> Definition:
    end = version["effective_to"]
    figures = {_name(name): tuple(_term(term) for term in terms) for name, terms in version["figures"].items()}
    return Definition(
        code=code,
        effective_from=date.fromisoformat(version["effective_from"]),
        effective_to=date.fromisoformat(end) if end else None,
        reference=version["reference"],
        dated_by=_name(version["dated_by"]),
        figures=figures,
        formulas={_name(name): text for name, text in version["formulas"].items()},
    )


def _term(term: Mapping[str, Any]) -> Term:
    where = tuple((_name(field), value) for field, value in term.get("where", {}).items())
    past = _name(term["past"]) if "past" in term else ""
    return Term(term["kind"], where, past, int(term.get("sign", 1)))


def _name(text: str) -> str:
    if not (text.isascii() and text.isidentifier()):
        raise ValueError(f"not the name of a field or figure: {text!r}")
    return text


def worked_out(definition: Definition, figures: Mapping[str, int]) -> dict[str, Fraction | None]:
    """The figures with the formulas' values, in order; None where a formula divides by nothing."""
    values: dict[str, Fraction | None] = {name: Fraction(value) for name, value in figures.items()}
    for name, formula in definition.formulas.items():
        values[name] = _value(ast.parse(formula, mode="eval").body, values)
    return values


def _value(node: ast.expr, values: Mapping[str, Fraction | None]) -> Fraction | None:
    match node:
        case ast.Name(id=name):
            return values[name]
        case ast.Constant(value=int() | float() as number):
            return Fraction(str(number))
        case ast.BinOp(left=a, op=op, right=b) if type(op) in _OPERATORS:
            left, right = _value(a, values), _value(b, values)
            if left is None or right is None or (isinstance(op, ast.Div) and right == 0):
                return None
            return _OPERATORS[type(op)](left, right)
    raise ValueError(f"a formula has names, numbers and + - * / only: {ast.unparse(node)}")

"""Arithmetic that an editor may write: names, numbers, + - * /, min(...), max(...). Worked out exactly."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

Operator = Literal["+", "-", "*", "/"]
_OPERATORS: dict[type[ast.operator], Operator] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
_LONGEST, _DEEPEST = 500, 40
_NUMBER = re.compile(r"\d{1,12}(\.\d{1,9})?")
Amount = int | Fraction
"""An exact number; whole ones may be int, with which Python counts ten times as fast."""
Run = Callable[[Mapping[str, Amount | None]], Amount | None]


@dataclass(frozen=True, slots=True)
class Number:
    """A constant, exact: 0.80 is 4/5."""

    value: Fraction


@dataclass(frozen=True, slots=True)
class Name:
    """A figure, or n, d, r."""

    id: str


@dataclass(frozen=True, slots=True)
class Binary:
    """`left` `op` `right`; a division by zero has no value."""

    op: Operator
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Extreme:
    """The least or the greatest of two or more."""

    which: Literal["min", "max"]
    of: tuple[Node, ...]


Node = Number | Name | Binary | Extreme


@dataclass(frozen=True, slots=True)
class Formula:
    """`text` as it was written and `root` as it is worked out; `names` in order of appearance, each once.

    `run` works it out: the tree made into nested functions once, because an index needs it for thousands of units.
    """

    text: str
    root: Node
    names: tuple[str, ...]
    run: Run = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "run", _compiled(self.root))


class BadFormula(ValueError):
    """`code`: `formula_syntax`, `formula_call`, `formula_construct`, `formula_long`; `part`: where."""

    def __init__(self, code: str, part: str) -> None:
        super().__init__(f"{code}: {part}")
        self.code = code
        self.part = part


def parse(text: str) -> Formula:
    """Read a formula. Raises BadFormula; nothing of it is ever run as Python."""
    if len(text) > _LONGEST:
        raise BadFormula("formula_long", text[:40])
    try:
        body = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise BadFormula("formula_syntax", text) from error
    names: dict[str, None] = {}
    root = _node(body, text.strip(), names, 0)
    return Formula(text, root, tuple(names))


def value(formula: Formula, names: Mapping[str, Amount | None]) -> Amount | None:
    """The formula's value, exact. None when it divides by zero or takes a name whose value is None.

    Raises KeyError for a name that is not given.
    """
    return formula.run(names)


def _node(tree: ast.expr, text: str, names: dict[str, None], depth: int) -> Node:
    if depth > _DEEPEST:
        raise BadFormula("formula_long", text[:40])
    match tree:
        case ast.Name(id=name) if name.isascii():
            names[name] = None
            return Name(name)
        case ast.Constant(value=bool()):
            pass
        case ast.Constant(value=int() | float()):
            written = ast.get_source_segment(text, tree) or ""
            if _NUMBER.fullmatch(written):
                return Number(Fraction(written))
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATORS:
            one, other = (_node(side, text, names, depth + 1) for side in (left, right))
            return Binary(_OPERATORS[type(op)], one, other)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return Binary("-", Number(Fraction(0)), _node(operand, text, names, depth + 1))
        case ast.Call(func=ast.Name(id="min" | "max" as which), args=args, keywords=[]) if len(args) >= 2:
            return Extreme("min" if which == "min" else "max", tuple(_node(a, text, names, depth + 1) for a in args))
        case ast.Call():
            raise BadFormula("formula_call", ast.unparse(tree))
    raise BadFormula("formula_construct", ast.unparse(tree))


def _compiled(node: Node) -> Run:
    match node:
        case Number(value=number):
            constant = whole(number)
            return lambda names: constant
        case Name(id=name):
            return lambda names: names[name]
        case Extreme(which=which, of=of):
            return _extreme(which, [_compiled(one) for one in of])
        case Binary(op=op, left=left, right=right):
            return _combined(op, _compiled(left), _compiled(right))


def _extreme(which: Literal["min", "max"], of: list[Run]) -> Run:
    chosen = min if which == "min" else max

    def run(names: Mapping[str, Amount | None]) -> Amount | None:
        found = [one(names) for one in of]
        known = [one for one in found if one is not None]
        return None if len(known) < len(found) else chosen(known)

    return run


def _combined(op: Operator, left: Run, right: Run) -> Run:
    work = _WORKS[op]

    def run(names: Mapping[str, Amount | None]) -> Amount | None:
        one, other = left(names), right(names)
        return None if one is None or other is None else work(one, other)

    return run


def _divided(one: Amount, other: Amount) -> Amount | None:
    return Fraction(one, other) if other else None


_WORKS: dict[Operator, Callable[[Amount, Amount], Amount | None]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": _divided,
}  # fmt: skip


def whole(number: Amount) -> Amount:
    """The number, as int when it is whole."""
    return number.numerator if number.denominator == 1 else number

"""The conditions on a gateway's arrows: comparisons of what was decided with fixed words, and nothing else."""

from __future__ import annotations

import ast
from collections.abc import Mapping

NAMES = frozenset({"action", "outcome", "channel", "case", "route"})
"""What a condition may ask: the action that ended the step, its outcome, the channel and the case of the dossier, the
`route` that a decision table gave."""

_ALLOWED = (
    ast.Expression, ast.BoolOp, ast.And, ast.Or, ast.UnaryOp, ast.Not, ast.Compare, ast.Eq, ast.NotEq, ast.In,
    ast.NotIn, ast.Name, ast.Load, ast.Constant, ast.Tuple, ast.List,
)  # fmt: skip


def parsed(condition: str) -> ast.Expression | None:
    """The condition's tree, or None when it is not one that may stand in a definition."""
    try:
        tree = ast.parse(condition, mode="eval")
    except SyntaxError:
        return None
    for node in ast.walk(tree):
        if not isinstance(node, _ALLOWED):
            return None
        if isinstance(node, ast.Name) and node.id not in NAMES:
            return None
    return tree


def names_in(condition: str) -> set[str]:
    """The names that a condition asks."""
    tree = parsed(condition)
    return {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} if tree else set()


def holds(condition: str, action: str) -> bool:
    """Whether a condition that asks only the action holds for it. The tree was checked: nothing else can run."""
    return bool(eval(condition, {"__builtins__": {}}, {"action": action}))


def fulfilled(condition: str, said: Mapping[str, str]) -> bool:
    """Whether a checked condition holds for what was said; a name that was not said is empty."""
    return bool(eval(condition, {"__builtins__": {}}, {name: said.get(name, "") for name in NAMES}))


def compared_with(condition: str, name: str) -> set[str]:
    """The words with which a condition compares a name."""
    tree = parsed(condition)
    found = set()
    for node in ast.walk(tree) if tree else ():
        if isinstance(node, ast.Compare) and isinstance(node.left, ast.Name) and node.left.id == name:
            inner = [part for right in node.comparators for part in ast.walk(right)]
            found |= {part.value for part in inner if isinstance(part, ast.Constant) and isinstance(part.value, str)}
    return found

"""A definition file read and checked: every mistake with its line and key, all of them at once."""

from __future__ import annotations

from caunoi.measures.rules.definition import Definition, Kinds


def load(text: str, *, file: str, kinds: Kinds) -> Definition:
    """The definition that a file's text says. `kinds`: what the journal registers. Raises Mistaken."""
    raise NotImplementedError

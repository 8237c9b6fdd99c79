"""Reads of this room. Frozen values; permission is checked here."""

from caunoi.classification.queries.owing import owed, owed_to
from caunoi.classification.queries.reading import (
    classing,
    classings,
    evidence_file,
    my_outcomes,
    outcome,
    outcomes,
    usable,
)

__all__ = [
    "classing",
    "classings",
    "evidence_file",
    "my_outcomes",
    "outcome",
    "outcomes",
    "owed",
    "owed_to",
    "usable",
]

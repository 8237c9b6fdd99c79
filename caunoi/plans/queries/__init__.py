"""Reads. Each checks what the actor may see; `actor` is an officer, or `System` for commands and jobs."""

from caunoi.plans.queries.finding import differences_of, indicators, plan, plans
from caunoi.plans.queries.owing import owed, owed_to
from caunoi.plans.queries.reviewing import review, reviews
from caunoi.plans.queries.states import evidence_file, target, targets, values

__all__ = [
    "differences_of",
    "evidence_file",
    "indicators",
    "owed",
    "owed_to",
    "plan",
    "plans",
    "review",
    "reviews",
    "target",
    "targets",
    "values",
]

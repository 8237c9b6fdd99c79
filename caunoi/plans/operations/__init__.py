"""Writes: one use case a function. `actor` is an officer, or `System` for the loader."""

from caunoi.plans.operations.deciding import approve, issue, record_sent, return_draft
from caunoi.plans.operations.drafting import begin, discard, revise, save_draft, submit
from caunoi.plans.operations.loading import load
from caunoi.plans.operations.reporting import report_value
from caunoi.plans.operations.reviewing import record_review

__all__ = [
    "approve",
    "begin",
    "discard",
    "issue",
    "load",
    "record_review",
    "record_sent",
    "report_value",
    "return_draft",
    "revise",
    "save_draft",
    "submit",
]

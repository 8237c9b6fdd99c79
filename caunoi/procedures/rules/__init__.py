"""Pure rules of the catalogue: forms and answers, fees, variants of provinces, levels."""

from caunoi.procedures.rules.diff import Difference, differences
from caunoi.procedures.rules.fees import Quote, QuoteLine, copy_amount, quote
from caunoi.procedures.rules.forms import (
    AnswerProblem,
    applies,
    asked_fields,
    asked_sections,
    check_answers,
    localised,
    required_fields,
    text_in,
)
from caunoi.procedures.rules.levels import levels_of
from caunoi.procedures.rules.variants import merged, overrides_between, with_variant

__all__ = [
    "AnswerProblem",
    "Difference",
    "Quote",
    "QuoteLine",
    "applies",
    "asked_fields",
    "asked_sections",
    "check_answers",
    "copy_amount",
    "differences",
    "levels_of",
    "localised",
    "merged",
    "overrides_between",
    "quote",
    "required_fields",
    "text_in",
    "with_variant",
]

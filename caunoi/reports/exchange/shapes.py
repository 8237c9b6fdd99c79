"""What is given to other systems. Public."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Literal

from caunoi.reports.rules.form import FormVersion, Names
from caunoi.reports.shapes import RoundView

Source = Literal["typed", "measured"]
"""Typed in by the agency, or filled in by the system at the cut-off and frozen."""
Status = Literal["accepted", "submitted"]


@dataclass(frozen=True, slots=True)
class Coded:
    """Something with a code that SDMX takes (letters, digits, `_`, `-`, `@`, `$`) and its names by language."""

    code: str
    names: Names


@dataclass(frozen=True, slots=True)
class Indicator:
    """A cell that holds a number. `coded.code`: the cell's code with `@` where it has a dot; `unit`: None for none."""

    coded: Coded
    unit: Coded | None


@dataclass(frozen=True, slots=True)
class Number:
    """What one agency says in one cell; `agency` and `indicator` are codes."""

    agency: str
    indicator: str
    value: Decimal
    status: Status
    source: Source


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of a round that somebody may read, in the order of agencies and of the form."""

    round: RoundView
    form: FormVersion
    sender: Coded
    agencies: tuple[Coded, ...]
    indicators: tuple[Indicator, ...]
    numbers: tuple[Number, ...]
    prepared: datetime

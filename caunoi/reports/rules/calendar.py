"""Reporting periods and their cut-off days (Decree 09/2019/ND-CP): the year runs from 15 December to 14 December.

A year is cut into months, quarters and halves from its first day on, so quarters do not begin with a month. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from caunoi.reports.rules.form import RoundKind

MONTHS: Mapping[str, int] = {"monthly": 1, "quarterly": 3, "half_year": 6, "yearly": 12}
"""How many months a period of each regular kind has."""


@dataclass(frozen=True, slots=True)
class ReportPeriod:
    """`[start, end)` of a kind: `number` is which month, quarter or half of `year` (1 for a year, 0 when ad hoc)."""

    kind: RoundKind
    year: int
    number: int
    start: date
    end: date

    @property
    def last_day(self) -> date:
        """The cut-off: the last day that counts."""
        return self.end - timedelta(days=1)

    @property
    def code(self) -> str:
        """2026, 2026-H1, 2026-Q3, 2026-09, or 2026-09-15/2026-10-14 when ad hoc."""
        match self.kind:
            case "monthly":
                return f"{self.year}-{self.number:02d}"
            case "quarterly":
                return f"{self.year}-Q{self.number}"
            case "half_year":
                return f"{self.year}-H{self.number}"
            case "yearly":
                return f"{self.year}"
        return f"{self.start:%Y-%m-%d}/{self.last_day:%Y-%m-%d}"


@dataclass(frozen=True, slots=True)
class CutOffs:
    """Settings that hold for reporting years from `from_year` on. A year begins on `day`.`month` of the year before.

    `due_days`: for each regular kind, how many days after the cut-off day a report is due. `unsure`: the law leaves it
    to whoever asks for the report; whoever runs the system has to check it.
    """

    from_year: int
    month: int
    day: int
    due_days: Mapping[str, int]
    reference: str = ""
    unsure: bool = True


def cut_offs(settings: Sequence[CutOffs], year: int) -> CutOffs:
    """The settings for a reporting year. Raises LookupError before the first."""
    for one in sorted(settings, key=lambda one: one.from_year, reverse=True):
        if one.from_year <= year:
            return one
    raise LookupError(year)


def period(settings: Sequence[CutOffs], kind: RoundKind, year: int, number: int) -> ReportPeriod:
    """A regular period by its number. Raises LookupError for a year without settings, ValueError for a wrong number."""
    if kind not in MONTHS or not 1 <= number <= 12 // MONTHS[kind]:
        raise ValueError(f"{kind} {number}")
    one = cut_offs(settings, year)
    months, first = MONTHS[kind], date(year - 1, one.month, one.day)
    return ReportPeriod(kind, year, number, _later(first, months * (number - 1)), _later(first, months * number))


def periods(settings: Sequence[CutOffs], kind: RoundKind, year: int) -> list[ReportPeriod]:
    """All periods of a regular kind in a reporting year, in order: they cover it without gap or overlap."""
    return [period(settings, kind, year, number) for number in range(1, 12 // MONTHS[kind] + 1)]


def containing(settings: Sequence[CutOffs], kind: RoundKind, on: date) -> ReportPeriod:
    """The period of a regular kind that a day lies in. Raises LookupError."""
    for year in (on.year, on.year + 1):
        for one in periods(settings, kind, year):
            if one.start <= on < one.end:
                return one
    raise LookupError(on)


def last_ended(settings: Sequence[CutOffs], kind: RoundKind, on: date) -> ReportPeriod:
    """The latest period whose cut-off lies before a day. Raises LookupError."""
    return containing(settings, kind, containing(settings, kind, on).start - timedelta(days=1))


def due_on(settings: Sequence[CutOffs], of: ReportPeriod) -> date:
    """The last day on which a report of a regular period is in time."""
    return of.last_day + timedelta(days=cut_offs(settings, of.year).due_days[of.kind])


def _later(day: date, months: int) -> date:
    """The same day of the month, months later; days past the 28th are refused when settings are read."""
    index = day.year * 12 + day.month - 1 + months
    return day.replace(year=index // 12, month=index % 12 + 1)

"""What complying with procedures costs people. Public."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from caunoi.procedures.shapes import Limit


@dataclass(frozen=True, slots=True)
class ProcedureBurden:
    """One procedure, by its most filed case (the first one when none was): what one dossier asks of a person.

    `components`: papers that must be handed in or shown, the filled form aside. `limit`: of filing in person.
    `fee`: đồng for one copy or one unit of everything, None when the province sets it or pages decide. `visits`: at
    least, by the easiest way to file. The `*_a_year` are sums over all cases: `days_a_year` in working days.
    """

    code: str
    name: str
    dossiers: int
    case_name: str
    components: int
    limit: Limit | None
    fee: int | None
    visits: int
    papers_a_year: int
    days_a_year: Decimal
    fees_a_year: int | None
    visits_a_year: int


@dataclass(frozen=True, slots=True)
class HeldPaper:
    """A paper that is asked for though an agency issued it: `sources` are the procedures whose result it is.

    `papers_a_year`: how many are handed in, at most when it is asked for only under a condition (`certain` False).
    `reused`: what stands in the applicant's own store is taken already; where False nothing links the two yet.
    """

    code: str
    name: str
    component_id: str
    title: str
    paper_code: str
    condition: str
    certain: bool
    reused: bool
    sources: tuple[tuple[str, str], ...]
    papers_a_year: int


@dataclass(frozen=True, slots=True)
class Burden:
    """All procedures in force, the heaviest first, and the papers whose dropping saves the most first.

    Totals count a year's dossiers; `unpriced` is how many dossiers have a fee that is not known here.
    """

    procedures: tuple[ProcedureBurden, ...]
    held: tuple[HeldPaper, ...]
    dossiers: int
    papers: int
    visits: int
    fees: int
    unpriced: int
    saved: int
    """Papers a year that would no longer be handed in if every certain one in `held` were dropped."""

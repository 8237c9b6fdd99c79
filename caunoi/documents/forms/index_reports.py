"""A unit's report of an index: points, groups, plots, what to fix first; A4, several pages."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime

from caunoi.core.clock import local_date
from caunoi.documents.forms import words
from caunoi.documents.forms.printing import compile_form


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One indicator as text: name, share, points of the most, how it came about (empty: measured)."""

    name: str
    ratio: str
    points: str
    note: str


@dataclass(frozen=True, slots=True)
class ReportGroup:
    """A group of indicators."""

    name: str
    points: str
    lines: list[ReportLine]


@dataclass(frozen=True, slots=True)
class IndexReportData:
    """Everything that the report says. Plots are SVG; an empty one is left out. `notes`: what is unsure or manual."""

    title: str
    unit_name: str
    level_name: str
    reference: str
    period: str
    total: str
    most: str
    rank: str
    moved: str
    groups: list[ReportGroup]
    groups_svg: str
    groups_alt: str
    trend_svg: str
    trend_alt: str
    fixes: list[tuple[str, str, str]]
    notes: list[str]
    source: str
    agency_name: str
    officer_name: str
    place_name: str
    issued_at: datetime


def index_report(data: IndexReportData) -> bytes:
    """The report as an A4 PDF. Raises FormFailed."""
    values = {name: value for name, value in asdict(data).items() if not isinstance(value, date)}
    values |= {
        "doc_title": f"{data.title}: {data.unit_name}", "parent_agency_name": "",
        "issued_text": words.long_date(local_date(data.issued_at)),
    }  # fmt: skip
    return compile_form("index_report", values, made_at=data.issued_at)

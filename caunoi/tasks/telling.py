"""A task's history from its dated rows. Private to the room."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise
from uuid import UUID

from caunoi.people import queries as people
from caunoi.tasks.models import Deadline, Report, Task, TaskAgency
from caunoi.tasks.shapes import EvidenceView, HistoryLine
from caunoi.tasks.viewing import evidence_of
from caunoi.units import queries as units

Names = Callable[[UUID | None], str]


def lines_of(row: Task) -> list[HistoryLine]:
    """What happened, the oldest first; seven statements whatever happened."""
    reports = list(row.reports.order_by("made_at", "id"))
    deadlines = list(row.deadlines.order_by("set_at", "id"))
    parts = list(row.agencies.order_by("set_at", "id"))
    files = evidence_of(reports)
    of = _names(row, reports, deadlines, parts)
    lines = [
        HistoryLine(kind="assigned", at=row.assigned_at, by_name=of(_assigner(row)), after=_day(row.first_due_on)),
        *(line for report in reports for line in _told(report, files.get(report.pk, ()), of)),
        *(_moved(one, of) for one in deadlines),
        *_reassigned(row, parts, of),
    ]
    if row.cancelled_at is not None:
        cancelled = HistoryLine(
            kind="cancelled", at=row.cancelled_at, by_name=of(row.cancelled_by), words=row.cancel_reason
        )
        lines.append(cancelled)
    return sorted(lines, key=lambda line: line.at)  # stable: what happened at one moment stays in order


def _names(row: Task, reports: list[Report], deadlines: list[Deadline], parts: list[TaskAgency]) -> Names:
    """Names of persons and agencies by id; two statements."""
    persons = {_assigner(row), row.cancelled_by, *(one.set_by for one in deadlines)}
    persons |= {one for report in reports for one in (report.made_by, report.decided_by)}
    persons |= {one for part in parts for one in (part.set_by, part.person_id)}
    known: dict[UUID, str] = people.names(one for one in persons if one is not None)
    known |= {one.id: one.name for one in units.agencies({part.agency_id for part in parts}).values()}
    return lambda found: known.get(found, "") if found is not None else ""


def _assigner(row: Task) -> UUID | None:
    kind, _, identifier = row.assigned_by.partition(":")
    return UUID(identifier) if kind == "person" else None


def _told(report: Report, files: tuple[EvidenceView, ...], of: Names) -> Iterator[HistoryLine]:
    kind = "submitted" if report.kind == "submission" else "progress"
    yield HistoryLine(
        kind=kind, at=report.made_at, by_name=of(report.made_by), words=report.words, percent=report.percent,
        files=files,
    )  # fmt: skip
    if report.decided_at is not None:
        yield HistoryLine(kind=report.outcome, at=report.decided_at, by_name=of(report.decided_by), words=report.remark)


def _moved(one: Deadline, of: Names) -> HistoryLine:
    return HistoryLine(
        kind="deadline_changed", at=one.set_at, by_name=of(one.set_by), words=one.reason, before=_day(one.before),
        after=_day(one.due_on),
    )  # fmt: skip


def _reassigned(row: Task, parts: list[TaskAgency], of: Names) -> Iterator[HistoryLine]:
    """A line for each change of the lead, and one for each agency that came in beside it later."""
    leads = [part for part in parts if part.side == "lead"]
    for before, after in pairwise(leads):
        yield HistoryLine(
            kind="reassigned", at=after.set_at, by_name=of(after.set_by), words=after.reason,
            before=_holder(before, of), after=_holder(after, of),
        )  # fmt: skip
    for part in parts:
        if part.side != "lead" and part.set_at != row.assigned_at:
            yield HistoryLine(
                kind="reassigned", at=part.set_at, by_name=of(part.set_by), words=part.reason, after=of(part.agency_id)
            )


def _holder(part: TaskAgency, of: Names) -> str:
    return ", ".join(name for name in (of(part.agency_id), of(part.person_id)) if name)


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"

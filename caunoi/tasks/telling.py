"""A task's history from its dated rows. Private to the room."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from uuid import UUID

from caunoi.core.journal.queries import entries_of
from caunoi.people import queries as people
from caunoi.tasks.models import Deadline, Report, Task, TaskAgency
from caunoi.tasks.shapes import EvidenceView, HistoryLine
from caunoi.tasks.viewing import evidence_of
from caunoi.units import queries as units

Names = Callable[[UUID | None], str]


@dataclass(frozen=True, slots=True)
class _Placed:
    """The task was made a part of another one, or of none."""

    at: datetime
    by: UUID | None
    before: UUID | None
    after: UUID | None


def lines_of(row: Task) -> list[HistoryLine]:
    """What happened, the oldest first; nine statements whatever happened."""
    reports = list(row.reports.order_by("made_at", "id"))
    deadlines = list(row.deadlines.order_by("set_at", "id"))
    parts = list(row.agencies.order_by("set_at", "id"))
    files = evidence_of(reports)
    placed = _placed_under(row)
    of = _names(row, reports, deadlines, parts, placed)
    lines = [
        HistoryLine(kind="assigned", at=row.assigned_at, by_name=of(_assigner(row)), after=_day(row.first_due_on)),
        *(line for report in reports for line in _told(report, files.get(report.pk, ()), of)),
        *(_moved(one, of) for one in deadlines),
        *_reassigned(row, parts, of),
        *_placed(placed, of),
    ]
    if row.cancelled_at is not None:
        cancelled = HistoryLine(
            kind="cancelled", at=row.cancelled_at, by_name=of(row.cancelled_by), words=row.cancel_reason
        )
        lines.append(cancelled)
    return sorted(lines, key=lambda line: line.at)  # stable: what happened at one moment stays in order


def _placed_under(row: Task) -> list[_Placed]:
    """Each change of the task that it is a part of, as the journal tells it; one statement."""
    found, before = [], None
    for entry in entries_of("task", row.pk):
        if "parent_task" not in entry.data:
            continue
        after = UUID(entry.data["parent_task"]) if entry.data["parent_task"] else None
        if entry.kind == "task.placed_under":
            kind, _, identifier = entry.actor_ref.partition(":")
            by = UUID(identifier) if kind == "person" else None
            found.append(_Placed(entry.occurred_at, by, before, after))
        before = after
    return found


def _placed(found: list[_Placed], of: Names) -> Iterator[HistoryLine]:
    for one in found:
        yield HistoryLine(
            kind="moved", at=one.at, by_name=of(one.by), before=of(one.before), after=of(one.after) or "–"
        )


def _names(
    row: Task, reports: list[Report], deadlines: list[Deadline], parts: list[TaskAgency], placed: list[_Placed]
) -> Names:
    """Names of persons and agencies, and titles of tasks, by id; three statements."""
    persons = {_assigner(row), row.cancelled_by, *(one.set_by for one in deadlines)}
    persons |= {one for report in reports for one in (report.made_by, report.decided_by)}
    persons |= {one for part in parts for one in (part.set_by, part.person_id)} | {one.by for one in placed}
    known: dict[UUID, str] = people.names(one for one in persons if one is not None)
    agencies = {part.agency_id for part in parts} | {report.agency_id for report in reports}
    known |= {one.id: one.name for one in units.agencies(agencies).values()}
    if placed:
        under = {one for each in placed for one in (each.before, each.after) if one is not None}
        known |= dict(Task.objects.filter(pk__in=under).values_list("pk", "title"))
    return lambda found: known.get(found, "") if found is not None else ""


def _assigner(row: Task) -> UUID | None:
    kind, _, identifier = row.assigned_by.partition(":")
    return UUID(identifier) if kind == "person" else None


def _told(report: Report, files: tuple[EvidenceView, ...], of: Names) -> Iterator[HistoryLine]:
    kind = {"submission": "submitted", "part": "part"}.get(report.kind, "progress")
    by_name = ", ".join(name for name in (of(report.made_by), of(report.agency_id) if kind == "part" else "") if name)
    yield HistoryLine(
        kind=kind, at=report.made_at, by_name=by_name, words=report.words,
        percent=None if kind == "part" else report.percent, files=files,
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

"""What is told to whom when something happens to a task: a reader of the journal, after the act, never inside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from caunoi.core.journal import followers
from caunoi.core.journal.queries import Entry
from caunoi.core.journal.readers import Reader
from caunoi.messages import templates
from caunoi.messages.operations import Told, notify_many
from caunoi.people import queries as people
from caunoi.people.rules import Role
from caunoi.tasks.models import Task
from caunoi.tasks.notices import NOTICES

_TO_HOLDER = frozenset(
    {"task.completed", "task.returned", "task.deadline_changed", "task.cancelled", "task.part_reported"}
)
KINDS = _TO_HOLDER | {"task.assigned", "task.reassigned", "task.submitted", "task.reminded"}
_LEADERS = 10
"""At most so many leaders of an agency are told that something waits for one of them."""


def start() -> None:
    """At start-up: the templates, and the reader that the worker keeps going."""
    templates.register(*NOTICES)
    followers.follow(reader())


def reader() -> Reader:
    """Follows the journal under the name `tasks.notices`."""
    return Reader("tasks.notices", tell, kinds=KINDS)


@dataclass(frozen=True, slots=True)
class _Notice:
    person_id: UUID
    template: str
    entry: Entry
    task: Task


def tell(entries: Sequence[Entry]) -> None:
    """Keep the notices of these entries; a few statements, and one for each agency whose leaders are told."""
    rows = Task.objects.select_related("origin").in_bulk({entry.subject_id for entry in entries})
    leaders: dict[tuple[UUID, datetime], list[UUID]] = {}
    found = [one for entry in entries if (row := rows.get(entry.subject_id)) for one in _whom(entry, row, leaders)]
    told = [
        Told(
            person_id=one.person_id,
            template=one.template,
            key=f"{one.entry.id}/{one.person_id}",
            params=_params(one),
            link=f"/desk/tasks/{one.task.pk}/",
        )
        for one in found
    ]
    if told:
        notify_many(told, now=max(entry.occurred_at for entry in entries))


def _whom(entry: Entry, row: Task, leaders: dict[tuple[UUID, datetime], list[UUID]]) -> Iterator[_Notice]:
    if entry.kind in _TO_HOLDER and row.person_id is not None:
        yield _Notice(row.person_id, entry.kind, entry, row)
    elif entry.kind in ("task.assigned", "task.reassigned"):
        yield _Notice(UUID(entry.data["assignee"]), entry.kind, entry, row)
    elif entry.kind == "task.reminded":
        yield _Notice(UUID(entry.data["assignee"]), _reminder(entry), entry, row)
    elif entry.kind == "task.submitted":
        for person_id in _leaders_of(row.issuer_id, entry.occurred_at, leaders):
            yield _Notice(person_id, entry.kind, entry, row)


def _leaders_of(agency_id: UUID, at: datetime, known: dict[tuple[UUID, datetime], list[UUID]]) -> list[UUID]:
    """The leaders of an agency, delegates included."""
    if (agency_id, at) not in known:
        held = people.members(agency_id, at=at, role=Role.LEADER)
        known[agency_id, at] = list(dict.fromkeys(one.person_id for one in held))[:_LEADERS]
    return known[agency_id, at]


def _reminder(entry: Entry) -> str:
    left = entry.data["days_left"]
    name = "due_soon" if left > 0 else "due_today" if left == 0 else "overdue"
    if entry.data.get("vacant"):  # entries of before it was told do not have it
        return f"task.vacant.{name}"
    return f"task.stands_in.{name}" if entry.data["stand_in"] else f"task.{name}"


def _params(one: _Notice) -> dict[str, str]:
    """What the templates name; the deadline as it was when it happened."""
    data = one.entry.data
    return {
        "title": one.task.title[:200],
        "number": one.task.origin.number,
        "due": _day(data["due_on"]),
        "before": _day(data["due_before"]) if "due_before" in data else "",
        "days": str(abs(data.get("days_left", 0))),
    }


def _day(text: str) -> str:
    return f"{date.fromisoformat(text):%d/%m/%Y}"

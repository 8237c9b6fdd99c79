"""What a large meeting costs: 178 points invited, a room with 500 questions looked at by all of them every few seconds.

Makes the agencies and a meeting by hand, measures on the database of the settings, and takes it all back. Beside it the
bare SQL of the cheapest answer on the same connection. Usage: python bench/meetings.py
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from uuid import UUID

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "caunoi.config.settings")
os.environ["CAUNOI_DB_OWNER"] = "1"

import django

django.setup()

from django.apps import apps  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from caunoi.core.ids import new_id  # noqa: E402
from caunoi.meetings import operations, queries  # noqa: E402
from caunoi.meetings.models import Meeting, Point, Question  # noqa: E402
from caunoi.meetings.testing import walked  # noqa: E402
from caunoi.people import testing as people  # noqa: E402

NOW = datetime(2026, 9, 22, 2, 0, tzinfo=UTC)
POINTS, QUESTIONS, TIMES = 178, 500, 200
BARE = "SELECT revision FROM meetings_meeting WHERE id = %s"


def measured(act: Callable[[], object]) -> tuple[float, int]:
    """Milliseconds (median) and statements of one call."""
    with CaptureQueriesContext(connection) as seen:
        act()
    took = []
    for _ in range(TIMES):
        began = time.perf_counter()
        act()
        took.append(time.perf_counter() - began)
    return statistics.median(took) * 1000, len(seen)


def agencies() -> list[UUID]:
    """A host and the committees of communes of a province of its own; the ids, the host first."""
    model = apps.get_model("units", "Agency")
    made = [
        model(
            id=new_id(), code=f"000.{number:03d}.X9.H99", kind="peoples_committee", name=f"UBND Mẫu {number:03d}",
            level="commune" if number else "province", province_code="9X", position=number, valid_from=date(2025, 7, 1),
        )
        for number in range(POINTS + 1)
    ]  # fmt: skip
    model.objects.bulk_create(made)
    return [one.pk for one in made]


def bare(meeting_id: UUID) -> object:
    """The least that a database can be asked for it."""
    with connection.cursor() as cursor:
        cursor.execute(BARE, [meeting_id])
        return cursor.fetchone()


def main() -> None:
    """Measure once, and undo."""
    with transaction.atomic():
        host, first, *_others = agencies()
        chair = people.actor(people.officer(host, "leader", second_factor=False).id, at=NOW)
        officer = people.actor(people.officer(first, "specialist", second_factor=False).id, at=NOW)
        meeting_id = walked("draft", chair=chair, points=[], now=NOW)
        with CaptureQueriesContext(connection) as seen:
            began = time.perf_counter()
            operations.invite(meeting_id=meeting_id, communes_of="9X", actor=chair, now=NOW)
            took = time.perf_counter() - began
        print(f"{POINTS} points invited: {took * 1000:.0f} ms, {len(seen)} statements")
        operations.start(meeting_id=meeting_id, actor=chair, now=NOW)
        points = list(Point.objects.filter(meeting_id=meeting_id))
        Question.objects.bulk_create(
            Question(
                meeting_id=meeting_id, point=points[number % POINTS], number=number, position=number, asked_at=NOW,
                text=f"Câu hỏi mẫu {number}", asked_by=officer.person_id,
            )
            for number in range(1, QUESTIONS + 1)
        )  # fmt: skip
        revision = Meeting.objects.get(pk=meeting_id).revision
        for name, act in (
            ("bare SQL, one row by its key", lambda: bare(meeting_id)),
            ("room, nothing new", lambda: queries.room(meeting_id, since=revision, actor=officer, now=NOW)),
            ("room, whole", lambda: queries.room(meeting_id, actor=officer, now=NOW)),
            ("queue, 50 of 500", lambda: queries.queue(meeting_id, page=5, actor=officer, now=NOW)),
            ("meeting with its points", lambda: queries.meeting(meeting_id, actor=officer, now=NOW)),
        ):
            took, statements = measured(act)
            print(f"{name}: {took:.2f} ms, {statements} statements")
        transaction.set_rollback(True)


if __name__ == "__main__":
    main()

"""Parts of a task: those below it, those of agencies beside it; and how many of a board's tasks are in which list."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from caunoi.core.clock import local_date
from caunoi.core.journal.queries import entries_of
from caunoi.dossiers.testing import PNG
from caunoi.people import testing as people
from caunoi.tasks import operations, queries, testing
from caunoi.tasks.errors import NotCoordinating, TaskClosed, WrongTask
from caunoi.tasks.shapes import NewFile, Side, State, TaskFilter
from caunoi.tasks.testing import Office, assigned
from caunoi.units.testing import agency

NOW = datetime(2026, 9, 22, 2, 0, tzinfo=UTC)
WHY = "Chờ văn bản hướng dẫn của bộ"
pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Office:
    return testing.office(NOW)


def test_a_deadline_is_not_moved_before_those_of_its_parts(place: Office) -> None:
    whole = assigned(place, now=NOW, due_in=30)
    late = assigned(place, now=NOW, due_in=25, parent_id=whole.id, title="Mua sắm thiết bị")
    early = assigned(place, now=NOW, due_in=5, parent_id=whole.id, title="Khảo sát")
    change = {"task_id": whole.id, "reason": WHY, "actor": place.issuer_leader, "now": NOW}
    sooner = local_date(NOW) + timedelta(days=20)
    with pytest.raises(WrongTask) as refused:
        operations.change_deadline(due_on=sooner, **change)  # type: ignore[arg-type]
    (problem,) = refused.value.problems
    assert problem.field == "due_on"
    assert "1 nhiệm vụ con: “Mua sắm thiết bị” (17/10/2026)" in str(problem)
    assert early.title not in str(problem)
    operations.cancel(task_id=late.id, reason=WHY, actor=place.issuer_leader, now=NOW)
    assert operations.change_deadline(due_on=sooner, **change).due_on == sooner  # type: ignore[arg-type]


def test_the_history_says_under_which_task_it_was_placed(place: Office) -> None:
    first, second = (assigned(place, now=NOW, due_in=30, title=title) for title in ("Đề án một", "Đề án hai"))
    part = assigned(place, now=NOW, parent_id=first.id)
    for parent in (second.id, None):
        operations.place_under(task_id=part.id, parent_id=parent, actor=place.issuer_specialist, now=NOW)
    moved = [one for one in queries.history(part.id, actor=place.specialist, now=NOW) if one.kind == "moved"]
    assert [(one.before, one.after, one.by_name) for one in moved] == [
        ("Đề án một", "Đề án hai", "Doãn Thị Mẫu Tỉnh"), ("Đề án hai", "–", "Doãn Thị Mẫu Tỉnh"),
    ]  # fmt: skip


def test_a_coordinating_agency_reports_on_its_part_until_the_task_is_closed(place: Office) -> None:
    beside = agency("department", "province", "Sở mẫu", code="000.00.09.H26", province_code="01")
    helper = people.actor(people.officer(beside.id, "specialist", second_factor=False).id, at=NOW)
    task = assigned(place, now=NOW, coordinating=(beside.id,))
    assert queries.detail(task.id, actor=helper, now=NOW).may == {"report_part"}
    said = {"task_id": task.id, "words": "Đã cấp 200 chữ ký số", "now": NOW}
    files = [NewFile("bien-ban.png", PNG)]
    made = operations.report_part(actor=helper, files=files, **said)  # type: ignore[arg-type]
    assert (made.kind, [file.name for file in made.files]) == ("part", ["bien-ban.png"])
    assert queries.task(task.id, actor=helper, now=NOW).percent == 0
    last = entries_of("task", task.id)[-1]
    assert (last.kind, last.data["agency"], last.data["files"]) == ("task.part_reported", str(beside.id), 1)
    with pytest.raises(NotCoordinating):
        operations.report_part(actor=place.specialist, **said)  # type: ignore[arg-type]
    with pytest.raises(WrongTask):
        operations.report_part(actor=helper, **(said | {"words": " "}))  # type: ignore[arg-type]
    operations.cancel(task_id=task.id, reason=WHY, actor=place.issuer_leader, now=NOW)
    with pytest.raises(TaskClosed):
        operations.report_part(actor=helper, **said)  # type: ignore[arg-type]


def test_the_lists_of_a_board_are_counted_in_one_statement_as_their_pages_say(place: Office) -> None:
    on = NOW + timedelta(days=10)
    today = local_date(on)
    for due_in in (5, 12, 40):
        assigned(place, now=NOW, due_in=due_in)
    handed, gone = assigned(place, now=NOW, due_in=8), assigned(place, now=NOW)
    operations.submit_for_closing(task_id=handed.id, words="Xong", actor=place.specialist, now=NOW)
    operations.cancel(task_id=gone.id, reason=WHY, actor=place.issuer_leader, now=NOW)
    of = {
        "all": TaskFilter(), "late": TaskFilter(states=frozenset({State.OPEN_OVERDUE})),
        "soon": TaskFilter(states=frozenset({State.OPEN_WITHIN}), due_from=today, due_to=today + timedelta(days=7)),
        "waiting": TaskFilter(submitted=True),
    }  # fmt: skip
    asked = {"side": Side.LEAD, "actor": place.specialist, "now": on}
    with CaptureQueriesContext(connection) as seen:
        found = queries.tallied(place.ward.id, of=of, **asked)  # type: ignore[arg-type]
    assert found == {"all": 5, "late": 1, "soon": 1, "waiting": 1}
    assert sum("tasks_task" in one["sql"] for one in seen) == 1
    for name, only in of.items():
        assert queries.tasks_of(place.ward.id, only=only, **asked).total == found[name]  # type: ignore[arg-type]

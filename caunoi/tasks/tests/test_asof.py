"""The database says of every task at every date what the rules say; and of 21,914 tasks what was published."""

from __future__ import annotations

import json
import random
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from caunoi.core.actor import Person, System
from caunoi.core.clock import VIETNAM
from caunoi.core.ids import new_id
from caunoi.core.journal.queries import entries_of, latest
from caunoi.core.journal.verify import verify
from caunoi.tasks import operations, queries, testing
from caunoi.tasks.errors import AlreadyLoaded, NotTheAssigner, WrongTasks
from caunoi.tasks.rules.states import Course, Handing, State, state_at
from caunoi.tasks.shapes import LoadedTask, Side, TaskCounts
from caunoi.units.testing import agency

pytestmark = pytest.mark.django_db
START = date(2026, 9, 1)
NOW = datetime(2026, 12, 1, 2, 0, tzinfo=UTC)


def day(number: int) -> date:
    return START + timedelta(days=number)


def morning(on: date) -> datetime:
    return datetime.combine(on, time(8), tzinfo=VIETNAM)


def play(place: testing.Office, chance: random.Random) -> tuple[Any, Course]:
    """A task through the real operations on random days; and the same as the rules see it."""
    here = chance.randint(0, 5)
    first = day(here + chance.randint(0, 12))
    task = operations.assign(
        origin=testing.origin(place.province.id),
        draft=testing.draft(place.ward.id, place.specialist.person_id, first),
        actor=place.issuer_leader,
        now=morning(day(here)),
    )
    changes: list[tuple[date, date]] = []
    handings: list[Handing] = []
    cancelled = None
    due = first
    for _ in range(chance.randint(0, 4)):
        here += chance.randint(0, 6)
        now = morning(day(here))
        act = chance.choice(["change", "hand in", "hand in", "cancel"])
        if act == "change" and (new := day(here + chance.randint(0, 9))) != due:
            operations.change_deadline(
                task_id=task.id, due_on=new, reason="Thay đổi", actor=place.issuer_leader, now=now
            )
            due = new
            changes.append((day(here), due))
        elif act == "cancel" and chance.random() < 0.3:
            operations.cancel(task_id=task.id, reason="Không cần nữa", actor=place.issuer_leader, now=now)
            cancelled = day(here)
            break
        elif act == "hand in":
            operations.submit_for_closing(task_id=task.id, words="Xong", actor=place.specialist, now=now)
            outcome = chance.choice(["wait", "return", "verify"])
            made = day(here)
            here += chance.randint(0, 5)
            handings.append(Handing(made, None if outcome == "wait" else day(here), outcome == "verify"))
            if outcome == "verify":
                operations.verify_closing(task_id=task.id, actor=place.issuer_leader, now=morning(day(here)))
            elif outcome == "return":
                operations.return_task(
                    task_id=task.id, remark="Chưa đủ", actor=place.issuer_leader, now=morning(day(here))
                )
            if outcome != "return":
                break
    return task, Course(first, tuple(changes), tuple(handings), cancelled)


class TestStates:
    def test_the_database_says_what_the_rules_say_on_every_day(self) -> None:
        place = testing.office(morning(START))
        chance = random.Random(6)
        played = [play(place, chance) for _ in range(24)]
        seen: Counter[str] = Counter()
        for on in (day(number) for number in range(0, 40, 4)):
            page = queries.tasks_of(place.ward.id, side=Side.LEAD, actor=place.leader, now=NOW, as_of=on, limit=500)
            said = {one.id: one.state for one in page.tasks}
            should = {task.id: state_at(course, on) for task, course in played if task.assigned_on <= on}
            assert said == should
            counts = queries.counts(as_of=on)[""]
            assert counts == page.counts
            by_state = Counter(should.values())
            assert counts == TaskCounts(*(by_state[state] for state in list(State)[:4]))
            seen.update(should.values())
        assert set(seen) == set(State)


@pytest.fixture
def ministry() -> Any:
    return agency("ministry", "nation", "Bộ mẫu", code="000.00.00.G99")


def run(*args: str) -> Any:
    out = StringIO()
    call_command("tasks", *args, "--json", stdout=out)
    return json.loads(out.getvalue())


class TestPublished:
    def test_the_tasks_of_2017_give_the_published_figures(self, ministry: Any) -> None:
        assert run("sample", "--counts", "14068,1983,5640,223") == {"loaded": 21_914}
        with CaptureQueriesContext(connection) as caught:
            found = run("stats")
        assert len(caught) == 1
        found.pop("as_of")
        assert found == {
            "completed": 16_051,
            "open": 5_863,
            "total": 21_914,
            "overdue_rate": 1.37,
            "done_on_time": 14_068,
            "done_late": 1_983,
            "open_within": 5_640,
            "open_overdue": 223,
        }
        (entry,) = latest(5, kind="task.loaded")
        assert (entry.data["tasks"], entry.data["samples"]) == (21_914, True)

    def test_samples_that_are_loaded_again_replace_those_before(self, ministry: Any) -> None:
        run("sample", "--counts", "3,2,1,1")
        run("sample", "--counts", "1,1,1,0")
        assert run("stats")["total"] == 3

    @pytest.mark.parametrize("wrong", ["1,2,3", "1,2,3,-4", "a,b,c,d"])
    def test_counts_that_are_none_are_refused(self, ministry: Any, wrong: str) -> None:
        with pytest.raises((CommandError, SystemExit)):
            run("sample", f"--counts={wrong}")

    def test_an_origin_that_is_none_is_refused(self) -> None:
        with pytest.raises(CommandError, match="không phải là"):
            run("stats", "--origin", "plan")


class TestLoading:
    def test_a_loaded_task_has_its_course_at_every_date(self, ministry: Any) -> None:
        task = LoadedTask(
            title="Việc mẫu", lead_agency_id=ministry.id, assigned_on=day(0), due_on=day(10), completed_on=day(12),
            verified_on=day(20), part="Chính quyền số",
        )  # fmt: skip
        origin = testing.origin(ministry.id)
        operations.load_tasks(origin=origin, tasks=[task], actor=System("test"), now=NOW, sample=True)
        states = [queries.counts(as_of=day(number), by="part") for number in (-1, 10, 11, 19, 20)]
        assert states == [
            {},
            {"Chính quyền số": TaskCounts(open_within=1)},
            {"Chính quyền số": TaskCounts(open_overdue=1)},
            {"Chính quyền số": TaskCounts(open_overdue=1)},
            {"Chính quyền số": TaskCounts(done_late=1)},
        ]

    def test_what_is_no_sample_needs_all_six_points_and_is_loaded_once(self, ministry: Any) -> None:
        bare = LoadedTask(title="Việc", lead_agency_id=ministry.id, assigned_on=day(0), due_on=day(10))
        given: dict[str, Any] = {"origin": testing.origin(ministry.id), "actor": System("test"), "now": NOW}
        with pytest.raises(WrongTasks) as caught:
            operations.load_tasks(tasks=[bare], sample=False, **given)
        assert [one.field for one in caught.value.problems] == ["person_id", "responsibility", "result", "authority"]
        operations.load_tasks(tasks=[bare], sample=True, **given)
        with pytest.raises(AlreadyLoaded):
            operations.load_tasks(tasks=[], sample=False, **given)
        with pytest.raises(NotTheAssigner):
            operations.load_tasks(tasks=[bare], sample=True, **(given | {"actor": Person(new_id())}))

    def test_dates_in_the_wrong_order_are_refused_with_their_line(self, ministry: Any) -> None:
        dates: dict[str, Any] = {"assigned_on": day(5), "due_on": day(9)}
        tasks = [
            LoadedTask(title="Một", lead_agency_id=ministry.id, completed_on=day(4), **dates),
            LoadedTask(title="Hai", lead_agency_id=ministry.id, verified_on=day(6), **dates),
        ]
        with pytest.raises(WrongTasks) as caught:
            operations.load_tasks(
                origin=testing.origin(ministry.id), tasks=tasks, actor=System("test"), now=NOW, sample=True
            )
        assert [one.line for one in caught.value.problems] == [1, 2]


class TestJournal:
    def test_the_journal_of_a_task_is_whole_and_says_nothing_of_what_it_says(self) -> None:
        place = testing.office(NOW)
        task = testing.assigned(place, now=NOW, title="Gọi số 0912345678 cho ông Nguyễn Văn Mẫu")
        operations.submit_for_closing(task_id=task.id, words="Đã gọi", actor=place.specialist, now=NOW)
        operations.verify_closing(task_id=task.id, actor=place.issuer_leader, now=NOW)
        entries = entries_of("task", task.id)
        assert {entry.agency_id for entry in entries} == {place.ward.id}
        assert "Mẫu" not in "".join(str(entry.data) for entry in entries)
        assert verify().sound

    def test_samples_are_marked(self, ministry: Any) -> None:
        operations.load_counts(
            counts=TaskCounts(1, 1, 1, 1), origin=testing.origin(ministry.id), actor=System("test"), now=NOW
        )
        rows = apps.get_model("tasks", "Task")._default_manager.all()
        assert {row.is_sample for row in rows} == {True}
        assert {row.person_id for row in rows} == {None}
